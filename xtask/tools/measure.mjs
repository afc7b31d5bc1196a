// Prints one line for each given file: name, bytes, bytes after gzip, bytes after brotli, integrity hash,
// separated by tabs.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";

for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path);
  const hash = createHash("sha384").update(bytes).digest("base64");
  // Both use the highest level; for brotli this is the default, 11.
  const gzip = gzipSync(bytes, { level: 9 }).length;
  const brotli = brotliCompressSync(bytes).length;
  console.log([basename(path), bytes.length, gzip, brotli, `sha384-${hash}`].join("\t"));
}
