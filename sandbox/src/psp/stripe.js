// A look-alike of Stripe's script with its Express Checkout Element. It moves no money and knows no real account.
(() => {
  'use strict';
  const source = new URL(document.currentScript.src);
  const folder = new URL('..', source);
  const CLICK_MS = 1000;
  const CHANGE_MS = 20_000;
  const languages = ('auto ar bg cs da de el en en-GB es es-419 et fi fil fr fr-CA he hr hu id it ja ko lt lv ms mt nb nl '
    + 'pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW').split(' ');
  const changeable = [
    'allowedShippingCountries', 'billingAddressRequired', 'buttonHeight', 'emailRequired', 'layout', 'paymentMethodOrder',
    'phoneNumberRequired', 'shippingAddressRequired',
  ];
  const creatable = [
    ...changeable, 'applePay', 'business', 'buttonTheme', 'buttonType', 'lineItems', 'paymentMethods', 'shippingRates',
  ];
  const resolvable = [
    'allowedShippingCountries', 'applePay', 'billingAddressRequired', 'business', 'emailRequired', 'lineItems',
    'phoneNumberRequired', 'shippingAddressRequired', 'shippingRates',
  ];
  const eventNames = [
    'availablepaymentmethodschange', 'blur', 'cancel', 'click', 'confirm', 'escape', 'focus', 'loaderror', 'ready',
    'shippingaddresschange', 'shippingratechange',
  ];
  const reasons = [
    'fail', 'invalid_shipping_address', 'invalid_billing_address', 'invalid_payment_data', 'address_unserviceable',
  ];
  // What `confirmPayment` has to know of the elements that it is given.
  const insides = new WeakMap();

  class IntegrationError extends Error {
    name = 'IntegrationError';
  }

  // A mistake of the shop: loud, because what is thrown in a handler is easily swallowed.
  function mistake(text) {
    console.error(`Stripe look-alike: ${text}`);
    return new IntegrationError(text);
  }

  function allow(given, names, where) {
    const stranger = Object.keys(given ?? {}).find((name) => !names.includes(name));
    if (stranger) throw mistake(`Unrecognized ${where} parameter: ${stranger}`);
  }

  function checkMoney({ amount, currency }) {
    if (!Number.isInteger(amount) || amount <= 0) throw mistake(`Invalid value for elements(): amount is ${amount}`);
    if (!/^[a-z]{3}$/.test(currency ?? '')) throw mistake(`Invalid value for elements(): currency is ${currency}, not lower case`);
  }

  function checkOptions({ buttonHeight }) {
    if (buttonHeight !== undefined && !(buttonHeight >= 40 && buttonHeight <= 55)) {
      throw mistake(`Invalid value for buttonHeight: ${buttonHeight} is not between 40 and 55`);
    }
  }

  function checkRates(rates) {
    if (!Array.isArray(rates) || rates.length === 0) throw mistake('shippingRates must be a list with at least one rate');
    for (const rate of rates) {
      const isWhole = typeof rate.id === 'string' && typeof rate.displayName === 'string' && Number.isInteger(rate.amount);
      if (!isWhole) throw mistake('a shipping rate needs id, amount and displayName');
    }
    if (new Set(rates.map(({ id }) => id)).size < rates.length) throw mistake('two shipping rates have the same id');
  }

  function checkLines(lines, total) {
    const isLine = ({ name, amount }) => typeof name === 'string' && Number.isInteger(amount);
    if (!Array.isArray(lines) || !lines.every(isLine)) throw mistake('lineItems is a list of {name, amount}');
    const sum = lines.reduce((whole, { amount }) => whole + amount, 0);
    if (sum > total) throw mistake(`The amount ${total} is less than the total of the line items, ${sum}`);
  }

  function checkWishes(wishes, money) {
    if (wishes.shippingAddressRequired && !wishes.shippingRates) {
      throw mistake('With shippingAddressRequired, shippingRates must be given when the click is resolved');
    }
    if (wishes.shippingRates) {
      if (!wishes.shippingAddressRequired) throw mistake('shippingRates without shippingAddressRequired');
      checkRates(wishes.shippingRates);
    }
    if (wishes.lineItems) checkLines(wishes.lineItems, money.amount);
  }

  // The sheet lies over the page until somebody closes it.
  function openSheet(money, needsShipping, heard, dismissed) {
    const url = new URL('sheet', folder);
    const facts = { shop: location.origin, ...money, shipping: needsShipping };
    for (const [name, value] of Object.entries(facts)) url.searchParams.set(name, value);
    const cover = document.createElement('div');
    cover.id = 'stripe-overlay';
    Object.assign(cover.style, { position: 'fixed', inset: '0', zIndex: '2147483647', background: 'rgb(0 0 0 / .6)' });
    const frame = document.createElement('iframe');
    frame.title = 'Stripe';
    frame.src = url.href;
    Object.assign(frame.style, {
      position: 'absolute', inset: '10% 0 0 0', margin: '0 auto', width: 'min(460px, 100%)', height: '80%', border: '0',
    });
    const close = document.createElement('button');
    close.type = 'button';
    close.id = 'stripe-overlay-close';
    close.textContent = 'Close';
    Object.assign(close.style, { position: 'absolute', top: '1rem', right: '1rem' });
    close.addEventListener('click', dismissed);
    cover.append(frame, close);
    const hear = ({ origin, source: sender, data }) => {
      if (origin === source.origin && sender === frame.contentWindow && data?.psp === 'stripe-look-alike') heard(data);
    };
    window.addEventListener('message', hear);
    document.body.append(cover);
    return {
      tell: (message) => frame.contentWindow?.postMessage({ psp: 'stripe-look-alike', ...message }, source.origin),
      hide() { cover.style.display = 'none'; },
      remove() {
        window.removeEventListener('message', hear);
        cover.remove();
      },
    };
  }

  function expressCheckout(money, inside, initial) {
    allow(initial, creatable, 'elements.create(\'expressCheckout\')');
    checkOptions(initial);
    let options = { ...initial };
    let handlers = [];
    let button = null;
    let isDestroyed = false;
    let wishes = {};
    let rate = null;

    function emit(name, event) {
      const due = handlers.filter((handler) => handler.name === name);
      handlers = handlers.filter((handler) => !(handler.name === name && handler.once));
      for (const { listen } of due) {
        try {
          listen({ elementType: 'expressCheckout', ...event });
        } catch (error) {
          reportError(error);
        }
      }
      return due.length > 0;
    }

    function close() {
      const { sheet } = inside;
      inside.sheet = null;
      // A confirmation under way is answered through the sheet, seen or not.
      if (inside.confirming) sheet?.hide();
      else sheet?.remove();
      inside.leftover = inside.confirming ? sheet : null;
    }

    function clicked() {
      if (inside.sheet) return;
      if (navigator.userActivation && !navigator.userActivation.isActive) {
        console.error('Stripe look-alike: the button was not clicked by a person; no sheet opens.');
        return;
      }
      let isAnswered = false;
      const timer = setTimeout(() => {
        isAnswered = true;
        console.error('Stripe look-alike: resolve() was not called within 1 s after the click; no sheet opens.');
      }, CLICK_MS);
      const answer = () => {
        if (isAnswered) throw mistake('The click was already answered, or its second is over');
        isAnswered = true;
        clearTimeout(timer);
      };
      const resolve = (given = {}) => {
        answer();
        allow(given, resolvable, 'click resolve()');
        wishes = { ...options, ...given };
        checkWishes(wishes, money);
        rate = wishes.shippingRates?.[0] ?? null;
        inside.leftover?.remove();
        inside.sheet = openSheet(money, Boolean(wishes.shippingAddressRequired), heard, dismissed);
      };
      if (!emit('click', { expressPaymentType: 'google_pay', resolve, reject: answer })) resolve();
    }

    function dismissed() {
      close();
      emit('cancel', {});
    }

    function heard(message) {
      if (message.kind === 'address' || message.kind === 'option') changed(message);
      else if (message.kind === 'told') told(message);
      else if (message.kind === 'confirmed') inside.confirmed?.(message);
    }

    function changed({ kind, turn, address, name }) {
      const { sheet } = inside;
      let isAnswered = false;
      const answer = (refused) => {
        if (isAnswered) throw mistake('The change was already answered, or its 20 s are over');
        isAnswered = true;
        clearTimeout(timer);
        sheet?.tell({ kind: 'changed', turn, refused, ...money });
      };
      const timer = setTimeout(() => {
        console.error('Stripe look-alike: a change in the sheet was not answered within 20 s; it is refused.');
        answer(true);
      }, CHANGE_MS);
      const resolve = (given = {}) => {
        allow(given, ['applePay', 'lineItems', 'shippingRates'], 'resolve()');
        if (given.shippingRates) {
          checkRates(given.shippingRates);
          wishes.shippingRates = given.shippingRates;
          rate = given.shippingRates.find(({ id }) => id === rate?.id) ?? given.shippingRates[0];
        }
        if (given.lineItems) wishes.lineItems = given.lineItems;
        if (wishes.lineItems) checkLines(wishes.lineItems, money.amount);
        answer(false);
      };
      const reject = () => answer(true);
      if (kind === 'address') {
        const countries = wishes.allowedShippingCountries;
        if (countries && !countries.includes(address.country)) return reject();
        if (!emit('shippingaddresschange', { name, address, resolve, reject })) resolve();
      } else {
        const rates = wishes.shippingRates ?? [];
        rate = rates[(rates.findIndex(({ id }) => id === rate?.id) + 1) % rates.length] ?? null;
        if (!emit('shippingratechange', { shippingRate: rate, resolve, reject })) resolve();
      }
      return undefined;
    }

    function told({ events, payer, address }) {
      const tell = (event) => {
        if (event === 'approve') confirm(payer, address);
        else if (event === 'cancel') dismissed();
        else emit('loaderror', { error: { type: 'api_error', message: 'The sheet reported an error.' } });
      };
      // A second event comes when the shop is busy with the first.
      events.forEach((event, turns) => setTimeout(() => tell(event), turns * 50));
    }

    function confirm(payer, address) {
      inside.isApproved = true;
      inside.isSubmitted = false;
      const event = {
        expressPaymentType: 'google_pay',
        billingDetails: { name: payer.name },
        paymentFailed({ reason = 'fail', message, ...rest } = {}) {
          allow(rest, [], 'paymentFailed()');
          if (!reasons.includes(reason)) throw mistake(`paymentFailed() does not know the reason ${reason}`);
          if (message) console.info('Stripe look-alike: the shop says', message);
          inside.isApproved = false;
          close();
        },
      };
      if (wishes.emailRequired) event.billingDetails.email = payer.email;
      if (wishes.phoneNumberRequired) event.billingDetails.phone = payer.phone;
      if (wishes.billingAddressRequired) [event.billingDetails.address] = payer.addresses;
      if (wishes.shippingAddressRequired) {
        event.shippingAddress = { name: payer.name, address };
        event.shippingRate = rate;
      }
      if (!emit('confirm', event)) console.error('Stripe look-alike: nobody listens for confirm; nothing will be paid.');
    }

    inside.close = close;

    function draw(container) {
      button = document.createElement('button');
      button.type = 'button';
      button.id = 'stripe-button';
      const words = { buy: 'Buy with', checkout: 'Checkout with', pay: 'Pay with', book: 'Book with', order: 'Order with' };
      const isDark = options.buttonTheme?.googlePay !== 'white';
      button.textContent = `${words[options.buttonType?.googlePay] ?? ''} Google Pay`.trim();
      Object.assign(button.style, {
        display: 'block', width: '100%', height: `${options.buttonHeight ?? 44}px`, border: '0', borderRadius: '4px',
        background: isDark ? '#000' : '#fff', color: isDark ? '#fff' : '#000', font: '500 18px/1 system-ui, sans-serif',
        cursor: 'pointer',
      });
      button.addEventListener('click', clicked);
      button.addEventListener('focus', () => emit('focus', {}));
      button.addEventListener('blur', () => emit('blur', {}));
      container.append(button);
    }

    const on = (name, listen, once = false) => {
      if (!eventNames.includes(name)) throw mistake(`The element has no event ${name}`);
      if (typeof listen !== 'function') throw mistake(`The handler of ${name} is not a function`);
      handlers.push({ name, listen, once });
    };

    const element = {
      mount(target) {
        if (isDestroyed) throw mistake('This Element has already been destroyed. Please create a new one.');
        const container = typeof target === 'string' ? document.querySelector(target) : target;
        if (!(container instanceof Element)) throw mistake(`Invalid DOM element: ${String(target)} was not found`);
        const root = container.getRootNode();
        if (root instanceof ShadowRoot) throw mistake('Elements cannot be mounted in a ShadowRoot');
        if (root !== document) throw mistake('Elements cannot be mounted in a node that is not in the document');
        if (button) throw mistake('This Element is already mounted');
        if (container.childNodes.length > 0) console.warn('Stripe look-alike: the container had content; it is gone.');
        container.replaceChildren();
        // With its only method hidden, there is nothing to show.
        const isShown = options.paymentMethods?.googlePay !== 'never';
        if (isShown) draw(container);
        const available = { applePay: false, googlePay: true, link: false, paypal: false, amazonPay: false, klarna: false };
        setTimeout(() => {
          if (isDestroyed) return;
          emit('ready', { availablePaymentMethods: isShown ? available : undefined });
          const paymentMethods = { googlePay: { available: isShown } };
          emit('availablepaymentmethodschange', { paymentMethods: isShown ? paymentMethods : undefined });
        }, 20);
        return element;
      },
      unmount() {
        button?.remove();
        button = null;
        close();
        return element;
      },
      destroy() {
        element.unmount();
        handlers = [];
        isDestroyed = true;
        inside.element = null;
      },
      update(changes) {
        allow(changes, changeable, 'element.update()');
        checkOptions(changes);
        options = { ...options, ...changes };
        if (button && changes.buttonHeight) button.style.height = `${changes.buttonHeight}px`;
        return element;
      },
      on(name, listen) {
        on(name, listen);
        return element;
      },
      once(name, listen) {
        on(name, listen, true);
        return element;
      },
      off(name, listen) {
        handlers = handlers.filter((handler) => handler.name !== name || (listen && handler.listen !== listen));
        return element;
      },
    };
    return element;
  }

  function elementsOf(settings) {
    allow(settings, [
      'amount', 'appearance', 'captureMethod', 'currency', 'fonts', 'loader', 'locale', 'mode', 'onBehalfOf',
      'paymentMethodCreation', 'paymentMethodTypes', 'setupFutureUsage',
    ], 'elements()');
    if (settings?.mode !== 'payment') throw mistake('elements() needs mode: \'payment\' here');
    checkMoney(settings);
    const money = { amount: settings.amount, currency: settings.currency };
    const inside = { money, isManual: settings.captureMethod === 'manual', isSubmitted: false, isApproved: false };
    const elements = {
      create(type, options = {}) {
        if (type !== 'expressCheckout') throw mistake(`A valid Element name must be provided, not ${type}`);
        if (inside.element) throw mistake('Can only create one Element of type expressCheckout');
        inside.element = expressCheckout(money, inside, options);
        return inside.element;
      },
      getElement: (type) => (type === 'expressCheckout' ? inside.element ?? null : null),
      update(changes = {}) {
        const next = { amount: changes.amount ?? money.amount, currency: changes.currency ?? money.currency };
        checkMoney(next);
        Object.assign(money, next);
        inside.isSubmitted = false;
      },
      async fetchUpdates() { return {}; },
      async submit() {
        if (!inside.isApproved) {
          const message = 'elements.submit() belongs into the handler of confirm: nobody has approved anything.';
          console.error(`Stripe look-alike: ${message}`);
          return { error: { type: 'validation_error', code: 'incomplete', message } };
        }
        inside.isSubmitted = true;
        return {};
      },
    };
    insides.set(elements, inside);
    return elements;
  }

  async function confirmPayment(account, { elements, clientSecret, confirmParams, redirect = 'always', ...rest } = {}) {
    allow(rest, [], 'confirmPayment()');
    const inside = insides.get(elements);
    if (!inside) throw mistake('confirmPayment() needs elements of this Stripe object');
    if (!/^pi_[A-Za-z0-9]+_secret_[A-Za-z0-9]+$/.test(clientSecret ?? '')) {
      throw mistake('Invalid value for confirmPayment(): clientSecret has the form ${id}_secret_${secret}');
    }
    if (!URL.canParse(confirmParams?.return_url ?? '')) throw mistake('confirmPayment() needs confirmParams.return_url, absolute');
    if (!['always', 'if_required'].includes(redirect)) throw mistake(`confirmPayment() does not know redirect ${redirect}`);
    if (!inside.isSubmitted) throw mistake('elements.submit() must be called before stripe.confirmPayment()');
    if (inside.confirming) throw mistake('confirmPayment() is already under way');
    const sheet = inside.sheet ?? inside.leftover;
    if (!sheet) throw mistake('confirmPayment() after the sheet was closed');
    inside.isSubmitted = false;
    inside.confirming = true;
    const { body } = await new Promise((resolve) => {
      inside.confirmed = resolve;
      sheet.tell({ kind: 'confirm', fields: { clientSecret, ...account, ...inside.money } });
    });
    inside.confirming = false;
    inside.leftover?.remove();
    if (body.error) {
      if (body.error.type !== 'card_error') console.error('Stripe look-alike:', body.error.message);
      return body;
    }
    inside.isApproved = false;
    inside.close();
    if (redirect === 'always') {
      const url = new URL(confirmParams.return_url);
      const facts = {
        payment_intent: body.paymentIntent.id, payment_intent_client_secret: clientSecret, redirect_status: 'succeeded',
      };
      for (const [name, value] of Object.entries(facts)) url.searchParams.set(name, value);
      location.assign(url);
      return new Promise(() => {});
    }
    return { paymentIntent: { ...body.paymentIntent, status: inside.isManual ? 'requires_capture' : 'succeeded' } };
  }

  window.Stripe = function Stripe(key, { stripeAccount = '', locale = 'auto', ...rest } = {}) {
    allow(rest, ['apiVersion', 'betas', 'developerTools'], 'Stripe()');
    if (!/^pk_(test|live)_\w+$/.test(key ?? '')) throw mistake(`Invalid value for Stripe(): apiKey is ${key}, no publishable key`);
    if (stripeAccount && !/^acct_\w+$/.test(stripeAccount)) throw mistake(`Invalid value for Stripe(): stripeAccount is ${stripeAccount}`);
    if (!languages.includes(locale)) console.warn(`Stripe look-alike: unsupported locale ${locale}, English it is.`);
    const account = { key, account: stripeAccount };
    return { elements: elementsOf, confirmPayment: (wish) => confirmPayment(account, wish) };
  };
  window.Stripe.version = 'look-alike';
})();
