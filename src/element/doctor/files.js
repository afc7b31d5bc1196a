// The script tag and the files of the element: whether they are there, whole, of the right type, and of one version.

import { short, within } from "./checklist.js";
import { sourceOf, wasBlocked } from "./policy.js";

const LOADER = /(^|\/)express-checkout\.js$/;
// Not with `new URL`: a bundler would look for the file.
const folder = import.meta.url.replace(/[^/]*$/, "");

// The script tags that name the loader, and all addresses under which the page has loaded it.
function tags() {
  return [...document.querySelectorAll("script")].filter((tag) => LOADER.test(short(tag.getAttribute("src") ?? tag.dataset.src ?? "")));
}

function loaders() {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => LOADER.test(short(name)));
  // This report itself reads the loader.
  const read = (name) => asked.has(name) && !tags().some((tag) => tag.src === name);
  return [...new Set([...tags().map((tag) => tag.src).filter(Boolean), ...loaded.filter((name) => !read(name))])];
}

const asked = new Set();

// Reads a file as the browser would read it for the page. `fault` is null, or what is wrong and how to correct it. If the element
// `runs`, its scripts are right, though a bundler or a development server may have changed their content.
async function read(url, runs) {
  asked.add(url);
  const name = short(url).split("/").pop();
  let answer;
  try {
    answer = await fetch(url, { credentials: "omit", signal: AbortSignal.timeout(8000) });
  } catch (error) {
    return { name, fault: await unread(url, name, error) };
  }
  const kind = (answer.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
  if (!answer.ok) {
    await answer.body?.cancel();
    const fix = answer.status === 404
      ? `Upload ${name} to ${short(url).slice(0, -name.length)}. All files of one version belong into one folder; empty the caches of the other files.`
      : `Correct the server's answer for ${short(url)}.`;
    return { name, gone: true, fault: [`${name}: status ${answer.status}.`, fix] };
  }
  let bytes;
  try {
    bytes = new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    return { name, fault: [`${name}: the connection ends before the end of the file (${error.name}).`,
      `Upload ${name} again, and look at the server, proxy or CDN that cuts it off.`] };
  }
  const html = kind === "text/html" || /^\s*<(!doctype|html)/i.test(new TextDecoder().decode(bytes.subarray(0, 100)));
  if (html) {
    return { name, gone: true, fault: [`${name}: the server answers with a web page (${kind}).`,
      `Upload ${name} to ${short(url).slice(0, -name.length)}, and leave that folder out of the server's rule that answers unknown paths with a page.`] };
  }
  if (name.endsWith(".js") && !/^(text|application)\/(x-)?(javascript|ecmascript)$/.test(kind)) {
    return { name, fault: [`${name}: the content type is ${kind || "missing"}, and browsers refuse such a script.`,
      `Send ${name} as Content-Type: text/javascript.`] };
  }
  if (name.endsWith(".wasm") && !(bytes[0] === 0 && bytes[1] === 97 && bytes[2] === 115 && bytes[3] === 109)) {
    return { name, fault: [`${name}: it is not a WebAssembly file.`, `Upload ${name} again, as a binary file.`] };
  }
  if (name.endsWith(".wasm") && typeof WebAssembly === "object" && !WebAssembly.validate(bytes)) {
    return { name, fault: [`${name}: it is cut off or damaged.`, `Upload ${name} again, as a binary file.`] };
  }
  // Bundlers and development servers may rewrite scripts.
  if (!(name.endsWith(".js") && (runs || url.includes("/node_modules/"))) && await isOther(name, bytes)) {
    return { name, fault: [`${name}: its content does not fit its name, so it was changed or is of another version.`,
      `Upload ${name} again, unchanged, and empty the caches that keep it.`] };
  }
  return { name, bytes, kind, fault: null };
}

// `dist` replaces this text: for each file, its name without that of the build, `=`, and the beginning of the hash of its content.
const HASHES = "FILE_HASHES";

// A bundler gives other names, and may change the content.
async function isOther(name, bytes) {
  const [, file, kind] = /^express-checkout-(.+)-b[\da-f]{8}(\.\w+)$/.exec(name) ?? [];
  const known = HASHES.split(" ").find((one) => one.startsWith(`${file}${kind}=`));
  if (!known || !crypto.subtle) return false;
  const hash = await digest("SHA-384", bytes);
  return hash.replace(/[^a-z\d]/gi, "").slice(0, 8).toLowerCase() !== known.split("=")[1];
}

const digest = async (algorithm, bytes) => btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest(algorithm, bytes))));

async function unread(url, name, error) {
  if (error.name === "TimeoutError") return [`${name}: no answer within 8 seconds.`, `Look at the server of ${short(url)}.`];
  const { origin } = new URL(url);
  if (await wasBlocked("connect-src", url)) {
    return [`${name}: the page's Content-Security-Policy blocks it by connect-src.`,
      `Add ${sourceOf({ origin })} to connect-src of the page's Content-Security-Policy.`];
  }
  if (origin !== location.origin && await within(5000, fetch(url, { mode: "no-cors", credentials: "omit" }), null)) {
    return [`${name}: ${origin} does not allow this page to read it (CORS).`,
      `Send Access-Control-Allow-Origin: ${location.origin} with the files at ${origin}.`];
  }
  return [`${name}: no answer (${error.name}). The server is not reachable, cuts the connection off, or an extension of the browser blocks it.`,
    `Look at the request of ${short(url)} in the browser's network panel.`];
}

// The loader in the folder of this file, if the page names another address, where it is not.
async function moved(url, { gone }) {
  const there = `${folder}express-checkout.js`;
  if (!gone || short(url) === there) return null;
  const found = await read(there);
  return found.fault ? null : { ...found, url: there };
}

