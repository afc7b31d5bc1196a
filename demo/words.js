// The texts of the demo. The English ones are in the pages and in the scripts, and are the keys of the German ones.

import { make } from './dom.js';
import { SHOP } from './german.js';
import { BACKSTAGE } from './german-backstage.js';

const GERMAN = { ...SHOP, ...BACKSTAGE };

let spoken = 'en';
const written = new WeakMap();

/** The language of the shop's own texts. */
export const language = () => spoken;

/** Sets the language of the page. The shop speaks English where it has no texts, so it is never mirrored. The element is. */
export function setLanguage(tag) {
  spoken = tag.split('-')[0] === 'de' ? 'de' : 'en';
  document.documentElement.lang = spoken;
}

/** Says so where only the element speaks the chosen language. An empty text for the languages of the demo. */
export function onlyElement(tag) {
  if (['en', 'de'].includes(tag)) return '';
  const language = new Intl.DisplayNames(['en'], { type: 'language' }).of(tag);
  return words('Only the checkout itself speaks {language}. The demo around it, and what its shop writes into the checkout, is in English.', { language });
}

/** The value of `lang` for English texts of the shop's data, where the page is in another language. */
export const inEnglish = () => (spoken === 'en' ? undefined : 'en');

const textOf = (english) => (spoken === 'de' && GERMAN[english]) || english;

/** The text in the chosen language, with `{name}` filled in. */
export function words(english, values = {}) {
  return textOf(english).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/**
 * Translates all nodes below the roots that have `data-words`, and the attributes that `data-words-in` names. What `data-words`
 * itself says is the beginning of the text and stays as it is.
 */
export function speak(...roots) {
  for (const root of roots) {
    for (const node of root.querySelectorAll('[data-words]')) {
      const { words: beginning } = node.dataset;
      node.textContent = beginning + words(original(node, '').slice(beginning.length));
    }
    for (const node of root.querySelectorAll('[data-words-in]')) {
      for (const name of node.dataset.wordsIn.split(' ')) node.setAttribute(name, words(original(node, name)));
    }
    for (const label of root.querySelectorAll('[data-consent]')) consentText(label);
  }
}

// The English text of a node, or of one of its attributes.
function original(node, name) {
  const texts = written.get(node) ?? {};
  written.set(node, texts);
  texts[name] ??= name ? node.getAttribute(name) : node.textContent;
  return texts[name];
}

// The sentence beside the box, with links to what it names. They open beside the shop, so that the order is not lost.
function consentText(label) {
  const link = (text, anchor) => make('a', {
    href: new URL(`terms.html?locale=${spoken}#${anchor}`, import.meta.url).href, target: '_blank', rel: 'noopener',
  }, words(text));
  const links = { '{terms}': link('terms and conditions', 'terms'), '{withdrawal}': link('right of withdrawal', 'withdrawal') };
  const parts = textOf('I have read the {terms} and the {withdrawal}.').split(/(\{\w+\})/);
  label.replaceChildren(...parts.map((part) => links[part] ?? part));
}
