// The demo storefront: finds Glue, opens carts, shows the element in each step of the story, and its events beside it.

import { compare, start as startForm } from './address.js';
import { drawBag, drawDrawer, drawLines, drawMore, drawProduct, drawTotals, productOf, stock } from './basket.js';
import { BAG, Carts, PRODUCT } from './carts.js';
import { drawCode } from './code.js';
import { Diagram } from './diagram.js';
import { byId } from './dom.js';
import { Sandbox, Trouble } from './glue.js';
import * as knobs from './knobs.js';
import { log } from './log.js';
import * as look from './look.js';
import { keep, recall } from './memory.js';
import { nameOf } from './methods.js';
import { leadToDiagram } from './narrow.js';
import * as place from './return.js';
import { Story } from './story.js';
import { Till } from './till.js';
import { inEnglish, language, onlyElement, setLanguage, speak, words } from './words.js';

const SETTLED = 'demo-settings';
const ORDERED = 'demo-ordered';
// The query parameter that the element adds to the URL to which a provider returns.
const RETURN = 'ec-return';
// States in which the shopper checks the order, and those in which the cart may be ordered already. The page then offers no
// other way to order it.
const REVIEWED = ['review'];
const MAYBE_ORDERED = ['placing', 'unknown', 'placed'];
// Options that change the sandbox's settings, without a new cart.
const SETTINGS = ['payer', 'provider', 'dialect', 'route', 'fault', 'strikes', 'speed'];

const values = knobs.read();
const token = takeToken();
const main = new Till(byId('place'), '', heard);
const aside = new Till(byId('drawer-place'), 'drawer-', heard);
const diagram = new Diagram(byId('diagram'), byId('explain'), (part) => {
  for (const till of [main, aside]) till.light(part);
  byId('desk').classList.toggle('lit', part === 'form');
}, (chapter) => {
  byId('now-said').textContent = chapter;
});
const story = new Story({ move: () => perform(moved), drawer: (open) => perform(() => drawerTurned(open)) });

let shop = {};
let carts;
// Whether the lines of the cart were drawn without a way to change them.
let frozen = false;
// The page is being left. What the element says now is about the next page.
let leaving = false;
let returning = query().has(RETURN);

function query() {
  return new URL(location.href).searchParams;
}

// A token in the URL could be seen, saved and forwarded. So it is read once and removed.
function takeToken() {
  const found = new URLSearchParams(location.hash.slice(1)).get('token');
  if (found) history.replaceState(history.state, '', location.pathname + location.search);
  return found ?? undefined;
}

async function start() {
  drawPage();
  const isBack = place.comesBack() || ['reload', 'back_forward'].includes(performance.getEntriesByType('navigation')[0]?.type);
  const base = await findGlue();
  const sandbox = await Sandbox.beside(base);
  shop = { base, sandbox, token };
  carts = new Carts(shop, complain);
  for (const node of document.querySelectorAll('[data-sandbox]')) node.hidden = !sandbox;
  if (sandbox) {
    stock(await sandbox.products());
    story.knows((sku) => Boolean(productOf(sku)));
  }
  const ordered = recall(ORDERED);
  if (isBack && ordered?.base === base) {
    await confirmAgain(ordered);
    return;
  }
  keep(ORDERED, undefined);
  if (!sandbox || query().has('cart')) {
    story.onlyCart();
    await carts.visit(query().get('cart'), query().get('guest') ?? undefined);
  } else {
    if (!returning) await configure(recall(SETTLED));
    await have(BAG);
  }
  await enter();
  returning = false;
  if (story.isOpen) await drawerTurned(true);
  else if (story.wantsDrawer || (carts.isUnderWay(BAG) && main.cart.which !== BAG)) story.openDrawer();
}

// A reload of the thank-you page: its cart is gone, and the shopper still sees that it was ordered.
async function confirmAgain({ confirmation }) {
  returning = false;
  if (!shop.sandbox || query().has('cart')) story.onlyCart();
  if (confirmation.which === BAG) drawBag({ ...confirmation.data, lines: [] });
  else await have(BAG);
  main.confirmAgain(confirmation, () => perform(freshCart));
  draw();
}

