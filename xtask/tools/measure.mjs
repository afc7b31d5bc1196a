// Prints one line for each file that is named: name, bytes, bytes after gzip, bytes after brotli, integrity hash,
// separated by tabs.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";

for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path);
  const hash = createHash("sha384").update(bytes).digest("base64");
  // The levels are the highest ones; brotli's is 11 unless another is asked for.
  const gzip = gzipSync(bytes, { level: 9 }).length;
  const brotli = brotliCompressSync(bytes).length;
  console.log([basename(path), bytes.length, gzip, brotli, `sha384-${hash}`].join("\t"));
}
