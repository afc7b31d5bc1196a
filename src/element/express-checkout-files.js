// The addresses of the element's other files, and of providers' scripts.

// The other files. `dist` puts the name of the build into each name. A bundler recognises `new URL` with these two arguments, copies
// the file, and may return an object that has only `href`.
export const FILES = {
  glue: () => new URL("./express-checkout-core.js", import.meta.url),
  core: () => new URL("./express-checkout-core.wasm", import.meta.url),
  shared: () => new URL("./express-checkout-shared.wasm", import.meta.url),
  sdk: () => new URL("./express-checkout-sdk.wasm", import.meta.url),
  extra: () => new URL("./express-checkout-extra.wasm", import.meta.url),
  sheets: () => new URL("./express-checkout-sheets.wasm", import.meta.url),
  attempt: () => new URL("./express-checkout-attempt.wasm", import.meta.url),
  paypal: () => new URL("./express-checkout-paypal.wasm", import.meta.url),
  stripe: () => new URL("./express-checkout-stripe.wasm", import.meta.url),
  wallets: () => new URL("./express-checkout-wallets.wasm", import.meta.url),
  registered: () => new URL("./express-checkout-registered.wasm", import.meta.url),
  doctor: () => new URL("./express-checkout-doctor.js", import.meta.url),
};
// `dist` replaces this text. Files with different builds refuse to work together.
export const BUILD = "BUILD_ID";

// How often a file did not come, or its module crashed.
let failures = 0;

// The next addresses are new ones.
export const failed = () => { failures++; };

// The address of a file. After a failure it is a new one, because a browser may remember that an address failed. There are few, so
// that an import map can have the hash of each (xtask/src/package/tag.rs).
export const address = (file) => place(FILES[file]());

export function place({ href }) {
  // A development server (Vite until version 7) runs a copy of this script in a cache, which the other files are not in.
  return href.replace(/(node_modules)\/\..*\/deps\//, "$1/express-checkout/") + (failures ? "?try=" + failures % 8 : "");
}

// Imports a script. Bundlers must leave this to the browser.
export const script = (file) => import(/* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ address(file));

// The address of a script is a Trusted Types sink. The policy is private to this file, and gets checked addresses only.
let policy;
export function scriptUrl(url) {
  if (!globalThis.trustedTypes) return url;
  policy ??= trustedTypes.createPolicy("express-checkout", { createScriptURL: (url) => url });
  return policy.createScriptURL(url);
}
