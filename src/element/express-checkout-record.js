// How long other tabs know of an order that may exist, in milliseconds (src/storage/journal.rs).
const DAY = 864e5;

// Reads the record of a cart that an earlier page of this tab stored, or another tab that has sent an order. Its key has the FNV-1a
// hash of the cart's id (src/storage/journal.rs).
export function recordOf(cart) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(cart)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  const key = `express-checkout:${hash}`;
  try {
    const own = sessionStorage.getItem(key);
    if (own) return own;
    const shared = localStorage.getItem(key);
    return JSON.parse(shared)?.expires > Date.now() - DAY ? shared : "";
  } catch {
    return "";
  }
}

// What that page has left: the phase of the attempt, or undefined. The provider's data in the record may have the same words.
export function phaseOf(cart) {
  try { return JSON.parse(recordOf(cart)).live?.phase; } catch { return undefined; }
}
