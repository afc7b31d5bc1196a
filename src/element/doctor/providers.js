// The payment methods: which ones the shop offers, which ones are shown, and why a hidden one is hidden.

import { attempt, parsed, pause, short, typeOf, within } from "./checklist.js";
import { forbids, wasBlocked } from "./policy.js";
import { isLoopback, nearest, read } from "./settings.js";
import { look } from "./sight.js";

const ALLOWED = ["https://www.paypal.com", "https://www.sandbox.paypal.com", "https://www.paypalobjects.com",
  "https://js.stripe.com"];
const STRIPE = "https://js.stripe.com/v3/";
const AT_REST = ["ready", "unavailable", "failed", "loading"];
const HOOKS = ["isEligible", "render", "authorize", "destroy"];

// What serves a method; null if the element has no software for it.
function kindOf({ appKey, provider, name, scripts, data }) {
  const named = (word) => (typeof appKey === "string" ? [appKey]
    : [provider, name]).some((text) => text.toLowerCase().includes(word));
  if (Array.isArray(data.supportedMethods) && data.supportedMethods.length) return "request";
  if (named("stripe")) return data.publishableKey ? "stripe" : null;
  if (!scripts.length) return "redirect";
  return named("paypal") ? "paypal" : null;
}

const scriptOf = (method, kind) => method.scripts[0]?.url ?? (kind === "stripe" ? STRIPE : undefined);

const keysOf = (element) => read(element, "methods").split(",").map((key) => key.trim()).filter(Boolean);

// The element compares the keys of its attribute in upper and lower case, and those of registered providers exactly.
const isSame = (one, other) => one.toLowerCase() === other.toLowerCase();

// The methods that the element wants to show, each with its kind, its registered provider and its script.
export function wanted(element, offer, registered) {
  const keys = keysOf(element);
  const express = offer.methods.filter((method) => method.express && (!keys.length || keys.some((key) => isSame(key, method.key))));
  return express.map((method) => {
    const own = [...registered ?? []].find(([key]) => key === method.key || key === method.appKey);
    const kind = own ? "registered" : kindOf(method);
    return { ...method, kind, own: own?.[1], script: kind === "paypal" || kind === "stripe" ? scriptOf(method, kind) : undefined };
  });
}

// The directives and addresses that the providers of these methods need.
export function policyWants(methods) {
  return methods.filter(({ script }) => parsed(script)).flatMap(({ script }) => [["script-src-elem", script], ["frame-src",
    `${new URL(script).origin}/`]]);
}

export async function methods(list, element, offer, wanted, page) {
  if (!offer) {
    list.skip("methods", "there is no answer that could name them, see glue and answer");
    return list.skip("providers", "the methods are not known, see methods");
  }
  const keys = keysOf(element);
  const shownMethods = wanted.filter(({ key }) => isShown(element, key, page.root));
  const all = offer.methods.map(({ key }) => key);
  const express = offer.methods.filter((method) => method.express).map(({ key }) => key);
  const offers = express.length ? `The shop offers ${express.join(", ")}.` : "The shop offers no express method.";
  const faults = [];
  for (const key of keys.filter((key) => !express.some((known) => isSame(key, known)))) {
    if (all.some((known) => isSame(key, known))) faults.push([`methods names ${key}, which is not an express method.`, expressFix(key)]);
    else {
      const meant = nearest(key, express);
      faults.push([`methods="${keys.join(", ")}": the shop has no method ${key} for this cart. ${offers}`, meant
        ? `Replace ${key} in methods by ${meant}.` : `Correct ${key} in methods, or leave methods out. ${offers}`]);
    }
  }
  if (!express.length && all.length) faults.push([`The shop has the methods ${all.join(", ")}, and none is an express method.`, expressFix(all[0])]);
  if (!express.length && !all.length) faults.push(["The shop has no payment method for this cart.",
    "Give the cart's store an active payment method, and connect the payment app."]);
  for (const { type } of offer.thresholds) {
    if (/^hard-/.test(type)) faults.push([`The cart misses the threshold ${type}, so the shop would refuse the order, and there are no buttons.`,
      "Change the cart, or the threshold in the Back Office."]);
  }
  if (offer.total === 0) faults.push(["The total is 0, so there is nothing to pay, and there are no buttons.",
    "Use a cart that costs something."]);
  const detail = () => `the shop offers ${all.join(", ")}; express: ${express.join(", ")}; shown: ${shownMethods.map(({ key }) => key).join(", ")}`;
  if (faults.length) list.judge("methods", faults);
  else if (page.underWay) list.add("methods", null,
    `not checked whether they are shown: the element is in the state ${page.state}. ${offers}`);
  else if (!page.defined) list.add("methods", null, `not checked whether they are shown: the element is not defined. ${offers}`);
  else if (page.state === "loading" || page.state === "failed" && !announced(page.log)) {
    if (page.wrongSettings) list.add("methods", null,
      `not checked whether they are shown: the element did not start, see settings. ${offers}`);
    else list.add("methods", false, `The element is in the state ${page.state} and shows no method.`,
      "See the other checks: files, webassembly, settings, access-token and glue.");
  }
  else if (!page.root.getClientRects().length || !shownMethods.length && !isNear(element) && page.state === "ready") {
    list.add("methods", null, `not checked whether they are shown: the element is outside of the visible part of the page; scroll there. ${offers}`);
  } else if (!shownMethods.length) list.add("methods", false, `No method is shown. ${offers}`, "See the check providers: it names the reason for each method.");
  else {
    const looks = shownMethods.map(({ key }) => look(element, key, boxOf(element, key, page.root)));
    const seen = looks.flatMap(({ fault }) => fault ? [fault] : []);
    const open = looks.flatMap(({ open }) => open ?? []);
    if (seen.length) list.judge("methods", seen);
    else if (open.length) list.skip("methods", `${open.join("; ")}; ${detail()}`);
    else list.add("methods", true, detail());
  }
}

