// The buttons that the loader shows when it cannot show the module's. The first one is the safe way, and the other one is quiet.
const look = (quiet) => (quiet ? "button quiet" : "button");

// The link to the shop's own checkout, or undefined if the page does not name an address that is safe to open.
export function checkoutLink(href, textContent, quiet) {
  if (!href || !/^(?!(undefined|null|NaN)$)(https?:\/\/|[^:]*$)/i.test(href)) return;
  return Object.assign(document.createElement("a"), { href, className: look(quiet), textContent });
}

// The button that loads everything again.
export function retryButton(textContent, onclick, quiet) {
  return Object.assign(document.createElement("button"), { type: "button", className: `${look(quiet)} ec-retry`, textContent, onclick });
}
