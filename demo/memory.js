// What outlives a reload and the way back from a provider's page: ids and flow, nothing personal, this tab only.

/** Reads what was kept; `undefined` when there is nothing, or nothing readable. */
export function recall(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? undefined;
  } catch {
    return undefined; // Storage is blocked, or holds something else.
  }
}

/** Keeps a value, or forgets it when it is `undefined`. */
export function keep(name, value) {
  try {
    if (value === undefined) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Storage is blocked or full: the demo works, and forgets.
  }
}
