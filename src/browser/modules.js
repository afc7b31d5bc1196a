// Loads the later modules and links them to the first one, whose memory and functions they use. The first module imports this
// file under the name that the splitting tool expects.

import { life } from "./express-checkout-life.js";

// How long a caller waits for a module, in milliseconds: until the server answers, and until the last byte of an answer that has begun.
// The module may still come, for the next caller.
const PATIENCE = 3000;
const ARRIVAL = 12000;

// By name: the requests for the module, whether an answer has begun, whether the next caller sends another request, and the linked module.
const modules = { __proto__: null };

async function compiled(name, known, again) {
  known.arrives = false;
  // A repeated request bypasses the cache, which may have a spoiled copy.
  const response = await fetch(life.address(name), again ? { cache: "reload" } : {});
  if (!response.ok) throw new Error(`status ${response.status}`);
  known.arrives = true;
  try {
    // Some servers do not send the content type of wasm.
    return await (response.headers.get("content-type") === "application/wasm"
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    known.arrives = false;
    throw error;
  }
}

// Links the module that arrives first. It can be linked only once, because linking writes to the memory.
async function link(name, before) {
  const known = modules[name] ??= { requests: [], ask: true };
  if (known.ask) {
    known.ask = false;
    known.requests.push(compiled(name, known, known.requests.length));
  }
  const module = await Promise.any(known.requests);
  known.ask = false;
  await before;
  try {
    // The first import of a module has the name of its build, so that modules of another build are not linked.
    await (known.instance ??= WebAssembly.instantiate(module, { e: life.exports, [life.build]: life.exports }));
  } catch (error) {
    delete modules[name];
    throw error;
  }
}

// Loads a module with the modules of the code that it shares with others. They are linked before it.
const load = (name, ...shared) => async (callback, data) => {
  const { __indirect_function_table: functions } = life.exports;
  let timer;
  const late = new Promise((_, reject) => {
    const fail = () => reject(new Error("no answer in time"));
    const arrives = (each) => modules[each]?.arrives;
    const wait = () => { [...shared, name].every(arrives) ? timer = setTimeout(fail, ARRIVAL - PATIENCE) : fail(); };
    timer = setTimeout(wait, PATIENCE);
  });
  let loaded = true;
  const before = Promise.all(shared.map((each) => link(each)));
  const all = Promise.all([link(name, before), before]);
  // A module that comes after its callers have given up is used, too.
  all.then(() => { if (!loaded) life.came(); }, () => {});
  try {
    await Promise.race([all, late]);
  } catch (error) {
    loaded = false;
    // A request that failed or has no answer must not hold up the next caller.
    for (const each of [...shared, name]) if (modules[each]) modules[each].ask = !modules[each].instance;
    console.warn(`express-checkout: ${life.address(name).split("/").pop()} does not load:`, (error.errors?.at(-1) ?? error).message);
  }
  clearTimeout(timer);
  life.enter(functions.get(callback), data, loaded);
};

// A plain object without a prototype: bundlers copy a module's namespace in a loop, which breaks if the page has extended
// `Object.prototype`.
export const imports = {
  __proto__: null,
  // In xtask/src/dist.rs: which code is in which module.
  __wasm_split_load_attempt: load("attempt", "shared", "extra"),
  __wasm_split_load_paypal: load("paypal", "shared", "sdk"),
  __wasm_split_load_stripe: load("stripe", "shared", "sdk", "extra", "sheets"),
  __wasm_split_load_wallets: load("wallets", "shared", "sdk", "extra", "sheets"),
  __wasm_split_load_registered: load("registered", "shared", "sdk", "extra", "sheets"),
};
