// Saves values in session storage, so that they survive a reload and the return from a provider's page. No personal data.

/** Reads a saved value. `undefined` if there is none or if it cannot be read. */
export function recall(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? undefined;
  } catch {
    return undefined; // Storage is blocked, or the value is not JSON.
  }
}

/** Saves a value, or removes it if it is `undefined`. */
export function keep(name, value) {
  try {
    if (value === undefined) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Storage is blocked or full: the demo works without it.
  }
}
