// The buttons that the loader shows when it cannot show the module's. The first one is the safe way, and the other one is quiet.
const look = (quiet) => (quiet ? "button quiet" : "button");

// An http(s) address, or a path of the page's origin, as `is_path_or_web` in src/settings/check.rs says: a colon may stand after the
// first `/`, `?` or `#`, and browsers read `\` as `/`.
const SAFE = /^(?!(undefined|null|NaN)$|\/\/)(https?:\/\/|[^\0-\x1f:/?#\\]*([/?#][^\0-\x1f\\]*)?$)/i;

// The link to the shop's own checkout, or undefined if the page does not name an address that is safe to open.
export function checkoutLink(href, textContent, quiet) {
  if (!href || !SAFE.test(href)) return;
  return Object.assign(document.createElement("a"), { href, className: look(quiet), textContent });
}

// The button that loads everything again.
export function retryButton(textContent, onclick, quiet) {
  return Object.assign(document.createElement("button"), { type: "button", className: `${look(quiet)} ec-retry`, textContent, onclick });
}
