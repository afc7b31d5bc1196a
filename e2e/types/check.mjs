// Compiles the files of this folder with the compilers of the frameworks, against the package in the folder that is given:
//     node e2e/types/check.mjs dist
// The files of the shops must compile. In the others, each mistake must be found. TypeScript and Vue mark a mistake with an
// expected error; where a compiler has no such mark, the line before the mistake has a comment with the word "mistake".

import { spawn } from "node:child_process";
import { cpSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const installed = join(here, "node_modules/express-checkout");
const tsc = (script) => (folder, config) => [join(here, "node_modules", script), "-p", `${folder}/${config}`];

// The folders, with their compiler and their settings.
const bundler = "tsconfig.json";
const both = [bundler, "tsconfig.node16.json"];
const folders = [
  ["dom", tsc("typescript/bin/tsc"), both],
  ["react", tsc("typescript/bin/tsc"), both],
  ["preact", tsc("typescript/bin/tsc"), both],
  ["vue", tsc("vue-tsc/bin/vue-tsc.js"), both],
  ["svelte", (folder, config) => [
    join(here, "node_modules/svelte-check/bin/svelte-check"), "--workspace", folder, "--tsconfig", config, "--output", "machine",
    "--no-color", "--threshold", "error",
  ], both],
  ["angular", tsc("@angular/compiler-cli/bundles/src/bin/ngc.js"), [bundler]],
];

// The errors of a compiler, each as "file:line".
const ERRORS = [
  /^(?:\S+\/)?([\w.]+)\((\d+),\d+\): error/,
  /^\d+ ERROR "(?:[^"]*\/)?([\w.]+)" (\d+):/,
  /^(?:\S+\/)?([\w.]+):(\d+):\d+ - error/,
];

function places(output) {
  const lines = output.replaceAll(/\u001b\[\d*m/g, "").split("\n");
  const found = lines.map((line) => ERRORS.map((pattern) => pattern.exec(line)).find(Boolean));
  return [...new Set(found.filter(Boolean).map(([, file, line]) => `${file}:${line}`))].sort();
}

// The lines below a comment with the word "mistake".
function mistakes(folder) {
  const all = [];
  for (const file of readdirSync(join(here, folder))) {
    const lines = readFileSync(join(here, folder, file), "utf8").split("\n");
    lines.forEach((line, index) => { if (/<!-- mistake -->/.test(line)) all.push(`${file}:${index + 2}`); });
  }
  return all.sort();
}

function run(command) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(process.execPath, command, { cwd: here });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => { output += data; });
    child.on("close", (code) => resolve({ code, output }));
  });
}

rmSync(installed, { recursive: true, force: true });
cpSync(process.argv[2], installed, { recursive: true });
const runs = folders.flatMap(([folder, command, configs]) => configs.map((config) => ({ folder, config, command: command(folder, config) })));
let failed = false;

async function check() {
  for (let next = runs.shift(); next; next = runs.shift()) {
    const { folder, config } = next;
    const expected = mistakes(folder);
    const { code, output } = await run(next.command);
    const found = places(output);
    const right = `${found}` === `${expected}` && (code === 0) === (expected.length === 0);
    failed ||= !right;
    console.log(`  ${folder} (${config}): ${right ? "fine" : `expected errors at [${expected}], found [${found}]\n${output}`}`);
  }
}

// Two at a time: a compiler uses about one core.
await Promise.all([check(), check()]);
process.exitCode = failed ? 1 : 0;
