// The content security policy of the page: what it says, and what the browser has blocked.

import { attempt, pause, parsed, short } from "./checklist.js";

// The directives that are asked in place of a missing one.
const FALLBACK = {
  "script-src-elem": ["script-src-elem", "script-src", "default-src"],
  "script-src": ["script-src", "default-src"],
  "connect-src": ["connect-src", "default-src"],
  "frame-src": ["frame-src", "child-src", "default-src"],
  "style-src": ["style-src", "default-src"],
};

const violations = [];
const note = ({ effectiveDirective, blockedURL, blockedURI, disposition, sample }) => {
  if (disposition !== "report") violations.push({ directive: effectiveDirective, blocked: blockedURI ?? blockedURL, sample });
};
document.addEventListener("securitypolicyviolation", note);
try {
  // Also what was blocked before this file was loaded, in browsers that remember it.
  new ReportingObserver((reports) => { for (const { body } of reports) note(body); }, { types: ["csp-violation"], buffered: true }).observe();
} catch {
  // This browser does not remember it.
}

export const remember = (earlier) => { for (const violation of earlier) note(violation); };

// The event about a blocked request comes after the request has failed.
export async function blocked() {
  await pause(100);
  return violations;
}

export async function wasBlocked(directive, url) {
  const origin = parsed(url)?.origin;
  const list = await blocked();
  return list.some((one) => one.directive.startsWith(directive) && (short(one.blocked) === short(url) || one.blocked === origin));
}

// The headers of the page. They are read by one more request for its address, because scripts cannot see them. Null if the server
// does not answer that.
export async function pageHeaders() {
  if (!/^https?:$/.test(location.protocol)) return null;
  const url = location.href.split("#")[0];
  for (const method of ["HEAD", "GET"]) {
    try {
      const answer = await fetch(url, { method, cache: "no-cache", signal: AbortSignal.timeout(5000) });
      await answer.body?.cancel();
      if (answer.ok) return answer.headers;
    } catch {
      // Some servers know GET only.
    }
  }
  return null;
}

// What a policy must list to allow an address.
export const sourceOf = ({ origin }) => origin === location.origin ? "'self'" : origin;

// All policies of the page, each as a map from directive to sources.
export function policies(headers) {
  const texts = (headers?.get("content-security-policy") ?? "").split(",");
  for (const meta of document.querySelectorAll("meta[http-equiv='content-security-policy' i]")) texts.push(meta.content);
  return texts.map(read).filter((policy) => policy.size);
}

function read(text) {
  const policy = new Map();
  for (const part of text.split(";")) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources);
  }
  return policy;
}

// The directive of the first policy that forbids the URL, or null.
export function forbids(list, kind, url, nonce) {
  for (const policy of list) {
    const name = FALLBACK[kind].find((name) => policy.has(name));
    if (name && !policy.get(name).some((source) => matches(source, new URL(url, document.baseURI), nonce))) return name;
  }
  return null;
}

// The directive of the first policy that forbids WebAssembly, or null.
export function forbidsWasm(list) {
  for (const policy of list) {
    const name = FALLBACK["script-src"].find((name) => policy.has(name));
    if (name && !policy.get(name).some((source) => /^'(wasm-)?unsafe-eval'$/i.test(source))) return name;
  }
  return null;
}

const NAME = "express-checkout";

// What the policies say about the element's Trusted Types policy: its name is "missing" in a list, it is "listed" in each list, or it
// is "unknown", because no list can be read.
export function trustedList(list) {
  const lists = list.filter((policy) => policy.has("trusted-types")).map((policy) => policy.get("trusted-types"));
  if (!lists.length) return "unknown";
  return lists.every((names) => names.some((name) => name === NAME || name === "*")) ? "listed" : "missing";
}

