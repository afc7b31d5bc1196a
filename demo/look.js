// The panel for a shop's brand: a shipped theme, and the element's CSS custom properties. It shows the styles to copy.

import { byId, make } from './dom.js';
import { PRESETS } from './looks.js';
import { keep, recall } from './memory.js';
import { words } from './words.js';

const KEPT = 'demo-look';
const FONTS = {
  '': 'As in the theme',
  'Georgia, serif': 'Serif',
  '"Trebuchet MS", Verdana, sans-serif': 'Round',
  'ui-monospace, Consolas, monospace': 'Monospaced',
};

// `value` is shown where neither the theme nor the shop's page has a value in this unit.
const FIELDS = [
  { name: '--ec-accent', label: 'Buttons', type: 'color', value: '#2b2620' },
  { name: '--ec-accent-text', label: 'Text on buttons', type: 'color', value: '#ffffff' },
  { name: '--ec-background', label: 'Background', type: 'color', value: '#ffffff' },
  { name: '--ec-color', label: 'Text', type: 'color', value: '#221d17' },
  { name: '--ec-border', label: 'Lines', type: 'color', value: '#8d8171' },
  { name: '--ec-radius', label: 'Corners', type: 'range', value: '12', min: 0, max: 28 },
  { name: '--ec-height', label: 'Height of buttons', type: 'range', value: '52', min: 44, max: 72 },
  { name: '--ec-gap', label: 'Space between buttons', type: 'range', value: '12', min: 4, max: 24 },
  { name: '--ec-font', label: 'Font', type: 'select', value: '', options: FONTS, wide: true },
];

// Without a text colour of the page, the element takes black or white, by the accent.
const READABLE = '--ec-accent-text: initial;';
// The card around the element has these colours too.
const OF_THE_CARD = ['--ec-background', '--ec-color'];
const PIXELS_PER_EM = 16;

// The providers draw their buttons once, with the lengths of that moment. A slider sends many values, so the buttons are drawn
// again after the last one.
const PAUSE_MS = 400;

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

let { preset = '', set = {} } = recall(KEPT) ?? {};
let changed = () => {};
let lengthsChanged = () => {};
let pause;

function redrawSoon() {
  clearTimeout(pause);
  pause = setTimeout(() => lengthsChanged(), PAUSE_MS);
}

const written = ({ type }, value) => (type === 'range' ? `${value}px` : value);

/** The class of the element for the chosen theme, or an empty text. */
export const classOfTheme = () => (preset ? `ec-${preset}` : '');

/** The name of the chosen theme, or an empty text. */
export const theme = () => preset;

// The box of the element takes its colours from the page, so that what the page puts into the slots has them, too.
const BOX = { '--ec-background': 'background', '--ec-color': 'color' };

// The lines for what was set in the panel.
function own() {
  const known = FIELDS.filter(({ name }) => set[name] !== undefined);
  const box = known.filter(({ name }) => BOX[name]).map(({ name }) => `${BOX[name]}: var(${name});`);
  return [...known.map((field) => `${field.name}: ${written(field, set[field.name])};`), ...box];
}

/** The styles as a text. */
function css(rows) {
  const start = preset ? `express-checkout.ec-${preset}` : 'express-checkout';
  return `${start} {\n${rows.map((row) => `  ${row}\n`).join('')}}`;
}

function apply() {
  // The demo's own page sets a text colour. A shop that copies the styles has none, so it is not in them.
  const reset = set['--ec-accent'] !== undefined && set['--ec-accent-text'] === undefined ? [READABLE] : [];
  sheet.replaceSync(css([...own(), ...reset]));
  for (const name of OF_THE_CARD) {
    const property = name.replace('--ec', '--brand');
    if (set[name] === undefined) document.documentElement.style.removeProperty(property);
    else document.documentElement.style.setProperty(property, set[name]);
  }
  tell();
  keep(KEPT, preset || Object.keys(set).length ? { preset, set } : undefined);
  changed();
}

/** Shows the styles that a shop would copy. */
export function tell() {
  const link = preset ? `/* ${words('The page links preset-{name}.css, and the element has the class ec-{name}.', { name: preset })} */\n` : '';
  const hint = `express-checkout {\n  /* ${words('Change something above.')} */\n}`;
  byId('css').textContent = link + (Object.keys(set).length ? css(own()) : hint);
}

// A colour as the control needs it: computed values have functions such as `light-dark()`.
function hex(color, element) {
  if (!CSS.supports('color', color)) return undefined;
  const probe = make('span', { hidden: true });
  Object.assign(probe.style, { color, colorScheme: getComputedStyle(element).colorScheme });
  document.body.append(probe);
  const paint = document.createElement('canvas').getContext('2d');
  paint.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  paint.fillRect(0, 0, 1, 1);
  const [r, g, b] = paint.getImageData(0, 0, 1, 1).data;
  return `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

// What the element has now, as a value of the control.
function current({ name, type, value }) {
  if (set[name] !== undefined) return set[name];
  const element = document.querySelector('express-checkout');
  const styled = element && type !== 'select' ? getComputedStyle(element).getPropertyValue(name).trim() : '';
  if (type === 'color') return (styled && hex(styled, element)) || value;
  const [, number, unit] = /^([\d.]+)(px|r?em)$/.exec(styled) ?? [];
  return number ? String(Math.round(number * (unit === 'px' ? 1 : PIXELS_PER_EM))) : value;
}

function control(field) {
  const { name, label, type, options, min, max, wide } = field;
  const id = `look${name}`;
  const attributes = { id, name, oninput: (event) => {
    set = { ...set, [name]: event.target.value };
    if (type === 'select' && !event.target.value) delete set[name];
    apply();
    if (type !== 'color') redrawSoon();
  } };
  const input = type === 'select'
    ? make('select', attributes, ...Object.entries(options).map(([font, text]) => make('option', { value: font, 'data-words': '' }, text)))
    : make('input', { ...attributes, type, min, max });
  return make('div', { class: wide ? `knob wide ${type}` : `knob ${type}` }, make('label', { for: id, 'data-words': '' }, label), input);
}

/** Draws the panel. Calls `onChange` when a value changed, and `onLengths` when buttons that providers draw must be drawn again. */
export function draw(form, onChange, onLengths) {
  [changed, lengthsChanged] = [onChange, onLengths];
  const choice = make('select', { id: 'look-preset', onchange: () => {
    preset = choice.value;
    set = {};
    apply();
    show();
    redrawSoon();
  } }, ...Object.entries({ '': 'The shop’s own', ...PRESETS }).map(([name, text]) => make('option', { value: name, 'data-words': '' }, text)));
  choice.value = preset;
  form.replaceChildren(make('div', { class: 'knob wide' }, make('label', { for: 'look-preset', 'data-words': '' }, 'Theme'), choice), ...FIELDS.map(control));
  form.addEventListener('submit', (event) => event.preventDefault());
  byId('look-panel').addEventListener('toggle', show);
  apply();
}

/** Shows the values that the element has now. */
function show() {
  const form = byId('look');
  for (const field of FIELDS) form.elements[field.name].value = current(field);
}

/** Back to the shop's own look. */
export function reset() {
  [preset, set] = ['', {}];
  byId('look-preset').value = '';
  clearTimeout(pause);
  apply();
  show();
}
