// Writes down what the page is told and what goes wrong in it, in order. Kept over reloads of the tab.
(() => {
  'use strict';
  const names = ['ready', 'availability-change', 'click', 'payment-start', 'prefill', 'address-change',
    'shipping-method-change', 'confirm', 'order', 'cancel', 'error', 'complete', 'state-change', 'request'];
  // Chromium's own page while a server cannot be reached. It has no storage.
  if (location.protocol === 'chrome-error:') return;
  // Held on to: the page may be refused its storage later.
  const shelves = window.e2eShelves = window.sessionStorage;
  const note = (shelf, entry) => {
    const kept = JSON.parse(shelves.getItem(shelf) || '[]');
    kept.push(entry);
    shelves.setItem(shelf, JSON.stringify(kept));
  };
  const plain = (detail) => JSON.parse(JSON.stringify(detail === undefined ? null : detail));
  for (const name of names) {
    document.addEventListener(`ec-${name}`, (event) => {
      note('e2e.events', { name: event.type, target: event.target.id, detail: plain(event.detail) });
    }, true);
  }
  window.addEventListener('error', (event) => note('e2e.wrongs', `uncaught: ${event.message}`));
  window.addEventListener('unhandledrejection', (event) => note('e2e.wrongs', `unhandled rejection: ${event.reason}`));
  document.addEventListener('securitypolicyviolation', (event) => {
    note('e2e.wrongs', `policy: ${event.effectiveDirective} refused ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`);
  });
})();
