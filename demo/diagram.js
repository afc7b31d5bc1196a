// The sequence diagram, drawn from the element's events. It has one chapter for each thing that the shopper does. Its rows are
// saved, so that they survive the return from a provider's page and another language. They have names, paths and states, but no
// personal data.

import { make, price } from './dom.js';
import { keep, recall } from './memory.js';
import { language, words } from './words.js';

// Short names, and names that can be read out.
const ACTORS = ['You', 'Shop', 'Spryker', 'App', 'PSP'];
const WHO = ['The shopper', 'The shop’s page', 'Spryker’s Glue', 'The payment app', 'The payment provider'];
const [SHOPPER, STOREFRONT, GLUE, APP, PSP] = ACTORS.keys();
const MAX_ROWS = 150;
const KEPT = 'demo-diagram-rows';

const EMPTY = 'Tap an express button in the shop.';
const USUAL = 'Point at or tap a row to see the part of the shop that it belongs to.';

// The server that answers a request which Glue forwards, what the request is for, and the part of the element that it is about.
const REQUESTS = {
  'payments': { to: PSP, part: 'notice', why: 'Spryker has the payment app start a payment at the provider, before there is an order.' },
  'payment-customers': { to: PSP, part: 'review', why: 'Spryker asks the provider who pays, and where the parcel goes.' },
  'payment-customer': { to: PSP, part: 'review', why: 'Spryker asks the provider who pays, and where the parcel goes.' },
  'payment-cancellations': { to: PSP, part: 'notice', why: 'The payment is given back, because nothing was ordered with it.' },
  'checkout': { to: APP, part: 'place', why: 'Spryker places the order, and the payment app confirms the payment.' },
  'orders': { to: GLUE, part: 'notice', why: 'The shop asks Spryker whether the order exists.' },
  'carts': { to: GLUE, part: 'total', why: 'The shop reads the cart again, so that the shopper pays for what is in it.' },
  'guest-carts': { to: GLUE, part: 'total', why: 'The shop reads the cart again, so that the shopper pays for what is in it.' },
  'stores': { to: GLUE, part: 'review', why: 'The shop asks Spryker which countries it ships to.' },
};

// The same request is sent at several moments, each for a reason of its own. After a tap it is the one for the total with shipping.
const QUESTIONS = {
  load: { text: '{request}: buttons and prices', part: 'button', why: 'The shop asks Spryker what this cart costs, how it can be paid and how it can be shipped.' },
  shipping: { text: '{request}: total with shipping', part: 'button', why: 'Now the ways to ship are known. With the usual one, Spryker says what will be paid in the end, so that the payment starts with that amount.' },
  check: { text: '{request}: total for this address', part: 'total', why: 'The address decides how the parcel can travel and what that costs, so the shop asks Spryker for the total again.' },
  order: { text: '{request}: last look before the order', part: 'total', why: 'The shop asks once more, right before the order. If the total were another one, it would order nothing and show the new total.' },
};

const CHAPTERS = {
  load: 'The shop asks Spryker which express buttons to show',
  undo: 'The shop gives back the payment that was left open',
  tap: 'You tap {method}: a payment starts, nothing is ordered yet',
  approve: 'You are with the payment provider',
  check: 'You are back: Spryker asks about payment and address',
  order: 'You order: Spryker places the order',
};

const OUTCOMES = {
  ordered: ['ordered', 'good'],
  prefilled: ['address filled in, the shop’s page continues', 'good'],
  cancelled: ['cancelled, nothing charged', 'faint'],
  failed: ['failed, nothing ordered', 'bad'],
  unknown: ['not known yet whether the order exists', 'bad'],
};

// A text is English, with `values` for the names in braces. It is translated when the row is drawn.
const arrow = (from, to, text, { values, tone, dashed, part, why } = {}) => ({ from, to, text, values, tone, dashed, part, why });
const note = (at, text, { values, tone, part, why } = {}) => ({ from: at, to: at, text, values, tone, part, why });

// The text of a row or a chapter in the chosen language.
function said(text, { amount, ...values } = {}) {
  return words(text, amount ? { ...values, amount: price(amount.minor, amount.currency, language()) } : values);
}

