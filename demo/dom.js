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

/** Minor units as a person reads them. */
export function price(minor, currency, locale) {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
}