const expressFix = (key) => `Let the payment app configure ${key} with paymentMethodAppConfiguration.checkoutConfiguration.strategy "express-checkout".`;

// Why each hidden method is hidden, and which registered providers meet no method.
export async function providers(list, element, offer, all, page) {
  if (!offer) return;
  const faults = [];
  const open = [];
  for (const [key, own] of page.registered ?? []) {
    const meets = offer.methods.find((method) => key === method.key || key === method.appKey);
    const keys = offer.methods.map((method) => method.key);
    if (!meets) {
      const isText = typeof key === "string";
      const meant = isText && (nearest(key, keys) ?? keys.find((known) => known.includes(key))) || keys[0];
      const fault = [isText ? `A provider is registered for "${key}", and the shop has no such method for this cart; it has ${keys.join(", ")}.`
        : `The key of a registered provider is ${typeOf(key)}, and the key of a method is a text.`,
      `Register the provider with the key of a method: ExpressCheckout.registerProvider("${meant}", …).`];
      if (document.querySelectorAll("express-checkout").length > 1) open.push(fault[0]);
      else faults.push(fault);
    } else faults.push(...shapeFaults(key, own));
  }
  if (page.underWay) return conclude(list, faults, [...open, `the element is in the state ${page.state}`]);
  if (!page.defined) return conclude(list, faults, [...open, "the element is not defined"]);
  if (page.state === "loading") return conclude(list, faults, [...open, "the element is still loading"]);
  if (!page.root.getClientRects().length) return conclude(list, faults, [...open,
    "the element is not visible on the page (display: none)"]);
  if (page.state === "failed" && !announced(page.log)) {
    return conclude(list, faults, [...open, "the element failed before it offered a method, see settings, files, glue and last-error"]);
  }
  // All at a time, because a script that does not come takes long.
  const reasons = await Promise.all(all.map(async (method) => await appears(element, method, page) ? null : hiddenBecause(element, method, page)));
  for (const found of reasons.filter(Boolean)) {
    if (found.open) open.push(found.open);
    else faults.push(found);
  }
  conclude(list, faults, open, all, pageOrigins(element, all));
}

// The origin of a provider's page comes with the payment.
function pageOrigins(element, all) {
  const pages = all.filter(({ kind }) => kind === "redirect").map(({ key }) => key);
  return pages.length && !read(element, "provider-origins")
    ? `; not known before a payment: whether the page of ${pages.join(", ")} has an allowed origin (provider-origins is not set)` : "";
}

function conclude(list, faults, open, all, note = "") {
  if (!faults.length && open.length) return list.skip("providers", open.join("; "));
  list.judge("providers", faults,
    (all?.length ? `shown: ${all.map(({ key, kind }) => `${key} (${kind})`).join(", ")}` : "no method needs one") + note);
}

