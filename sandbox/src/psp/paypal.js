// A look-alike of PayPal's script, version 5. It moves no money and knows no real account.
(() => {
  'use strict';
  const source = new URL(document.currentScript.src);
  const folder = new URL('.', source);
  const currency = source.searchParams.get('currency') || 'USD';
  const loaded = Symbol.for('paypal-look-alike.currency');

  if (window.paypal && window.paypal[loaded] && window.paypal[loaded] !== currency) {
    console.error(`PayPal look-alike: loaded for ${window.paypal[loaded]} and now for ${currency}; buttons drawn before are dead.`);
  }

  const unheard = (error) => console.error('PayPal look-alike: unhandled error', error);

  // The payer's window: a popup, or where popups are blocked a frame over the page.
  function openWindow() {
    const popup = window.open('about:blank', '_blank', 'popup,width=460,height=680');
    if (popup) {
      return {
        frame: () => popup,
        go: (url) => { popup.location.href = url; },
        isClosed: () => popup.closed,
        close: () => popup.close(),
      };
    }
    const cover = document.createElement('div');
    cover.id = 'paypal-overlay';
    Object.assign(cover.style, { position: 'fixed', inset: '0', zIndex: '2147483647', background: 'rgb(0 0 0 / .6)' });
    const frame = document.createElement('iframe');
    frame.title = 'PayPal';
    Object.assign(frame.style, { position: 'absolute', inset: '10% 0 0 0', margin: '0 auto', width: 'min(460px, 100%)', height: '80%', border: '0' });
    const close = document.createElement('button');
    close.type = 'button';
    close.id = 'paypal-overlay-close';
    close.textContent = 'Close';
    Object.assign(close.style, { position: 'absolute', top: '1rem', right: '1rem' });
    let closed = false;
    const end = () => { closed = true; cover.remove(); };
    close.addEventListener('click', end);
    cover.append(frame, close);
    document.body.append(cover);
    return { frame: () => frame.contentWindow, go: (url) => { frame.src = url; }, isClosed: () => closed, close: end };
  }

  // Resolves each time with what the payer chose; the end of the window counts as going away.
  function watch(payerWindow, told) {
    let ended = false;
    const hear = (event) => {
      const fromUs = event.origin === source.origin && event.source === payerWindow.frame();
      if (fromUs && event.data && event.data.psp === 'paypal-look-alike') {
        ended = true;
        told(event.data);
      }
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

  function Buttons(initial = {}) {
    let options = initial;
    let enabled = true;
    let open = null;
    let button = null;
    const fail = (error) => (options.onError ? options.onError(error) : unheard(error));

    function run(orderID, payerWindow) {
      const url = new URL('approve', folder);
      url.searchParams.set('token', orderID);
      url.searchParams.set('shop', location.origin);
      payerWindow.go(url.href);
      const redirect = (target) => { location.assign(target); };
      watch(payerWindow, ({ kind, orderID: told, payerID }) => {
        payerWindow.close();
        open = null;
        try {
          if (kind === 'approve') {
            const restart = () => {
              open = openWindow();
              run(orderID, open);
              return Promise.resolve();
            };
            const data = { orderID: told, payerID, paymentID: null, billingToken: null, facilitatorAccessToken: 'A21LOOKALIKE' };
            Promise.resolve(options.onApprove && options.onApprove(data, { restart, redirect, order: {} })).catch(fail);
          } else if (kind === 'cancel') {
            Promise.resolve(options.onCancel && options.onCancel({ orderID }, { redirect })).catch(fail);
          } else {
            fail(new Error('The payer\'s window reported an error.'));
          }
        } catch (error) {
          fail(error);
        }
      });
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
      // Still inside the click: later the browser would block it.
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
      const { height = 45, shape = 'rect', label = 'paypal' } = options.style || {};
      if (height < 25 || height > 55) throw new Error(`Expected style.height to be between 25px and 55px - got ${height}px`);
      button = document.createElement('button');
      button.type = 'button';
      button.id = 'paypal-button';
      button.className = 'paypal-button';
      button.dataset.fundingSource = 'paypal';
      const words = { checkout: 'PayPal Checkout', buynow: 'PayPal Buy Now', pay: 'Pay with PayPal' };
      button.textContent = words[label] || 'PayPal';
      Object.assign(button.style, {
        display: 'block', width: '100%', height: `${height}px`, border: '0', cursor: 'pointer',
        borderRadius: shape === 'pill' ? `${height / 2}px` : '4px', background: '#ffc439', color: '#003087',
        font: 'italic 700 18px/1 Verdana, sans-serif',
      });
      button.addEventListener('click', clicked);
      container.append(button);
    }

    return {
      async render(target) {
        const container = typeof target === 'string' ? document.querySelector(target) : target;
        // Like the original: an element inside a shadow root does not count.
        if (!container || !document.contains(container)) {
          throw new Error(`Document is ready and element ${String(target)} does not exist`);
        }
        if (typeof options.createOrder !== 'function') throw new Error('createOrder is required');
        draw(container);
        if (options.onInit) {
          const set = (value) => () => { enabled = value; return Promise.resolve(); };
          await options.onInit({ correlationID: 'look-alike' }, { enable: set(true), disable: set(false) });
        }
      },
      isEligible: () => !options.fundingSource || options.fundingSource === 'paypal',
      async close() {
        if (open) open.close();
        if (button) button.remove();
        open = null;
        button = null;
      },
      async updateProps(changes) { options = { ...options, ...changes }; },
      hasReturned: () => false,
      resume() {},
    };
  }

  window.paypal = {
    version: '5.0.0-look-alike',
    FUNDING: { PAYPAL: 'paypal', CARD: 'card', SEPA: 'sepa', PAYLATER: 'paylater' },
    getFundingSources: () => ['paypal'],
    isFundingEligible: (funding) => funding === 'paypal',
    Buttons,
    [loaded]: currency,
  };
})();
