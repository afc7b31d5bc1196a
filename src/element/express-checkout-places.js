// The places that are painted before the buttons are known: as many as this tab had last time for these methods. Before the first
// time, as many as the page names, or one. The number says nothing about the shopper.
const keyOf = (element) => "ec-places " + (element.getAttribute("methods") ?? "");

// Paints the places beside the placeholder, which is the first of them. Returns the number that this tab remembers.
export function paintPlaces(element, placeholder) {
  let stored;
  try { stored = sessionStorage.getItem(keyOf(element)); } catch { /* The page has no storage. */ }
  const remembered = /^\d$/.test(stored);
  const named = element.getAttribute("methods")?.split(",").filter((key) => key.trim()).length;
  const count = remembered ? +stored : Math.min(named || 1, 9);
  const others = placeholder.parentNode.querySelectorAll(":scope > .awaited");
  for (const place of [...others].slice(Math.max(count - 1, 0))) place.remove();
  for (let made = others.length; made < count - 1; made++) {
    const place = document.createElement("div");
    place.className = "drawn awaited";
    placeholder.after(place);
  }
  return remembered ? count : undefined;
}

// Remembers how many buttons there are.
export function keepPlaces(element, mount) {
  const { state } = element;
  if (!/^(ready|unavailable)$/.test(state)) return;
  const count = mount.querySelectorAll(".buttons > :not(.awaited)").length;
  // A button may still come.
  if (!count === (state === "ready")) return;
  try { sessionStorage.setItem(keyOf(element), Math.min(count, 9)); } catch { /* The page has no storage. */ }
}
