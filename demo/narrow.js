// The page on a narrow screen, where the diagram is below the shop.

import { byId } from './dom.js';

/**
 * Lets a line at the top of the shop lead to the diagram, and a link lead back to where the visitor was. Without a change of the
 * URL, so that no step of the story is left.
 */
export function leadToDiagram() {
  let top = 0;
  byId('now').addEventListener('click', (event) => {
    event.preventDefault();
    top = scrollY;
    byId('backstage').scrollIntoView({ block: 'start', behavior: 'instant' });
    byId('backstage').focus({ preventScroll: true });
  });
  byId('to-shop').addEventListener('click', (event) => {
    event.preventDefault();
    scrollTo({ top, behavior: 'instant' });
    byId('now').focus({ preventScroll: true });
  });
}
