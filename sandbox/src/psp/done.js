// Sends the payer's choice to the shop's page. Only the origin that opened the window can receive the message.
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
  // Usually the shop's page closes this window. Some browsers lose the source of a message when its window is closed, so
  // this window closes itself only after a while.
  setTimeout(() => window.close(), 1000);
})();
