// Asks Glue for the cart's offer while the module is still on its way. The module takes the answer over if it would send the same
// request: `src/glue/client.rs` makes the same key. If it would send another one, it does that, and this answer is not used.

import { hasRecord } from "./express-checkout-record.js";

const TYPE = "application/vnd.api+json";
// In milliseconds, as in `src/flow/effect.rs`.
const LIMIT = 8000;
// As in `src/glue/client.rs`, but in characters.
const MAX_BODY = 4 << 20;
// An address of http(s), or a path of the page's origin. Any other is left to the module, which names what is wrong with it.
const ADDRESS = /^(https?:\/)?\/[^\s\\/?#@][^\s\\?#@]*$/;

// How old an answer may be when it is used, in milliseconds. The cart may have changed since.
const FRESH = 5000;

// The requests of the elements that wait for the module, by key.
let asked = { __proto__: null };

async function send(url, headers, body) {
  const begun = performance.now();
  const response = await fetch(url, {
    method: "POST", headers, body, credentials: "omit", redirect: "error", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(LIMIT),
  });
  const seconds = response.headers.get("retry-after")?.trim();
  return [response.status, /^\d+$/.test(seconds) ? +seconds : null, (await response.text()).slice(0, MAX_BODY), performance.now() - begun];
}

// Sends the request of this element, unless another element has sent the same one. `language` is the tag of the wanted language.
export function askEarly(element, anonymousId, token, language) {
  const set = (value) => /^(undefined|null|NaN)?$/.test(value = (value ?? "").trim()) ? "" : value;
  const text = (name) => set(element.getAttribute(name));
  const base = text("glue-url").replace(/\/+$/, "");
  const idCart = text("cart-id");
  // The module does not use a property that is no text, either.
  const guest = token ? "" : typeof anonymousId === "string" ? set(anonymousId) : text("anonymous-id");
  // A function is asked for the token by the module. A cart with a record may have no offer to show.
  if (!ADDRESS.test(base) || !idCart || !guest && !(token && typeof token === "string") || hasRecord(idCart)) return;
  const path = `checkout-data?include=payment-methods,shipments,shipment-methods,shipment-types,${guest ? "guest-carts" : "carts,addresses"}`;
  const method = text("shipment-method");
  if (!/^-?\d*$/.test(method)) return;
  const attributes = { idCart, ...method && { shipment: { idShipmentMethod: +method } } };
  const body = JSON.stringify({ data: { type: "checkout-data", attributes } });
  const store = text("store");
  const key = [base, path, guest, token ?? "", store, language, body].join("\n");
  if (key in asked) return;
  const headers = { Accept: TYPE, "Content-Type": TYPE, "Accept-Language": language };
  if (store) headers.Store = store;
  if (token) headers.Authorization = `Bearer ${token}`;
  else headers["X-Anonymous-Customer-Unique-Id"] = guest;
  const answer = send(`${base}/${path}`, headers, body);
  answer.catch(() => {});
  asked[key] = { answer, at: performance.now() };
}

// The answer to the request with this key, as `src/glue/client.rs` reads it, or undefined. When it failed, that was the module's first try.
// It comes in a task of its own, so that it is not read in the task in which the element begins.
export function early(key) {
  const { answer, at } = asked[key] ?? {};
  if (!answer || performance.now() - at > FRESH) return undefined;
  // The last member becomes the time at which a request of the module would have been sent.
  const shifted = ([status, retry, body, took]) => [status, retry, body, performance.now() - took];
  return new Promise((done) => setTimeout(() => done(answer.then(shifted))));
}

// The cart may have changed, so that the module must ask itself.
export function forgetEarly() {
  asked = { __proto__: null };
}

globalThis.addEventListener?.("pageshow", ({ persisted }) => { if (persisted) forgetEarly(); });
