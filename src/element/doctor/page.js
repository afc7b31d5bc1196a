// What the page and its browser allow: https, windows, frames, storage, WebAssembly.

import { trustedFault } from "./policy.js";

export function secureContext(list) {
  list.add("secure-context", isSecureContext,
    isSecureContext ? "the page is served over https, or from this computer"
      : "The page is served over plain http; wallets and providers' scripts need https.",
    "Serve the page over https; plain http works on localhost only.");
}

export async function webAssembly(list, directive) {
  if (typeof WebAssembly !== "object") {
    return list.add("webassembly", false,
      "This browser has no WebAssembly: it is old, or WebAssembly is switched off (lockdown mode, company policy).",
      "Use a browser with WebAssembly. Shoppers without it get the link of checkout-url: set checkout-url.");
  }
  const fix = "Add 'wasm-unsafe-eval' to script-src of the page's Content-Security-Policy. Where it has no script-src, begin one with the list of default-src.";
  const forbidden = `The page's Content-Security-Policy forbids WebAssembly${directive ? `, by ${directive}` : ""}.`;
  // Engines differ in which of the two functions they forbid.
  const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
  try {
    new WebAssembly.Module(bytes);
    await WebAssembly.instantiate(bytes);
    list.add("webassembly", !directive, directive ? forbidden : "WebAssembly works", fix);
  } catch {
    list.add("webassembly", false, forbidden, fix);
  }
}

const OPENER_FIX = "Send the header Cross-Origin-Opener-Policy: same-origin-allow-popups with the page.";

export function opener(list, headers) {
  if (crossOriginIsolated) {
    return list.add("opener", false, "The page is cross-origin isolated, so it loses contact with each window that it opens. The shopper is sent away and back instead.", OPENER_FIX);
  }
  if (self !== top) return list.skip("opener",
    "Cross-Origin-Opener-Policy is a header of the top page, and this page is in a frame");
  if (!headers) return list.skip("opener",
    "the headers of the page cannot be read; it must not send Cross-Origin-Opener-Policy: same-origin");
  const policy = headers.get("cross-origin-opener-policy")?.split(";")[0].trim().toLowerCase();
  const cuts = policy?.startsWith("same-origin") && policy !== "same-origin-allow-popups" || policy === "noopener-allow-popups";
  list.add("opener", !cuts, cuts
    ? `The page sends Cross-Origin-Opener-Policy: ${policy}. It loses contact with a provider's window (PayPal), and the approval counts as cancelled.`
    : `the page keeps contact with the windows that it opens (Cross-Origin-Opener-Policy: ${policy ?? "none"})`, OPENER_FIX);
}

const FLAGS = ["allow-scripts", "allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"];

export function frame(list, paysByRequest) {
  if (self === top) return list.add("frame", true, "the page is not in a frame");
  const faults = [];
  let hidden = false;
  if (origin === "null") {
    faults.push(["The frame is sandboxed without allow-same-origin, so it has no storage and no origin that Glue could allow.",
      'Add allow-same-origin to sandbox="…" of the frame.']);
  }
  for (let view = self; view !== top; view = view.parent) {
    let outer = null;
    try {
      outer = view.frameElement;
    } catch {
      // The page around it has another origin.
    }
    if (!outer) {
      hidden = true;
      break;
    }
    if (outer.hasAttribute("sandbox")) {
      const missing = FLAGS.filter((flag) => !outer.sandbox.contains(flag));
      if (missing.length) {
        faults.push([`The frame is sandboxed without ${missing.join(", ")}: the provider's window cannot open, or does not work.`,
          `Add ${missing.join(" ")} to sandbox="${outer.getAttribute("sandbox")}" of the frame.`]);
      }
    }
  }
  if (paysByRequest !== false && !mayPay()) {
    faults.push(["The frame may not use Payment Request.", 'Add allow="payment" to the frame.']);
  }
  if (faults.length) return list.judge("frame", faults);
  if (hidden) {
    return list.skip("frame", `the page is in a frame of another origin, and its sandbox cannot be seen from inside. If it has sandbox="…", it needs ${FLAGS.join(" ")}; for Payment Request it needs allow="payment"`);
  }
  list.add("frame", true, "the page is in a frame that allows windows and payments");
}

function mayPay() {
  const policy = document.permissionsPolicy ?? document.featurePolicy;
  if (policy?.allowsFeature) return policy.allowsFeature("payment");
  if (typeof PaymentRequest !== "function") return true;
  try {
    // It is not shown.
    new PaymentRequest([{ supportedMethods: "https://pay.invalid" }], { total: { label: "-", amount: { currency: "EUR", value: "1.00" } } });
    return true;
  } catch (error) {
    return error.name !== "SecurityError";
  }
}

export function storage(list) {
  const name = "express-checkout.diagnose";
  try {
    sessionStorage.setItem(name, "1");
    sessionStorage.removeItem(name);
  } catch (error) {
    return list.add("storage", false, `The browser refuses sessionStorage (${error.name}). The element works, but after a reload, a crash or a return from the provider it does not know the attempt any more.`,
      "Allow storage for this page: no sandbox without allow-same-origin, no blocked site data, enough quota.");
  }
  if (!navigator.locks) {
    return list.add("storage", false, "The browser has no Web Locks here, so a cart could be paid in two tabs at a time.",
      "Serve the page over https.");
  }
  list.add("storage", true, "sessionStorage and Web Locks work");
}

export function shadowAncestor(list, element) {
  const host = element.getRootNode() instanceof ShadowRoot && outermost(element).localName;
  list.add("shadow-ancestor", true, host
    ? `inside a shadow root; the buttons that providers draw are children of <${host}>, which must keep them`
    : "in the document itself");
}

function outermost(node) {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? outermost(root.host) : node;
}

// The loader makes its policy when a provider's script is loaded. Asking for it here is the same as that. Returns what is wrong and
// how to correct it, null if nothing is, and undefined if that is not known. `listed` is what the page's policy says about the name.
export function trustedTypes(list, scriptUrl, listed) {
  const add = (...fault) => {
    list.add("trusted-types", false, ...fault);
    return fault;
  };
  if (globalThis.trustedTypes) {
    if (listed === "missing") return add(...trustedFault(listed));
    if (!scriptUrl) return list.skip("trusted-types", "the element is not there");
    try {
      scriptUrl(location.href);
    } catch (error) {
      return add(...trustedFault(listed, error));
    }
  }
  list.add("trusted-types", true, globalThis.trustedTypes ? "the policy express-checkout is allowed" : "unknown to this browser, so nothing is refused");
  return null;
}
