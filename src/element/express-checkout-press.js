// Tells of presses on the placeholder. A press that begins on it must also end on it, because engines differ in what they click if
// the pressed node is removed. So the module's buttons are shown after the end of the press.

// Events that may end a press.
const ENDS = ["pointerup", "pointercancel", "pointermove", "keyup", "blur"];

// How long after its touch a click may come, in milliseconds. Browsers wait for a second tap.
const CLICK_AFTER_TOUCH = 350;

// Calls `changed` when a press begins, when it was a click, and when it has ended: with whether the button is pressed, and whether it was
// clicked.
export function watchPress(button, changed) {
  let timer;
  let pressed = false;
  const end = (wait) => {
    clearTimeout(timer);
    // The click of a press comes after its end.
    timer = setTimeout(() => {
      for (const name of ENDS) removeEventListener(name, ended, true);
      changed(pressed = false);
    }, wait);
  };
  let kind;
  const ended = ({ type, key, target, pointerType, buttons }) => {
    const over = {
      pointerup: true,
      pointercancel: true,
      // The press ended outside of the window, without an event.
      pointermove: kind === "pointer" && !buttons,
      keyup: key === " ",
      // Without the focus, a key cannot click any more, but a pointer can. The focus may also just move within the page.
      blur: kind === "key" && target === globalThis,
    };
    if (over[type]) end(pointerType === "touch" ? CLICK_AFTER_TOUCH : 0);
  };
  const begin = (how) => {
    clearTimeout(timer);
    kind = how;
    changed(pressed = true);
    for (const name of ENDS) addEventListener(name, ended, true);
  };
  button.onpointerdown = (event) => { if (!event.button) begin("pointer"); };
  button.onkeydown = (event) => { if (event.key === " ") begin("key"); };
  button.onclick = () => {
    end(0);
    changed(pressed, true);
  };
}

// Calls back once when the shopper goes on with something else than this element, or leaves the page. Returns what ends the listening,
// with the time of its beginning. It takes the place of an earlier one.
export function onceElsewhere(element, call, before) {
  before?.abort();
  const listening = Object.assign(new AbortController(), { at: performance.now() });
  const heard = ({ target, key }) => {
    if (target === element && key !== "Tab") return;
    listening.abort();
    call();
  };
  for (const name of ["pointerdown", "keydown", "blur", "pagehide"]) addEventListener(name, heard, { capture: true, signal: listening.signal });
  return listening;
}
