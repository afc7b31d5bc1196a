// The event log, newest first. All values are inserted as text.

import { make } from './dom.js';

const MAX_ENTRIES = 200;

// Shows values that `JSON.stringify` omits or refuses.
const plain = (_, value) => {
  if (typeof value === 'function') return '(function)';
  return typeof value === 'bigint' ? String(value) : value;
};

const BRIEF = ['outcome', 'code', 'reason', 'status', 'path', 'to', 'key', 'orderReference', 'idShipmentMethod'];

const brief = (detail) =>
  BRIEF.filter((name) => detail?.[name] !== undefined && detail[name] !== null).slice(0, 2).map((name) => detail[name]).join(' · ');

/** Adds an event at the top. */
export function log(list, counter, event) {
  const time = new Date().toISOString().slice(11, 23);
  const summary = make('summary', {},
    make('span', { class: 'name' }, event.type), make('span', { class: 'brief' }, brief(event.detail)), make('time', {}, time));
  const detail = make('pre', { tabindex: 0 }, JSON.stringify(event.detail, plain, 2) ?? '');
  list.prepend(make('li', { 'data-event': event.type }, make('details', {}, summary, detail)));
  while (list.children.length > MAX_ENTRIES) list.lastElementChild.remove();
  counter.textContent = String(Number(counter.textContent) + 1);
}
