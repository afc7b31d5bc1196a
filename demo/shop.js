// The demo storefront: finds Glue, creates a cart, adds the element to the page and shows its events.

import { compare, filled, start as startForm } from './address.js';
import { drawLines, drawTotals, picture } from './basket.js';
import { Diagram } from './diagram.js';
import { byId, make, price } from './dom.js';
import { Glue, Sandbox, Trouble } from './glue.js';
import * as knobs from './knobs.js';
import { log } from './log.js';
import { keep, recall } from './memory.js';
import { speak, words } from './words.js';

const EVENTS = [
  'ec-ready', 'ec-availability-change', 'ec-click', 'ec-payment-start', 'ec-prefill', 'ec-address-change',
  'ec-shipping-method-change', 'ec-confirm', 'ec-order', 'ec-cancel', 'ec-error', 'ec-complete', 'ec-state-change', 'ec-request',
];
const KEPT = 'demo-cart';
// The query parameter that the element adds to the URL to which a provider returns.
const RETURN = 'ec-return';
// A little less than the lifetime of Glue's access tokens.
const TOKEN_LIFETIME_MS = 50 * 60 * 1000;
// States without an attempt in progress. The element may be reloaded in them.
const IDLE = ['loading', 'ready', 'unavailable', 'failed'];
// States in which the cart may be ordered already. The page then offers no other way to order it.
const MAYBE_ORDERED = ['placing', 'unknown', 'placed'];
// Options that change the sandbox's settings, without a new cart.
const SETTINGS = ['payer', 'provider', 'dialect', 'route', 'fault', 'strikes', 'speed'];

const place = byId('place');
const values = knobs.read();
const token = takeToken();
const diagram = new Diagram(byId('diagram'));
const products = new Map();

let base;
let sandbox;
let glue;
let cart;
let element;
let told;
let returning = new URL(location.href).searchParams.has(RETURN);
let ordered = false;
let provider = '';

const query = () => new URL(location.href).searchParams;

// A token in the URL could be seen, saved and forwarded. So it is read once and removed.
function takeToken() {
  const found = new URLSearchParams(location.hash.slice(1)).get('token');
  if (found) history.replaceState(history.state, '', location.pathname + location.search);
  return found ?? undefined;
}

async function start() {
  drawPage();
  base = await findGlue();
  sandbox = await Sandbox.beside(base);
  for (const knob of document.querySelectorAll('[data-sandbox]')) knob.hidden = !sandbox;
  if (sandbox) for (const product of await sandbox.products()) products.set(product.sku, product);
  if (!sandbox || query().has('cart')) await visit();
  else if (!(await takeUp(recall(KEPT)))) await newCart();
  returning = false;
}

function drawPage() {
  knobs.draw(byId('knobs'), values, (name) => perform(() => turned(name)));
  startForm(() => element?.undoPrefill());
  for (const name of EVENTS) place.addEventListener(name, heard);
  byId('new-cart').addEventListener('click', () => perform(newCart));
  byId('again').addEventListener('click', () => {
    byId('express').focus();
    perform(newCart);
  });
  byId('reset').addEventListener('click', () => perform(reset));
  byId('clear-log').addEventListener('click', () => {
    byId('events').replaceChildren();
    byId('count').textContent = '0';
  });
  byId('clear-diagram').addEventListener('click', () => diagram.clear());
  dress();
}

// Sets the language and the colours of the page.
function dress() {
  document.documentElement.lang = values.locale;
  document.documentElement.dataset.theme = values.theme;
  speak(values.locale, byId('shop'));
}

async function findGlue() {
  const wanted = query().get('glue');
  if (wanted !== null) {
    byId('starting').textContent = '';
    const url = URL.canParse(wanted, location.href) ? new URL(wanted, location.href) : undefined;
    if (!url || !['http:', 'https:'].includes(url.protocol)) throw new Trouble(`"${wanted}" is not a valid URL of Glue.`);
    return url.href.replace(/\/+$/, '');
  }
  const root = new URL('../', import.meta.url);
  const { startSandbox } = await import(new URL('register.js', root).href);
  await startSandbox();
  return new URL('glue', root).href;
}

// Restores the cart from before a reload or before the visit to a provider's page. If the cart no longer exists, but an
// attempt is open, the element still gets its id: it finds out whether the cart was ordered.
async function takeUp(kept) {
  if (kept?.base !== base || (!kept.attempt && kept.kind !== values.shopper)) return false;
  const shopper = shopperOf(kept.cartId, kept.guestId);
  glue = new Glue(base, shopper);
  try {
    cart = await glue.cart();
  } catch (trouble) {
    if (!kept.attempt) return false;
    gone(trouble);
  }
  if (!kept.attempt && !returning) await configure(kept.values);
  show(shopper);
  return true;
}

