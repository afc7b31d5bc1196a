// Fetches the second module, which holds what only an attempt needs, and ties it to the first: they share memory and
// functions. The first module imports this under the name that the cutting tool gives it.

import { initSync } from "./express-checkout-core.js";

let module;

async function fetched() {
  const imports = { __wasm_split: initSync() };
  const response = await fetch(new URL("./express-checkout-attempt.wasm", import.meta.url));
  if (!response.ok) throw new Error(`status ${response.status}`);
  // A server that does not know the type of such files is no reason to fail.
  return response.headers.get("content-type") === "application/wasm"
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

export async function __wasm_split_load_attempt(callback, data) {
  let loaded = true;
  try {
    await (module ??= fetched());
  } catch (error) {
    module = undefined;
    loaded = false;
    console.warn("express-checkout: the second module does not load:", error.message);
  }
  initSync().__indirect_function_table.get(callback)(data, loaded);
}
