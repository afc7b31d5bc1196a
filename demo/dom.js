// Helpers for the page's elements and for formatting prices.

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** Creates an element with attributes, `on...` listeners and children. Texts are inserted as text, never as markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// Currencies that do not have two decimal digits in ISO 4217. Browsers differ for some currencies, so their data is not used.
const DIGITS = [
  ['BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0],
  ['BHD IQD JOD KWD LYD OMR TND', 3],
  ['CLF UYW', 4],
];
const WRITTEN_WHOLE = 'AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR RSD SLL SOS SYP YER'.split(' ');

/** Formats an amount in minor units. */
export function price(minor, currency, locale) {
  const [, digits] = DIGITS.find(([codes]) => codes.split(' ').includes(currency)) ?? ['', 2];
  const shown = WRITTEN_WHOLE.includes(currency) && minor % 10 ** digits === 0 ? 0 : digits;
  const style = { style: 'currency', currency, minimumFractionDigits: shown, maximumFractionDigits: shown };
  return new Intl.NumberFormat(locale, style).format(minor / 10 ** digits);
}
