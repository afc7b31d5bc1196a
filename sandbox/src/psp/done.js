// Tells the shop's page what the payer chose, and nobody else: only the origin that opened the window may hear it.
(() => {
  'use strict';
  const { kind, orderId, payerId, times, then, shop } = document.body.dataset;
  const listener = window.opener || (window.parent === window ? null : window.parent);
  if (kind === 'close' || !listener || !shop) {
    window.close();
    return;
  }
  const kinds = [...Array(Number(times)).fill(kind), then].filter(Boolean);
  listener.postMessage({ psp: 'paypal-look-alike', kinds, orderID: orderId, payerID: payerId }, shop);
  // The shop's page closes this window. Some browsers forget who sent a message once its window is gone, so this one
  // stays a moment in case nobody does.
  setTimeout(() => window.close(), 1000);
})();
