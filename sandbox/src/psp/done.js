// Tells the shop's page what the payer chose, and nobody else: only the origin that opened the window may hear it.
(() => {
  'use strict';
  const { kind, orderId, payerId, times, then, shop } = document.body.dataset;
  const listener = window.opener || (window.parent === window ? null : window.parent);
  if (kind === 'close' || !listener || !shop) {
    window.close();
    return;
  }
  const tell = (what) => {
    listener.postMessage({ psp: 'paypal-look-alike', kind: what, orderID: orderId, payerID: payerId }, shop);
  };
  for (let told = 0; told < Number(times); told += 1) tell(kind);
  if (then) tell(then);
  // The shop's page closes this window. Some browsers forget who sent a message once its window is gone, so this one
  // stays a moment in case nobody does.
  setTimeout(() => window.close(), 1000);
})();