// What the object is, and what its members are. The page's getters may throw.
function shapeFaults(key, own) {
  const kind = attempt(() => typeOf(own));
  if (kind !== "an object") {
    return [[`The provider registered for "${key}" is ${kind}.`, kind === "a promise" ? `Give registerProvider("${key}", …) the object that the promise resolves to.`
      : `Give registerProvider("${key}", …) an object with render or authorize${kind === "a function" ? ", such as an instance of the class" : ""}.`]];
  }
  const members = new Map(HOOKS.map((name) => [name, attempt(() => typeOf(own[name]), "unreadable")]));
  const names = attempt(() => Object.keys(own));
  if (!names) {
    return [[`The provider registered for "${key}" cannot be read: each access throws an error, as with a revoked Proxy.`,
      `Give registerProvider("${key}", …) a plain object, and do not revoke its Proxy.`]];
  }
  const faults = [];
  for (const [name, found] of members) {
    if (found === "unreadable") faults.push([`The getter of ${name} of the provider "${key}" throws an error.`, `Let ${name} of the provider "${key}" be a function, or correct its getter.`]);
    else if (!/^(a function|undefined|null)$/.test(found)) faults.push([`${name} of the provider "${key}" is ${found}.`, `Let ${name} of the provider "${key}" be a function.`]);
  }
  const isThere = (name) => /^(a function|unreadable)$/.test(members.get(name));
  if (!isThere("render") && !isThere("authorize")) {
    const near = names.find((name) => !HOOKS.includes(name) && nearest(name, ["render", "authorize"]));
    faults.push([`The provider registered for "${key}" has neither render nor authorize${near ? `, but ${near}` : ""}.`,
      near ? `Rename ${near} of the provider "${key}" to ${nearest(near, ["render", "authorize"])}.`
        : `Give the provider "${key}" the function render or authorize.`]);
  }
  return faults;
}

// Whether the button is there. A button that its provider draws may need a moment.
async function appears(element, method, page) {
  for (let tries = 0; tries < 20; tries++) {
    if (isShown(element, method.key, page.root)) return true;
    if (page.state !== "ready" || !isOffered(method.key, page.log)) return false;
    await pause(250);
  }
  return false;
}

// The last list of methods that the element announced; undefined if it announced none.
const announced = (log) => log?.filter(({ type, detail }) => /^ec-(ready|availability-change)$/.test(type) && detail?.methods).at(-1)?.detail.methods;

const isOffered = (key, log) => announced(log)?.some((method) => method.key === key && method.available) ?? true;

const isShown = (element, key, root) => !!boxOf(element, key, root);

// The node of the method's button: the element's own one, or one that a provider has drawn.
function boxOf(element, key, root) {
  const own = root?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!root || own?.getClientRects().length) return own;
  return [...element.children].filter((child) => child.slot === `ec-${key}`)
    .flatMap((child) => child instanceof HTMLSlotElement ? child.assignedElements({ flatten: true }) : [child])
    .find((box) => box.getBoundingClientRect().height > 0);
}

// A pair of reason and fix, or `{open}` if the reason is not known yet.
async function hiddenBecause(element, { key, provider, name, kind, own, script, data, scripts }, page) {
  const errors = (page.log ?? []).filter(({ type, detail }) => type === "ec-error" && /^approval-/.test(detail?.code)).map(({ detail }) => detail);
  const said = errors.findLast(({ detail }) => String(detail).includes(`${provider}, ${name}`)) ?? errors.at(-1);
  const heard = said ? ` The element said ${said.code}: ${said.detail}.` : "";
  if (kind === null) {
    return /stripe/i.test(key) && !data.publishableKey
      ? [`${key} is hidden: its paymentServiceProviderData has no publishableKey.`,
        `Let the payment app send publishableKey in paymentServiceProviderData of ${key}.`]
      : [`${key} is hidden: the element has no software for its provider (script ${short(scripts[0]?.url)}).`,
        `Register a provider: ExpressCheckout.registerProvider("${key}", …).`];
  }
  if (kind === "registered") {
    const shape = shapeFaults(key, own);
    if (shape.length) return shape[0];
    return [`${key} is hidden: the provider that the page registered is not eligible here, throws, or draws nothing.${heard}`,
      `Correct isEligible, render or authorize of the provider "${key}"; its errors are in the console.`];
  }
  if (kind === "redirect") {
    return page.state === "failed" ? { open: `${key}: the element is in the state failed` }
      : [`${key} is hidden.${heard}`, "See the checks methods, settings and glue."];
  }
  if (kind === "request") {
    return [`${key} is hidden: ${typeof PaymentRequest === "function" ? "this browser has no wallet for it, or the frame does not allow it" : "this browser has no Payment Request"}.${heard}`,
      `Use a browser and a device with a wallet for supportedMethods of ${key}; in a frame add allow="payment".`];
  }
  const url = parsed(script);
  if (!url) return [`${key} is hidden: the address of its script is not a URL.`,
    `Let the payment app send a URL in scripts of ${key}.`];
  if (!isAllowed(element, url)) {
    return [`${key} is hidden: its script comes from ${url.origin}, which is not an allowed origin.`,
      `Add ${url.origin} to provider-origins.`];
  }
  if (said?.code === "approval-conflict") {
    return [`${key} is hidden: the page has its own script of this provider, and the script ignores data-namespace.`,
      `Remove the page's own script of the provider, or load it only on pages without ${key}.`];
  }
  const blocked = `${key} is hidden: the page's Content-Security-Policy blocks its script ${short(url)} by script-src.`;
  const fix = `Add ${url.origin} to script-src of the page's Content-Security-Policy.`;
  if (forbids(page.policies, "script-src-elem", url.href, element.nonce) || await wasBlocked("script-src", url.href)) return [blocked, fix];
  if (page.refused) return [`${key} is hidden. ${page.refused[0]}`, page.refused[1]];
  if (!isNear(element) && isOffered(key, page.log)) return { open: `${key} is prepared when its place comes near the visible part of the page; scroll there` };
  for (const { name, value } of placeholders(scripts[0], page)) url.searchParams.set(name, value);
  if (!await loads(url.href, element.nonce)) {
    if (await wasBlocked("script-src", url.href)) return [blocked, fix];
    return [`${key} is hidden: its script ${short(url)} does not load. The address is wrong, its server is not reachable or refuses it, or an extension of the browser blocks it.${heard}`,
      `Check url and queryParams in scripts of ${key} in the payment app, and the request of ${short(url)} in the browser's network panel.`];
  }
  if (!said && !isOffered(key, page.log)) {
    return [`${key} is hidden: its script loads, and says that the method is not eligible here (currency, country, browser or account).`,
      `Check currency, country and account of ${key} at its provider.`];
  }
  return [`${key} is hidden: its script loads, but does not work here or refuses (sdk).${heard}`,
    kind === "stripe" ? `Check publishableKey and accountId of ${key} in the payment app, and the wallets switched on at Stripe; Stripe's own error is in the console.`
      : `Check client-id, currency and components=buttons in queryParams of ${key} in the payment app, and that the page loads no second PayPal script; the script's own error is in the console.`];
}

