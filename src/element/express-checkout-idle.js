// Waits until the page has time: for its first frame, and for its first idle moment.

// Whether the first frame was drawn. A page that is not seen draws none.
let framed;

// Calls the function in a task of its own, after the first frame, which requests would delay, or after 100 ms.
export function afterFrame(call) {
  const once = () => {
    framed = true;
    call?.();
    call = undefined;
  };
  if (framed ??= document.hidden) return setTimeout(once);
  setTimeout(once, 100);
  requestAnimationFrame(() => setTimeout(once));
}

// Calls the function when the page has loaded and is idle, or when the shopper scrolls to the element.
export function whenIdle(element, call) {
  let first = true;
  const now = () => {
    seen.disconnect();
    call();
  };
  // It reports first what is in view without scrolling.
  const seen = new IntersectionObserver(([entry]) => { if (!first && entry.isIntersecting) now(); first = false; });
  seen.observe(element);
  const idle = () => globalThis.requestIdleCallback?.(now, { timeout: 2000 }) ?? setTimeout(now, 200);
  if (document.readyState === "complete") idle();
  else addEventListener("load", idle, { once: true });
}
