// The attributes and properties of the element.

import { attempt, nameOf, parsed, typeName, typeOf, within } from "./checklist.js";

const ATTRIBUTES = [
  "glue-url", "cart-id", "anonymous-id", "methods", "finish", "form", "express-page", "return-url", "shipment-method",
  "locale", "store", "theme", "layout", "button-type", "customer-endpoint", "provider-origins", "checkout-url", "disabled",
];
const WORDS = {
  "finish": ["review", "prefill", "order"],
  "express-page": ["pdp", "cart", "minicart", "checkout"],
  "theme": ["auto", "light", "dark"],
  "layout": ["auto", "rows", "columns"],
  "button-type": ["pay", "buy", "checkout", "plain"],
  "customer-endpoint": ["auto", "payment-customers", "payment-customer"],
};
// Parts of other names for what the element needs.
const MEANT = [
  [/cart|basket/, "cart-id"], [/guest|anonymous|visitor/, "anonymous-id"], [/token|jwt/, "accessToken"],
  [/glue|api|backend|endpoint/, "glue-url"],
];
// What templates and frameworks write when they have no value.
const EMPTY = /^(undefined|null|NaN|true|\[object \w+\]|\{\{.*\}\}|\$\{.*\}|<%.*%>)$/s;

// An attribute, or the property in its place: an element that is not defined yet has no attributes from properties.
export function read(element, name) {
  const property = element[name.replace(/-./g, (part) => part[1].toUpperCase())];
  return (element.getAttribute(name) ?? (typeof property === "string" ? property : "")).trim();
}

// Whether the page says that the buyer is a customer.
export function isCustomer(properties) {
  const { accessToken } = properties;
  return typeof accessToken === "string" ? accessToken !== "" : /function|promise/.test(typeOf(accessToken));
}

export function guestId(element, properties) {
  const { anonymousId } = properties;
  return isId(anonymousId) ? String(anonymousId) : read(element, "anonymous-id");
}

const isId = (value) => typeof value === "string" || Number.isFinite(value);

// The properties that are no attributes: whether the value is of a right type, and what is expected.
const PROPERTIES = {
  accessToken: [/^(a text|a function|a promise)$/, "the token, a text, or a function that returns it or a promise of it"],
  anonymousId: [/^(a text|a number)$/, "the guest's id, a text"],
  mfaCode: [/^(a text|a number|a function|a promise)$/, "the code, a text, or a function that returns it or a promise of it"],
  guestQuote: [/^an object$/, "an object with the texts firstName, lastName, email and iso2Code"],
  messages: [/^an object$/, 'an object of texts by their names, such as { placeOrder: "Buy now" }'],
  addresses: [/^an object$/, "an object with customer, billingAddress and shippingAddress"],
};
const BUYER = ["firstName", "lastName", "email", "iso2Code"];
const ADDRESSES = ["customer", "billingAddress", "shippingAddress"];

// Pairs of fault and fix for the types of properties. A value is not in the report.
function typeFaults(properties) {
  const faults = [];
  for (const [name, [right, expected]] of Object.entries(PROPERTIES)) {
    const fix = `Set ${name} to ${expected}.`;
    let kind;
    try {
      kind = typeOf(properties[name]);
    } catch (error) {
      faults.push([`The property ${name} cannot be read: its getter throws (${nameOf(error)}).`, fix]);
      continue;
    }
    // The element changes numbers to texts and promises to functions, takes addresses over, and keeps the type of what was given.
    const type = properties[`${name}Type`];
    if (type === "object" && kind === "a function") kind = "a promise";
    else if (type && !/^(object|undefined)$/.test(type)) kind = typeName(type);
    if (typeof properties[name] === "string" && EMPTY.test(properties[name])) {
      faults.push([`The property ${name} is "${properties[name]}": the page wrote that instead of a value.`, fix]);
      continue;
    }
    if (kind === "undefined" || kind === "null") continue;
    if (!right.test(kind)) faults.push([`The property ${name} is ${kind}.`, fix]);
    else if (kind === "an object") faults.push(...memberFaults(name, properties[name], fix));
  }
  return faults;
}

