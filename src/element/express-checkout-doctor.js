// `diagnose()`: finds out why express checkout does not work on this page, and how to correct it. Loaded only when it is called.

import { Checklist, parsed, pause, short } from "./doctor/checklist.js";
import { files, script } from "./doctor/files.js";
import { glue } from "./doctor/glue.js";
import { offer } from "./doctor/offer.js";
import { frame, opener, secureContext, shadowAncestor, storage, trustedTypes, webAssembly } from "./doctor/page.js";
import { forbidsTrusted, forbidsWasm, pageHeaders, policies, policyFaults, remember } from "./doctor/policy.js";
import { isAtRest, isShown, methods, paypal, policyWants, providers, wanted } from "./doctor/providers.js";
import { accessToken, isCustomer, read, settings } from "./doctor/settings.js";

export { remember };

// How long the element may take to leave the state `loading`, in milliseconds.
const PATIENCE = 6000;

// The report: `{checks: [{name, ok, detail, fix}]}`, where `ok` is null for "not checked". `element` is null if the page has none.
// `properties` are the element's. `dialect` is the known dialect of Glue. `facts` is what only the loader knows: the `root` inside the
// closed shadow root, the addresses of the `files`, the registered `providers` and a `log` of the last events.
export async function report(element, properties, dialect, facts = {}) {
  const list = new Checklist();
  const Defined = customElements.get("express-checkout");
  const given = properties ?? element ?? {};
  const headers = await pageHeaders();
  const rules = policies(headers);
  // Some bundlers give addresses without an origin.
  const known = facts.files?.map((file) => parsed(file).href);
  const runs = Defined && !["loading", "failed", undefined].includes(element?.state);

  await script(list, Defined);
  await files(list, known, runs);
  await webAssembly(list, forbidsWasm(rules));
  secureContext(list);
  opener(list, headers);
  storage(list);

  if (!element) {
    list.add("element", false, "There is no <express-checkout> in the page or in its open shadow roots.",
      "Place <express-checkout glue-url=\"…\" cart-id=\"…\"> in the page, when cart and buyer are known.");
    frame(list);
    policy(list, headers, await policyFaults(rules, selfWants(known), new Set(), ""));
    return { checks: list.checks };
  }
  if (Defined) await settled(element, facts.root);
  shadowAncestor(list, element);
  const untrusted = forbidsTrusted(rules, "express-checkout");
  trustedTypes(list, given.scriptUrl, untrusted);
  settings(list, element, given);
  const wrongSettings = list.checks.some(({ name, ok }) => name === "settings" && ok === false);
  const token = await accessToken(list, given);
  const ordered = Defined && /^(placing|placed|unknown)$/.test(element.state);
  const document = ordered ? list.skip("glue", "the order of this cart was sent") : await glue(list, element, given, token);
  const found = offer(list, document, isCustomer(given));
  const all = found ? wanted(element, found, facts.providers) : [];
  const state = element.state;
  const page = {
    root: facts.root, log: facts.log, registered: facts.providers, defined: !!Defined && !!facts.root, state,
    underWay: !!Defined && !isAtRest(state), wrongSettings, policies: rules, untrusted, currency: found?.currency,
  };
  const about = new Checklist();
  await providers(about, element, found, all, page);
  await methods(list, element, found, all.filter(({ key }) => isShown(element, key, facts.root)), page);
  list.checks.push(...about.checks);
  paypal(list, all, facts.log);
  frame(list, found && all.some(({ kind }) => kind === "request"));
  const wants = [...selfWants(known), ...policyWants(all)];
  const base = parsed(read(element, "glue-url"));
  if (base && read(element, "glue-url")) wants.push(["connect-src", `${base.href.replace(/\/+$/, "")}/checkout-data`]);
  const origins = new Set(all.map((method) => parsed(method.script)?.origin).filter(Boolean));
  policy(list, headers, await policyFaults(rules, wants, origins, element.nonce));
  if (dialect) list.add("dialect", true, dialect);
  else list.skip("dialect", "it is known after the first payment");
  lastError(list, facts.log, state);
  return { checks: list.checks };
}

// What the element itself loads.
function selfWants(known) {
  const urls = known ?? [import.meta.url.replace(/[^/]*$/, "express-checkout.js")];
  return urls.flatMap((url) => url.includes(".wasm") ? [["connect-src", url]] : [["script-src-elem", url]]);
}

function policy(list, headers, faults) {
  if (!faults.length && !headers) {
    return list.skip("content-security-policy",
      "the headers of the page cannot be read; the browser has blocked nothing of the element");
  }
  list.judge("content-security-policy", faults, "nothing of the element is blocked by it");
}

// Waits until the element has loaded, or shows a problem in place of the buttons.
async function settled(element, root) {
  const isLoading = () => element.state === "loading" && !root?.querySelector("[role=alert]:not([hidden])");
  for (let waited = 0; isLoading() && waited < PATIENCE; waited += 100) await pause(100);
}

function lastError(list, log, state) {
  if (!log) return list.skip("last-error", "the element is not there, or keeps no list of its events");
  const last = log.filter(({ type }) => type === "ec-error").at(-1)?.detail;
  if (!last) return list.add("last-error", true, "the element reported no error on this page");
  // Without an answer the element can only guess; the check `glue` knows more.
  const detail = `The last ec-error was ${last.code}${/-network$/.test(last.code) ? "" : ` (${last.detail})`}.`;
  if (!["failed", "unavailable", "loading"].includes(state)) return list.add("last-error", null,
    `${detail} After that the element went on: its state is ${state}.`);
  list.add("last-error", false, detail, `See ${last.code} in docs/errors.md, and the other checks.`);
}

// Writes a report to the console.
export function print({ checks }, element) {
  const line = ({ name, ok, detail, fix }) => `${ok ? "ok      " : ok === null ? "?       " : "NOT OK  "}${name}: ${detail}${fix ? `\n        -> ${fix}` : ""}`;
  const wrong = checks.filter(({ ok }) => ok === false);
  const say = wrong.length ? "warn" : "info";
  const where = element ? `<express-checkout${element.id ? ` id="${element.id}"` : ""}>` : short(location.href);
  console[say](`express-checkout: ${where}: ${wrong.length} of ${checks.length} checks are not ok\n\n${[...wrong, ...checks.filter(({ ok }) => ok !== false)].map(line).join("\n")}`);
}

// Parcel copies this script without its exports.
globalThis[Symbol.for("express-checkout-doctor")] = { remember, report, print };
