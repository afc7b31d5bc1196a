// Whether the shopper can see and press a button that is drawn.

// The smallest side of a button that can be pressed, in pixels.
const SMALLEST = 16;

// Finds what keeps the shopper from the box of the method `key`: `{fault}` is a pair of reason and fix, `{open}` says what cannot be
// known.
export function look(element, key, box) {
  const fault = (detail, fix) => ({ fault: [`The button of ${key} is drawn, but ${detail}`, fix] });
  const chain = [...ancestors(box)];
  const clear = chain.find((node) => Number(getComputedStyle(node).opacity) < 0.05);
  if (clear) return fault(`it is invisible: ${named(clear, element)} has opacity: ${getComputedStyle(clear).opacity}.`,
    `Remove opacity from ${named(clear, element)}.`);
  if (getComputedStyle(box).visibility !== "visible") {
    // It is inherited: the last ancestor that has it is the cause.
    const hides = chain.findLast((node) => getComputedStyle(node).visibility !== "visible");
    return fault(`it is invisible: ${named(hides, element)} has visibility: hidden.`, `Remove visibility: hidden from ${named(hides, element)}.`);
  }
  const area = box.getBoundingClientRect();
  if (area.width < SMALLEST || area.height < SMALLEST) {
    const narrow = chain.findLast((node) => isSmall(node.getBoundingClientRect()) && getComputedStyle(node).display !== "contents") ?? box;
    return fault(`its box is ${Math.round(area.width)} x ${Math.round(area.height)} pixels.`, `Give ${named(narrow, element)} a width and a height.`);
  }
  const [x, y] = [area.left + area.width / 2, area.top + area.height / 2];
  const clips = chain.slice(1).find((node) => cuts(node, x, y));
  if (clips) return fault(`${named(clips, element)} is too small and cuts it off.`,
    `Make ${named(clips, element)} larger, or remove overflow and contain from it.`);
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) {
    return { open: `whether something covers the button of ${key}, because it is outside of the visible part of the page; scroll there` };
  }
  const boxes = [box, ...[...element.children].filter((child) => child.slot === `ec-${key}`)];
  if (boxes.some((one) => one.contains(one.getRootNode().elementFromPoint(x, y)))) return {};
  const inert = chain.find((node) => node.inert);
  // A disabled element makes its own content inert.
  if (inert && isInside(inert, element)) return {};
  if (inert) return fault(`it cannot be pressed: ${named(inert, element)} is inert.`, `Remove inert from ${named(inert, element)}.`);
  if (getComputedStyle(box).pointerEvents === "none") {
    const dead = chain.findLast((node) => getComputedStyle(node).pointerEvents === "none");
    return fault(`it cannot be pressed: ${named(dead, element)} has pointer-events: none.`, `Remove pointer-events: none from ${named(dead, element)}.`);
  }
  const clip = chain.find((node) => getComputedStyle(node).clipPath !== "none");
  if (clip) return fault(`${named(clip, element)} cuts it off by clip-path.`, `Remove clip-path from ${named(clip, element)}.`);
  const cover = document.elementFromPoint(x, y);
  return fault(`${cover ? named(cover, element) : "something"} is in front of it.`,
    `Close or move ${cover ? named(cover, element) : "what is in front of it"}, or give it pointer-events: none if it is not seen.`);
}

// The node and its ancestors, also through shadow roots. Slots of closed shadow roots are not found.
function* ancestors(box) {
  for (let node = box; node instanceof Element; node = node.assignedSlot ?? node.parentElement ?? node.getRootNode().host) yield node;
}

const isSmall = ({ width, height }) => width < SMALLEST || height < SMALLEST;

// Whether the node shows nothing of its content at this point. What scrolls out of it can be scrolled back.
function cuts(node, x, y) {
  const style = getComputedStyle(node);
  const paints = /paint|strict|content/.test(style.contain);
  const hides = [style.overflowX, style.overflowY].some((overflow) => /^(hidden|clip)$/.test(overflow));
  const { left, right, top, bottom, width, height } = node.getBoundingClientRect();
  if (node === document.body || node === document.documentElement || style.display === "contents") return false;
  return (hides || paints) && (width < 1 || height < 1 || x < left || x > right || y < top || y > bottom);
}

const isInside = (node, element) => node.getRootNode().host === element;

// A node as a tag. What is inside of the element is named as the element.
function named(node, element) {
  const { localName, id, classList } = isInside(node, element) ? element : node;
  return `<${localName}${id ? ` id="${id}"` : classList.length ? ` class="${[...classList].slice(0, 3).join(" ")}"` : ""}>`;
}
