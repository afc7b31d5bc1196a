// The demo's options: their values in the page's URL, and the sandbox settings that follow from them.

import { make } from './dom.js';
import { OFFERED } from './glue.js';
import { LANGUAGES, nameOfLanguage } from './languages.js';

const FAULTS = {
  'Loading': {
    'checkout-data:500': 'Glue answers 500',
    'checkout-data:html': 'a web page instead of JSON',
    'checkout-data:never': 'no answer',
  },
  'Starting the payment': {
    'payments:500': 'Glue answers 500',
    'payments:lost': 'payment started, answer lost',
    'payments:never': 'no answer',
    'payments:html': 'a web page instead of JSON',
    'payments:429:2': 'too many requests, retry after two seconds',
    'payments:success-without-data': 'success without payment data',
    'payments:raw-error': 'an error with the provider’s HTML',
  },
  'At the provider': {
    'script:throw': 'the script throws an error',
    'script:no-global': 'the script defines nothing',
    'approval:forged-order-id': 'the approval names another payment',
    'approval:twice': 'the approval comes twice',
    'approval:error': 'the window reports an error',
  },
  'Fetching the shopper’s details': {
    'payment-customers:500': 'Glue answers 500',
    'payment-customers:empty': 'an empty answer',
    'payment-customers:never': 'no answer',
    'payment-customers:total-changed': 'the total increases by 1.00',
  },
  'Placing the order': {
    'checkout:refused:sold-out': 'refused because sold out',
    'checkout:1102': 'error 1102, no order saved',
    'checkout:saved-1102': 'error 1102, but the order is saved',
    'checkout:1106': 'error 1106, but the order is placed',
    'checkout:lost': 'order placed, answer lost',
    'checkout:never': 'no answer',
    'checkout:html': 'a web page instead of JSON',
    'checkout:late:6000': 'order placed, answer six seconds late',
    'checkout:503': 'Glue answers 503',
  },
  'Cancelling': {
    'payment-cancellations:500': 'Glue answers 500',
  },
};

// `sandbox` marks options that exist only in the sandbox. The first value is the default and is not written into the URL.
const KNOBS = [
  { name: 'shopper', label: 'Shopper', sandbox: true, options: { guest: 'Guest', customer: 'Customer' } },
  { name: 'finish', label: 'After approval', options: { review: 'Review', prefill: 'Fill the form' } },
  {
    name: 'provider',
    label: 'Provider',
    wide: true,
    options: { all: 'All', paypal: 'PayPal Express', paypal6: 'PayPal Express, script v6', wallet: 'Demo Wallet', stripe: 'Google Pay (Stripe)' },
  },
  {
    name: 'payer',
    label: 'Payer’s details',
    sandbox: true,
    wide: true,
    options: {
      ada: 'Complete',
      inline: 'House number in the street field',
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
      overseas: 'Réunion, with France as the country',
      jersey: 'Jersey, with Great Britain as the country',
      islands: 'Canary Islands',
      hongkong: 'A country without postcodes',
      japan: 'An address with a prefecture',
      ireland: 'An address with a county',
      company: 'A company as the name',
      bothnames: 'Full name in both fields',
    },
  },
  {
    name: 'dialect',
    label: 'Glue dialect',
    title: 'Which of Spryker’s two Glue stacks the sandbox answers like',
    sandbox: true,
    options: { legacy: 'Legacy REST', platform: 'API Platform' },
  },
  {
    name: 'route',
    label: 'Customer route',
    title: 'Where the shopper’s details are fetched: /payment-customers (plural) or /payment-customer (singular)',
    sandbox: true,
    options: { plural: 'Plural', singular: 'Singular' },
  },
  { name: 'fault', label: 'Simulated error', sandbox: true, wide: true, options: { none: 'Nothing' }, groups: FAULTS },
  { name: 'strikes', label: 'Error occurs', sandbox: true, options: { once: 'Once', always: 'Every time' } },
  { name: 'speed', label: 'Glue’s speed', sandbox: true, options: { fast: 'Fast', slow: 'Slow motion' } },
  {
    name: 'locale',
    label: 'Language',
    title: 'The language of the element. The demo around it speaks English and German.',
    options: Object.fromEntries(LANGUAGES.map((tag) => [tag, nameOfLanguage(tag)])),
  },
  { name: 'theme', label: 'Colours', options: { auto: 'Automatic', light: 'Light', dark: 'Dark' } },
  { name: 'frame', label: 'Screen', options: { full: 'This window', phone: 'A phone, 390 px' } },
];

