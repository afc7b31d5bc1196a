// What both versions of PayPal's script share: the payer's window, and what it tells. Enclosed with one of them.
const source = new URL(document.currentScript.src);
// Version 6 lies one folder deeper than the payer's pages.
const folder = new URL(source.pathname.endsWith('/v6/core') ? '..' : '.', source);
const LONGEST_CHANGE_MS = 10_000;
const errors = {
  ADDRESS_ERROR: 'ADDRESS_ERROR', COUNTRY_ERROR: 'COUNTRY_ERROR', STATE_ERROR: 'STATE_ERROR', ZIP_ERROR: 'ZIP_ERROR',
  METHOD_UNAVAILABLE: 'METHOD_UNAVAILABLE', STORE_UNAVAILABLE: 'STORE_UNAVAILABLE',
};

const unheard = (error) => console.error('PayPal look-alike: unhandled error', error);

// A window of its own, or nothing where popups are blocked.
function openPopup() {
  const popup = window.open('about:blank', '_blank', 'popup,width=460,height=680');
  return popup && {
    frame: () => popup,
    go: (url) => { popup.location.href = url; },
    isClosed: () => popup.closed,
    close: () => popup.close(),
  };
}

// A frame over the page.
function openOverlay() {
  let closed = false;
  const end = () => { closed = true; cover.remove(); };
  const { cover, frame } = openFrame('paypal', 'PayPal', end);
  document.body.append(cover);
  return { frame: () => frame.contentWindow, go: (url) => { frame.src = url; }, isClosed: () => closed, close: end };
}

// Where the payer approves. `changes` names what the shop wants to hear of before the approval.
function pageOf(orderId, { changes = '', returnUrl = '' } = {}) {
  const url = new URL('approve', folder);
  url.searchParams.set('token', orderId);
  url.searchParams.set('shop', location.origin);
  if (changes) url.searchParams.set('changes', changes);
  if (returnUrl) url.searchParams.set('returnUrl', returnUrl);
  return url.href;
}

// What the shop wants to hear of.
const changesFor = ({ onShippingAddressChange, onShippingOptionsChange }) =>
  [onShippingAddressChange && 'address', onShippingOptionsChange && 'option'].filter(Boolean).join(' ');

// Calls `told` each time with what the payer chose; the end of the window counts as going away. `changed` returns a
// promise that rejects when the shop refuses what the payer changed.
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
        console.info('PayPal look-alike: the shop refused what the payer changed.', error);
        answer(true);
      });
      return;
    }
    ended = true;
    // One message for all of them: of a frame that is gone after the first, nothing more would be heard.
    const { kinds, ...facts } = event.data;
    kinds.forEach((each, turns) => setTimeout(() => told({ kind: each, ...facts }), turns));
  };
  window.addEventListener('message', hear);
  const timer = setInterval(() => {
    if (!payerWindow.isClosed()) return;
    clearInterval(timer);
    // The last message may still be on its way when the window is already gone.
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

// What the payer's page told when it sent the payer back to this page.
function returned() {
  const facts = new URL(location.href).searchParams;
  if (!facts.has('paypal') || !facts.has('token')) return null;
  return { kind: facts.get('paypal'), orderID: facts.get('token'), payerID: facts.get('PayerID') };
}

// The same, once: the address says it no more afterwards.
function takeReturned() {
  const told = returned();
  const url = new URL(location.href);
  for (const name of ['paypal', 'token', 'PayerID']) url.searchParams.delete(name);
  if (told) history.replaceState(history.state, '', url);
  return told;
}
