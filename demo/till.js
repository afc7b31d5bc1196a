// A place on the page for one <express-checkout>, with what the shop adds to it: heading, consent, and thanks.

import { byId, make, price } from './dom.js';
import { nameOf } from './basket.js';
import { MESSAGES } from './methods.js';
import { language, speak, words } from './words.js';

const EVENTS = [
  'ec-ready', 'ec-availability-change', 'ec-click', 'ec-payment-start', 'ec-prefill', 'ec-address-change',
  'ec-shipping-method-change', 'ec-confirm', 'ec-order', 'ec-cancel', 'ec-error', 'ec-complete', 'ec-state-change', 'ec-request',
];
// States without an attempt in progress. The element may be reloaded in them.
const IDLE = ['', 'loading', 'ready', 'unavailable', 'failed'];

// A copy of what the main place shows while it waits: the heading, and a box for each button. It keeps the room until the buttons come.
function waitingPlace() {
  const copy = document.querySelector('.waiting-place').cloneNode(true);
  copy.querySelector('#starting').remove();
  return copy;
}

export class Till {
  /** Whether its cart was ordered. */
  ordered = false;
  /** What the element said about the totals last. */
  told;
  #reference = '';
  #waiting;
  #place;
  #prefix;

  /**
   * @param {HTMLElement} place
   * @param {string} prefix Of the ids in this place, because the page may have two tills.
   * @param {(event: CustomEvent, till: Till) => void} hear
   */
  constructor(place, prefix, hear) {
    this.#place = place;
    this.#prefix = prefix;
    this.#waiting = place.querySelector('.waiting-place') ?? waitingPlace();
    for (const name of EVENTS) place.addEventListener(name, (event) => hear(event, this));
  }

  get state() {
    return this.element?.state ?? (this.ordered ? 'placed' : '');
  }

  get idle() {
    return IDLE.includes(this.state);
  }

  /** Shows a new element for the cart. `adjust` sets the attributes that follow from the page's options. */
  show(cart, base, adjust, again) {
    this.remove();
    Object.assign(this, { cart, ordered: false, told: undefined });
    const content = document.importNode(byId('checkout').content, true);
    this.#name(content);
    speak(content, this.#waiting);
    this.#find(content, 'again').addEventListener('click', again);
    const element = content.querySelector('express-checkout');
    element.setAttribute('glue-url', base);
    element.setAttribute('cart-id', cart.shopper.cartId);
    if (cart.shopper.guestId === undefined) element.accessToken = () => cart.shopper.token();
    else element.setAttribute('anonymous-id', cart.shopper.guestId);
    // Plain http is allowed only for this computer.
    const local = ({ protocol, hostname }) => protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
    const origins = [location, new URL(base)].filter(local).map(({ origin }) => origin);
    element.setAttribute('provider-origins', [...new Set(origins)].join(' '));
    element.messages = MESSAGES;
    this.element = element;
    adjust(element);
    this.#waiting.querySelector('#starting')?.remove();
    this.#place.replaceChildren(this.#waiting, content);
    this.tell();
  }

  /** Removes the element. That cancels its open payment. */
  remove() {
    this.element?.remove();
    this.element = undefined;
    this.#place.replaceChildren(this.#waiting);
    this.tell();
  }

  /** Tells the stylesheet the state. */
  tell() {
    this.#place.dataset.state = this.state;
  }

  /** Highlights a part of the element, or nothing. */
  light(part) {
    if (part) this.#place.dataset.lit = part;
    else delete this.#place.dataset.lit;
  }

  /** Resolves when the shopper has consented. */
  async consent() {
    const box = this.#find(this.element, 'consent');
    const said = this.#find(this.element, 'consent-said');
    const missing = !box.checked;
    box.setAttribute('aria-invalid', String(missing));
    said.textContent = missing ? words('Please tick this box first.') : '';
    if (!missing) return;
    box.addEventListener('change', () => {
      box.removeAttribute('aria-invalid');
      said.textContent = '';
    }, { once: true });
    // The element's order bar stands over the lower end of the screen. In the middle, the box and its note are in sight.
    box.focus({ preventScroll: true });
    box.closest('.consent').scrollIntoView({ block: 'center', behavior: 'instant' });
    throw new Error('the consent box is not ticked');
  }

  /** The order was placed. Shows the e-mail that a shop would send. */
  confirm(reference = '') {
    this.ordered = true;
    this.#reference = reference;
    this.speak();
  }

  /** What a reload needs to show the confirmation again. */
  get confirmation() {
    const { which, data } = this.cart;
    return { which, data, told: this.told, reference: this.#reference };
  }

  /** Shows the confirmation of an order that was placed before a reload. Its cart is gone, so there is no element. */
  confirmAgain({ which, data, told, reference }, again) {
    this.remove();
    Object.assign(this, { cart: { which, data }, told });
    const content = document.importNode(byId('thanks').content, true);
    const done = document.importNode(byId('checkout').content, true).querySelector('#done');
    done.removeAttribute('slot');
    content.querySelector('#thanks-card').append(done);
    content.querySelector('#thanks-reference').textContent = reference;
    this.#find(content, 'again').addEventListener('click', again);
    // The e-mail says what was ordered.
    this.#find(content, 'mail').open = true;
    this.#place.replaceChildren(content);
    speak(this.#place);
    this.confirm(reference);
    this.tell();
  }

  /** Shows the e-mail in the language of the shop. */
  speak() {
    if (!this.ordered) return;
    const locale = language();
    const { lines, currency, totals } = this.cart.data;
    const total = this.told?.grandTotal ?? totals.grandTotal;
    const { discountTotal, shipmentTotal } = this.told ?? totals;
    const costs = [['Discount', discountTotal && -discountTotal], ['Shipping', shipmentTotal]].filter(([, minor]) => Number.isInteger(minor));
    const goods = lines.map((line) => make('li', {}, `${line.quantity} × `, nameOf(line), `, ${price(line.sum, currency, locale)}`));
    this.#find(this.#place, 'mail-text').replaceChildren(
      make('p', { class: 'mail-head' }, words('From: Atelier Ahorn'), make('br'),
        words('Subject: Your order {name}', { name: this.#reference })),
      make('p', {}, words('Thank you for your order. You bought:')),
      make('ul', {}, ...goods),
      ...costs.map(([name, minor]) => make('p', {}, `${words(name)}: ${price(minor, currency, locale)}`)),
      make('p', {}, words('Total: {name}', { name: price(total, this.told?.currency ?? currency, locale) })),
      make('p', {}, words('We will write again when your parcel is on its way.')),
    );
  }

  #find(root, id) {
    return root.querySelector(`#${this.#prefix}${id}`);
  }

  // Gives the ids of the template the prefix of this till.
  #name(content) {
    if (!this.#prefix) return;
    for (const node of content.querySelectorAll('[id]')) node.id = this.#prefix + node.id;
    for (const name of ['for', 'aria-describedby']) {
      for (const node of content.querySelectorAll(`[${name}]`)) node.setAttribute(name, this.#prefix + node.getAttribute(name));
    }
  }
}
