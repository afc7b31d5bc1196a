// Imitates Stripe's script, without real money and without real accounts.
// The private state of each `elements` object, for `confirmPayment`.
const insides = new WeakMap();

function elementsOf(settings) {
  allow(settings, [
    'amount', 'appearance', 'captureMethod', 'currency', 'fonts', 'loader', 'locale', 'mode', 'onBehalfOf',
    'paymentMethodCreation', 'paymentMethodTypes', 'setupFutureUsage',
  ], 'elements()');
  if (settings?.mode !== 'payment') throw mistake('elements() needs mode: \'payment\' here');
  checkMoney(settings);
  const money = { amount: settings.amount, currency: settings.currency };
  const radius = settings.appearance?.variables?.borderRadius ?? '4px';
  const inside = { money, radius, isManual: settings.captureMethod === 'manual', isSubmitted: false, isApproved: false };
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
        const message = 'Call elements.submit() in the handler of confirm, after the payer approved.';
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
  if (!URL.canParse(confirmParams?.return_url ?? '')) {
    throw mistake('confirmPayment() needs confirmParams.return_url, absolute');
  }
  if (!['always', 'if_required'].includes(redirect)) {
    throw mistake(`confirmPayment() does not know redirect ${redirect}`);
  }
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
  if (!/^pk_(test|live)_\w+$/.test(key ?? '')) {
    throw mistake('Invalid value for Stripe(): apiKey is no publishable key');
  }
  if (stripeAccount && !/^acct_\w+$/.test(stripeAccount)) {
    throw mistake(`Invalid value for Stripe(): stripeAccount is ${stripeAccount}`);
  }
  if (!languages.includes(locale)) console.warn(`Stripe look-alike: unsupported locale ${locale}, using English.`);
  const account = { key, account: stripeAccount };
  return { elements: elementsOf, confirmPayment: (wish) => confirmPayment(account, wish) };
};
window.Stripe.version = 'look-alike';
