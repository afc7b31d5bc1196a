// Fetches the modules beside the first one, and ties them to it: they share memory and functions. The first module imports
// this under the name that the cutting tool gives it.

import { life } from "./express-checkout-life.js";

const modules = { __proto__: null };

async function fetched(name, before) {
  const imports = { __wasm_split: life.exports };
  const [response] = await Promise.all([fetch(new URL(`./express-checkout-${name}.wasm`, import.meta.url)), before]);
  if (!response.ok) throw new Error(`status ${response.status} of ${name}`);
  // A server that does not know the type of such files is no reason to fail.
  return response.headers.get("content-type") === "application/wasm"
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

// A failure is forgotten, so that it can be tried again.
function once(name, before) {
  modules[name] ??= fetched(name, before).catch((error) => {
    modules[name] = undefined;
    throw error;
  });
  return modules[name];
}

// What several of them need comes with each of them, and is there before it.
const load = (name) => async (callback, data) => {
  let loaded = true;
  try {
    await once(name, once("shared"));
  } catch (error) {
    loaded = false;
    console.warn("express-checkout: a module does not load:", error.message);
  }
  life.enter(life.exports.__indirect_function_table.get(callback), data, loaded);
};

// One object and not a module's namespace: bundlers make those with loops that stumble over what a page put on
// `Object.prototype`.
export const imports = {
  __proto__: null,
  __wasm_split_load_attempt: load("attempt"),
  __wasm_split_load_providers: load("providers"),
};
