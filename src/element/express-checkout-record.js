// How long after the end of its life (`expires`) an order that another tab told about is still believed, in milliseconds: until a day
// after it was told, as `is_shared_still` in src/storage/journal.rs says.
const BELIEVED = 864e5 - 18e5;

// Reads the record of a cart that an earlier page of this tab stored, or what another tab told about an order of it. The key has the
// FNV-1a hash of the cart's id (src/storage/journal.rs).
function entries(cart) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(cart)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  const read = (storage) => {
    try { return JSON.parse(globalThis[storage].getItem(`express-checkout:${hash}`)); } catch { return null; }
  };
  const shared = read("localStorage");
  return [shared?.expires + BELIEVED > Date.now() ? shared : null, read("sessionStorage")];
}

// Whether there is a record of the cart.
export const hasRecord = (cart) => entries(cart).some(Boolean);

// What an earlier page has left: the phase of the attempt, or undefined. An order that may exist counts most.
export function phaseOf(cart) {
  const phases = entries(cart).map((entry) => entry?.live?.phase);
  return phases.find((phase) => /^(placing|ordered|complete)$/.test(phase)) ?? phases[1];
}
