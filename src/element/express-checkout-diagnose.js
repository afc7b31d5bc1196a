// The diagnosis for pages on which the element does not work at all: it needs no other file of the element but the doctor. In the
// console: `(await import("/express-checkout/express-checkout-diagnose.js")).diagnose()`. As a script tag of the page it runs by
// itself, shortly after the page has loaded.

// What the policy blocks before the doctor is loaded.
const violations = [];
globalThis.document?.addEventListener("securitypolicyviolation", (event) => violations.push(event));

// How long the doctor's file and the report about one element may take, in milliseconds.
const LOADING = 10_000;
const EXAMINING = 60_000;

// Examines each element of the page, also in open shadow roots. Writes the reports to the console, and returns them.
export async function diagnose() {
  if (!globalThis.document) {
    return only("page", "diagnose() needs a page in a browser, and there is no document here.",
      "Call diagnose() in a script of the page, or in the console of the browser.");
  }
  let doctor;
  try {
    doctor = await within(LOADING, import(/* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ address()));
    // Parcel copies the script without its exports.
    if (!doctor.report) doctor = globalThis[Symbol.for("express-checkout-doctor")];
  } catch (error) {
    return only("files", `The file of the diagnosis does not load (${error?.name ?? error}): ${address().split("/").pop()}.`,
      "Upload all files of one version into one folder, send .js files as text/javascript, and allow their origin in script-src.");
  }
  doctor.remember(violations.splice(0));
  const reports = [];
  for (const element of elements(document)) reports.push({ element, ...await examine(element, doctor) });
  if (!reports.length) reports.push({ element: null, ...await doctor.report(null) });
  for (const report of reports) doctor.print(report, report.element);
  return reports;
}

// The report when nothing can be examined.
function only(name, detail, fix) {
  console.warn(`express-checkout: ${detail} ${fix}`);
  return [{ element: null, checks: [{ name, ok: false, detail, fix }] }];
}

function within(milliseconds, promise) {
  return new Promise((done, fail) => {
    setTimeout(() => fail(new DOMException(`no answer within ${milliseconds / 1000} seconds`, "TimeoutError")), milliseconds);
    promise.then(done, fail);
  });
}

// Bundlers recognise this form and copy the file.
function address() {
  return new URL("./express-checkout-doctor.js", import.meta.url).href;
}

// The element knows more about itself, if it works so far.
async function examine(element, doctor) {
  try {
    if (element.diagnose) return await within(EXAMINING, element.diagnose());
  } catch (error) {
    console.warn("express-checkout: the element's own diagnose() failed:", error);
  }
  return doctor.report(element);
}

function elements(root) {
  const found = [];
  for (const node of root.querySelectorAll("*")) {
    if (node.localName === "express-checkout") found.push(node);
    else if (node.shadowRoot) found.push(...elements(node.shadowRoot));
  }
  return found;
}

if (globalThis.document && [...document.scripts].some(({ src }) => src === import.meta.url)) {
  const run = () => setTimeout(diagnose, 1000);
  if (document.readyState === "complete") run();
  else addEventListener("load", run, { once: true });
}