const METHODS = {
  paypal: 'payone-paypal-express',
  paypal6: 'payone-paypal-express',
  wallet: 'redirectpay-wallet-redirect',
  stripe: 'stripe-stripe-express',
};

/** The `methods` attribute for a provider. `undefined` means all methods. */
export const methods = (provider) => METHODS[provider];

// The language of the browser, if the demo speaks it. Otherwise the first value.
const spoken = navigator.languages.find((tag) => /^(en|de)\b/.test(tag))?.slice(0, 2);
const fallback = (knob) => (knob.name === 'locale' && spoken) || Object.keys(knob.options)[0];
const knows = (knob, value) =>
  Object.hasOwn(knob.options, value) || Object.values(knob.groups ?? {}).some((group) => Object.hasOwn(group, value));

// Options that only change how the page looks.
const LOOKS = ['locale', 'theme', 'frame'];

/** Whether a query parameter of this name is an option that changes what happens. */
export const knowsOption = (name) => !LOOKS.includes(name) && KNOBS.some((knob) => knob.name === name);

/** Reads all values from the page's URL. Invalid values count as absent. */
export function read() {
  const query = new URL(location.href).searchParams;
  const value = (knob) => (knows(knob, query.get(knob.name) ?? '') ? query.get(knob.name) : fallback(knob));
  return Object.fromEntries(KNOBS.map((knob) => [knob.name, value(knob)]));
}

/** Writes the values into the page's URL, and keeps its other parameters. */
export function write(values) {
  const url = new URL(location.href);
  for (const knob of KNOBS) {
    if (values[knob.name] === fallback(knob)) url.searchParams.delete(knob.name);
    else url.searchParams.set(knob.name, values[knob.name]);
  }
  history.replaceState(history.state, '', url);
}

/** The default values. */
export const defaults = () => Object.fromEntries(KNOBS.map((knob) => [knob.name, fallback(knob)]));

/** The sandbox settings for the values. `resends`: the browser repeats a request after the connection breaks. */
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
    methods: OFFERED,
    paypalSdk: values.provider === 'paypal6' ? 'v6' : 'v5',
    dialect: values.dialect,
    customerRoute: values.route,
    latencyMs: values.speed === 'slow' ? 700 : 0,
    faults,
  };
}

/** Draws the options into a form, in English; `speak` translates them. Calls `changed` with the name of an option that the user changed. */
export function draw(form, values, changed) {
  form.replaceChildren();
  const option = ([value, label]) => make('option', { value, 'data-words': '' }, label);
  // A closed list shows only the selected option and not its group, so the option includes the step.
  const fault = ([value, label]) => {
    const step = `${value.split(':')[0]}: `;
    return make('option', { value, 'data-words': step }, step + label);
  };
  const group = ([label, options]) => make('optgroup', { label, 'data-words-in': 'label' }, ...Object.entries(options).map(fault));
  for (const knob of KNOBS) {
    const select = make('select', { id: `knob-${knob.name}`, name: knob.name }, ...Object.entries(knob.options).map(option));
    select.append(...Object.entries(knob.groups ?? {}).map(group));
    select.addEventListener('change', () => {
      values[knob.name] = select.value;
      write(values);
      changed(knob.name);
    });
    const label = make('label', { for: select.id, 'data-words': '' }, knob.label);
    const title = knob.title && { title: knob.title, 'data-words-in': 'title' };
    const attributes = { class: knob.wide ? 'knob wide' : 'knob', 'data-sandbox': Boolean(knob.sandbox), ...title };
    form.append(make('div', attributes, label, select));
  }
  show(form, values);
}

/** Shows values that were not set by the user. */
export function show(form, values) {
  for (const select of form.querySelectorAll('select')) select.value = values[select.name];
}
