// What can be tried: the knobs, their values in the page's address, and what they mean to the sandbox.

import { make } from './dom.js';

const FAULTS = {
  'Loading': {
    'checkout-data:500': 'Glue answers 500',
    'checkout-data:html': 'a web page instead of JSON',
    'checkout-data:never': 'no answer, ever',
  },
  'Starting the payment': {
    'payments:500': 'Glue answers 500',
    'payments:lost': 'done, answer lost',
    'payments:never': 'no answer, ever',
    'payments:html': 'a web page instead of JSON',
    'payments:429:2': 'too busy, wait two seconds',
    'payments:success-without-data': 'success without a payment',
    'payments:raw-error': 'an error full of the provider’s HTML',
  },
  'At the provider': {
    'script:throw': 'throws',
    'script:no-global': 'defines nothing',
    'approval:forged-order-id': 'of a forged order',
    'approval:twice': 'told twice',
    'approval:error': 'the window reports an error',
  },
  'Fetching the shopper’s details': {
    'payment-customers:500': 'Glue answers 500',
    'payment-customers:empty': 'an empty answer',
    'payment-customers:never': 'no answer, ever',
    'payment-customers:total-changed': 'total goes up by 1.00',
  },
  'Placing the order': {
    'checkout:refused:sold-out': 'refused, sold out',
    'checkout:1102': '1102, nothing saved',
    'checkout:saved-1102': '1102, yet the order is saved',
    'checkout:1106': '1106, yet ordered',
    'checkout:lost': 'ordered, answer lost',
    'checkout:never': 'no answer, ever',
    'checkout:html': 'a web page instead of JSON',
    'checkout:late:6000': 'ordered, answered six seconds late',
    'checkout:503': 'Glue answers 503',
  },
  'Cancelling': {
    'payment-cancellations:500': 'Glue answers 500',
  },
};

// `sandbox` marks what a real shop decides for itself. The first option is the default and stays out of the address.
const KNOBS = [
  { name: 'shopper', label: 'Shopper', sandbox: true, options: { guest: 'Guest', customer: 'Customer' } },
  {
    name: 'provider',
    label: 'Provider',
    options: { all: 'All', paypal: 'PayPal', paypal6: 'PayPal, newer script', wallet: 'Wallet', stripe: 'Stripe' },
  },
  {
    name: 'payer',
    label: 'Payer’s details',
    sandbox: true,
    options: {
      ada: 'Complete',
      inline: 'House number in the street line',
      fullname: 'Full name in one field',
      nophone: 'No phone number',
      nobilling: 'Billing address of nulls',
      lowercase: 'Country code in lower case',
      nonlatin: 'Japanese name and address',
      markup: 'Markup in the names',
      state: 'A country with states',
      empty: 'No address at all',
      longline: 'Very long lines',
      mononym: 'A single name',
      arrays: 'Addresses in lists',
      numbers: 'Numbers instead of texts',
      overseas: 'Réunion, as France',
      jersey: 'Jersey, as Great Britain',
      islands: 'The Canaries',
      hongkong: 'A place without postcodes',
      japan: 'A prefecture',
      ireland: 'A county',
      company: 'A company as the name',
      bothnames: 'Full name in both fields',
    },
  },
  { name: 'finish', label: 'How it ends', options: { review: 'Review first', prefill: 'Fill the form', order: 'Order at once' } },
  { name: 'dialect', label: 'Glue dialect', sandbox: true, options: { legacy: 'Legacy REST', platform: 'API Platform' } },
  { name: 'route', label: 'Customer route', sandbox: true, options: { plural: 'Plural', singular: 'Singular' } },
  { name: 'fault', label: 'What goes wrong', sandbox: true, wide: true, options: { none: 'Nothing' }, groups: FAULTS },
  { name: 'strikes', label: 'How often', sandbox: true, options: { once: 'Once', always: 'Every time' } },
  { name: 'speed', label: 'Glue’s speed', sandbox: true, options: { fast: 'Fast', slow: 'Slow motion' } },
  { name: 'locale', label: 'Language', options: { en: 'English', de: 'Deutsch' } },
  { name: 'theme', label: 'Colours', options: { auto: 'Automatic', light: 'Light', dark: 'Dark' } },
];

