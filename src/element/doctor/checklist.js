// The list of checks of one report.

export class Checklist {
  checks = [];

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
