// Reads Glue's answer as far as the element needs it: the cart with its total, and the payment methods.

// The parts of the offer, and the checks `answer` about its shape. Undefined without an answer.
export function offer(list, document, customer) {
  if (!document) return list.skip("answer", "there is no answer, see glue");
  const faults = [];
  const included = Array.isArray(document.included) ? document.included : [];
  const data = document.data;
  const fault = (detail, fix) => faults.push([detail, fix]);
  if (!data || typeof data !== "object" || Array.isArray(data)) {
    fault("The answer has no resource in data, so it is not JSON:API.",
      "Let glue-url point to Glue, or let your middleware pass Glue's JSON:API document on unchanged: {data, included}.");
  } else if (!Array.isArray(document.included)) {
    fault("The answer has no list included.",
      "Let your middleware pass the query include=… on to Glue, and the list included back.");
  }
  const of = (kind) => included.filter((entry) => entry?.type === kind);
  const kind = customer ? "carts" : "guest-carts";
  const cart = (of("guest-carts")[0] ?? of("carts")[0])?.attributes;
  let currency, total;
  if (data && Array.isArray(document.included)) {
    if (!cart) fault(`included has no ${kind}, so there is no total.`,
      `Register the relationship checkout-data → ${kind} in Glue (carts-rest-api), and pass include=${kind} on.`);
    else {
      currency = cart.currency;
      if (typeof currency !== "string" || !/^[A-Za-z]{3}$/.test(currency)) fault(`currency of ${kind} is not a code of three letters.`,
        `Let attributes.currency of ${kind} be an ISO 4217 code such as EUR.`);
      const grand = cart.totals?.grandTotal;
      const wrong = Object.entries(cart.totals ?? {}).filter(([name, value]) => ["grandTotal",
        "priceToPay"].includes(name) && value !== null && !isAmount(value));
      if (grand === undefined || grand === null) fault(`totals.grandTotal of ${kind} is missing.`,
        `Let attributes.totals.grandTotal of ${kind} be the total in minor units, such as 1299.`);
      for (const [name, value] of wrong) fault(`totals.${name} of ${kind} is ${typeof value === "string" ? "a text" : `${value}`}, not a whole number of minor units.`,
        `Let attributes.totals.${name} of ${kind} be an integer in minor units, such as 1299 for 12.99.`);
      total = cart.totals?.priceToPay ?? grand;
    }
    const methods = of("payment-methods");
    if (!methods.length) fault("included has no payment-methods, so there is nothing to pay with.",
      "Register the relationship checkout-data → payment-methods in Glue (payments-rest-api), pass include=payment-methods on, and give the cart's store a payment method.");
    else if (methods.some(({ attributes }) => typeof attributes?.paymentProviderName !== "string" || typeof attributes?.paymentMethodName !== "string")) {
      fault("A resource of payment-methods has no paymentProviderName or paymentMethodName.",
        "Let your middleware pass the attributes of payment-methods on unchanged.");
    }
  }
  const parts = ["shipments", "shipment-methods"].filter((part) => !of(part).length);
  list.judge("answer", faults, `${kind}, its total and payment-methods are there${parts.length ? `; without ${parts.join(" and ")}: right only for a cart that is not shipped` : ""}`);
  if (!Array.isArray(document.included)) return undefined;
  return { currency, total, thresholds: Array.isArray(cart?.thresholds) ? cart.thresholds
    : [], methods: methodsOf(of("payment-methods")), cart };
}

const isAmount = (value) => Number.isSafeInteger(value) && value >= 0;

function methodsOf(entries) {
  const methods = [];
  for (const { attributes } of entries) {
    const provider = attributes?.paymentProviderName;
    const name = attributes?.paymentMethodName;
    if (typeof provider !== "string" || typeof name !== "string") continue;
    const configuration = attributes.paymentMethodAppConfiguration?.checkoutConfiguration ?? {};
    methods.push({
      key: `${provider}-${name.replace(/ /g, "-").replace(/[A-Z]/g, (letter) => letter.toLowerCase())}`,
      provider,
      name,
      express: configuration.strategy === "express-checkout",
      strategy: configuration.strategy,
      appKey: configuration.appPaymentMethodKey,
      scripts: (Array.isArray(configuration.scripts) ? configuration.scripts
        : []).filter((script) => typeof script?.url === "string"),
      data: configuration.paymentServiceProviderData ?? {},
    });
  }
  return methods;
}
