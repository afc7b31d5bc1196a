// Draws the cart: its lines with quantities, and the totals.

import { byId, make, price } from './dom.js';
import { words } from './words.js';

const PICTURED = new Set(['066_23294028', '180_29664611', '001_25904006', '999_cheap', '212_engraved', '777_pattern']);

/** An image element with the picture of a product. */
export function picture(sku, size) {
  const src = new URL(`products/${PICTURED.has(sku) ? sku : 'other'}.svg`, import.meta.url).href;
  return make('img', { src, alt: '', width: size, height: size });
}

/**
 * Draws the lines, and restores the focus.
 * @param {(line: object, quantity: number) => void} change
 */
export function drawLines(cart, { nameOf, locale, frozen, change }) {
  const list = byId('lines');
  const focused = document.activeElement?.dataset?.focus;
  const rows = cart.lines.map((line) => {
    const name = nameOf(line);
    const step = (by, sign, label) => make('button', {
      type: 'button', class: 'step', 'data-focus': `${line.key}${sign}`, 'aria-label': words(label, { name }), disabled: frozen,
      onclick: () => change(line, line.quantity + by),
    }, sign);
    const input = make('input', {
      type: 'number', min: 0, max: 99, value: line.quantity, inputmode: 'numeric', 'data-focus': line.key,
      'aria-label': words('Quantity of {name}', { name }), disabled: frozen,
      onchange: () => {
        const quantity = Number(input.value);
        if (Number.isInteger(quantity) && quantity >= 0 && quantity < 100) change(line, quantity);
        else input.value = line.quantity;
      },
    });
    return make('li', { class: 'line' },
      picture(line.sku, 88),
      make('div', { class: 'about' }, make('strong', {}, name), make('span', { class: 'sku' }, line.sku)),
      make('div', { class: 'stepper' }, step(-1, '−', 'One less {name}'), input, step(1, '+', 'One more {name}')),
      make('span', { class: 'sum' }, price(line.sum, cart.currency, locale)));
  });
  if (rows.length === 0) rows.push(make('li', { class: 'line none' }, words('Your basket is empty.')));
  list.replaceChildren(...rows);
  list.setAttribute('aria-busy', 'false');
  if (focused) list.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
const count = cart.lines.reduce((sum, line) => sum + line.quantity, 0);
  byId('bag').textContent = String(count);
}

/** Draws the totals. Shipping costs are not known before a shipping method is chosen. */
export function drawTotals(totals, currency, locale) {
  const show = (id, minor) => {
    byId(id).textContent = minor === undefined || minor === null ? '–' : price(minor, currency, locale);
  };
  show('total-items', totals.subtotal);
  show('total-discount', totals.discountTotal && -totals.discountTotal);
  if (typeof totals.shipmentTotal === 'number') show('total-shipping', totals.shipmentTotal);
  else byId('total-shipping').textContent = words('at the checkout');
  show('total-tax', totals.taxTotal);
  show('total-all', totals.grandTotal);
}
