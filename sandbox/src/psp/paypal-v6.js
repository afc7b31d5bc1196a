// Imitates PayPal's script, version 6, without real money and without real accounts.
const modes = ['auto', 'popup', 'modal', 'redirect'];
const pageTypes = [
  'cart', 'checkout', 'home', 'mini-cart', 'product-details', 'product-listing', 'search-results',
];
const flows = ['ONE_TIME_PAYMENT', 'RECURRING_PAYMENT', 'VAULT_WITH_PAYMENT', 'VAULT_WITHOUT_PAYMENT'];
const known = [
  'commit', 'onApprove', 'onCancel', 'onComplete', 'onError', 'onShippingAddressChange', 'onShippingOptionsChange',
  'orderId', 'savePayment', 'testBuyerCountry',
];

function failure(code, message, isRecoverable = false) {
  const error = Object.assign(new Error(message), { code, isRecoverable });
  error.name = 'PayPalError';
  return error;
}

// A mistake of the shop's page. It is also logged, because a rejected promise alone is easily overlooked.
function mistake(code, message) {
  console.error(`PayPal look-alike: ${message}`);
  return failure(code, message);
}

function session(options = {}) {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw mistake('ERR_DEV_INVALID_OPTION', `unknown option ${name} of a payment session`);
  }
  if (typeof options.onApprove !== 'function') throw mistake('ERR_DEV_INVALID_OPTION', 'onApprove is required');
  let open = null;
  let starting = false;
  let isDestroyed = false;

  const fail = (error) => (options.onError ? options.onError(error) : unheard(error));

  // Calls one callback, and then `onComplete`.
  async function tell(orderId, { kind, orderID: named, payerID }) {
    if (isDestroyed) return;
    let paymentSessionState = 'error';
    try {
      if (kind === 'approve') {
        paymentSessionState = 'approved';
        await options.onApprove({ orderId: named, payerId: payerID });
      } else if (kind === 'cancel') {
        paymentSessionState = 'canceled';
        await options.onCancel?.({ orderId });
      } else {
        fail(failure('ERR_FLOW_WINDOW', 'The payer\'s window reported an error.'));
      }
    } catch (error) {
      paymentSessionState = 'error';
      fail(error);
    }
    options.onComplete?.({ paymentSessionState });
  }

  async function changed(orderId, kind, change) {
    if (kind === 'address') {
      await options.onShippingAddressChange({ errors, orderId, shippingAddress: change });
    } else {
      await options.onShippingOptionsChange({ errors, orderId, selectedShippingOption: change });
    }
  }

  function openIn(mode) {
    if (mode === 'redirect') return null;
    const page = mode === 'modal' ? openOverlay() : openPopup();
    if (page) return page;
    if (mode === 'auto') return openOverlay();
    throw failure('ERR_DEV_UNABLE_TO_OPEN_POPUP', 'Unable to open the popup.', true);
  }

  async function run(page, presentation, order) {
    let orderId;
    try {
      orderId = (await order)?.orderId;
      if (typeof orderId !== 'string' || orderId === '') {
        throw failure('ERR_INVALID_ORDER_ID', `Expected an order id, got ${JSON.stringify(orderId)}`);
      }
    } catch (error) {
      page?.close();
      open = null;
      if (isDestroyed) return undefined;
      fail(error);
      options.onComplete?.({ paymentSessionState: 'error' });
      return undefined;
    }
    if (isDestroyed) return undefined;
    if (!page) {
      const redirectURL = pageOf(orderId, { returnUrl: location.href });
      if (presentation.autoRedirect?.enabled !== false) location.assign(redirectURL);
      return { redirectURL };
    }
    if (page.isClosed()) {
      open = null;
      await tell(orderId, { kind: 'cancel' });
      return undefined;
    }
    page.go(pageOf(orderId, { changes: changesFor(options) }));
    const told = (message) => {
      page.close();
      open = null;
      tell(orderId, message);
    };
    watch(page, told, (kind, change) => changed(orderId, kind, change));
    return undefined;
  }

  return {
    // The code before the first `await` runs during the click.
    async start(presentation, order) {
      const mode = presentation?.presentationMode;
      if (isDestroyed) throw mistake('ERR_DEV_SESSION_DESTROYED', 'start() after destroy()');
      if (!modes.includes(mode)) throw mistake('ERR_DEV_INVALID_PRESENTATION_MODE', `unknown presentationMode ${mode}`);
      if (typeof order?.then !== 'function') {
        throw mistake('ERR_DEV_INVALID_ORDER', 'start() takes the promise of {orderId}');
      }
      if (starting || open) throw mistake('ERR_DEV_SESSION_STARTED', 'this session is already started');
      if (mode !== 'redirect' && navigator.userActivation && !navigator.userActivation.isActive) {
        throw mistake('ERR_DEV_NO_USER_ACTIVATION', 'start() was not called in a click');
      }
      open = openIn(mode);
      starting = true;
      try {
        return await run(open, presentation, order);
      } finally {
        starting = false;
      }
    },
    // A closed window counts as a cancellation by the payer.
    cancel() { open?.close(); },
    destroy() {
      isDestroyed = true;
      open?.close();
      open = null;
    },
    hasReturned: () => returned() !== null,
    async resume() {
      const told = takeReturned();
      if (!told) throw mistake('ERR_DEV_NOT_RETURNED', 'resume() on a page that the payer did not come back to');
      await tell(told.orderID, told);
    },
  };
}