// Uses the cart from the URL, as needed for a real shop.
async function visit() {
  const [cartId, guestId] = [query().get('cart'), query().get('guest') ?? undefined];
  if (!cartId || (!guestId && !token)) {
    throw new Trouble('This shop needs a cart in the URL. For a guest, add &cart=UUID&guest=ID. For a customer, add &cart=UUID and '
      + '#token=TOKEN. The token is not saved, so add it again after every reload.');
  }
  const shopper = shopperOf(cartId, token ? undefined : guestId);
  glue = new Glue(base, shopper);
  try {
    cart = await glue.cart();
  } catch (trouble) {
    gone(trouble);
  }
  show(shopper);
}

function gone(trouble) {
  const absent = 'The shop does not have this cart. The express checkout will find out whether it was ordered.';
  complain(trouble.status === 404 ? new Trouble(absent) : trouble);
  cart = { currency: 'EUR', totals: {}, lines: [] };
}

async function newCart() {
  if (!sandbox) throw new Trouble('New carts can only be created in the sandbox.');
  quiet();
  // Removing the element cancels its open payment before the sandbox's settings change.
  element?.remove();
  element = undefined;
  if (!returning) await configure();
  const guest = values.shopper === 'guest';
  const guestId = guest ? `demo-${crypto.randomUUID()}` : undefined;
  const made = await sandbox.newCart(guest ? { guest: guestId } : { customer: true });
  const shopper = shopperOf(made.cartId, guestId, made.accessToken);
  glue = new Glue(base, shopper);
  cart = await glue.cart();
  remember(shopper);
  const url = new URL(location.href);
  for (const name of ['cart', 'guest']) url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
  show(shopper);
}

function shopperOf(cartId, guestId, first = token) {
  if (guestId !== undefined) return { cartId, guestId };
  // The element calls this before every request, and again after a 401.
  let [current, until] = [first, Date.now() + TOKEN_LIFETIME_MS];
  const valid = async (again) => {
    if (sandbox && (!current || again || Date.now() > until)) {
      [current, until] = [await sandbox.logIn(), Date.now() + TOKEN_LIFETIME_MS];
    }
    return current;
  };
  return { cartId, token: valid };
}

function remember({ cartId, guestId }) {
  keep(KEPT, { base, kind: guestId === undefined ? 'customer' : 'guest', cartId, guestId, attempt: false, values });
}

function mark(attempt) {
  const kept = recall(KEPT);
  if (kept) keep(KEPT, { ...kept, attempt });
}

// The sandbox counts down the faults, so the settings are sent again only if they changed.
async function configure(settled) {
  const wanted = knobs.settings(values, sandbox.base.origin !== location.origin);
  if (settled && JSON.stringify(settled) === JSON.stringify(values)) {
    const now = await sandbox.config();
    const same = (name) => JSON.stringify(now[name]) === JSON.stringify(wanted[name]);
    if (['payer', 'methods', 'paypalSdk', 'dialect', 'customerRoute', 'latencyMs'].every(same)) return;
  }
  await sandbox.configure(wanted);
  const kept = recall(KEPT);
  if (kept) keep(KEPT, { ...kept, values });
}

async function turned(name) {
  dress();
  if (name === 'shopper') {
    await newCart();
    return;
  }
  if (SETTINGS.includes(name) && sandbox) {
    await configure();
    if (['provider', 'dialect', 'fault', 'strikes'].includes(name) && IDLE.includes(element?.state)) element.reload();
  }
  if (element) adjust(element);
  if (cart) draw();
}

async function reset() {
  quiet();
  element?.remove();
  element = undefined;
  Object.assign(values, knobs.defaults());
  knobs.write(values);
  knobs.show(byId('knobs'), values);
  dress();
  keep(KEPT, undefined);
  diagram.clear();
  byId('clear-log').click();
  byId('ledger').textContent = '';
  await sandbox.reset();
  await newCart();
}

// Sets the element's attributes from the options.
function adjust(checkout) {
  const methods = knobs.methods(values.provider);
  if (methods) checkout.setAttribute('methods', methods);
  else checkout.removeAttribute('methods');
  for (const name of ['finish', 'locale', 'theme']) {
    if (checkout.getAttribute(name) !== values[name]) checkout.setAttribute(name, values[name]);
  }
}

