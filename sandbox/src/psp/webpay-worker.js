// The payment handler. The browser installs it when a page requests its method, and starts it for each payment.
'use strict';

// The current payment. Browsers show one at a time.
let current = null;

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('canmakepayment', (event) => event.respondWith(true));

self.addEventListener('abortpayment', (event) => {
  const aborted = current;
  current = null;
  aborted?.settle.reject(new Error('The shop\'s page aborted.'));
  // Wait for a window that is just opening: the browser closes the open windows when this promise resolves.
  event.respondWith(Promise.resolve(aborted?.opened).then(() => true, () => true));
});

self.addEventListener('paymentrequest', (event) => {
  event.respondWith(new Promise((resolve, reject) => {
    const url = new URL('wallet', self.registration.scope);
    url.searchParams.set('total', `${event.total.value} ${event.total.currency}`);
    url.searchParams.set('shipping', Boolean(event.paymentOptions?.requestShipping));
    const opened = event.openWindow(url.href);
    current = { event, settle: { resolve, reject }, opened };
    opened.then((client) => {
      if (!client) reject(new Error('The wallet could not be opened.'));
    }, reject);
  }));
});

self.addEventListener('message', (message) => {
  const { data, source } = message;
  if (!current) return;
  if (data.kind === 'outcome') answer(data);
  // If this promise is rejected, the shop's request stays open forever.
  if (data.kind === 'hang') current.settle.reject(new Error('Simulated fault: no answer.'));
  if (data.kind === 'address' || data.kind === 'option') {
    message.waitUntil(change(data).then((changed) => source.postMessage({ turn: data.turn, ...changed })));
  }
});

// The answer has exactly the payer data that the shop requested. It is needed for every outcome: without it, Chromium ignores
// the answer and leaves the request open.
function answer({ details, payer, address }) {
  const { event, settle } = current;
  const wanted = event.paymentOptions ?? {};
  const response = { methodName: event.methodData[0].supportedMethods, details };
  if (wanted.requestPayerName) response.payerName = payer.name;
  if (wanted.requestPayerEmail) response.payerEmail = payer.email;
  if (wanted.requestPayerPhone) response.payerPhone = payer.phone;
  if (wanted.requestShipping) {
    response.shippingAddress = initOf(address, payer);
    response.shippingOption = current.option ?? selected(event);
  }
  settle.resolve(response);
  current = null;
}

const selected = ({ shippingOptions }) =>
  (shippingOptions?.find((option) => option.selected) ?? shippingOptions?.[0])?.id;

function next({ shippingOptions: options }, id) {
  return options?.[(options.findIndex((option) => option.id === id) + 1) % options.length]?.id;
}

// An address in the format of Payment Request.
function initOf({ line1, line2, city, state, postal_code: postalCode, country }, payer) {
  return {
    addressLine: [line1, line2].filter(Boolean), city: city ?? '', region: state ?? '', postalCode: postalCode ?? '',
    country: (country ?? '').toUpperCase(), recipient: payer?.name ?? '', phone: payer?.phone ?? '',
  };
}

// Asks the shop's page, which may refuse the change or return another total.
async function change({ kind, address }) {
  const { event } = current;
  if (kind === 'option') current.option = next(event, current.option ?? selected(event));
  try {
    const { city, state, postal_code, country } = address;
    const update = kind === 'address'
      // Before the approval the shop only gets the parts of the address that it needs to calculate the price.
      ? await event.changeShippingAddress?.(initOf({ city, state, postal_code, country }))
      : await event.changeShippingOption?.(current.option);
    const refused = Boolean(update?.error || Object.values(update?.shippingAddressErrors ?? {}).some(Boolean));
    return { refused, total: update?.total ? `${update.total.value} ${update.total.currency}` : '' };
  } catch {
    return { refused: true, total: '' };
  }
}
