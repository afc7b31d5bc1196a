// Shows one state of the element, for the gallery. The query says which: state, locale, theme, preset.

import { OFFERED, Sandbox, Trouble } from './glue.js';
import { knownLanguage } from './languages.js';
import { setPage } from './looks.js';
import { MESSAGES } from './methods.js';
import { METHOD, STATES } from './states.js';

const root = new URL('../', import.meta.url);
const query = new URL(location.href).searchParams;
const wanted = STATES.find(({ name }) => name === query.get('state')) ?? STATES[0];

// Time limits would end the states that wait, so in this page they do not pass.
const SHORT_MS = 2500;
const PATIENCE_MS = 20000;
const later = window.setTimeout;
window.setTimeout = (work, delay, ...rest) => (delay > SHORT_MS ? 0 : later(work, delay, ...rest));
AbortSignal.timeout = () => new AbortController().signal;

// A request without an answer. The sandbox could do it too, but its settings are those of all frames.
const ask = window.fetch;
window.fetch = (request, ...rest) => {
  const resource = new URL(request.url ?? request, location.href).pathname.split('/').at(-1);
  return wanted.unanswered === resource ? new Promise(() => {}) : ask(request, ...rest);
};

// The page presses the buttons itself. They are in a closed shadow root, so it keeps that root when the element makes it.
const attach = Element.prototype.attachShadow;
let inside;
Element.prototype.attachShadow = function (...how) {
  const made = attach.apply(this, how);
  if (this.localName === 'express-checkout') inside = made;
  return made;
};

// In the gallery the reader has the focus and scrolls. A frame takes neither before the reader acts in it.
function hold() {
  const { focus } = HTMLElement.prototype;
  const { scrollIntoView } = Element.prototype;
  HTMLElement.prototype.focus = () => {};
  Element.prototype.scrollIntoView = () => {};
  const release = () => {
    HTMLElement.prototype.focus = focus;
    Element.prototype.scrollIntoView = scrollIntoView;
  };
  for (const act of ['pointerdown', 'keydown']) window.addEventListener(act, release, { capture: true, once: true });
}

if (window.parent.location.pathname.endsWith('/gallery.html')) hold();

// What every state begins with. The sandbox is one for all frames, so each state sets all of them.
const SETTINGS = { payer: 'ada', methods: ['wallet'], dialect: 'legacy', paypalSdk: 'v5', customerRoute: 'plural', latencyMs: 0, parcels: 1, faults: [] };

async function until(what, look) {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > end) throw new Trouble(`The gallery waits in vain for ${what}.`);
    await new Promise((next) => { later(next, 30); });
  }
}

// Plays the shopper at the provider.
function playProvider(registry, sandbox, transaction) {
  registry.registerProvider(METHOD, {
    async authorize(payment, { signal }) {
      await payment;
      const gone = () => new Promise((_, end) => { signal.addEventListener('abort', () => end(signal.reason)); });
      if (wanted.approval === 'stay') return gone();
      if (wanted.approval === 'cancel') throw new DOMException('the shopper left', 'AbortError');
      if (wanted.approval === 'error') throw new Error('played by the gallery');
      await sandbox.approve(await until('the payment', transaction));
      return {};
    },
  });
}

async function reach(element, registry, sandbox) {
  let transaction = '';
  const passed = new Set();
  element.addEventListener('ec-payment-start', ({ detail }) => { transaction = detail.transactionId; });
  element.addEventListener('ec-state-change', ({ detail }) => passed.add(detail.from));
  if (wanted.approval === 'redirect') window.open = () => null;
  else if (wanted.approval) playProvider(registry, sandbox, () => transaction);
  byId('stage').replaceChildren(element);
  if (wanted.approval) {
    await until('ready', () => element.state === 'ready');
    const pay = await until('a button', () => inside?.querySelector('[part~=pay]'));
    pay.click();
  }
  if (wanted.then) {
    await until('the review', () => element.state === 'review' && inside.querySelector('[part~=place]'));
    if (wanted.then === 'order') await element.placeOrder();
    else element.cancel();
  }
  await until(wanted.at, () => element.state === wanted.at && (!wanted.after || passed.has(wanted.after)));
  if (wanted.shows) await until(wanted.shows, () => inside.querySelector(wanted.shows));
  // Buttons that providers draw arrive after the state.
  if (wanted.name === 'ready') await until('all buttons', () => document.querySelector('#paypal-button') && document.querySelector('#stripe-button'));
}

function byId(id) {
  return document.getElementById(id);
}

async function show() {
  const locale = knownLanguage(query.get('locale'));
  setPage(query.get('theme') ?? 'auto', locale);
  const { startSandbox } = await import(new URL('register.js', root).href);
  await startSandbox();
  const { ExpressCheckout } = await import(new URL('express-checkout.js', root).href);
  const sandbox = await Sandbox.beside(new URL('glue', root).href);
  // The frames of the gallery take turns, because they share the sandbox.
  await navigator.locks.request('demo-state', async () => {
    await sandbox.configure({ ...SETTINGS, ...wanted.settings });
    const guest = crypto.randomUUID();
    const { cartId } = await sandbox.newCart({ guest });
    // Each state is shown as on a first visit. The frames share the storage.
    for (const key of Object.keys(sessionStorage)) if (key.startsWith('ec-places')) sessionStorage.removeItem(key);
    const element = document.createElement('express-checkout');
    const attributes = {
      'glue-url': sandbox.glue, 'cart-id': cartId, 'anonymous-id': guest, 'provider-origins': location.origin,
      'checkout-url': '#checkout', theme: query.get('theme') ?? 'auto', locale, ...wanted.attributes,
    };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.messages = MESSAGES;
    const preset = query.get('preset');
    if (preset) element.className = `ec-${preset}`;
    try {
      await reach(element, ExpressCheckout, sandbox);
    } finally {
      // The other pages of the demo use the same sandbox.
      await sandbox.configure({ ...SETTINGS, methods: OFFERED });
    }
  });
}

// The gallery and `cargo xtask look` wait for this attribute.
show().then(() => { document.documentElement.dataset.there = 'yes'; }, (trouble) => {
  byId('trouble').textContent = trouble.message;
  byId('trouble').hidden = false;
  document.documentElement.dataset.there = 'no';
});