/** The rows for one event. Some events have no row. `nameOf` gives the name of a payment method, and `moment` is one of `QUESTIONS`. */
function rows(event, { finish, nameOf, moment }) {
  const detail = event.detail ?? {};
  const money = { amount: { minor: detail.amount, currency: detail.currency } };
  const method = { method: nameOf(detail) };
  switch (event.type) {
    case 'ec-ready':
    case 'ec-availability-change': return [buttons(event, nameOf)];
    case 'ec-click':
      return [{ chapter: 'tap', values: method }, arrow(SHOPPER, STOREFRONT, 'taps {method}', { values: method, part: detail.key, why: 'This tap only starts the payment. Ordering takes a second press, after the review.' })];
    case 'ec-request': return request(detail, moment);
    case 'ec-payment-start':
      return [
        note(APP, 'payment of {amount} started, no order yet', { values: money, tone: 'good', part: 'notice', why: 'The provider holds a payment for exactly this amount.' }),
        { chapter: 'approve' },
        arrow(SHOPPER, PSP, 'opens the provider to approve it', { part: 'notice', why: 'The shopper is at the provider, in a window of its own.' }),
      ];
    case 'ec-prefill': {
      const missing = detail.missing ?? [];
      const text = missing.length ? 'address filled in; still asks for {fields}' : 'address filled in, asks to check it';
      const part = finish === 'prefill' ? 'form' : 'review';
      return [arrow(STOREFRONT, SHOPPER, text, {
        values: { fields: missing.join(', ') }, part, why: 'The provider’s address, split into the shop’s fields. What the shopper typed stays.',
      })];
    }
    case 'ec-address-change':
      return [arrow(SHOPPER, STOREFRONT, 'edits {path}', { values: { path: detail.path }, part: 'field', why: 'The shopper corrects a field.' })];
    case 'ec-shipping-method-change':
      return [arrow(SHOPPER, STOREFRONT, 'chooses shipment method {id}', { values: { id: detail.idShipmentMethod }, part: 'total', why: 'Another way to ship, so another total.' })];
    case 'ec-confirm':
      return [arrow(SHOPPER, STOREFRONT, 'presses the order button: {amount}', { values: money, part: 'place', why: 'The shop’s page checks the consent now. Without it, nothing is ordered.' })];
    case 'ec-order': {
      const { orderReference: reference } = detail;
      return [arrow(GLUE, STOREFRONT, reference ? 'the order exists: {reference}' : 'the order exists',
        { values: { reference }, tone: 'good', dashed: true, part: 'placed', why: 'Spryker’s number of the order.' })];
    }
    case 'ec-cancel': {
      const { reason, step } = detail;
      return [note(STOREFRONT, 'cancelled ({reason}) while {step}',
        { values: { reason, step }, tone: 'faint', part: 'notice', why: 'The attempt ends. Its payment is given back.' })];
    }
    case 'ec-error':
      return [note(STOREFRONT, detail.retryable ? '{code}, can be retried' : '{code}', { values: { code: detail.code }, tone: 'bad', part: 'notice', why: detail.message })];
    case 'ec-complete': {
      const [text, tone] = OUTCOMES[detail.outcome] ?? [detail.outcome, 'faint'];
      return [{ ...note(STOREFRONT, text, { tone, part: detail.outcome === 'ordered' ? 'placed' : 'notice', why: 'The attempt is over.' }), last: true }];
    }
    case 'ec-state-change': return stateChange(detail);
    default: return [];
  }
}

function buttons({ type, detail }, nameOf) {
  const names = (detail?.methods ?? []).filter((one) => one.available).map(nameOf).join(', ');
  const isFirst = type === 'ec-ready';
  const why = isFirst ? 'The buttons that this cart can be paid with.' : 'The set of buttons changed.';
  const texts = isFirst ? ['shows {methods}', 'shows nothing'] : ['now shows {methods}', 'now shows nothing'];
  return arrow(STOREFRONT, SHOPPER, texts[names ? 0 : 1], { values: { methods: names }, part: 'button', why });
}

function request({ method, path, status, durationMs }, moment) {
  const name = String(path).split('/')[1] ?? '';
  const question = QUESTIONS[moment === 'tap' ? 'shipping' : moment];
  const { to: answers = GLUE, part, why, text = '{request}' } = (name === 'checkout-data' ? question : REQUESTS[name]) ?? {};
  // The page that was left could not hear the answer, so the next one asks again.
  const again = name === 'payment-cancellations' && status === 422;
  const failed = !again && (status === 0 || status >= 400);
  const to = failed ? GLUE : answers;
  const there = arrow(STOREFRONT, to, text, { values: { request: `${method} ${path}` }, part, why });
  const back = arrow(to, STOREFRONT, status === 0 ? 'no answer' : '{status} in {time} ms', {
    values: { status, time: Math.round(durationMs) }, tone: failed ? 'bad' : again ? 'faint' : 'good', dashed: true, part,
    why: failed ? 'The request failed.' : again ? 'The payment was given back before.' : why,
  });
  const both = [there, back].map((row) => ({ ...row, passed: true }));
  // The page may refuse the press on the order button. Only this request orders.
  if (method === 'POST' && name === 'checkout') return [{ chapter: 'order' }, ...both];
  // Before a tap there is no new payment, so a cancelled one is from before a reload.
  if (['load', 'shipping'].includes(moment)) return [{ chapter: name === 'payment-cancellations' ? 'undo' : 'load' }, ...both];
  return both;
}

