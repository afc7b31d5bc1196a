// `diagnose()`: finds out why express checkout does not work on this page, and how to correct it. Loaded only when it is called.

import { Checklist, attempt, parsed, pause, short } from "./doctor/checklist.js";
import { files, script } from "./doctor/files.js";
import { glue } from "./doctor/glue.js";
import { offer } from "./doctor/offer.js";
import { frame, opener, secureContext, shadowAncestor, storage, trustedTypes, webAssembly } from "./doctor/page.js";
import { forbidsWasm, pageHeaders, policies, policyFaults, remember, trustedList } from "./doctor/policy.js";
import { isAtRest, methods, paypal, policyWants, providers, wanted } from "./doctor/providers.js";
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
  const headers = await list.run([], pageHeaders, null);
  const rules = policies(headers);
  // Some bundlers give addresses without an origin.
  const known = facts.files?.map((file) => parsed(file).href);
  const stateOf = () => attempt(() => element.state);
  const runs = Defined && !["loading", "failed", undefined].includes(stateOf());

  await list.run(["script"], (part) => script(part, Defined));
  await list.run(["files"], (part) => files(part, known, runs));
  await list.run(["webassembly"], (part) => webAssembly(part, forbidsWasm(rules)));
  await list.run(["secure-context"], secureContext);
  await list.run(["opener"], (part) => opener(part, headers));
  await list.run(["storage"], storage);

  if (!element) {
    list.add("element", false, "There is no <express-checkout> in the page or in its open shadow roots.",
      "Place <express-checkout glue-url=\"…\" cart-id=\"…\"> in the page, when cart and buyer are known.");
    await list.run(["frame"], (part) => frame(part));
    await policy(list, headers, () => policyFaults(rules, selfWants(known), new Set(), ""));
    return { checks: list.checks };
  }
  if (Defined) await list.run([], () => settled(element, facts.root));
  await list.run(["shadow-ancestor"], (part) => shadowAncestor(part, element));
  const refused = await list.run(["trusted-types"], (part) => trustedTypes(part, given.scriptUrl, trustedList(rules)));
  await list.run(["settings", "checkout-url", "form"], (part) => settings(part, element, given));
  const wrongSettings = list.checks.some(({ name, ok }) => name === "settings" && ok === false);
  const token = await list.run(["access-token"], (part) => accessToken(part, given));
  const state = stateOf();
  const ordered = Defined && /^(placing|placed|unknown)$/.test(state);
  const document = ordered ? list.skip("glue", "the order of this cart was sent")
    : await list.run(["glue"], (part) => glue(part, element, given, token));
  const found = await list.run(["answer"], (part) => offer(part, document, isCustomer(given)));
  const all = found ? attempt(() => wanted(element, found, facts.providers), []) : [];
  const page = {
    root: facts.root, log: facts.log, registered: facts.providers, defined: !!Defined && !!facts.root, state,
    underWay: !!Defined && !isAtRest(state), wrongSettings, policies: rules, refused, currency: found?.currency,
  };
  const about = new Checklist();
  await about.run(["providers"], (part) => providers(part, element, found, all, page));
  await list.run(["methods"], (part) => methods(part, element, found, all, page));
  list.checks.push(...about.checks);
  await list.run(["paypal"], (part) => paypal(part, all, facts.log));
  await list.run(["frame"], (part) => frame(part, found && all.some(({ kind }) => kind === "request")));
  await policy(list, headers, () => {
    const wants = [...selfWants(known), ...policyWants(all)];
    const base = parsed(read(element, "glue-url"));
    if (base && read(element, "glue-url")) wants.push(["connect-src", `${base.href.replace(/\/+$/, "")}/checkout-data`]);
    const origins = new Set(all.map((method) => parsed(method.script)?.origin).filter(Boolean));
    return policyFaults(rules, wants, origins, element.nonce, refused);
  });
  if (dialect) list.add("dialect", true, dialect);
  else list.skip("dialect", "it is known after the first payment");
  await list.run(["last-error"], (part) => lastError(part, facts.log, state));
  return { checks: list.checks };
}

// What the element itself loads.
function selfWants(known) {
  const urls = known ?? [import.meta.url.replace(/[^/]*$/, "express-checkout.js")];
  return urls.flatMap((url) => url.includes(".wasm") ? [["connect-src", url]] : [["script-src-elem", url]]);
}

function policy(list, headers, find) {
  return list.run(["content-security-policy"], async (part) => {
    const faults = await find();
    if (faults.length || headers) return part.judge("content-security-policy", faults, "nothing of the element is blocked by it");
    part.skip("content-security-policy", "the headers of the page cannot be read; the browser has blocked nothing of the element");
  });
}

// Waits until the element has loaded, or shows a problem in place of the buttons.
async function settled(element, root) {
  const isLoading = () => attempt(() => element.state) === "loading" && !root?.querySelector("[role=alert]:not([hidden])");
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