function drawPage() {
  window.addEventListener('pagehide', () => { leaving = true; }, { capture: true });
  window.addEventListener('pageshow', () => { leaving = false; });
  place.rememberAt([byId('to-gallery'), byId('to-component')]);
  knobs.draw(byId('knobs'), values, (name) => perform(() => turned(name)));
  look.draw(byId('look'), () => {
    for (const till of [main, aside]) if (till.element) adjust(till.element);
    drawTag();
  }, () => {
    if (main.element && main.idle && !main.ordered) showMain(main.cart);
    if (aside.element && aside.idle && !aside.ordered) showAside(aside.cart);
    draw();
  });
  startForm();
  byId('begin').addEventListener('click', begin);
  byId('add').addEventListener('click', () => perform(() => put(story.sku)));
  for (const id of ['new-cart', 'lost-again', 'drawer-lost-again']) byId(id).addEventListener('click', () => perform(freshCart));
  byId('reset').addEventListener('click', () => perform(reset));
  byId('clear-log').addEventListener('click', () => {
    byId('events').replaceChildren();
    byId('count').textContent = '0';
  });
  leadToDiagram();
  byId('clear-diagram').addEventListener('click', () => diagram.clear());
  dress();
}

// Sets the language and the colours of the page.
function dress() {
  setLanguage(values.locale);
  document.documentElement.dataset.theme = values.theme;
  byId('frame').dataset.frame = values.frame;
  for (const id of ['place', 'drawer-place']) byId(id).dataset.methods = knobs.methods(values.provider) ? 'one' : 'all';
  speak(document.head, byId('now'), byId('shop'), byId('welcome'), byId('backstage'));
  byId('spoken').textContent = onlyElement(values.locale);
  byId('spoken').hidden = !byId('spoken').textContent;
  for (const till of [main, aside]) till.speak();
  diagram.speak();
  look.tell();
  for (const id of ['to-gallery', 'to-component']) {
    const url = new URL(byId(id).getAttribute('href'), location.href);
    url.search = new URLSearchParams({ locale: values.locale, theme: values.theme });
    byId(id).href = url.href;
  }
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

// The cart of this kind: the one from before, or a new one.
async function have(which, sku) {
  const held = carts.held(which);
  if (held && held.sku === sku) return held;
  return (!held && await carts.takeUp(which, values.shopper, sku)) || carts.make(which, values.shopper, sku);
}

// Shows the story's step with its cart.
async function enter() {
  const cart = await (story.which === PRODUCT ? have(PRODUCT, story.sku) : have(BAG));
  // After a reload in the middle of an attempt, its product counts.
  if (cart.sku) story.sku = cart.sku;
  if (main.cart !== cart || !main.element) showMain(cart);
  else adjust(main.element);
  draw();
}

function showMain(cart) {
  diagram.begin();
  main.show(cart, shop.base, adjust, () => perform(freshCart));
}

function showAside(cart) {
  if (main.idle) diagram.begin();
  aside.show(cart, shop.base, adjust, () => perform(freshCart));
}

// The shopper went to another step. With another cart it has another element, and the one that goes cancels its open payment.
async function moved() {
  if (!carts) return;
  if (main.ordered || aside.ordered) await freshCart();
  else await enter();
}

// The drawer has an element of its own. A closed drawer keeps it while an attempt is open.
async function drawerTurned(open) {
  if (!carts) return;
  if (open && !aside.element) {
    showAside(await have(BAG));
  } else if (!open) {
    if (aside.ordered) await freshCart();
    else if (aside.idle) aside.remove();
  }
  draw();
}

// Takes the visitor to the express buttons. They are in a closed shadow root, so the card around them gets the focus.
function begin() {
  const express = byId('express');
  story.found = true;
  express.scrollIntoView({ block: 'center', behavior: 'instant' });
  express.focus({ preventScroll: true });
  express.classList.add('called');
  if (carts) tell();
  else story.show({});
}

async function freshCart() {
  if (!shop.sandbox) throw new Trouble('New carts can only be created in the sandbox.');
  quiet();
  // Removing the elements cancels their open payments before the sandbox's settings change.
  for (const till of [main, aside]) {
    till.remove();
    till.ordered = false;
  }
  keep(ORDERED, undefined);
  story.closeDrawer();
  if (!returning) await configure();
  for (const which of [BAG, PRODUCT]) carts.forget(which);
  const url = new URL(location.href);
  for (const name of ['cart', 'guest']) url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
  await have(BAG);
  await enter();
  byId('express').focus({ preventScroll: true });
  story.top();
}

// The sandbox counts down the faults, so the settings are sent again only if they changed.
async function configure(settled) {
  const wanted = knobs.settings(values, shop.sandbox.base.origin !== location.origin);
  if (settled && JSON.stringify(settled) === JSON.stringify(wanted)) {
    const now = await shop.sandbox.config();
    const same = (name) => JSON.stringify(now[name]) === JSON.stringify(wanted[name]);
    if (['payer', 'methods', 'paypalSdk', 'dialect', 'customerRoute', 'latencyMs'].every(same)) return;
  }
  await shop.sandbox.configure(wanted);
  keep(SETTLED, wanted);
}

async function turned(name) {
  story.pin();
  dress();
  if (name === 'shopper') {
    await freshCart();
    return;
  }
  if (SETTINGS.includes(name) && shop.sandbox) {
    await configure();
    // A provider's script is loaded once in a page, and an element that has its buttons keeps them.
    if (name === 'fault' && /^(script|checkout-data):/.test(values.fault)) {
      location.reload();
      return;
    }
    if (['provider', 'dialect', 'fault', 'strikes'].includes(name)) for (const till of [main, aside]) if (till.idle) till.element?.reload();
  }
  // Only the checkout has a form to fill.
  if (name === 'finish' && values.finish === 'prefill' && story.step !== 'checkout') story.go('checkout');
  for (const till of [main, aside]) if (till.element) adjust(till.element);
  if (carts) draw();
  if (name === 'locale' && byId('ledger').textContent) await balance();
}

async function reset() {
  for (const till of [main, aside]) till.remove();
  story.found = false;
  Object.assign(values, knobs.defaults());
  knobs.write(values);
  knobs.show(byId('knobs'), values);
  look.reset();
  dress();
  diagram.clear();
  byId('clear-log').click();
  byId('ledger').textContent = '';
  await shop.sandbox.reset();
  await freshCart();
}

// Sets the element's attributes from the options and from where it stands.
function adjust(checkout) {
  const inDrawer = checkout === aside.element;
  const step = inDrawer ? 'minicart' : { product: 'pdp', cart: 'cart', checkout: 'checkout' }[story.step];
  const fills = values.finish === 'prefill' && step === 'checkout';
  const wanted = {
    'express-page': step,
    'checkout-url': story.checkoutUrl(inDrawer),
    methods: knobs.methods(values.provider),
    finish: values.finish === 'prefill' && !fills ? 'review' : values.finish,
    form: fills ? 'checkout-form' : undefined,
    locale: values.locale,
    theme: values.theme,
    class: look.classOfTheme() || undefined,
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (value === undefined) checkout.removeAttribute(name);
    else if (checkout.getAttribute(name) !== value) checkout.setAttribute(name, value);
  }
}

// The cart may be ordered already, so that it is not changed any more.
function isLocked() {
  return [main, aside].some((till) => till.ordered || MAYBE_ORDERED.includes(till.state));
}

function draw() {
  const locale = language();
  const bag = carts.held(BAG);
  frozen = isLocked();
  if (bag) {
    const shown = inBasket();
    drawBag(bag.data);
    drawLines(shown.data, { locale, frozen, change: (line, quantity) => perform(() => change(shown, line, quantity)) });
    drawDrawer(bag.data, locale);
  }
  if (shop.sandbox) {
    drawProduct(story.sku, locale);
    const without = new Set(story.step === 'product' ? [story.sku] : (bag?.data.lines ?? []).map(({ sku }) => sku));
    byId('more').dataset.count = String(drawMore(without, locale, { link: story.linkTo, add: (sku) => perform(() => put(sku)) }));
  }
  tell();
  drawTag();
}

// Shows the parts of the page that belong to the step and to the state of the element.
function tell() {
  for (const till of [main, aside]) till.tell();
  const { state } = main;
  const busy = REVIEWED.includes(state) || MAYBE_ORDERED.includes(state);
  const empty = main.cart && main.cart === inBasket() && main.cart.data.lines.length === 0 && !main.ordered && main.idle;
  const filling = values.finish === 'prefill' && state === 'review';
  story.show({ ordered: main.ordered, thanks: aside.ordered, busy });
  byId('desk').hidden ||= main.ordered || empty || (busy && !filling);
  byId('more').hidden ||= busy;
  byId('onward').hidden ||= busy || empty;
  byId('express').hidden = empty;
  byId('none').hidden = !empty;
  byId('totals').hidden = empty;
  // Whether the order exists is not known, and will not be.
  byId('lost').hidden = !shop.sandbox || state !== 'unknown';
  byId('drawer-lost').hidden = !shop.sandbox || aside.state !== 'unknown';
  byId('add').disabled = main.ordered || busy;
  for (const id of ['drawer-goods', 'drawer-onward', 'drawer-cart']) byId(id).hidden = aside.ordered;
  byId('drawer-thanks').hidden = !aside.ordered;
  byId('drawer-express').hidden = Boolean(aside.cart) && aside.cart.data.lines.length === 0 && !aside.ordered && aside.idle;
  tellTotals();
}

// The element knows the total with shipping. Before that, the totals of Glue's cart are shown. After the order they stay.
function tellTotals() {
  for (const till of [main, aside]) if (!till.ordered) till.told = till.element?.cart?.totals ?? till.told;
  const cart = inBasket();
  if (!cart) return;
  const current = (main.cart === cart && main.told) || { ...cart.data.totals, shipmentTotal: undefined };
  drawTotals(current, cart.data, language());
}

// The cart whose lines and totals the page shows. At the checkout of one product, that product's cart.
function inBasket() {
  const { cart } = main;
  return cart?.which === PRODUCT && story.step === 'checkout' ? cart : carts.held(BAG);
}

function drawTag() {
  if (main.element) drawCode(main.element, look.theme());
}

// Puts one more of a product into the shop's cart, and shows the drawer.
async function put(sku) {
  const bag = await have(BAG);
  const pressed = document.activeElement;
  await bag.glue.add(sku);
  await afresh(bag);
  // The list of offers is drawn again, or the product is in the cart now.
  const { key } = bag.data.lines.find((line) => line.sku === sku) ?? {};
  const now = [pressed.isConnected && pressed, byId('offers').querySelector(`[data-add="${sku}"]`), byId('lines').querySelector(`[data-focus="${key}"]`)]
    .find((node) => node && node.checkVisibility());
  if (story.step === 'product') story.openDrawer(now);
  else now?.focus();
}

async function change(cart, line, quantity) {
  await cart.glue.setQuantity(line, quantity);
  await afresh(cart);
}

async function afresh(cart) {
  cart.data = await cart.glue.cart();
  for (const till of [main, aside]) {
    if (till.cart !== cart) continue;
    till.told = undefined;
    till.element?.reload();
  }
  draw();
}

function heard(event, till) {
  log(byId('events'), byId('count'), event);
  diagram.hear(event, { finish: till.element?.getAttribute('finish'), nameOf });
  const detail = event.detail ?? {};
  switch (event.type) {
    case 'ec-click':
      story.found = true;
      byId('express').classList.remove('called');
      carts.mark(till.cart.which, true);
      break;
    case 'ec-prefill':
      if (till.element.getAttribute('form')) compare(detail);
      break;
    case 'ec-confirm':
      detail.waitUntil(till.consent());
      break;
    case 'ec-complete':
      completed(detail, till);
      break;
    default:
  }
  // The event is sent before the element has changed its state.
  setTimeout(() => {
    if (carts && isLocked() !== frozen) draw();
    else if (carts) tell();
    place.hold();
  });
}

function completed(detail, till) {
  const { which } = till.cart;
  if (!leaving) carts.mark(which, detail.outcome === 'unknown');
  if (detail.outcome === 'ordered') {
    till.confirm(detail.orderReference);
    keep(ORDERED, { base: shop.base, confirmation: till.confirmation });
    const { data } = till.cart;
    carts.forget(which);
    if (which === BAG) drawBag({ ...data, lines: [] });
    if (till === main) story.top();
  }
  if (shop.sandbox) perform(balance);
}

// Shows the sandbox's ledger: payments, orders and broken rules.
async function balance() {
  const { payments, orders, violations } = await shop.sandbox.ledger();
  const many = ({ length }, one, others) => words(length === 1 ? one : others, { count: length });
  const rules = violations.map((one) => one.text ?? one).join('; ');
  byId('ledger').textContent = words('The sandbox’s ledger: {payments}, {orders}, {verdict}.', {
    payments: many(payments, '{count} payment', '{count} payments'),
    orders: many(orders, '{count} order', '{count} orders'),
    verdict: words(rules ? 'broken rules: {rules}' : 'no rules broken', { rules }),
  });
}

function quiet() {
  byId('trouble').hidden = true;
}

function complain(trouble) {
  const starting = byId('starting');
  if (starting) starting.textContent = '';
  byId('trouble').textContent = trouble.message;
  byId('trouble').lang = inEnglish() ?? '';
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
