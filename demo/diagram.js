// The sequence diagram, drawn from the element's events. Its rows are saved, so that they survive the return from a
// provider's page. They have names, paths and states, but no personal data.

import { make, price } from './dom.js';
import { keep, recall } from './memory.js';

const ACTORS = ['Shopper', 'Storefront', 'Glue', 'PSP app', 'PSP'];
const [SHOPPER, STOREFRONT, GLUE, APP, PSP] = ACTORS.keys();
const MAX_ROWS = 150;
const KEPT = 'demo-diagram';

// The server that answers a request which Glue forwards.
const REACHES = { 'payments': PSP, 'payment-customers': PSP, 'payment-customer': PSP, 'payment-cancellations': PSP, 'checkout': APP };

const OUTCOMES = {
  ordered: ['ordered', 'good'],
  prefilled: ['address filled in, the shop’s page continues', 'good'],
  cancelled: ['cancelled, nothing charged', 'quiet'],
  failed: ['failed, nothing ordered', 'bad'],
  unknown: ['not known yet whether the order exists', 'bad'],
};

const arrow = (from, to, text, tone, dashed) => ({ from, to, text, tone, dashed });
const note = (at, text, tone) => ({ from: at, to: at, text, tone });

/** The rows for one event. Some events have no row. */
function rows(event, locale) {
  const detail = event.detail ?? {};
  const money = () => price(detail.amount, detail.currency, locale);
  switch (event.type) {
    case 'ec-ready':
      return [arrow(STOREFRONT, SHOPPER, `shows ${(detail.methods ?? []).filter((one) => one.available).map((one) => one.method).join(', ') || 'nothing'}`)];
    case 'ec-availability-change':
      return [arrow(STOREFRONT, SHOPPER, `now shows ${(detail.methods ?? []).filter((one) => one.available).map((one) => one.method).join(', ') || 'nothing'}`)];
    case 'ec-click': return [{ ...arrow(SHOPPER, STOREFRONT, `taps ${detail.method}`), first: true }];
    case 'ec-request': return request(detail);
    case 'ec-payment-start':
      return [note(APP, `payment of ${money()} started, no order yet`, 'good'), arrow(SHOPPER, PSP, 'opens the provider to approve it')];
    case 'ec-prefill': {
      const missing = detail.missing ?? [];
      return [arrow(STOREFRONT, SHOPPER, missing.length ? `address filled in; still asks for ${missing.join(', ')}` : 'address filled in, asks to check it')];
    }
    case 'ec-address-change': return [arrow(SHOPPER, STOREFRONT, `edits ${detail.path}`)];
    case 'ec-shipping-method-change': return [arrow(SHOPPER, STOREFRONT, `chooses shipment method ${detail.idShipmentMethod}`)];
    case 'ec-confirm': return [arrow(SHOPPER, STOREFRONT, `orders for ${money()}`)];
    case 'ec-order': return [arrow(GLUE, STOREFRONT, `the order exists${detail.orderReference ? `: ${detail.orderReference}` : ''}`, 'good', true)];
    case 'ec-cancel': return [note(STOREFRONT, `cancelled (${detail.reason}) while ${detail.step}`, 'quiet')];
    case 'ec-error': return [note(STOREFRONT, `${detail.code}${detail.retryable ? ', can be retried' : ''}`, 'bad')];
    case 'ec-complete': {
      const [text, tone] = OUTCOMES[detail.outcome] ?? [detail.outcome, 'quiet'];
      return [{ ...note(STOREFRONT, text, tone), last: true }];
    }
    case 'ec-state-change': return stateChange(detail);
    default: return [];
  }
}

function request({ method, path, status, durationMs }) {
  const name = String(path).split('/')[1] ?? '';
  const failed = status === 0 || status >= 400;
  const to = failed ? GLUE : REACHES[name] ?? GLUE;
  const answer = status === 0 ? 'no answer' : `${status} in ${Math.round(durationMs)} ms`;
  const there = arrow(STOREFRONT, to, `${method} ${path}`);
  const back = arrow(to, STOREFRONT, answer, failed ? 'bad' : 'good', true);
  return [there, back].map((row) => ({ ...row, passed: true }));
}

function stateChange({ from, to }) {
  // Only Glue's answer tells whether the payment is approved.
  if (to === 'fetching-customer') return [arrow(PSP, STOREFRONT, 'the shopper returns', '', true)];
  return from === 'awaiting-approval' && to === 'cancelling' ? [arrow(PSP, STOREFRONT, 'not approved', 'bad', true)] : [];
}

export class Diagram {
  #list;
  #window;
  #rows = recall(KEPT) ?? [];

  constructor(window) {
    this.#window = window;
    this.#list = make('ol', { class: 'rows' });
    window.append(make('div', { class: 'actors', 'aria-hidden': 'true' }, ...ACTORS.map((name) => make('span', {}, name))), this.#list);
    for (const row of this.#rows) this.#draw(row);
    this.#follow();
  }

  /** Draws the rows for an event. */
  hear(event, locale) {
    const added = rows(event, locale);
    if (added.length === 0) return;
    for (const row of added) this.#draw(row);
    this.#rows = [...this.#rows, ...added].slice(-MAX_ROWS);
    while (this.#list.children.length > MAX_ROWS) this.#list.firstElementChild.remove();
    keep(KEPT, this.#rows);
    this.#follow();
  }

  clear() {
    this.#rows = [];
    keep(KEPT, undefined);
    this.#list.replaceChildren();
  }

  #draw({ from, to, text, tone = '', dashed = false, first = false, last = false, passed = false }) {
    const [left, right] = [Math.min(from, to), Math.max(from, to)];
    const kind = left === right ? 'note' : 'arrow';
    const side = left >= APP || (left === GLUE && right > GLUE) ? 'end' : 'start';
    const who = kind === 'note' ? `${ACTORS[from]}: ` : `${ACTORS[from]} to ${ACTORS[to]}: `;
    const row = make('li', { class: ['row', kind, side, tone, first && 'first', last && 'last'].filter(Boolean).join(' ') },
      make('span', { class: 'heard' }, who), make('span', { class: 'label' }, text));
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
    this.#list.append(row);
  }

  #follow() {
    this.#window.dataset.empty = String(this.#rows.length === 0);
    this.#window.scrollTop = this.#window.scrollHeight;
  }
}
