// Bundles a page of this folder for the browser, as the global variable `page`. With attributes as the second argument: renders the
// page with them, as a server does.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [page, attributes] = process.argv.slice(2);
const folder = dirname(fileURLToPath(import.meta.url));
const tools = join(folder, "../../../xtask/tools");
const require = createRequire(join(tools, "package.json"));
const { build } = require("esbuild");

const svelte = {
  name: "svelte",
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte$/ }, ({ path }) => {
      const generate = attributes ? "server" : "client";
      return { contents: require("svelte/compiler").compile(readFileSync(path, "utf8"), { generate }).js.code };
    });
  },
};

const { outputFiles: [{ text }] } = await build({
  entryPoints: [join(folder, page)],
  bundle: true,
  write: false,
  minify: true,
  platform: attributes ? "node" : "browser",
  format: attributes ? "cjs" : "iife",
  globalName: "page",
  jsx: "automatic",
  nodePaths: [join(tools, "node_modules")],
  plugins: [svelte],
  logLevel: "warning",
  define: {
    "process.env.NODE_ENV": '"production"',
    __VUE_OPTIONS_API__: "false",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  },
});

if (attributes) {
  const module = { exports: {} };
  new Function("require", "module", "exports", text)(require, module, module.exports);
  process.stdout.write(await module.exports.render(JSON.parse(attributes)));
} else {
  process.stdout.write(text);
}