function isAllowed(element, url) {
  const named = read(element, "provider-origins").split(/\s+/).map((origin) => origin.replace(/\/+$/, ""));
  const known = [location.origin, parsed(read(element, "glue-url"))?.origin, ...ALLOWED, ...named].includes(url.origin);
  return known && (url.protocol === "https:" || isLoopback(url.hostname) || url.origin === location.origin);
}

function isNear(element) {
  const box = element.getBoundingClientRect();
  return box.bottom > -300 && box.top < innerHeight + 300;
}

function placeholders(script, { currency }) {
  const locale = navigator.language.replace("-", "_");
  return Object.entries(script?.queryParams ?? {}).map(([name, value]) => ({
    name,
    value: value === "currencyName" || name === "currency" && !value ? currency : value === "localeName" || name === "locale" && !value ? locale : value,
  }));
}

// Whether the script loads. It is not run.
function loads(href, nonce) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "script", href, nonce });
  const loaded = new Promise((done) => {
    link.onload = () => done(true);
    link.onerror = () => done(false);
  });
  document.head.append(link);
  return within(8000, loaded, false).finally(() => link.remove());
}

// Two scripts of PayPal under one name replace each other, and the buttons of the first stop working.
export function paypal(list, all, log) {
  if (log?.some(({ type, detail }) => type === "ec-error" && detail?.code === "approval-conflict")) {
    return list.add("paypal", false, "The page has its own script of PayPal, and the element's script ignores data-namespace, so both use window.paypal.",
      "Remove the page's own script of PayPal, or use a version of PayPal's script that knows data-namespace, in the page and in the payment app.");
  }
  const ours = all.find(({ kind }) => kind === "paypal")?.script;
  const isPayPal = ({ src }) => /^https:\/\/([\w-]+\.)*paypal\.com\/(sdk\/js|web-sdk\/)/.test(src) || ours && src && short(src) === short(ours);
  const names = new Map();
  for (const tag of [...document.scripts].filter(isPayPal)) {
    const name = tag.dataset.namespace || "paypal";
    names.set(name, [...names.get(name) ?? [], tag.src]);
  }
  const twice = [...names].filter(([, sources]) => sources.length > 1);
  list.judge("paypal", twice.map(([name, sources]) => [`${sources.length} scripts of PayPal are on the page under the same name, window.${name}: the later one stops the buttons of the earlier one.`,
    `Give your own PayPal script a name: <script src="${short(sources[0])}…" data-namespace="shopPayPal">, and use window.shopPayPal in your code.`]),
  names.size ? `${[...names.keys()].map((name) => `window.${name}`).join(", ")}: one script of PayPal each`
    : "the page has no script of PayPal");
}

export const isAtRest = (state) => AT_REST.includes(state);
