// `diagnose()`: finds out why express checkout does not work on this page, and how to correct it. Loaded only when it is called.

// The report: `{checks: [{name, ok, detail, fix}]}`. `properties` are the element's. `dialect` is the known dialect of Glue.
export async function report(element, properties, dialect) {
  const checks = [];
  const check = (name, ok, detail, fix) => checks.push({ name, ok, detail, fix: ok ? null : fix });

  check("secure-context", isSecureContext, "providers' scripts and wallets need https",
    "Serve the page over https; plain http works on localhost only.");
  check("opener", !globalThis.crossOriginIsolated,
    "a page isolated from the windows it opens sends the shopper away and back instead",
    "Send Cross-Origin-Opener-Policy: same-origin-allow-popups.");
  check("frame", self === top, "inside a frame some providers refuse to open",
    'Place the element in the top page, or give the frame allow="payment" and allow-popups.');
  const host = element.getRootNode() instanceof ShadowRoot && outermost(element).localName;
  check("shadow-ancestor", true, host
    ? `inside a shadow root; the buttons that providers draw are children of <${host}>, which must keep them`
    : "in the document itself");
  check("trusted-types", true, globalThis.trustedTypes ? "known to this browser" : "unknown to this browser");

  const violations = [];
  const violated = (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
  document.addEventListener("securitypolicyviolation", violated);
  check("glue", ...await glue(element, properties));
  document.removeEventListener("securitypolicyviolation", violated);
  check("content-security-policy", !violations.length, violations.join(", ") || "Glue is not blocked by it",
    "Add Glue's origin to connect-src.");
  check("dialect", true, dialect ?? "not known before the first payment");
  return { checks };
}

function outermost(node) {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? outermost(root.host) : node;
}

async function glue(element, properties) {
  const fix = "Glue must be reachable and its CORS allow this origin and the headers accept, accept-language, content-type, " +
    "authorization, store and x-anonymous-customer-unique-id.";
  const base = element.getAttribute("glue-url");
  const idCart = element.getAttribute("cart-id");
  if (!base || !idCart) return [false, "glue-url or cart-id is missing", "Set both attributes."];
  const headers = { Accept: "application/vnd.api+json", "Content-Type": "application/vnd.api+json" };
  const store = element.getAttribute("store");
  if (store) headers.Store = store;
  const { accessToken } = properties;
  try {
    const token = typeof accessToken === "function" ? await accessToken() : accessToken;
    if (token) headers.Authorization = `Bearer ${token}`;
    else headers["X-Anonymous-Customer-Unique-Id"] = properties.anonymousId ?? element.getAttribute("anonymous-id") ?? "";
    const answer = await fetch(`${base.replace(/\/+$/, "")}/checkout-data`, {
      method: "POST",
      headers,
      body: JSON.stringify({ data: { type: "checkout-data", attributes: { idCart } } }),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(8000),
    });
    return [answer.ok, `POST /checkout-data answered ${answer.status}`, "See the status: 401 is the token, 404 the base URL, 422 the cart."];
  } catch (error) {
    return [false, error.name === "TimeoutError" ? "no answer within 8 seconds" : "no answer: not reachable, or CORS forbids it", fix];
  }
}
