// The panel for a shop's brand: it sets the element's CSS custom properties, and shows the styles to copy.

import { byId, make } from './dom.js';
import { keep, recall } from './memory.js';

const KEPT = 'demo-look';
const FONTS = {
  '': 'The shop’s',
  'Georgia, serif': 'Serif',
  '"Trebuchet MS", Verdana, sans-serif': 'Round',
  'ui-monospace, Consolas, monospace': 'Monospaced',
};

// The first value of each is the shop's own, which is not written.
const FIELDS = [
  { name: '--ec-accent', label: 'Buttons', type: 'color', value: '#2b2620' },
  { name: '--ec-accent-text', label: 'Text on buttons', type: 'color', value: '#ffffff' },
  { name: '--ec-background', label: 'Background', type: 'color', value: '#ffffff' },
  { name: '--ec-color', label: 'Text', type: 'color', value: '#221d17' },
  { name: '--ec-border', label: 'Lines', type: 'color', value: '#8d8171' },
  { name: '--ec-radius', label: 'Corners', type: 'range', value: '12', min: 0, max: 28, unit: 'px' },
  { name: '--ec-height', label: 'Height of buttons', type: 'range', value: '52', min: 44, max: 72, unit: 'px' },
  { name: '--ec-gap', label: 'Space between buttons', type: 'range', value: '12', min: 4, max: 24, unit: 'px' },
  { name: '--ec-font', label: 'Font', type: 'select', value: '', options: FONTS },
];

const BRANDS = {
  'The shop’s own': {},
  'Fashion': { '--ec-accent': '#111111', '--ec-radius': '0', '--ec-height': '56', '--ec-font': 'Georgia, serif', '--ec-border': '#111111' },
  'Toys': { '--ec-accent': '#7a1fa2', '--ec-radius': '28', '--ec-height': '60', '--ec-font': '"Trebuchet MS", Verdana, sans-serif', '--ec-background': '#fff8e1', '--ec-border': '#7a1fa2' },
  'Business': { '--ec-accent': '#0b5cad', '--ec-radius': '4', '--ec-height': '44', '--ec-gap': '8' },
  'Garden': { '--ec-accent': '#1f6b3a', '--ec-radius': '10', '--ec-background': '#f4faf3', '--ec-border': '#6f8a73' },
};

let set = recall(KEPT) ?? {};
let changed = () => {};

const field = (name) => FIELDS.find((one) => one.name === name);
const written = (name, value) => value + (field(name).unit ?? '');

/** The styles as a text. Empty rules say what to do. */
function css() {
  const rows = Object.entries(set).map(([name, value]) => `  ${name}: ${written(name, value)};`);
  return ['express-checkout {', ...(rows.length ? rows : ['  /* Change something above. */']), '}'].join('\n');
}

function apply() {
  for (const { name } of FIELDS) {
    const value = set[name];
    if (value === undefined) document.documentElement.style.removeProperty(name.replace('--ec', '--brand'));
    else document.documentElement.style.setProperty(name.replace('--ec', '--brand'), written(name, value));
  }
  byId('css').textContent = css();
  keep(KEPT, Object.keys(set).length ? set : undefined);
  changed();
}

function choose(name, value) {
  set = { ...set, [name]: value };
  if (value === field(name).value) delete set[name];
  apply();
}

function control({ name, label, type, value, options, min, max }) {
  const id = `look${name}`;
  const attributes = { id, name, oninput: (event) => choose(name, event.target.value) };
  const input = type === 'select'
    ? make('select', attributes, ...Object.entries(options).map(([font, text]) => new Option(text, font)))
    : make('input', { ...attributes, type, min, max });
  input.value = set[name] ?? value;
  return make('div', { class: `knob ${type}` }, make('label', { for: id }, label), input);
}

/** Draws the panel. Calls `onChange` when a value changed. */
export function draw(form, onChange) {
  changed = onChange;
  const brand = make('select', { id: 'look-brand', onchange: () => {
    set = { ...BRANDS[brand.value] };
    show(form);
    apply();
  } }, ...Object.keys(BRANDS).map((name) => new Option(name, name)));
  form.replaceChildren(
    make('div', { class: 'knob wide' }, make('label', { for: 'look-brand' }, 'Begin with'), brand),
    ...FIELDS.map(control),
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  apply();
}

function show(form) {
  for (const { name, value } of FIELDS) form.elements[name].value = set[name] ?? value;
}

/** Back to the shop's own look. */
export function reset() {
  set = {};
  byId('look-brand').selectedIndex = 0;
  show(byId('look'));
  apply();
}
