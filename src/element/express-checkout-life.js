// Watches over the module: whatever flies out of one of its functions, a trap or an exception, has killed it, because Rust
// puts nothing in order on the way. What others throw has not, however much it looks like it. Of what is dead nothing runs
// any more: its timers, promises and listeners are still there, and a fresh instance is at work beside them.

export const life = {
  // The module's functions as they are, for the modules beside it.
  exports: undefined,
  // Called once, in the moment of its death. The functions that called it may still be at work.
  died() {},
  // Runs a function of the module's.
  enter: undefined,
};

// A closure of wasm-bindgen's that is called when it is gone, or is at work already, says so before anything is done.
const harmless = (error) => error?.message?.startsWith?.("closure invoked");

export function watched(exports) {
  let dead = false;
  const enter = (called, ...given) => {
    // The glue reads members of some answers, and finds none in this one.
    if (dead) return [];
    try {
      return called(...given);
    } catch (error) {
      if (!dead && !harmless(error)) {
        dead = true;
        life.died();
      }
      throw error;
    }
  };
  life.exports = exports;
  life.enter = enter;
  const all = { __proto__: null };
  for (const [name, value] of Object.entries(exports)) {
    all[name] = typeof value === "function" ? (...given) => enter(value, ...given) : value;
  }
  return all;
}