const METHODS = {
  paypal: 'payone-paypal-express',
  paypal6: 'payone-paypal-express',
  wallet: 'redirectpay-wallet-redirect',
  stripe: 'stripe-stripe-express',
};

/** The `methods` attribute that a provider knob stands for; nothing for all. */
export const methods = (provider) => METHODS[provider];

const fallback = (knob) => Object.keys(knob.options)[0];
const knows = (knob, value) =>
  Object.hasOwn(knob.options, value) || Object.values(knob.groups ?? {}).some((group) => Object.hasOwn(group, value));

/** All values, from the page's address. What makes no sense there counts as absent. */
export function read() {
  const query = new URL(location.href).searchParams;
  const value = (knob) => (knows(knob, query.get(knob.name) ?? '') ? query.get(knob.name) : fallback(knob));
  return Object.fromEntries(KNOBS.map((knob) => [knob.name, value(knob)]));
}

/** Puts the values into the page's address; whatever else stands there is somebody else's and stays. */
export function write(values) {
  const url = new URL(location.href);
  for (const knob of KNOBS) {
    if (values[knob.name] === fallback(knob)) url.searchParams.delete(knob.name);
    else url.searchParams.set(knob.name, values[knob.name]);
  }
  history.replaceState(history.state, '', url);
}

/** The values that nothing was changed from. */
export const defaults = () => Object.fromEntries(KNOBS.map((knob) => [knob.name, fallback(knob)]));

/** What the values mean to the sandbox. `resends` says that browsers repeat requests that were cut off. */
export function settings(values, resends) {
  const faults = [];
  if (values.fault !== 'none') {
    const [step, ...words] = values.fault.split(':');
    const planned = { step, fault: words.join(':') };
    const cutOff = ['lost', 'drop'].includes(planned.fault);
    if (values.strikes === 'once') planned.times = resends && cutOff ? 2 : 1;
    faults.push(planned);
  }
  return {
    payer: values.payer,
    methods: ['paypal', 'wallet', 'invoice', ...(values.provider === 'stripe' ? ['stripe'] : [])],
    paypalSdk: values.provider === 'paypal6' ? 'v6' : 'v5',
    dialect: values.dialect,
    customerRoute: values.route,
    latencyMs: values.speed === 'slow' ? 700 : 0,
    faults,
  };
}

/** Draws the knobs into a form, and calls back with the name of the one that was turned. */
export function draw(form, values, turned) {
  form.replaceChildren();
  const option = ([value, label]) => new Option(label, value);
  // A closed list shows the option alone, so it says where the fault strikes.
  const fault = ([value, label]) => option([value, `${value.split(':')[0]}: ${label}`]);
  const group = ([label, options]) => make('optgroup', { label }, ...Object.entries(options).map(fault));
  for (const knob of KNOBS) {
    const select = make('select', { id: `knob-${knob.name}`, name: knob.name }, ...Object.entries(knob.options).map(option));
    select.append(...Object.entries(knob.groups ?? {}).map(group));
    select.addEventListener('change', () => {
      values[knob.name] = select.value;
      write(values);
      turned(knob.name);
    });
    const label = make('label', { for: select.id }, knob.label);
    form.append(make('div', { class: knob.wide ? 'knob wide' : 'knob', 'data-sandbox': Boolean(knob.sandbox) }, label, select));
  }
  show(form, values);
}

/** Shows values that did not come from the knobs themselves. */
export function show(form, values) {
  for (const select of form.querySelectorAll('select')) select.value = values[select.name];
}
