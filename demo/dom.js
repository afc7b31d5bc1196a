// The few things that the demo does to the page's tree.

/** The element of this id, which index.html is known to have. */
export const byId = (id) => document.getElementById(id);

/** Makes an element. Attributes by name, `on...` listeners, then children: elements, or texts as text. */
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

// Digits behind the point by ISO 4217, where there are not two. Browsers say otherwise of some currencies: they do not decide.
const DIGITS = [
  ['BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0],
  ['BHD IQD JOD KWD LYD OMR TND', 3],
  ['CLF UYW', 4],
];
const WRITTEN_WHOLE = 'AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR RSD SLL SOS SYP YER'.split(' ');

/** Minor units as a person reads them. */
export function price(minor, currency, locale) {
  const [, digits] = DIGITS.find(([codes]) => codes.split(' ').includes(currency)) ?? ['', 2];
  const shown = WRITTEN_WHOLE.includes(currency) && minor % 10 ** digits === 0 ? 0 : digits;
  const style = { style: 'currency', currency, minimumFractionDigits: shown, maximumFractionDigits: shown };
  return new Intl.NumberFormat(locale, style).format(minor / 10 ** digits);
}
