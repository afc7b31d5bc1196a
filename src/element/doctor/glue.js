// Asks Glue what the element asks first, POST /checkout-data, and finds out why there is no good answer.

import { parsed, short } from "./checklist.js";
import { sourceOf, wasBlocked } from "./policy.js";
import { guestId, read } from "./settings.js";

const MEDIA = "application/vnd.api+json";
const LIMIT = 8000;
// Every other request header of the element is one that browsers send without asking.
const FROM = {
  "Content-Type": "every POST",
  "Authorization": "the token of the customer",
  "X-Anonymous-Customer-Unique-Id": "the guest's id",
  "Store": "the attribute store",
  "X-MFA-Code": "the property mfaCode",
};

// The answer of Glue as a document, or undefined. `token` is null for a guest, undefined if the page gave none.
export async function glue(list, element, properties, token) {
  const base = read(element, "glue-url").replace(/\/+$/, "");
  const idCart = read(element, "cart-id");
  const guest = guestId(element, properties);
  const url = parsed(`${base}/checkout-data`);
  if (!base || !idCart || !/^https?:$/.test(url?.protocol)) return list.skip("glue",
    "glue-url or cart-id is missing or wrong, see settings");
  if (token === undefined) return list.skip("glue", "nothing was sent, because the page gave no token, see access-token");
  if (token === null && !guest) return list.skip("glue", "there is no buyer, see settings");

  const headers = { "Accept": MEDIA, "Accept-Language": language(element), "Content-Type": MEDIA };
  const store = read(element, "store");
  if (store) headers.Store = store;
  if (token) headers.Authorization = `Bearer ${token}`;
  else headers["X-Anonymous-Customer-Unique-Id"] = guest;
  const include = `?include=payment-methods,shipments,shipment-methods,shipment-types,${token ? "carts,addresses" : "guest-carts"}`;
  const body = JSON.stringify({ data: { type: "checkout-data", attributes: { idCart } } });
  const ask = (more) => fetch(url.href + include, { method: "POST", headers, body, credentials: "omit", referrerPolicy: "no-referrer", redirect: "error", signal: AbortSignal.timeout(LIMIT), ...more });

  let answer, text;
  try {
    answer = await ask();
    text = await answer.text();
  } catch (error) {
    const [detail, fix] = error.name === "TimeoutError"
      ? [`${url.origin} gives no answer within ${LIMIT / 1000} seconds.`,
        `Look at the server of glue-url, ${base}: it is too slow, or a firewall drops the requests.`]
      : answer ? ["The answer of POST /checkout-data is cut off.",
        `Look at the server or proxy of glue-url, ${base}: it ends the connection before the end of the answer.`]
        : await noAnswer(url, headers, ask);
    return void list.add("glue", false, detail, fix);
  }
  const document = judged(list, answer, text, base, token);
  // The element sends the code of mfaCode when the shop wants one, with a later request.
  if (document && properties.mfaCode && url.origin !== location.origin) await needsAllowed(list, url, "X-MFA-Code");
  return document;
}

// Replaces the check `glue` if CORS forbids that header.
async function needsAllowed(list, url, name) {
  if (await mayAsk(url, [name]) || !await mayAsk(url, [])) return;
  list.checks.pop();
  list.add("glue", false, ...missingHeaders(url.origin, [name]));
}

function missingHeaders(origin, names) {
  return [`CORS of Glue (${origin}) does not allow the header ${names.map((name) => `${name} (${FROM[name]})`).join(", ")}.`,
    `Add ${names.join(", ")} to Access-Control-Allow-Headers of Glue.`];
}

// Whether the browser may send these headers to Glue, and the page may read the answer. The probes are GET /stores with invented
// values.
function mayAsk(url, names) {
  return reached(url, { headers: { Accept: MEDIA, ...Object.fromEntries(names.map((name) => [name, name === "Content-Type" ? MEDIA : "diagnose"])) } });
}

function reached(url, more) {
  const stores = `${url.href.replace(/\/checkout-data$/, "")}/stores`;
  const options = { credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(LIMIT), ...more };
  return fetch(stores, options).then(() => true, () => false);
}