// Why the Trusted Types policy is refused, and how to correct it.
export function trustedFault(listed, error) {
  const add = `Add ${NAME} to trusted-types of the page's Content-Security-Policy`;
  const remove = `remove trustedTypes.createPolicy("${NAME}", …) from the page's own scripts, or add 'allow-duplicates' to trusted-types of the page's Content-Security-Policy`;
  if (listed === "missing") {
    return [`The page's Content-Security-Policy lists trusted-types without ${NAME}, so no provider's script can be loaded.`, `${add}.`];
  }
  if (listed === "listed" || /exist|duplicate/i.test(attempt(() => error.message))) {
    return [`The name ${NAME} is taken: a script of the page has made a Trusted Types policy with this name before the element. So no provider's script can be loaded.`,
      `R${remove.slice(1)}.`];
  }
  return [`The Trusted Types policy ${NAME} is refused, so no provider's script can be loaded. The list of the page's policy cannot be read.`,
    `${add}. If it is there, ${remove}.`];
}

function matches(source, url, nonce) {
  const lower = source.toLowerCase();
  if (lower === "'self'") return url.origin === location.origin;
  // Scripts that trusted scripts add are trusted.
  if (lower === "'strict-dynamic'") return true;
  if (lower.startsWith("'nonce-")) return !!nonce && source.slice(7, -1) === nonce;
  if (lower.startsWith("'")) return false;
  const upgraded = (from, to) => from === to || from === "http:" && to === "https:";
  if (lower === "*") return /^(https?|wss?):$/.test(url.protocol) || url.protocol === location.protocol;
  if (/^[a-z][a-z\d+.-]*:$/.test(lower)) return upgraded(lower, url.protocol);
  const [, scheme, host, port, path] = /^(?:([a-z][a-z\d+.-]*:)\/\/)?([^/:]+)(?::(\d+|\*))?(\/.*)?$/i.exec(source) ?? [];
  if (!host || !upgraded(scheme?.toLowerCase() ?? location.protocol, url.protocol)) return false;
  const name = host.toLowerCase();
  if (name.startsWith("*.") ? !url.hostname.endsWith(name.slice(1)) : name !== "*" && name !== url.hostname) return false;
  if (port && port !== "*" && port !== (url.port || (url.protocol === "https:" ? "443" : "80"))) return false;
  if (!port && url.port) return false;
  return !path || path === "/" || (path.endsWith("/") ? url.pathname.startsWith(path) : url.pathname === path);
}

// Pairs of fault and fix for what the policy blocks. `wants` are `[directive, url]`, what the element loads on this page. `known` is
// the set of origins whose own requests count too. `refused` is the fault of the Trusted Types policy, null if it works.
export async function policyFaults(list, wants, known, nonce, refused) {
  const faults = [];
  const told = new Set();
  const add = (directive, source, text) => {
    const plain = directive.replace(/-(elem|attr)$/, "");
    if (told.has(plain + source)) return;
    told.add(plain + source);
    // A directive that is not there takes the list of default-src, which a new one would replace.
    const begin = list.some((policy) => policy.has(plain)) ? "" : ` Where it has no ${plain}, begin one with the list of default-src.`;
    faults.push([`${plain} blocks ${text}.`, `Add ${source} to ${plain} of the page's Content-Security-Policy.${begin}`]);
  };
  for (const [kind, url] of wants) {
    const name = forbids(list, kind, url, kind.startsWith("script") ? nonce : "");
    if (name) add(name === "default-src" ? kind : name, sourceOf(new URL(url, document.baseURI)), short(url));
  }
  if (forbidsWasm(list)) add("script-src", "'wasm-unsafe-eval'", "WebAssembly");
  const listed = trustedList(list);
  let seen = listed === "missing";
  for (const { directive, blocked: uri, sample } of await blocked()) {
    if (uri === "wasm-eval") add("script-src", "'wasm-unsafe-eval'", "WebAssembly");
    else if (uri === "trusted-types-policy" && sample === NAME) seen = true;
    const url = /^https?:/.test(uri) && parsed(uri);
    if (!url) continue;
    const ours = wants.some(([, wanted]) => short(wanted) === short(uri)) || url.origin !== location.origin && known.has(url.origin);
    if (ours) add(directive, sourceOf(url), short(uri));
  }
  if (refused === undefined && seen) faults.push(trustedFault(listed));
  else if (refused) faults.push(refused);
  return faults;
}
