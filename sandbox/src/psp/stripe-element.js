// Stripe's Express Checkout Element: its button, its sheet and its events.
// Opens the sheet over the page.
function openSheet(money, needsShipping, heard, dismissed) {
  const url = new URL('sheet', folder);
  const facts = { shop: location.origin, ...money, shipping: needsShipping };
  for (const [name, value] of Object.entries(facts)) url.searchParams.set(name, value);
  const { cover, frame } = openFrame('stripe', 'Stripe', dismissed);
  frame.src = url.href;
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
    // A confirmation in progress needs the sheet, so it is only hidden.
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
      const text = (money.amount / 10 ** digitsOf(money.currency)).toFixed(digitsOf(money.currency));
      sheet?.tell({ kind: 'changed', turn, refused, amount: `${text} ${money.currency.toUpperCase()}` });
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
    // The second event comes while the shop still handles the first one.
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
        if (message) console.info('Stripe look-alike: the shop reports', message);
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
    if (!emit('confirm', event)) mistake('confirm has no listener, so nothing is paid');
  }

  inside.close = close;

  function draw(container) {
    button = document.createElement('button');
    button.type = 'button';
    button.id = 'stripe-button';
    const words = { buy: 'Buy with', checkout: 'Checkout with', pay: 'Pay with', order: 'Order with' };
    const isDark = options.buttonTheme?.googlePay !== 'white';
    button.textContent = `${words[options.buttonType?.googlePay] ?? ''} Google Pay`.trim();
    // The real buttons have an edge of this colour, which is visible on a ground of their own colour.
    Object.assign(button.style, {
      display: 'block', width: '100%', height: `${options.buttonHeight ?? 44}px`, border: '1px solid #747775', borderRadius: inside.radius,
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
      if (container.childNodes.length > 0) console.warn('Stripe look-alike: the container had content, which was removed.');
      container.replaceChildren();
      // If its only method is hidden, no button is drawn.
      const isShown = options.paymentMethods?.googlePay !== 'never';
      if (isShown) draw(container);
      const others = { applePay: false, link: false, paypal: false, amazonPay: false, klarna: false };
      const available = { ...others, googlePay: true };
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