function show(shopper) {
  ordered = false;
  told = undefined;
  filled(undefined);
  byId('done').hidden = true;
  const content = document.importNode(byId('checkout').content, true);
  speak(values.locale, content);
  element = content.querySelector('express-checkout');
  element.setAttribute('glue-url', base);
  element.setAttribute('cart-id', shopper.cartId);
  if (shopper.guestId === undefined) element.accessToken = () => shopper.token();
  else element.setAttribute('anonymous-id', shopper.guestId);
  // Plain http is allowed only for this computer.
  const local = ({ protocol, hostname }) => protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const origins = [location, new URL(base)].filter(local).map(({ origin }) => origin);
  element.setAttribute('provider-origins', [...new Set(origins)].join(' '));
  adjust(element);
  place.replaceChildren(content);
  showState();
  if (cart) draw();
  if (sandbox) drawMore();
}

function nameOf({ sku, name }) {
  return name ?? products.get(sku)?.name ?? sku;
}

function draw() {
  drawLines(cart, { nameOf, locale: values.locale, frozen: ordered, change: (line, quantity) => perform(() => change(line, quantity)) });
  tellTotals();
}

// The element knows the total with shipping. Before that, the totals of Glue's cart are shown. After the order they stay.
function tellTotals() {
  if (!ordered) told = element?.cart?.totals ?? told;
  const current = told ?? { ...cart.totals, shipmentTotal: undefined };
  drawTotals(current, told?.currency ?? cart.currency, values.locale);
}

function drawMore() {
  const inside = new Set((cart?.lines ?? []).map(({ sku }) => sku));
  const offers = [...products.values()].filter(({ sku }) => !inside.has(sku));
  const card = ({ sku, name, price: minor, currency }) => make('li', { class: 'offer' },
    picture(sku, 64),
    make('span', { class: 'about' }, make('strong', {}, name), make('span', {}, price(minor, currency, values.locale))),
    make('button', {
      type: 'button', class: 'quiet', 'aria-label': words('Add {name}', { name }), disabled: ordered,
      onclick: () => perform(async () => {
        await glue.add(sku);
        await afresh();
      }),
    }, words('Add')));
  byId('offers').replaceChildren(...offers.map(card));
  byId('more').hidden = offers.length === 0;
}

async function change(line, quantity) {
  await glue.setQuantity(line, quantity);
  await afresh();
}

async function afresh() {
  cart = await glue.cart();
  told = undefined;
  draw();
  if (sandbox) drawMore();
  element?.reload();
}

function heard(event) {
  log(byId('events'), byId('count'), event);
  diagram.hear(event, values.locale);
  const detail = event.detail ?? {};
  switch (event.type) {
    case 'ec-click':
      provider = detail.method ?? '';
      mark(true);
      break;
    case 'ec-prefill':
      compare(detail);
      filled(provider || 'express checkout');
      break;
    case 'ec-confirm':
      detail.waitUntil(consent());
      break;
    case 'ec-complete':
      completed(detail);
      break;
    default:
  }
  // The event is sent before the element has changed its state.
  setTimeout(() => {
    showState();
    if (cart) tellTotals();
  });
}

// Tells the stylesheet the state, and hides the shop's own form from the moment when an order is sent.
function showState() {
  const state = element?.state ?? '';
  place.dataset.state = state;
  byId('desk').hidden = ordered || MAYBE_ORDERED.includes(state);
}

async function consent() {
  const box = byId('consent');
  const missing = !box.checked;
  box.setAttribute('aria-invalid', String(missing));
  byId('consent-said').textContent = missing ? words('Please tick this box first. Nothing was ordered.') : '';
  if (!missing) return;
  box.addEventListener('change', () => {
    box.removeAttribute('aria-invalid');
    byId('consent-said').textContent = '';
  }, { once: true });
  box.focus();
  throw new Error('the consent box is not ticked');
}

function completed({ outcome }) {
  mark(outcome === 'unknown');
  if (outcome === 'ordered') {
    ordered = true;
    keep(KEPT, undefined);
    byId('done').hidden = !sandbox;
    filled(undefined);
    if (cart) draw();
    if (sandbox) drawMore();
  }
  if (sandbox) perform(balance);
}

// Shows the sandbox's ledger: payments, orders and broken rules.
async function balance() {
  const { payments, orders, violations } = await sandbox.ledger();
  const many = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;
  const verdict = violations.length ? `broken rules: ${violations.map((one) => one.text ?? one).join('; ')}` : 'no rules broken';
  byId('ledger').textContent = `The sandbox’s ledger: ${many(payments.length, 'payment')}, ${many(orders.length, 'order')}, ${verdict}.`;
}

function quiet() {
  byId('trouble').hidden = true;
}

function complain(trouble) {
  const starting = byId('starting');
  if (starting) starting.textContent = '';
  byId('trouble').textContent = trouble.message;
  byId('trouble').hidden = false;
}

// Runs an action of the user, and shows an error if it fails.
async function perform(work) {
  quiet();
  try {
    await work();
  } catch (trouble) {
    complain(trouble);
  }
}

perform(start);