function judged(list, { status, headers }, text, base, token) {
  let document;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    // Not JSON.
  }
  const kind = (headers.get("content-type") ?? "").split(";")[0];
  const codes = Array.isArray(document?.errors) ? document.errors.map(({ code, status }) => code ?? status).filter((code) => /^\d+$/.test(code)) : [];
  const said = `POST /checkout-data answered ${status}${codes.length ? ` with code ${codes.join(", ")}` : ""}`;
  const fail = (detail, fix) => void list.add("glue", false, detail, fix);
  const buyer = token ? "accessToken" : "anonymous-id";
  const has = (...wanted) => codes.some((code) => wanted.includes(Number(code)));
  if (status < 300 && document === undefined) {
    return fail(`${said}, but ${text ? `with ${kind || "something"} that is not JSON` : "without a body"}. That is not Glue.`,
      `Set glue-url to the base URL of the Glue storefront API itself; "${base}" is something else, such as the storefront or a proxy.`);
  }
  if (status < 300) {
    list.add("glue", true, said);
    return document ?? {};
  }
  if (has(5900, 5901)) return fail(`${said}: the customer needs a security code.`,
    "Set the property mfaCode, or remove checkout-data from the resources that multi-factor authentication protects.");
  if (has(1103, 1104)) return fail(`${said}: there is no such cart for this buyer, or it is empty.`,
    `Check cart-id and ${buyer}: cart-id must be the UUID of a cart of this buyer, in this store, with items.`);
  if (status === 401 || status === 403) {
    return fail(`${said}: Glue does not accept the ${token ? "customer" : "guest"}.`, token
      ? "Let accessToken return a token that is valid now and belongs to this Glue and this cart."
      : "Check anonymous-id: it must be the id with which the guest's cart was made. For a logged-in customer set accessToken.");
  }
  if (status === 404 || status === 405) {
    return fail(`${said}: there is no such route.`,
      `Check glue-url, "${base}": it must be the base URL, to which /checkout-data is added. In the shop, the module checkout-rest-api must be there, with its route plugin.`);
  }
  if (has(4) || has(5)) return fail(`${said}: the guest's id is missing or comes together with a token.`,
    "Set either anonymous-id or accessToken.");
  if (status === 400 || status === 422 || status === 409) return fail(`${said}: Glue refuses the cart.`,
    `Check cart-id and ${buyer}: cart-id must be the UUID of a cart of this buyer, in this store. Check store.`);
  if (status === 415 || status === 406) return fail(`${said}: Glue does not take ${MEDIA}.`,
    `Let the server of glue-url, ${base}, pass the headers Content-Type and Accept on unchanged.`);
  if (status === 429) return fail(`${said}: too many requests.`, "Raise the limit of requests at Glue, its proxy or its firewall.");
  return fail(`${said}.`, status >= 500 ? `Look at the logs of Glue, ${base}: it fails.`
    : `Look at the answer of ${short(base)}/checkout-data in the browser's network panel.`);
}

// Why the browser shows no answer to the page.
async function noAnswer(url, headers, ask) {
  const { origin } = url;
  if (await wasBlocked("connect-src", url.href)) {
    return [`The page's Content-Security-Policy blocks the request by connect-src. Nothing was sent.`,
      `Add ${sourceOf(url)} to connect-src of the page's Content-Security-Policy.`];
  }
  if (location.protocol === "https:" && url.protocol === "http:") {
    return ["The page is served over https and Glue over http, so the browser sends nothing (mixed content).",
      "Serve Glue over https, and set glue-url to that URL."];
  }
  // Shows a redirect without following it. The preflight must be allowed for that.
  const manual = await ask({ redirect: "manual" }).catch(() => null);
  if (manual?.type === "opaqueredirect") {
    return [`${origin} answers POST /checkout-data with a redirect.`,
      "Set glue-url to the address that the redirect names (https, host, path), because a POST is not redirected."];
  }
  const unreachable = [`${origin} is not reachable: no server answers there, its certificate is refused, or a firewall or an extension blocks it.`,
    `Check host and port of glue-url, and that the server is running: ${origin}.`];
  if (origin === location.origin) return navigator.onLine === false ? offline : unreachable;
  if (!await reached(url, { mode: "no-cors" })) return navigator.onLine === false ? offline : unreachable;

  const cors = `CORS of Glue (${origin})`;
  if (!await mayAsk(url, [])) {
    return [`${cors} does not allow the origin of this page, ${location.origin}: Access-Control-Allow-Origin is missing or names another origin. Where the path of glue-url is wrong, the error page lacks it, too.`,
      `Let Glue send Access-Control-Allow-Origin: ${location.origin}, also with its answers to OPTIONS (in Spryker GLUE_APPLICATION_CORS_ALLOW_ORIGIN). If it does so, correct the path of glue-url: the request goes to ${url.pathname}.`];
  }
  const names = Object.keys(FROM).filter((name) => headers[name]);
  const missing = [];
  for (const name of names) if (!await mayAsk(url, [name])) missing.push(name);
  if (missing.length === names.length && names.length > 1) {
    return [`${cors} refuses each of ${missing.join(", ")}: it does not answer OPTIONS, or Access-Control-Allow-Headers is missing.`,
      `Let Glue answer OPTIONS /checkout-data with a 2xx status and Access-Control-Allow-Headers: ${names.join(", ")}.`];
  }
  if (missing.length) return missingHeaders(origin, missing);
  return [`${cors} allows this page and its headers, but the answer to POST /checkout-data did not arrive: it lacks Access-Control-Allow-Origin, as error pages of proxies do, or the connection was cut off.`,
    "Look at the status of checkout-data in the browser's network panel, and let the proxy before Glue send Access-Control-Allow-Origin with every answer."];
}

const offline = ["The browser is offline.", "Connect this computer to the network."];

function language(element) {
  return read(element, "locale") || element.closest("[lang]")?.lang || navigator.language || "en";
}