function memberFaults(name, value, fix) {
  const faults = [];
  const known = { guestQuote: BUYER, addresses: ADDRESSES }[name];
  const right = name === "addresses" ? /^an object$/ : /^a text$/;
  for (const member of attempt(() => Object.keys(value), [])) {
    const kind = attempt(() => typeOf(value[member]), "a getter that throws");
    if (known && !known.includes(member)) {
      const meant = nearest(member, known);
      // The element's own addresses have more members.
      if (meant || name === "guestQuote") faults.push([`The property ${name} has ${member}, which is not known.`,
        meant ? `Rename ${member} of ${name} to ${meant}.` : `Remove ${member} from ${name}: it may have ${known.join(", ")}.`]);
    } else if (kind !== "undefined" && kind !== "null" && !right.test(kind)) faults.push([`${member} of the property ${name} is ${kind}.`, fix]);
  }
  return faults;
}

// `faults` about glue-url, cart-id or the buyer mean that nothing can be asked.
export function settings(list, element, properties) {
  const faults = [];
  const wrong = (name, value, fix) => {
    // A guest's id and a password in a URL give access.
    const hidden = name === "anonymous-id" ? "…" : value.replace(/\/\/[^/]*@/, "//…@");
    faults.push([value ? `${name}="${hidden}" is wrong.` : `${name} is missing.`, fix]);
  };
  for (const name of ATTRIBUTES) {
    const value = read(element, name);
    if (name !== "disabled" && EMPTY.test(value)) wrong(name, value,
      `Give ${name} a value, or leave the attribute out: the page wrote "${name === "anonymous-id" ? "…" : value}" instead of a value.`);
  }
  const cart = read(element, "cart-id");
  if (!cart) wrong("cart-id", "", "Set cart-id to the UUID of the cart.");
  const glue = read(element, "glue-url");
  if (!glue) wrong("glue-url", "", "Set the attribute glue-url, or the property glueUrl, to the base URL of the Glue storefront API.");
  else if (!EMPTY.test(glue)) glueUrl(glue, wrong);
  faults.push(...typeFaults(properties));
  if (element.hasAttribute("access-token") || element.hasAttribute("accesstoken")) {
    faults.push(["The access token is set as an attribute, which is not read.",
      "Set the property accessToken in a script: checkout.accessToken = …"]);
  } else if (!isCustomer(properties) && !guestId(element, properties)) {
    faults.push(["Neither anonymous-id nor accessToken is set, so the buyer is unknown.",
      "Set anonymous-id to the guest's id, or the property accessToken for a logged-in customer."]);
  }
  const store = read(element, "store");
  const locale = read(element, "locale");
  if (/[^\w-]/.test(locale) && !EMPTY.test(locale)) wrong("locale", locale, "Set locale to a language such as de-DE.");
  if (/[^ -~]/.test(store)) wrong("store", store, "Set store to the name of the store, in ASCII.");
  if (/[^ -~]/.test(guestId(element, properties))) wrong("anonymous-id", "…",
    "Set anonymous-id to an id of ASCII letters, digits and signs.");
  for (const [name, words] of Object.entries(WORDS)) {
    const value = read(element, name);
    if (value && !EMPTY.test(value) && !words.includes(value.toLowerCase())) {
      const meant = nearest(value.toLowerCase(), words);
      wrong(name, value, meant ? `Did you mean ${name}="${meant}"? It may be ${words.join(", ")}.`
        : `Set ${name} to ${words.join(", ")}, or leave it out.`);
    }
  }
  const method = read(element, "shipment-method");
  if (method && !EMPTY.test(method) && !/^\+?0*[1-9]\d*$/.test(method)) wrong("shipment-method", method,
    "Set shipment-method to the id of a shipment method, a whole number.");
  for (const name of ["return-url", "checkout-url"]) {
    const value = read(element, name);
    if (value && !EMPTY.test(value) && !isPathOrWeb(value)) wrong(name, value,
      `Set ${name} to an http(s) URL, or to a path of this page's origin.`);
    else if (name === "return-url" && leavesOrigin(value)) wrong(name, value,
      "Set return-url to an address of this page's origin, because another origin does not know the payment.");
  }
  for (const value of read(element, "provider-origins").split(/\s+/).filter(Boolean)) {
    const url = parsed(value);
    if (!EMPTY.test(value) && (!/^https?:\/\//.test(value) || url?.origin !== value.replace(/\/+$/,
      "") || url.protocol === "http:" && !isLoopback(url.hostname))) {
      wrong("provider-origins", value, "Set provider-origins to origins such as https://pay.example, separated by spaces; http only on loopback.");
    }
  }
  const disabled = element.getAttribute("disabled");
  if (disabled !== null && /^(false|0|no|off|undefined|null|NaN)$/i.test(disabled.trim())) {
    faults.push([`disabled="${disabled}" is misleading, because in HTML a Boolean attribute is true when it is there.`,
      "Remove the attribute disabled, or set the property: checkout.disabled = false."]);
  }
  for (const { name } of element.attributes) {
    const meant = misspelt(name, element, properties);
    if (meant) faults.push([`The attribute ${name} is not known.`, meant === "accessToken"
      ? "Did you mean the property accessToken? Set it in a script: checkout.accessToken = …"
      : `Did you mean ${meant}?${meant.includes("-") && !name.includes("-") && bare(name) === bare(meant) ? " Write it with its hyphens." : ""}`]);
  }
  const facts = isCustomer(properties) && guestId(element, properties) ? "; accessToken counts, anonymous-id is not used" : "";
  list.judge("settings", faults, `${isCustomer(properties) ? "a customer's cart" : "a guest's cart"}${disabled === null ? "" : "; disabled: the buttons do nothing"}${facts}`);

  const checkout = read(element, "checkout-url");
  list.add("checkout-url", !!checkout, checkout ? "shoppers have a way on when express checkout is not possible"
    : "checkout-url is missing: when express checkout is not possible, shoppers have no link to your checkout.", "Set checkout-url to your normal checkout.");
  form(list, read(element, "form"));
}

