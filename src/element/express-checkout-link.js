// The link to the shop's own checkout, or undefined if the page does not name an address that is safe to open.
export function checkoutLink(href, text) {
  if (!href || !/^(?!(undefined|null|NaN)$)(https?:\/\/|[^:]*$)/i.test(href)) return;
  const link = document.createElement("a");
  link.href = href;
  link.className = "button";
  link.textContent = text;
  return link;
}
