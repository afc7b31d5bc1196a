// The payer's window and its messages, for both versions of PayPal's script. The server prepends this file to each of them.
const source = new URL(document.currentScript.src);
// The name of the script's global variable.
const namespace = document.currentScript.dataset.namespace || 'paypal';
// The script of version 6 is one folder deeper than the payer's pages.
const folder = new URL(source.pathname.endsWith('/v6/core') ? '..' : '.', source);
const LONGEST_CHANGE_MS = 10_000;
const errors = {
  ADDRESS_ERROR: 'ADDRESS_ERROR', COUNTRY_ERROR: 'COUNTRY_ERROR', STATE_ERROR: 'STATE_ERROR', ZIP_ERROR: 'ZIP_ERROR',
  METHOD_UNAVAILABLE: 'METHOD_UNAVAILABLE', STORE_UNAVAILABLE: 'STORE_UNAVAILABLE',
};

const unheard = (error) => console.error('PayPal look-alike: unhandled error', error);

// Opens a popup. Returns nothing if popups are blocked.
function openPopup() {
  const popup = window.open('about:blank', '_blank', 'popup,width=460,height=680');
  return popup && {
    frame: () => popup,
    go: (url) => { popup.location.href = url; },
    isClosed: () => popup.closed,
    close: () => popup.close(),
  };
}

// Opens a frame over the page.
function openOverlay() {
  let closed = false;
  const end = () => { closed = true; cover.remove(); };
  const { cover, frame } = openFrame('paypal', 'PayPal', end);
  document.body.append(cover);
  return { frame: () => frame.contentWindow, go: (url) => { frame.src = url; }, isClosed: () => closed, close: end };
}

// The URL of the payer's page. `changes` lists the changes that the shop must confirm before the approval.
function pageOf(orderId, { changes = '', returnUrl = '' } = {}) {
  const url = new URL('approve', folder);
  url.searchParams.set('token', orderId);
  url.searchParams.set('shop', location.origin);
  if (changes) url.searchParams.set('changes', changes);
  if (returnUrl) url.searchParams.set('returnUrl', returnUrl);
  return url.href;
}

// The changes for which the shop has callbacks.
const changesFor = ({ onShippingAddressChange, onShippingOptionsChange }) =>
  [onShippingAddressChange && 'address', onShippingOptionsChange && 'option'].filter(Boolean).join(' ');

// Calls `told` with every choice of the payer. A closed window counts as a cancellation. `changed` returns a promise that
// rejects if the shop refuses a change.
function watch(payerWindow, told, changed) {
  let ended = false;
  const hear = (event) => {
    const fromUs = event.origin === source.origin && event.source === payerWindow.frame();
    if (!fromUs || !event.data || event.data.psp !== 'paypal-look-alike') return;
    const { kind, turn, change } = event.data;
    if (kind === 'address' || kind === 'option') {
      const answer = (refused) => {
        if (payerWindow.isClosed()) return;
        payerWindow.frame().postMessage({ psp: 'paypal-look-alike', turn, refused }, source.origin);
      };
      inTime(Promise.resolve().then(() => changed(kind, change))).then(() => answer(false), (error) => {
        console.info('PayPal look-alike: the shop refused the payer\'s change.', error);
        answer(true);
      });
      return;
    }
    ended = true;
    // One message has all callbacks, because the frame may be removed after the first callback.
    const { kinds, ...facts } = event.data;
    kinds.forEach((each, turns) => setTimeout(() => told({ kind: each, ...facts }), turns));
  };
  window.addEventListener('message', hear);
  const timer = setInterval(() => {
    if (!payerWindow.isClosed()) return;
    clearInterval(timer);
    // The last message may arrive after the window is closed.
    setTimeout(() => {
      window.removeEventListener('message', hear);
      if (!ended) told({ kind: 'cancel' });
    }, 100);
  }, 200);
}

function inTime(promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      console.error('PayPal look-alike: a shipping callback did not settle within 10 s; the change is refused.');
      reject(new Error('timeout'));
    }, LONGEST_CHANGE_MS);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

// The payer's choice, after the payer was sent back to this page.
function returned() {
  const facts = new URL(location.href).searchParams;
  if (!facts.has('paypal') || !facts.has('token')) return null;
  return { kind: facts.get('paypal'), orderID: facts.get('token'), payerID: facts.get('PayerID') };
}

// The same, but only once: the choice is removed from the URL.
function takeReturned() {
  const told = returned();
  const url = new URL(location.href);
  for (const name of ['paypal', 'token', 'PayerID']) url.searchParams.delete(name);
  if (told) history.replaceState(history.state, '', url);
  return told;
}
