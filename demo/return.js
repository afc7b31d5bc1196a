// The way from the demo to its other pages and back: the visitor finds the demo as it was left.

import { byId } from './dom.js';
import { keep, recall } from './memory.js';

const KEPT = 'demo-place';

let restore = () => {};

/** Remembers the page, its open panels, the scroll position and the focus when one of the links is followed. */
export function rememberAt(links) {
  for (const link of links) {
    link.addEventListener('click', () => {
      const open = [...document.querySelectorAll('details.panel')].map((panel) => panel.open);
      keep(KEPT, { href: location.href, link: link.id, top: link.getBoundingClientRect().top, panel: byId('backstage').scrollTop, open });
    });
  }
}

/** Lets a link lead to the demo as it was left. */
export function leadBack(link) {
  const place = recall(KEPT);
  if (place) link.href = place.href;
}

/** Whether the visitor comes back from another page of the demo. From now on `hold` restores the place. */
export function comesBack() {
  const place = recall(KEPT);
  keep(KEPT, undefined);
  const link = place && byId(place.link);
  if (!link) return false;
  for (const [index, panel] of [...document.querySelectorAll('details.panel')].entries()) panel.open = place.open[index] ?? panel.open;
  byId('backstage').scrollTop = place.panel;
  link.focus({ preventScroll: true });
  restore = () => {
    if (document.activeElement === link) scrollBy({ top: link.getBoundingClientRect().top - place.top, behavior: 'instant' });
  };
  for (const type of ['wheel', 'pointerdown', 'keydown']) addEventListener(type, () => { restore = () => {}; }, { once: true, passive: true });
  return true;
}

/** The page has grown: scrolls back to the place, until the visitor does something. */
export function hold() {
  restore();
}