function form(list, id) {
  if (!id) return list.add("form", true, "no form is filled");
  const found = document.getElementById(id);
  if (!found) {
    const other = [...document.forms].map(({ id }) => id).filter(Boolean);
    return list.add("form", false, `form="${id}": there is no such id in the document (ids inside shadow roots do not count).`,
      `Set form to the id of your form${other.length ? `: the page has ${other.slice(0, 5).join(", ")}` : ""}, or leave it out.`);
  }
  const fields = found.querySelectorAll("input[autocomplete], select[autocomplete], textarea[autocomplete]").length;
  list.add("form", fields > 0, fields ? `${fields} fields of the form have autocomplete`
    : `The form "${id}" has no field with autocomplete, so nothing is filled.`,
    'Give the fields of the form autocomplete="given-name", "postal-code" and so on.');
}

function glueUrl(value, wrong) {
  if (!isPathOrWeb(value)) return wrong("glue-url", value, "Set glue-url to an http(s) URL, or to a path of this page's origin.");
  if (/[?#]/.test(value)) return wrong("glue-url", value.split(/[?#]/)[0] + "…",
    "Set glue-url to a base URL, without a query and a fragment.");
  const url = parsed(value);
  if (location.protocol === "https:" && url?.protocol === "http:" && !isLoopback(url.hostname)) {
    wrong("glue-url", value, "Set glue-url to an https URL: a page over https may not ask a server over http (mixed content).");
  }
}

// Whether a URL is on another origin than the page. A page without an origin is not judged.
function leavesOrigin(value) {
  const url = EMPTY.test(value) ? null : parsed(value);
  return url !== null && origin !== "null" && url.origin !== origin;
}

export function isPathOrWeb(url) {
  // Control characters.
  if (/[\0-\x1f\x7f]/.test(url)) return false;
  const leaves = /^[^/?#]*:/.test(url) || url.startsWith("//") || url.includes("\\");
  return !leaves || /^https?:\/\/[a-z\d.:[\]-]+([/?#]|$)/i.test(url) && !url.includes("\\");
}

export function isLoopback(host) {
  return host === "localhost" || host === "[::1]" || host.endsWith(".localhost") || /^127(\.\d+){3}$/.test(host);
}

// The attribute, or the property accessToken, that the writer of an unknown attribute probably meant, or undefined.
function misspelt(name, element, properties) {
  if (ATTRIBUTES.includes(name) || ["nonce", "id", "class", "style", "slot", "title", "lang", "dir", "hidden", "role", "part",
    "inert", "is", "key", "ref", "theme"].includes(name)) return undefined;
  if (/^(data-|aria-|on|_|ng-|x-|:|@|\[|\(|v-|hx-|s-|q:)/.test(name)) {
    // A binding that no framework has replaced. Attributes such as data-theme may be somebody else's.
    const binding = name.replace(/^(data-(?=\w+-)|:|\[)/, "").replace(/\]$/, "");
    return binding !== name && ATTRIBUTES.includes(binding) && !element.hasAttribute(binding) ? binding : undefined;
  }
  const near = nearest(name, ATTRIBUTES);
  if (near || /^access-?token$/.test(name)) return near;
  // An attribute that has the meaning of a missing one. Others may be the page's own.
  const hasBuyer = isCustomer(properties) || guestId(element, properties);
  return MEANT.find(([part, meant]) => part.test(name)
    && !(meant === "accessToken" || meant === "anonymous-id" ? hasBuyer : read(element, meant)))?.[1];
}

const bare = (word) => word.toLowerCase().replace(/[^a-z\d]/g, "");

// The word that differs by signs between the letters, or by two letters at most.
export function nearest(text, words) {
  const same = words.find((word) => bare(word) === bare(text));
  if (same) return same;
  const [best, distance] = words.map((word) => [word, steps(bare(word), bare(text))]).sort((one, other) => one[1] - other[1])[0] ?? [];
  return distance <= Math.min(2, Math.floor(text.length / 3)) ? best : undefined;
}

// The number of letters to insert, remove, replace or swap.
function steps(from, to) {
  const rows = [[...Array(to.length + 1).keys()]];
  for (let index = 1; index <= from.length; index++) {
    const row = [index];
    const [above, before] = [rows[index - 1], rows[index - 2]];
    for (let at = 1; at <= to.length; at++) {
      row[at] = Math.min(row[at - 1] + 1, above[at] + 1, above[at - 1] + (from[index - 1] === to[at - 1] ? 0 : 1));
      const swapped = before && at > 1 && from[index - 1] === to[at - 2] && from[index - 2] === to[at - 1];
      if (swapped) row[at] = Math.min(row[at], before[at - 2] + 1);
    }
    rows.push(row);
  }
  return rows[from.length][to.length];
}

// The token for requests, and null for a guest; undefined if the page gives none. The report never has the token.
export async function accessToken(list, properties) {
  const { accessToken } = properties;
  if (!isCustomer(properties)) {
    list.add("access-token", true, "none, because the buyer is a guest");
    return null;
  }
  const fail = (detail, fix) => {
    list.add("access-token", false, detail, fix);
    return undefined;
  };
  let token = accessToken;
  if (typeof accessToken !== "string") {
    const what = typeof accessToken === "function" ? "function" : "promise";
    try {
      const late = {};
      token = await Promise.race([what === "function" ? accessToken() : accessToken, within(10_000, new Promise(() => {}), late)]);
      if (token === late) return fail(`The ${what} accessToken does not answer within 10 seconds. Nothing is sent.`,
        `Make the ${what} accessToken faster.`);
    } catch (error) {
      console.error("express-checkout: the page's accessToken failed:", error);
      return fail(`The ${what} accessToken ${what === "function" ? "throws or " : ""}is rejected (${nameOf(error)}). Nothing is sent. The error is in the console.`,
        `Correct accessToken of the page: the ${what} must ${what === "function" ? "return the token, or a promise of it" : "resolve to the token"}.`);
    }
  }
  const fix = "Let accessToken return the bare access token, a text, or a promise of one.";
  if (token === undefined || token === null || token === "") return fail("accessToken gives nothing, so the requests name no buyer.", fix);
  if (typeof token !== "string") return fail(`accessToken gives a value of the type ${typeof token}, so the requests name no buyer.`, fix);
  if (/^bearer\s/i.test(token)) return fail('The access token begins with "Bearer", which the element adds itself.', fix);
  if (EMPTY.test(token) || /[^!-~]/.test(token)) return fail(/^\s*[<{]/.test(token) ? "accessToken returns a web page or JSON."
    : "The access token has characters that a header may not have, such as spaces or line breaks.", fix);
  const end = expiry(token);
  list.add("access-token", true, `accessToken gives a token${end && end * 1000 < Date.now() ? `; by this computer's clock it expired on ${new Date(end * 1000).toISOString()}` : ""}`);
  return token;
}

function expiry(token) {
  try {
    return JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).exp;
  } catch {
    return null;
  }
}