// Which of the `QUESTIONS` a request for the cart's data asks after this event.
function momentAfter({ type, detail }) {
  if (type === 'ec-click') return 'tap';
  if (type === 'ec-confirm') return 'order';
  if (type !== 'ec-state-change') return undefined;
  return { 'loading': 'load', 'ready': 'load', 'fetching-customer': 'check', 'review': 'check' }[detail.to];
}

function stateChange({ from, to }) {
  // Only Glue's answer tells whether the payment is approved.
  if (to === 'fetching-customer') {
    return [{ chapter: 'check' }, arrow(PSP, STOREFRONT, 'the shopper returns', { dashed: true, part: 'notice', why: 'The provider’s window is closed.' })];
  }
  const left = from === 'awaiting-approval' && to === 'cancelling';
  return left ? [arrow(PSP, STOREFRONT, 'not approved', { tone: 'bad', dashed: true, part: 'notice', why: 'The shopper left the provider without approving.' })] : [];
}

export class Diagram {
  #window;
  #heads;
  #chapters;
  #explain;
  #light;
  #list;
  #begins = false;
  #told;
  // For each element, the moment that it is in, and whether Spryker has answered in it.
  #moments = new WeakMap();
  #rows = recall(KEPT) ?? [];

  /**
   * @param {HTMLElement} node Where the diagram is drawn.
   * @param {HTMLElement} explain Where a row is explained.
   * @param {(part?: string) => void} light Highlights the part of the shop that a row belongs to.
   * @param {(chapter: string) => void} told Is called with the text of the newest chapter.
   */
  constructor(node, explain, light, told) {
    [this.#window, this.#explain, this.#light, this.#told] = [node, explain, light, told];
    this.#heads = ACTORS.map((name) => make('span', { 'data-words': '' }, name));
    this.#chapters = make('div', { class: 'chapters' });
    node.append(make('div', { class: 'actors', 'aria-hidden': 'true' }, ...this.#heads), this.#chapters);
    this.speak();
    for (const type of ['pointerover', 'focusin', 'click']) node.addEventListener(type, (event) => this.#point(event.target.closest('.row')));
    for (const type of ['pointerleave', 'focusout']) node.addEventListener(type, () => this.#point(null));
    node.addEventListener('keydown', (event) => this.#moved(event));
  }

  /** Draws all rows, in the chosen language. */
  speak() {
    this.#list = undefined;
    this.#chapters.replaceChildren();
    for (const row of this.#rows) this.#draw(row);
    this.#chapters.dataset.hint = words(EMPTY);
    this.#point(null);
    this.#tellEmpty();
    this.#follow();
  }

  /** The shop shows another element: its loading takes the place of an earlier one that led to nothing. */
  begin() {
    this.#begins = true;
  }

  /** Draws the rows for an event. */
  hear(event, context) {
    const added = rows(event, { ...context, moment: this.#momentOf(event) });
    if (added.length === 0) return;
    const isNew = this.#begins || !this.#list;
    if (isNew && !added[0].chapter) added.unshift({ chapter: 'load' });
    if (isNew && added[0].chapter === 'load') this.#dropLoading();
    this.#begins = false;
    // These chapters go on until another one begins.
    if (this.#list && ['load', 'undo', 'order'].includes(added[0].chapter) && this.#latest() === added[0].chapter) added.shift();
    for (const row of added) this.#draw(row);
    this.#rows = [...this.#rows, ...added].slice(-MAX_ROWS);
    keep(KEPT, this.#rows);
    this.#tellEmpty();
    this.#follow();
  }

  clear() {
    this.#rows = [];
    this.#list = undefined;
    keep(KEPT, undefined);
    this.#chapters.replaceChildren();
    this.#tellEmpty();
  }

  // The moment of an event. Before the buttons, the second request asks for the total with shipping.
  #momentOf(event) {
    const next = momentAfter(event);
    const before = this.#moments.get(event.target) ?? { moment: 'load', isAnswered: false };
    const now = next && (next !== before.moment || event.detail.to === 'loading') ? { moment: next, isAnswered: false } : before;
    const { type, detail } = event;
    const answers = type === 'ec-request' && detail.step === 'methods' && detail.status === 200;
    this.#moments.set(event.target, { ...now, isAnswered: now.isAnswered || answers });
    return now.moment === 'load' && now.isAnswered ? 'shipping' : now.moment;
  }

  // The chapter that is open. A repeated order request stays in its chapter.
  #latest() {
    return this.#rows.findLast((row) => row.chapter)?.chapter;
  }

  #dropLoading() {
    const last = this.#rows.findLastIndex((row) => row.chapter);
    if (this.#rows[last]?.chapter !== 'load') return;
    this.#rows = this.#rows.slice(0, last);
    this.#chapters.lastElementChild.remove();
    this.#list = undefined;
  }

  // A new chapter closes the earlier ones, so that the whole story stays in sight.
  #draw(row) {
    if (row.chapter) {
      for (const before of this.#chapters.children) before.open = false;
      this.#list = make('ol', { class: 'rows' });
      this.#chapters.append(make('details', { class: 'chapter', open: true }, make('summary', {}, said(CHAPTERS[row.chapter], row.values)), this.#list));
      while (this.#chapters.children.length > MAX_ROWS / 5) this.#chapters.firstElementChild.remove();
      return;
    }
    this.#list?.append(this.#row(row));
    // What comes next begins a chapter of its own.
    if (row.last) this.#list = undefined;
  }

  #row({ from, to, text, values, tone = '', dashed = false, last = false, passed = false, part = '', why = '' }) {
    const [left, right] = [Math.min(from, to), Math.max(from, to)];
    const kind = left === right ? 'note' : 'arrow';
    const side = left >= APP || (left === GLUE && right > GLUE) ? 'end' : 'start';
    const [one, other] = [words(WHO[from]), words(WHO[to])];
    const who = kind === 'note' ? `${one}: ` : words('{one} to {other}: ', { one, other });
    const row = make('li', {
      class: ['row', kind, side, tone, last && 'last'].filter(Boolean).join(' '), tabindex: -1, 'data-part': part, 'data-why': why,
      'data-from': from, 'data-to': to,
    }, make('span', { class: 'heard' }, who), make('span', { class: 'label' }, said(text, values)));
    row.style.setProperty('--left', left);
    row.style.setProperty('--right', right);
    if (kind === 'arrow') {
      const line = make('span', { class: `shaft ${to > from ? 'rightward' : 'leftward'}${dashed ? ' dashed' : ''}` });
      // A dot on every actor that forwards the request.
      for (let actor = left + 1; passed && actor < right; actor += 1) {
        const dot = make('i');
        dot.style.setProperty('--at', (actor - left) / (right - left));
        line.append(dot);
      }
      row.append(line);
    }
    return row;
  }

  // Explains a row, and highlights its part of the shop and its actors.
  #point(row) {
    this.#window.querySelector('.row.pointed')?.classList.remove('pointed');
    row?.classList.add('pointed');
    this.#explain.textContent = words(row?.dataset.why || USUAL);
    this.#light(row?.dataset.part);
    const ends = row ? [Number(row.dataset.from), Number(row.dataset.to)] : [];
    for (const [actor, head] of this.#heads.entries()) head.classList.toggle('pointed', ends.includes(actor));
  }

  // The arrow keys go from row to row, from the summary of a chapter into it.
  #moved(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [...this.#chapters.querySelectorAll('summary, details[open] .row')];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  #tellEmpty() {
    this.#window.dataset.empty = String(this.#rows.length === 0);
    // Where the diagram is out of sight, the page shows its newest chapter.
    this.#told(this.#chapters.lastElementChild?.firstElementChild.textContent ?? '');
  }

  // Shows the newest row and, where there is room, the chapter from its beginning.
  #follow() {
    const newest = this.#chapters.lastElementChild;
    if (!newest) return;
    const top = newest.offsetTop - this.#heads[0].parentElement.offsetHeight;
    const end = newest.offsetTop + newest.offsetHeight - this.#window.clientHeight;
    this.#window.scrollTop = this.#window.clientHeight > newest.offsetHeight ? Math.max(0, Math.min(top, Math.max(end, 0))) : Math.max(end, 0);
  }
}