function eligibility({ amount, currencyCode, paymentFlow = 'ONE_TIME_PAYMENT' } = {}) {
  if (!/^[A-Z]{3}$/.test(currencyCode ?? '')) {
    throw mistake('ERR_DEV_INVALID_CURRENCY', `wrong currencyCode ${currencyCode}`);
  }
  if (amount !== undefined && !(typeof amount === 'string' && /^\d+(\.\d+)?$/.test(amount))) {
    throw mistake('ERR_DEV_INVALID_AMOUNT', 'amount is a text such as "12.50"');
  }
  if (!flows.includes(paymentFlow)) throw mistake('ERR_DEV_INVALID_FLOW', `unknown paymentFlow ${paymentFlow}`);
  const isEligible = (name) => name === 'paypal' && paymentFlow === 'ONE_TIME_PAYMENT';
  return {
    isEligible,
    getDetails(name) {
      if (!isEligible(name)) throw mistake('ERR_DEV_NOT_ELIGIBLE', `${name} is not eligible: it has no details`);
      return { canBeVaulted: false };
    },
  };
}

async function createInstance(settings = {}) {
  const { clientId, clientToken, components, pageType, locale, merchantId } = settings;
  const isText = (value) => typeof value === 'string' && value !== '';
  if (!isText(clientId) && !isText(clientToken)) throw mistake('ERR_DEV_INVALID_CLIENT_ID', 'clientId is required');
  if (!Array.isArray(components) || components.length === 0) {
    throw mistake('ERR_DEV_INVALID_COMPONENTS', 'components is a list with at least one name');
  }
  const stranger = components.find((name) => name !== 'paypal-payments');
  if (stranger) throw mistake('ERR_INIT_SDK_COMPONENT_NOT_RECOGNIZED', `unknown component ${stranger}`);
  if (pageType !== undefined && !pageTypes.includes(pageType)) {
    throw mistake('ERR_DEV_INVALID_PAGE_TYPE', `unknown pageType ${pageType}`);
  }
  if (locale !== undefined && !locales.includes(locale)) {
    throw mistake('ERR_DEV_INVALID_LOCALE', `unknown locale ${locale}`);
  }
  const merchants = [].concat(merchantId ?? []);
  if (!merchants.every(isText)) throw mistake('ERR_DEV_INVALID_MERCHANT_ID', 'merchantId is a text or a list of texts');
  return {
    findEligibleMethods: async (wish) => eligibility(wish),
    createPayPalOneTimePaymentSession: session,
    async updateLocale(wish) {
      if (!locales.includes(wish)) throw mistake('ERR_DEV_INVALID_LOCALE', `unknown locale ${wish}`);
    },
  };
}

const look = new CSSStyleSheet();
look.replaceSync(`
  :host { display: inline-block; min-width: 200px; height: 45px; }
  :host([hidden]) { display: none; }
  button { width: 100%; height: 100%; border: 0; border-radius: var(--paypal-button-border-radius, 4px); background: #ffc439; color: #003087;
    font: italic 700 18px/1 Verdana, sans-serif; cursor: pointer; }
  :host(.paypal-blue) button { background: #0070ba; color: #fff; }
  button:disabled { opacity: .4; cursor: default; }
`);

// The button has no action: the shop listens for its clicks.
class PayPalButton extends HTMLElement {
  static observedAttributes = ['type', 'disabled'];
  #button = document.createElement('button');

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [look];
    this.#button.type = 'button';
    root.append(this.#button);
    // A click from a script reaches the element, even if the button inside is disabled.
    const stop = (event) => { if (this.disabled) event.stopImmediatePropagation(); };
    this.addEventListener('click', stop, { capture: true });
    this.attributeChangedCallback();
  }

  get disabled() { return this.hasAttribute('disabled'); }
  set disabled(value) { this.toggleAttribute('disabled', Boolean(value)); }
  get type() { return this.getAttribute('type') ?? ''; }
  set type(value) { this.setAttribute('type', value); }

  attributeChangedCallback() {
    const words = { checkout: 'PayPal Checkout', buynow: 'PayPal Buy Now', pay: 'Pay with PayPal' };
    this.#button.textContent = words[this.type] ?? 'PayPal';
    this.#button.disabled = this.disabled;
  }
}

if (!customElements.get('paypal-button')) customElements.define('paypal-button', PayPalButton);

window[namespace] = { version: '6.0.0-look-alike', createInstance };
