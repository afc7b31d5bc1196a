// Draws the carts and the products: lines with quantities, totals, the product page and what else the shop has.

import { byId, make, price } from './dom.js';
import { inEnglish, words } from './words.js';

const PICTURED = new Set(['066_23294028', '180_29664611', '001_25904006', '999_cheap', '212_engraved', '777_pattern']);

const ABOUT = {
  '066_23294028': 'A lamp with a linen shade and a brass stem. Its light is warm and falls where you read.',
  '180_29664611': 'Solid oak, oiled by hand. It carries breakfast to the bed and back.',
  '001_25904006': 'A quiet clock of walnut. The hands move without a tick.',
  '999_cheap': 'A round of wool felt under a hot cup.',
  '212_engraved': 'A brass pen with your initials. It ages as you write.',
  '777_pattern': 'A pattern of leaves to print yourself. You get a file, nothing is shipped.',
};

const products = new Map();

/** Remembers the products of the shop. */
export function stock(list) {
  for (const product of list) products.set(product.sku, product);
}

/** A product by its SKU. */
export const productOf = (sku) => products.get(sku);

const pictureOf = (sku) => new URL(`products/${PICTURED.has(sku) ? sku : 'other'}.svg`, import.meta.url).href;

/** An image element with the picture of a product. */
function picture(sku, size) {
  return make('img', { src: pictureOf(sku), alt: '', width: size, height: size });
}

const textOf = ({ sku, name }) => name ?? products.get(sku)?.name ?? sku;

/** The name of a product. The shop's data have English names only, and the markup says so. */
export function nameOf(line) {
  return make('span', { lang: inEnglish() }, textOf(line));
}

/** The names of the discounts. Glue has them in English only; the demo knows those of its sandbox in German too. */
const discountsOf = ({ discounts = [] }) => discounts.map((name) => words(name)).join(', ');

/**
 * Draws the lines of the cart, and restores the focus.
 * @param {(line: object, quantity: number) => void} change
 */
export function drawLines(cart, { locale, frozen, change }) {
  const list = byId('lines');
  const focused = document.activeElement?.dataset?.focus;
  const rows = cart.lines.map((line) => {
    const name = textOf(line);
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
      make('div', { class: 'about' }, make('strong', {}, make('span', { class: 'pieces' }, `${line.quantity} × `), nameOf(line)), make('span', { class: 'sku' }, line.sku)),
      make('div', { class: 'stepper' }, step(-1, '−', 'One less {name}'), input, step(1, '+', 'One more {name}')),
      make('span', { class: 'sum' }, price(line.sum, cart.currency, locale)));
  });
  if (rows.length === 0) rows.push(make('li', { class: 'line none' }, words('Your cart is empty.')));
  list.replaceChildren(...rows);
  list.setAttribute('aria-busy', 'false');
  if (!focused) return;
  const next = list.querySelector(`[data-focus="${CSS.escape(focused)}"]`) ?? list.querySelector('input') ?? byId('basket-title');
  next.focus();
}

/** Draws the short list of the drawer. */
export function drawDrawer(cart, locale) {
  const rows = cart.lines.map((line) => make('li', {},
    picture(line.sku, 48),
    make('span', { class: 'about' }, `${line.quantity} × `, nameOf(line)),
    make('span', { class: 'sum' }, price(line.sum, cart.currency, locale))));
  if (rows.length === 0) rows.push(make('li', { class: 'none' }, words('Your cart is empty.')));
  byId('drawer-lines').replaceChildren(...rows);
  const { discountTotal } = cart.totals;
  byId('drawer-row-discount').hidden = !discountTotal;
  if (discountTotal) byId('drawer-discount').textContent = price(-discountTotal, cart.currency, locale);
  byId('drawer-discount-name').textContent = discountsOf(cart);
  for (const id of ['drawer-row-total', 'drawer-tax']) byId(id).hidden = cart.lines.length === 0;
  byId('drawer-total').textContent = price(cart.totals.grandTotal ?? 0, cart.currency, locale);
}

/** The number of things in the cart, beside the bag. */
export function drawBag(cart) {
  byId('bag').textContent = String(cart.lines.reduce((sum, line) => sum + line.quantity, 0));
}

/** Draws the totals. Shipping costs are not known before a shipping method is chosen. */
export function drawTotals(totals, cart, locale) {
  const currency = totals.currency ?? cart.currency;
  const show = (id, minor) => {
    byId(id).textContent = minor === undefined || minor === null ? '–' : price(minor, currency, locale);
  };
  show('total-items', totals.subtotal);
  show('total-discount', totals.discountTotal && -totals.discountTotal);
  byId('row-discount').hidden = !totals.discountTotal;
  byId('discount-name').textContent = discountsOf(cart);
  if (typeof totals.shipmentTotal === 'number') show('total-shipping', totals.shipmentTotal);
  else byId('total-shipping').textContent = words('at the checkout');
  show('total-tax', totals.taxTotal);
  show('total-all', totals.grandTotal);
}

/** Draws the product page. */
export function drawProduct(sku, locale) {
  const product = products.get(sku);
  if (!product) return;
  byId('product-picture').src = pictureOf(sku);
  byId('product-name').replaceChildren(nameOf(product));
  byId('product-price').textContent = price(product.price, product.currency, locale);
  byId('product-about').textContent = words(ABOUT[sku] ?? '');
}

/**
 * Draws the other products, and restores the focus.
 * @param {Set<string>} without The products to leave out.
 * @param {{link: (sku: string) => string, add: (sku: string) => void}} acts
 */
export function drawMore(without, locale, { link, add }) {
  const offers = [...products.values()].filter(({ sku }) => !without.has(sku));
  const card = (product) => {
    const { sku, name, price: minor, currency } = product;
    return make('li', { class: 'offer' },
      picture(sku, 64),
      make('span', { class: 'about' },
        make('a', { href: link(sku), 'data-view': 'product', 'data-sku': sku }, nameOf(product)),
        make('span', { class: 'cost' }, price(minor, currency, locale))),
      make('button', { type: 'button', class: 'quiet', 'data-add': sku, onclick: () => add(sku) },
        words('Add'), make('span', { class: 'heard' }, `: ${name}`)));
  };
  const focused = document.activeElement?.dataset?.add;
  byId('offers').replaceChildren(...offers.map(card));
  if (focused) byId('offers').querySelector(`[data-add="${focused}"]`)?.focus({ preventScroll: true });
  return offers.length;
}
