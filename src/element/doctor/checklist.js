// The list of checks of one report.

// How long checks that belong together may take, and the whole report, in milliseconds.
const LIMIT = 25_000;
const WHOLE = 45_000;

export class Checklist {
  checks = [];
  #end = performance.now() + WHOLE;

  // Makes the checks with these names, and returns what `make` returns. The page may have objects and functions that throw, or that
  // do not answer: then these checks count as not checked, and the report goes on with `otherwise`.
  async run(names, make, otherwise) {
    const part = new Checklist();
    const limit = Math.max(0, Math.min(LIMIT, this.#end - performance.now()));
    const late = {};
    let why = "it took too long";
    let result = late;
    try {
      // The pause comes second, so that a check without requests is made even when no time is left.
      result = await Promise.race([make(part), pause(limit).then(() => late)]);
    } catch (error) {
      console.error("express-checkout: a check of diagnose() failed:", error);
      why = `it failed (${nameOf(error)}); the error is in the console`;
    }
    this.checks.push(...part.checks);
    if (result !== late) return result;
    const made = part.checks.map(({ name }) => name);
    for (const name of names) if (!made.includes(name)) this.skip(name, why);
    return otherwise;
  }

  // `ok` is true, false, or null for "not checked". Only what is wrong has a fix.
  add(name, ok, detail, fix) {
    this.checks.push({ name, ok, detail, fix: ok === false ? fix : null });
  }

  skip(name, why) {
    this.add(name, null, `not checked: ${why}`);
  }

  // `faults` are pairs of what is wrong and how to correct it. Without faults the check is fine.
  judge(name, faults, fine) {
    if (!faults.length) return this.add(name, true, fine);
    const unique = (texts) => [...new Set(texts)].join(" ");
    this.add(name, false, unique(faults.map(([detail]) => detail)), unique(faults.map(([, fix]) => fix)));
  }
}

// The name of what was thrown, which may be anything.
export function nameOf(error) {
  return attempt(() => typeof error?.name === "string" && error.name) || typeof error;
}

// The result of the function, or `otherwise` if it throws.
export function attempt(read, otherwise) {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

// What a value is, in words. Its content may be personal, and is not part of a report.
export function typeOf(value) {
  if (value === null || value === undefined) return String(value);
  if (Number.isNaN(value)) return "NaN";
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "object") return typeName(typeof value);
  if (attempt(() => Array.isArray(value))) return "a list";
  return attempt(() => typeof value.then === "function") ? "a promise" : "an object";
}

export const typeName = (type) => ({ string: "a text", bigint: "a BigInt" })[type] ?? `a ${type}`;

export const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

// The result of the promise, or `otherwise` if it is rejected or takes too long.
export function within(milliseconds, promise, otherwise) {
  return Promise.race([Promise.resolve(promise).catch(() => otherwise), pause(milliseconds).then(() => otherwise)]);
}

// A URL without query and fragment, which may contain personal data.
export function short(url) {
  return String(url).split(/[?#]/)[0];
}

// The absolute URL, or null if it is none.
export function parsed(url) {
  if (!url) return null;
  try {
    return new URL(url, document.baseURI);
  } catch {
    return null;
  }
}
