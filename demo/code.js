// The code that a shop writes into its page, for what the page shows now. It can be copied.

import { byId, make } from './dom.js';

// What the demo sets because its Glue and its providers are in the page.
const OF_THE_DEMO = ['provider-origins'];

function lines(element) {
  const attributes = [...element.attributes]
    .filter(({ name }) => !OF_THE_DEMO.includes(name) && !['hidden', 'style'].includes(name))
    .map(({ name, value }) => ({ name, value: name === 'glue-url' ? 'https://glue.your-shop.example' : shortened(name, value) }));
  const customer = !element.hasAttribute('anonymous-id');
  return { attributes, customer };
}

// The path alone: the page's origin says nothing to the reader.
function shortened(name, value) {
  if (name !== 'checkout-url') return value;
  return '/checkout';
}

/** The code as a text. `preset` is the chosen theme, or an empty text. */
export function codeOf(element, preset) {
  const { attributes, customer } = lines(element);
  const tag = ['<express-checkout', ...attributes.map(({ name, value }) => `  ${name}="${value}"`), '>'].join('\n');
  const parts = [
    '<script type="module" src="/express-checkout/express-checkout.js"></script>',
    ...(preset ? [`<link rel="stylesheet" href="/express-checkout/preset-${preset}.css">`] : []),
    '',
    tag,
    '  <h2 slot="heading">Express checkout</h2>',
    '</express-checkout>',
  ];
  if (customer) {
    parts.push('', '<script type="module">', '  const checkout = document.querySelector("express-checkout");',
      '  checkout.accessToken = () => yourAccessToken();', '</script>');
  }
  return parts.join('\n');
}

/** Shows the code of the element. */
export function drawCode(element, preset) {
  const text = codeOf(element, preset);
  const pre = byId('code');
  if (pre.textContent === text) return;
  // Names of attributes and their values in two colours.
  const parts = text.split(/( [\w-]+=)("[^"]*")/g).map((part, index) => {
    if (index % 3 === 1) return make('span', { class: 'attribute' }, part);
    return index % 3 === 2 ? make('span', { class: 'value' }, part) : part;
  });
  pre.replaceChildren(...parts);
}

/** Lets a button copy the text of a node, and says so. */
export function copies(button, node, said) {
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(node.textContent);
      said.textContent = 'Copied.';
    } catch {
      getSelection().selectAllChildren(node);
      said.textContent = 'The browser does not let the page copy. The text is selected: press Ctrl+C.';
    }
  });
}

copies(byId('copy-code'), byId('code'), byId('code-copied'));
copies(byId('copy-css'), byId('css'), byId('css-copied'));
