// The code that a shop writes into its page, for what the page shows now. It can be copied.

import { byId, make } from './dom.js';
import { words } from './words.js';

// What the demo sets because its Glue and its providers are in the page.
const OF_THE_DEMO = ['provider-origins', 'hidden', 'style'];
// What a shop writes in place of the values of this visit.
const OF_THE_SHOP = {
  'glue-url': 'https://glue.your-shop.example',
  'cart-id': 'the-uuid-of-this-cart',
  'anonymous-id': 'the-guest-id-of-this-cart',
  'checkout-url': '/checkout',
};

const attributes = (element) => [...element.attributes]
  .filter(({ name }) => !OF_THE_DEMO.includes(name))
  .map(({ name, value }) => `  ${name}="${OF_THE_SHOP[name] ?? value}"`);

// The sentence beside the box, with the shop's own links.
function consent() {
  const link = (name, path) => `<a href="${path}">${words(name)}</a>`;
  const terms = link('terms and conditions', '/terms');
  const withdrawal = link('right of withdrawal', '/withdrawal');
  return words('I have read the {terms} and the {withdrawal}.', { terms, withdrawal });
}

function script(element) {
  const lines = ['  const checkout = document.querySelector("express-checkout");'];
  if (!element.hasAttribute('anonymous-id')) lines.push('  checkout.accessToken = () => yourAccessToken();');
  const messages = Object.entries(element.messages ?? {}).map(([name, text]) => `"${name}": "${text}"`);
  if (messages.length) lines.push(`  checkout.messages = { ${messages.join(', ')} };`);
  lines.push(
    '  checkout.addEventListener("ec-confirm", (event) => {',
    '    if (!document.getElementById("consent").checked) event.preventDefault();',
    '  });',
    '  checkout.addEventListener("ec-complete", ({ detail }) => {',
    '    if (detail.outcome === "ordered") location.assign(`/thank-you?order=${detail.orderReference}`);',
    '  });',
  );
  return ['<script type="module">', ...lines, '</script>'];
}

/** The code as a text. `preset` is the chosen theme, or an empty text. */
export function codeOf(element, preset) {
  return [
    '<script type="module" src="/express-checkout/express-checkout.js"></script>',
    ...(preset ? [`<link rel="stylesheet" href="/express-checkout/preset-${preset}.css">`] : []),
    '',
    '<express-checkout',
    ...attributes(element),
    '>',
    `  <h2 slot="heading">${words('Express checkout')}</h2>`,
    '  <p slot="consent">',
    '    <input type="checkbox" id="consent">',
    `    <label for="consent">${consent()}</label>`,
    '  </p>',
    '</express-checkout>',
    '',
    ...script(element),
  ].join('\n');
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
      said.textContent = words('Copied.');
    } catch {
      getSelection().selectAllChildren(node);
      said.textContent = words('The browser does not let the page copy. The text is selected: press Ctrl+C.');
    }
  });
}

copies(byId('copy-code'), byId('code'), byId('code-copied'));
copies(byId('copy-css'), byId('css'), byId('css-copied'));
