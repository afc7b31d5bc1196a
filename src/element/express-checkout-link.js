// The link to the shop's own checkout, or undefined if the page does not name an address that is safe to open.
export function checkoutLink(href, text) {
  if (!href || !/^(?!(undefined|null|NaN)$)(https?:\/\/|[^:]*$)/i.test(href)) return;
  const link = document.createElement("a");
  link.href = href;
  link.className = "button";
  link.textContent = text;
  return link;
}

// The button that loads everything again.
export function retryButton(text, onclick) {
  return Object.assign(document.createElement("button"), { type: "button", className: "button quiet ec-retry", textContent: text, onclick });
}
