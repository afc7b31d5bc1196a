// Prints one line for each file that is named: name, bytes, bytes after gzip, bytes after brotli, integrity hash,
// separated by tabs. Fails on a WebAssembly module that a JavaScript engine would not load.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";

for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path);
  if (path.endsWith(".wasm")) {
    try {
      new WebAssembly.Module(bytes);
    } catch (error) {
      console.error(`${path} is not a module that an engine loads: ${error.message}`);
      process.exit(1);
    }
  }
  const hash = createHash("sha384").update(bytes).digest("base64");
  // The levels are the highest ones; brotli's is 11 unless another is asked for.
  const gzip = gzipSync(bytes, { level: 9 }).length;
  const brotli = brotliCompressSync(bytes).length;
  console.log([basename(path), bytes.length, gzip, brotli, `sha384-${hash}`].join("\t"));
}
