// The gallery: a frame for each state of the element, in the chosen language, colours, theme and width.

import { byId, make } from './dom.js';
import { LANGUAGES, nameOfLanguage } from './languages.js';
import { PRESETS } from './looks.js';
import { leadBack } from './return.js';
import { STATES } from './states.js';
import { onlyElement, setLanguage, speak, words } from './words.js';

const CHOICES = {
  locale: { label: 'Language', options: Object.fromEntries(LANGUAGES.map((tag) => [tag, nameOfLanguage(tag)])) },
  theme: { label: 'Colours', options: { light: 'Light', dark: 'Dark', auto: 'Automatic' } },
  preset: { label: 'Theme', options: { '': 'As shipped', ...PRESETS } },
  width: { label: 'Width', options: { 390: 'Phone, 390 px', 320: 'Small phone, 320 px', 768: 'Tablet, 768 px' } },
};

const DEFAULTS = { locale: 'en', theme: 'light', preset: '', width: '390' };

function chosen(name) {
  const value = new URL(location.href).searchParams.get(name);
  return value !== null && Object.hasOwn(CHOICES[name].options, value) ? value : DEFAULTS[name];
}

function drawChoices() {
  byId('choices').replaceChildren(...Object.entries(CHOICES).map(([name, { label, options }]) => {
    const select = make('select', { id: name, name }, ...Object.entries(options).map(([value, text]) => make('option', { value, 'data-words': '' }, text)));
    select.value = chosen(name);
    select.addEventListener('change', () => {
      const url = new URL(location.href);
      url.searchParams.set(name, select.value);
      history.replaceState(null, '', url);
      drawFrames();
    });
    return make('p', {}, make('label', { for: name, 'data-words': '' }, label), select);
  }));
}

function drawFrames() {
  const values = Object.fromEntries(Object.keys(CHOICES).map((name) => [name, chosen(name)]));
  document.documentElement.dataset.theme = values.theme;
  setLanguage(values.locale);
  speak(document);
  byId('spoken').textContent = onlyElement(values.locale);
  byId('frames').style.setProperty('--width', `${values.width}px`);
  let done = 0;
  const tell = () => {
    const all = done === STATES.length;
    byId('progress').textContent = all
      ? words('All are there.') : words('{done} of {all} are there.', { done, all: STATES.length });
    byId('progress').dataset.done = String(all);
  };
  tell();
  byId('frames').replaceChildren(...STATES.map(({ name, title }) => {
    const address = new URL('state.html', location.href);
    address.search = new URLSearchParams({ state: name, locale: values.locale, theme: values.theme, preset: values.preset });
    const frame = make('iframe', { src: address.href, title: words(title), width: values.width, height: 240 });
    frame.addEventListener('load', () => follow(frame, () => {
      done += 1;
      tell();
    }));
    return make('li', { id: name }, make('h2', {}, make('a', { href: address.href }, words(title))), frame);
  }));
}

// Gives the frame the height of its content, and tells when its state is there.
function follow(frame, there) {
  const page = frame.contentDocument;
  new ResizeObserver(() => { frame.height = page.body.scrollHeight; }).observe(page.body);
  const seen = new MutationObserver(() => {
    if (!page.documentElement.dataset.there) return;
    seen.disconnect();
    there();
  });
  seen.observe(page.documentElement, { attributeFilter: ['data-there'] });
  if (page.documentElement.dataset.there) {
    seen.disconnect();
    there();
  }
}

leadBack(byId('back'));
drawChoices();
drawFrames();
