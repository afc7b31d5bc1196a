// Loads the later modules and links them to the first one, whose memory and functions they use. The first module imports this
// file under the name that the splitting tool expects.

import { life } from "./express-checkout-life.js";

const modules = { __proto__: null };

async function fetched(name, before) {
  const imports = { __wasm_split: life.exports };
  const [response] = await Promise.all([fetch(new URL(`./express-checkout-${name}.wasm`, import.meta.url)), before]);
  if (!response.ok) throw new Error(`status ${response.status} of ${name}`);
  // Some servers do not send the content type of wasm.
  return response.headers.get("content-type") === "application/wasm"
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

// A failed load can be tried again.
function once(name, before) {
  modules[name] ??= fetched(name, before).catch((error) => {
    modules[name] = undefined;
    throw error;
  });
  return modules[name];
}

// The shared module is loaded with each later module, and linked before it.
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

// A plain object without a prototype: bundlers copy a module's namespace in a loop, which breaks if the page has extended
// `Object.prototype`.
export const imports = {
  __proto__: null,
  __wasm_split_load_attempt: load("attempt"),
  __wasm_split_load_providers: load("providers"),
};
