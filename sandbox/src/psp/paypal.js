// Imitates PayPal's script, version 5, without real money and without real accounts.
const version = '5.0.0-look-alike';
const tag = document.currentScript;

// As in the original: a script destroys the buttons of an earlier one with the same global variable. Older versions, such as
// 4.0.344 of checkout.js, cannot be destroyed; then the script stops.
const earlier = window[namespace];
if (earlier && !earlier.__internal_destroy__) {
  throw new Error(`Attempted to load sdk version ${version} on page, but window.${namespace} at version `
    + `${earlier.version} already loaded. Specify a different data-namespace in the script tag.`);
}
if (earlier) {
  earlier.__internal_destroy__(new Error(`New SDK instance loaded, existing instance destroyed (${namespace} / ${version})`));
}

// The buttons that were rendered. After the script was destroyed: the reason.
const rendered = new Set();
let destroyed = null;

// If popups are blocked, this version opens a frame.
const openWindow = () => openPopup() || openOverlay();

function Buttons(initial = {}) {
  let options = initial;
  let enabled = true;
  let open = null;
  let button = null;
  const fail = (error) => (options.onError ? options.onError(error) : unheard(error));

  function tell(orderID, { kind, orderID: named, payerID }) {
    const redirect = (target) => { location.assign(target); };
    try {
      if (kind === 'approve') {
        const restart = () => {
          open = openWindow();
          run(orderID, open);
          return Promise.resolve();
        };
        const nothing = { paymentID: null, billingToken: null };
        const data = { orderID: named, payerID, ...nothing, facilitatorAccessToken: 'A21LOOKALIKE' };
        Promise.resolve(options.onApprove && options.onApprove(data, { restart, redirect, order: {} })).catch(fail);
      } else if (kind === 'cancel') {
        Promise.resolve(options.onCancel && options.onCancel({ orderID }, { redirect })).catch(fail);
      } else {
        fail(new Error('The payer\'s window reported an error.'));
      }
    } catch (error) {
      fail(error);
    }
  }

  async function changed(orderID, kind, change) {
    let refusal = null;
    const actions = {
      reject: async (reason) => { refusal = new Error(String(reason)); },
      buildOrderPatchPayload: (value) =>
        [{ op: 'replace', path: '/purchase_units/@reference_id==\'default\'/amount', value }],
    };
    if (kind === 'address') {
      await options.onShippingAddressChange({ orderID, shippingAddress: change, errors }, actions);
    } else {
      await options.onShippingOptionsChange({ orderID, selectedShippingOption: change, errors }, actions);
    }
    if (refusal) throw refusal;
  }

  function run(orderID, payerWindow) {
    payerWindow.go(pageOf(orderID, { changes: changesFor(options) }));
    const told = (message) => {
      payerWindow.close();
      open = null;
      tell(orderID, message);
    };
    watch(payerWindow, told, (kind, change) => changed(orderID, kind, change));
  }

  async function clicked() {
    let refused = false;
    const refuse = () => { refused = true; };
    let asked;
    try {
      asked = options.onClick && options.onClick({ fundingSource: 'paypal' }, { resolve: () => true, reject: refuse });
    } catch (error) {
      fail(error);
      return;
    }
    if (!enabled || asked === false || refused || open) return;
    // Opened during the click, because the browser would block it later.
    const payerWindow = openWindow();
    open = payerWindow;
    try {
      const answer = await asked;
      if (answer === false || refused) {
        payerWindow.close();
        open = null;
        return;
      }
      const orderID = await options.createOrder({ paymentSource: 'paypal' }, {});
      if (typeof orderID !== 'string' || orderID === '') throw new Error('Expected an order id to be passed');
      if (payerWindow.isClosed()) {
        open = null;
        if (options.onCancel) await options.onCancel({ orderID }, {});
        return;
      }
      run(orderID, payerWindow);
    } catch (error) {
      payerWindow.close();
      open = null;
      fail(error);
    }
  }

  function draw(container) {
    const { height = 45, shape = 'rect', label = 'paypal', color = 'gold', borderRadius = 4 } = options.style || {};
    const colors = { gold: '#ffc439', blue: '#0070ba', silver: '#eee', white: '#fff', black: '#2c2e2f' };
    if (!colors[color]) throw new Error(`Unexpected style.color for paypal button: ${color}`);
    if (!['rect', 'pill', 'sharp'].includes(shape)) throw new Error(`Invalid shape: ${shape}`);
    if (!Number.isInteger(borderRadius) || borderRadius < 0) throw new Error(`Invalid borderRadius: ${borderRadius}`);
    if (height < 25 || height > 55) {
      throw new Error(`Expected style.height to be between 25px and 55px - got ${height}px`);
    }
    button = document.createElement('button');
    button.type = 'button';
    button.id = 'paypal-button';
    button.className = 'paypal-button';
    button.dataset.fundingSource = 'paypal';
    const words = { checkout: 'PayPal Checkout', buynow: 'PayPal Buy Now', pay: 'Pay with PayPal' };
    button.textContent = words[label] || 'PayPal';
    Object.assign(button.style, {
      display: 'block', width: '100%', height: `${height}px`, border: '0', cursor: 'pointer',
      borderRadius: `${{ pill: height / 2, sharp: 0 }[shape] ?? borderRadius}px`, background: colors[color],
      color: /blue|black/.test(color) ? '#fff' : '#003087',
      font: 'italic 700 18px/1 Verdana, sans-serif',
    });
    button.addEventListener('click', clicked);
    container.append(button);
  }

  const buttons = {
    async render(target) {
      if (destroyed) throw destroyed;
      const container = typeof target === 'string' ? document.querySelector(target) : target;
      // As in the original, an element inside a shadow root is not found.
      if (!container || !document.contains(container)) {
        throw new Error(`Document is ready and element ${String(target)} does not exist`);
      }
      if (typeof options.createOrder !== 'function') throw new Error('createOrder is required');
      draw(container);
      rendered.add(buttons);
      if (options.onInit) {
        const set = (value) => () => { enabled = value; return Promise.resolve(); };
        await options.onInit({ correlationID: 'look-alike' }, { enable: set(true), disable: set(false) });
      }
    },
    isEligible: () => !options.fundingSource || options.fundingSource === 'paypal',
    async close() {
      rendered.delete(buttons);
      if (open) open.close();
      if (button) button.remove();
      open = null;
      button = null;
      options.onDestroy?.();
    },
    async updateProps(changes) {
      options = { ...options, ...changes };
      // Only the style is read when the button is drawn. The callbacks are read when they are needed.
      if (!button || !changes.style) return;
      const container = button.parentNode;
      button.remove();
      draw(container);
    },
    // This version leaves the page only in apps. But a page to which the payer returned also counts.
    hasReturned: () => returned() !== null,
    resume() {
      const told = takeReturned();
      if (!told) throw new Error('resume() was called on a page that the payer did not come back to');
      tell(told.orderID, told);
    },
  };
  return buttons;
}

window[namespace] = {
  version,
  FUNDING: { PAYPAL: 'paypal', CARD: 'card', SEPA: 'sepa', PAYLATER: 'paylater' },
  getFundingSources: () => ['paypal'],
  isFundingEligible: (funding) => funding === 'paypal',
  Buttons,
};
Object.defineProperty(window[namespace], '__internal_destroy__', {
  value: (reason) => {
    destroyed = reason;
    for (const buttons of rendered) buttons.close();
    tag.remove();
    delete window[namespace];
  },
});
