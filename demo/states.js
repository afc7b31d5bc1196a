// The states of the element that the gallery shows, and how each is reached in the sandbox.

/** The payment method whose provider is played by the gallery, so that no window opens. */
export const METHOD = 'redirectpay-wallet-redirect';

// `at` is the state of the element in which the picture is complete, and `after` a state that it passes before. `settings` are the
// sandbox's, and `attributes` the element's. A request to the resource `unanswered` gets no answer. `approval` is what the shopper
// does at the provider: approve, stay there, cancel, or meet an error; `redirect` means that the browser opens no windows. `then` is what happens in the review. `shows` is a node that
// must be there.
export const STATES = [
  { name: 'loading', title: 'Loading', at: 'loading', unanswered: 'checkout-data' },
  { name: 'ready', title: 'Ready, three methods', at: 'ready', settings: { methods: ['paypal', 'wallet', 'stripe'] } },
  { name: 'ready-one', title: 'Ready, one method', at: 'ready' },
  { name: 'no-method', title: 'No express method: takes no room', at: 'unavailable', settings: { methods: ['invoice'] } },
  { name: 'starting', title: 'The payment starts, in this tab', at: 'starting', approval: 'redirect', unanswered: 'payments' },
  { name: 'at-the-provider', title: 'The shopper is in the provider’s window', at: 'awaiting-approval', approval: 'stay' },
  { name: 'details', title: 'The details are fetched', at: 'fetching-customer', approval: 'approve', unanswered: 'payment-customers' },
  { name: 'review', title: 'Review, everything known', at: 'review', approval: 'approve' },
  { name: 'review-doubtful', title: 'Review, a value to check', at: 'review', approval: 'approve', settings: { payer: 'inline' } },
  { name: 'review-missing', title: 'Review, a name is missing', at: 'review', approval: 'approve', settings: { payer: 'mononym' } },
  { name: 'review-empty', title: 'Review, no address', at: 'review', approval: 'approve', settings: { payer: 'empty' } },
  { name: 'review-errors', title: 'Review, ordered too early', at: 'review', approval: 'approve', settings: { payer: 'empty' }, then: 'order', shows: '[aria-invalid=true]' },
  { name: 'review-long', title: 'Review, very long lines', at: 'review', approval: 'approve', settings: { payer: 'longline' } },
  { name: 'review-parcels', title: 'Review, two parcels', at: 'review', approval: 'approve', settings: { parcels: 2 } },
  { name: 'review-price', title: 'Review, another total', at: 'review', approval: 'approve', settings: { faults: [{ step: 'payment-customers', fault: 'total-changed', times: 1 }] } },
  { name: 'review-refused', title: 'Review, sold out', at: 'review', approval: 'approve', then: 'order', after: 'placing', settings: { faults: [{ step: 'checkout', fault: 'refused:sold-out' }] } },
  { name: 'placing', title: 'The order is sent', at: 'placing', approval: 'approve', then: 'order', unanswered: 'checkout' },
  { name: 'placed', title: 'Ordered', at: 'placed', approval: 'approve', then: 'order' },
  { name: 'unknown', title: 'The answer is lost', at: 'unknown', approval: 'approve', then: 'order', settings: { faults: [{ step: 'checkout', fault: 'lost' }] } },
  { name: 'cancelling', title: 'Cancelling', at: 'cancelling', approval: 'approve', then: 'cancel', unanswered: 'payment-cancellations' },
  { name: 'cancelled', title: 'Cancelled at the provider', at: 'ready', approval: 'cancel', after: 'cancelling' },
  { name: 'declined', title: 'An error at the provider', at: 'failed', approval: 'error', after: 'cancelling' },
  { name: 'not-started', title: 'The payment cannot start', at: 'failed', approval: 'stay', after: 'starting', settings: { faults: [{ step: 'payments', fault: '500' }] } },
  { name: 'not-loaded', title: 'The shop does not answer', at: 'failed', settings: { faults: [{ step: 'checkout-data', fault: '500' }] } },
  { name: 'wrong-setup', title: 'A mistake in the set-up, as its developer sees it', at: 'failed', attributes: { 'cart-id': '' } },
];
