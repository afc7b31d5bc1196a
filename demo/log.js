// The event log, newest first. Everything is put in as text.

import { make } from './dom.js';

const MOST = 200;

// What `JSON.stringify` leaves out or refuses.
const plain = (_, value) => {
  if (typeof value === 'function') return '(function)';
  return typeof value === 'bigint' ? String(value) : value;
};

const BRIEF = ['outcome', 'code', 'reason', 'status', 'path', 'to', 'key', 'orderReference', 'idShipmentMethod'];

const brief = (detail) =>
  BRIEF.filter((name) => detail?.[name] !== undefined && detail[name] !== null).slice(0, 2).map((name) => detail[name]).join(' · ');

/** Adds an event on top. */
export function log(list, counter, event) {
  const time = new Date().toISOString().slice(11, 23);
  const summary = make('summary', {},
    make('span', { class: 'name' }, event.type), make('span', { class: 'brief' }, brief(event.detail)), make('time', {}, time));
  const detail = make('pre', { tabindex: 0 }, JSON.stringify(event.detail, plain, 2) ?? '');
  list.prepend(make('li', { 'data-event': event.type }, make('details', {}, summary, detail)));
  while (list.children.length > MOST) list.lastElementChild.remove();
  counter.textContent = String(Number(counter.textContent) + 1);
}
