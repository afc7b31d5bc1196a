// Notices a crash of the module. A trap, or an exception that leaves one of the module's functions, is a crash, because Rust does
// not clean up then. Errors of other scripts are not. A crashed module is never called again: its timers, promises and listeners
// still exist, but a new instance has replaced it.

export const life = {
  // `dist` replaces this text. The loader refuses a module of another build.
  build: "BUILD_ID",
  // The loader's function that returns the address of a file.
  address: undefined,
  // The module's functions without the guard, for the later modules.
  exports: undefined,
  // Called when a later module comes after its callers have given up.
  came() {},
  // Called once, when the module crashes. The code that called the module may still be running.
  died() {},
  // Runs a function of the module.
  enter: undefined,
};

let running = false;
let waiting;

// Runs the module's tasks in a microtask. While Firefox opens a window or a dialog, it runs other microtasks, and the task that
// opened it has not ended. The module's tasks cannot run inside themselves: they wait until that task has ended.
export function later(run) {
  queueMicrotask(() => {
    if (running) {
      waiting = run;
      return;
    }
    running = true;
    try {
      run();
    } finally {
      running = false;
      if (waiting) later(waiting);
      waiting = undefined;
    }
  });
}

// A closure of wasm-bindgen that was dropped, or is already running, throws before it runs. That is not a crash.
const harmless = (error) => error?.message?.startsWith?.("closure invoked");

export function watched(exports) {
  let dead = false;
  const enter = (called, ...given) => {
    // The glue reads members of some results. This result has none.
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
