// Fails on a WebAssembly module that a JavaScript engine would not load.
import { readFileSync } from "node:fs";

const path = process.argv[2];
try {
  new WebAssembly.Module(readFileSync(path));
} catch (error) {
  console.error(`${path} is not a module that an engine loads: ${error.message}`);
  process.exit(1);
}
