// The page sees all keys as keys on the host. So its shortcuts would take what the shopper types here, and the keys that press a
// button.
export function keepKeys(root) {
  const keep = (event) => {
    const { type, target, key, isComposing, ctrlKey, metaKey, altKey } = event;
    const typed = /^(INPUT|SELECT)$/.test(target.tagName)
      // Together, Ctrl and Alt type characters. The keys of an input method are not shortcuts.
      ? isComposing || !/^(Escape|Tab)$/.test(key) && (altKey || !ctrlKey && !metaKey)
      : /^(Enter| )$/.test(key);
    // The page's own nodes in slots are not inside the root.
    if (!typed || !root.contains(target)) return;
    event.stopPropagation();
    // The focus may leave the node before the key is released, such as when Enter presses a button that disappears.
    const release = (released) => { if (released.key === key) released.stopPropagation(); };
    if (type === "keydown") addEventListener("keyup", release, { capture: true, once: true });
  };
  for (const name of ["keydown", "keypress", "keyup"]) root.addEventListener(name, keep);
}