// Whether the element is defined, and if not, what is wrong with its script tag.
export async function script(list, Defined) {
  const found = tags();
  const all = loaders();
  if (Defined) {
    if (all.length < 2) return list.add("script", true, "the element is defined");
    const texts = await Promise.all(all.map(async (url) => (await read(url)).bytes));
    const same = texts.every((bytes) => bytes && texts[0] && bytes.length === texts[0].length && bytes.every((byte, index) => byte === texts[0][index]));
    return list.add("script", same, same
      ? `the element is defined; its script was loaded from ${all.length} addresses with the same content`
      : `Several copies of the script are on the page, with different content: ${all.map(short).join(", ")}. The first one counts.`,
    "Load the script from one address only, also in the import of registerProvider.");
  }
  const faults = [];
  for (const tag of found) faults.push(...await tagFaults(tag));
  if (!found.length) {
    if (all.length) faults.push(...await urlFaults(all[0], `the import of ${short(all[0])}`));
    else {
      faults.push(["The element is not defined, and the page has no script tag for it.",
        `Add <script type="module" src="${folder}express-checkout.js"></script> to the page, or import "express-checkout" in its script.`]);
    }
  }
  if (!faults.length) {
    faults.push(["The element is not defined, although its script tag and its file look right. The script may still load, it may be blocked by an extension or by script-src, it may have failed, or the tag was inserted with innerHTML, which runs no scripts.",
      `Look for an error of ${short(found[0]?.src ?? all[0])} in the browser's console.`]);
  }
  list.judge("script", faults);
}

async function tagFaults(tag) {
  const src = tag.getAttribute("src");
  const named = `<script src="${short(src ?? tag.dataset.src)}">`;
  if (src === null) return [[`The script tag of the element has no src (it has data-src).`,
    `Give the script tag src="${short(tag.dataset.src)}", or give consent in the consent manager.`]];
  const type = tag.getAttribute("type");
  if (type?.trim().toLowerCase() !== "module") {
    return [[type && !/javascript|ecmascript/i.test(type)
      ? `${named} has type="${type}", so the browser does not run it. Consent managers do that.`
      : `${named} is not loaded as a module ("Cannot use 'import.meta' outside a module").`,
    `Write type="module" into ${named}.`]];
  }
  return urlFaults(tag.src, named, tag.integrity);
}

async function urlFaults(url, named, integrity) {
  if (await wasBlocked("script-src", url)) {
    return [[`The page's Content-Security-Policy blocks ${named} by script-src.`,
      `Add ${sourceOf(new URL(url))} to script-src of the page's Content-Security-Policy.`]];
  }
  const answer = await read(url);
  const { fault, bytes } = answer;
  const there = await moved(url, answer);
  if (there) {
    const path = there.url.replace(`${location.origin}/`, "/");
    return [[fault[0], `Correct ${named}: the file is at ${path}${named.startsWith("<") ? `. Write src="${path}"` : ""}.`]];
  }
  if (fault) return [fault];
  if (integrity && !await matches(bytes, integrity)) {
    return [[`The integrity of ${named} does not fit the file.`,
      `Copy the value of express-checkout.js from integrity.json of the same version into integrity="…".`]];
  }
  const text = new TextDecoder().decode(bytes);
  if (!/export\s*\{[^}]*\};?\s*$/.test(text)) return [[`${short(url)} is cut off or is not the script of the element.`,
    "Upload express-checkout.js again."]];
  return [];
}

async function matches(bytes, integrity) {
  if (!crypto.subtle) return true;
  const hashes = integrity.trim().split(/\s+/).map((text) => /^sha(256|384|512)-(.+)$/.exec(text)).filter(Boolean);
  if (!hashes.length) return true;
  for (const [, size, hash] of hashes) {
    if (await digest(`SHA-${size}`, bytes) === hash) return true;
  }
  return false;
}

// The other files. `known` are their addresses, from the loader that runs; without it they are read from the loader's text.
export async function files(list, known, runs) {
  let urls = known;
  const found = [];
  if (!urls) {
    let url = loaders()[0] ?? `${folder}express-checkout.js`;
    let loader = await read(url);
    const there = await moved(url, loader);
    if (there) {
      url = there.url;
      loader = there;
    }
    found.push(loader);
    const text = loader.bytes ? new TextDecoder().decode(loader.bytes) : "";
    const names = new Set([...text.matchAll(/["'`]\.\/(express-checkout-[\w.-]+\.(?:js|wasm))["'`]/g)].map(([, name]) => name));
    urls = [...names].map((name) => new URL(name, url).href);
    if (!urls.length) {
      if (loader.fault) return list.judge("files", [loader.fault]);
      return list.skip("files", "their names cannot be read from express-checkout.js");
    }
  }
  found.push(...await Promise.all(urls.map((url) => read(url, runs))));
  const faults = found.map(({ fault }) => fault).filter(Boolean);
  const octets = found.filter(({ name, kind, fault }) => !fault && name.endsWith(".wasm") && kind !== "application/wasm").map(({ name }) => name);
  const plain = found.filter(({ name }) => performance.getEntriesByType("resource").some((entry) => short(entry.name).endsWith(`/${name}`)
    && entry.encodedBodySize > 20000 && entry.encodedBodySize === entry.decodedBodySize)).map(({ name }) => name);
  list.judge("files", faults, `${found.length} files are there and whole`
    + (octets.length ? `; faster with Content-Type: application/wasm: ${octets.join(", ")}` : "")
    + (plain.length ? `; not compressed: ${plain.join(", ")}` : ""));
}
