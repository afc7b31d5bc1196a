// The rules of Stripe's script for its parameters. The server joins this file with `stripe-element.js` and `stripe.js`.
const source = new URL(document.currentScript.src);
const folder = new URL('..', source);
const CLICK_MS = 1000;
const CHANGE_MS = 20_000;
const languages = ('auto ar bg cs da de el en en-GB es es-419 et fi fil fr fr-CA he hr hu id it ja ko lt lv ms mt nb '
  + 'nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW').split(' ');
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
class IntegrationError extends Error {
  name = 'IntegrationError';
}

// A mistake of the shop's page. It is also logged, because an error that is thrown in a handler is easily overlooked.
function mistake(text) {
  console.error(`Stripe look-alike: ${text}`);
  return new IntegrationError(text);
}

function allow(given, names, where) {
  const stranger = Object.keys(given ?? {}).find((name) => !names.includes(name));
  if (stranger) throw mistake(`Unrecognized ${where} parameter: ${stranger}`);
}

// Currencies for which Stripe does not use two decimal digits. ISK and UGX have two, which are always 00.
const whole = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
const thousandths = ['bhd', 'jod', 'kwd', 'omr', 'tnd'];

const digitsOf = (currency) => (whole.includes(currency) ? 0 : thousandths.includes(currency) ? 3 : 2);

function checkMoney({ amount, currency }) {
  if (!Number.isInteger(amount) || amount <= 0) throw mistake(`Invalid value for elements(): amount is ${amount}`);
  if (!/^[a-z]{3}$/.test(currency ?? '')) {
    throw mistake(`Invalid value for elements(): currency is ${currency}, not lower case`);
  }
  const step = ['isk', 'ugx'].includes(currency) ? 100 : thousandths.includes(currency) ? 10 : 1;
  if (amount % step !== 0) throw mistake(`Invalid value for elements(): ${amount} is not a valid amount in ${currency}`);
}

function checkOptions({ buttonHeight }) {
  if (buttonHeight !== undefined && !(buttonHeight >= 40 && buttonHeight <= 55)) {
    throw mistake(`Invalid value for buttonHeight: ${buttonHeight} is not between 40 and 55`);
  }
}

function checkRates(rates) {
  if (!Array.isArray(rates) || rates.length === 0) throw mistake('shippingRates must be a list with at least one rate');
  for (const rate of rates) {
    const isNamed = typeof rate.id === 'string' && typeof rate.displayName === 'string';
    if (!isNamed || !Number.isInteger(rate.amount)) throw mistake('a shipping rate needs id, amount and displayName');
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
