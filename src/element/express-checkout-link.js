// The link to the shop's own checkout, or undefined if the page does not name an address that is safe to open.
export function checkoutLink(href, text, className = "button") {
  if (!href || !/^(?!(undefined|null|NaN)$)(https?:\/\/|[^:]*$)/i.test(href)) return;
  const link = document.createElement("a");
  Object.assign(link, { href, className, textContent: text });
  return link;
}

// The button that loads everything again.
export function retryButton(text, onclick, className) {
  return Object.assign(document.createElement("button"), { type: "button", className: `${className} ec-retry`, textContent: text, onclick });
}
