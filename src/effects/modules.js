// Fetches the modules beside the first one, and ties them to it: they share memory and functions. The first module imports
// this under the name that the cutting tool gives it.

import { initSync } from "./express-checkout-core.js";

const modules = {};

async function fetched(name, before) {
  const imports = { __wasm_split: initSync() };
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
  initSync().__indirect_function_table.get(callback)(data, loaded);
};

export const __wasm_split_load_attempt = load("attempt");
export const __wasm_split_load_providers = load("providers");
