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
