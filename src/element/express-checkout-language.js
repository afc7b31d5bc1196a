// The shopper's language: its tag, its direction, the file of its texts, and the loader's own words.

import { place } from "./express-checkout-files.js";
import { afterFrame } from "./express-checkout-idle.js";

// The languages with a file: the label of the placeholder, and the address of the file. A bundler recognises `new URL`.
const LANGUAGES = {
  __proto__: null,
  de: ["Express-Checkout", () => new URL("./express-checkout-text-de.txt", import.meta.url)],
  fr: ["Paiement express", () => new URL("./express-checkout-text-fr.txt", import.meta.url)],
  nl: ["Snel afrekenen", () => new URL("./express-checkout-text-nl.txt", import.meta.url)],
  it: ["Checkout rapido", () => new URL("./express-checkout-text-it.txt", import.meta.url)],
  es: ["Pago exprés", () => new URL("./express-checkout-text-es.txt", import.meta.url)],
  pl: ["Szybkie zakupy", () => new URL("./express-checkout-text-pl.txt", import.meta.url)],
  cs: ["Expresní pokladna", () => new URL("./express-checkout-text-cs.txt", import.meta.url)],
  pt: ["Checkout rápido", () => new URL("./express-checkout-text-pt.txt", import.meta.url)],
  sv: ["Expresskassa", () => new URL("./express-checkout-text-sv.txt", import.meta.url)],
  da: ["Ekspresbetaling", () => new URL("./express-checkout-text-da.txt", import.meta.url)],
  fi: ["Pikakassa", () => new URL("./express-checkout-text-fi.txt", import.meta.url)],
  nb: ["Ekspresskasse", () => new URL("./express-checkout-text-nb.txt", import.meta.url)],
  hu: ["Expressz pénztár", () => new URL("./express-checkout-text-hu.txt", import.meta.url)],
  ro: ["Finalizare rapidă", () => new URL("./express-checkout-text-ro.txt", import.meta.url)],
  el: ["Γρήγορη αγορά", () => new URL("./express-checkout-text-el.txt", import.meta.url)],
  tr: ["Hızlı ödeme", () => new URL("./express-checkout-text-tr.txt", import.meta.url)],
  uk: ["Швидке оформлення", () => new URL("./express-checkout-text-uk.txt", import.meta.url)],
  ja: ["エクスプレスチェックアウト", () => new URL("./express-checkout-text-ja.txt", import.meta.url)],
  ko: ["빠른 결제", () => new URL("./express-checkout-text-ko.txt", import.meta.url)],
  "zh-Hans": ["快速结账", () => new URL("./express-checkout-text-zh-hans.txt", import.meta.url)],
  ar: ["الدفع السريع", () => new URL("./express-checkout-text-ar.txt", import.meta.url)],
  he: ["קופה מהירה", () => new URL("./express-checkout-text-he.txt", import.meta.url)],
};

// The loader's words in English, by their names in `messages`. The first lines of a file are in the same order.
const WORDS = {
  expressCheckout: "Express Checkout",
  orderSent: "Your order was sent. Please check your e-mail before you order again.",
  paymentOpen: "Your payment is not finished, and nothing was ordered yet.",
  toCheckout: "Continue to checkout",
  useCheckout: "Please use the regular checkout.",
  tryAgain: "Try again",
  failedMethods: "Express Checkout could not be loaded. Nothing was ordered.",
};

const RIGHT_TO_LEFT = /Adlm|Arab|Hebr|Nkoo|Rohg|Syrc|Thaa/;

// How long the buttons wait for a file, in milliseconds. Without it the texts are English until it comes.
const PATIENCE = 1000;

// By the name of the language: the lines of its file, and a promise that ends when the element need not wait for them.
const files = { __proto__: null };

// Called with the name of a language when its lines have come.
let came;
export const onTexts = (called) => { came = called; };

// The lines of a file. Its first line names the language and the number of texts: a server may answer with another page.
async function read(name, options) {
  const response = await fetch(place(LANGUAGES[name][1]()), options);
  const [head, ...lines] = (await response.text()).split("\n");
  if (!response.ok || head.trim() !== `express-checkout ${name} ${lines.length}`) throw new Error(`no texts for ${name}`);
  files[name].lines = lines;
  came(name);
}

function request(name) {
  const file = files[name] = {};
  // The second request bypasses the cache, which may have a spoiled copy.
  const lines = new Promise(afterFrame).then(() => read(name)).catch(() => read(name, { cache: "reload" }));
  const end = lines.catch(({ message }) => { file.failed = true; console.warn("express-checkout:", message); });
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  file.ready = Promise.race([late, end]).then(() => { file.late = true; });
  return file;
}

// Files that did not come are asked for again.
export function forget() {
  for (const name in files) if (files[name].failed) delete files[name];
}

// By the text of a page: asking the browser takes longer than all else here, and a page may have many elements.
const tags = { __proto__: null };
const likely = { __proto__: null };

// A well-formed tag with a language of two or three letters, or undefined.
function tagOf(text) {
  // Most need no look at the browser's tables, which takes 8 ms before the first frame. Only those know that "UK" means "GB".
  if (!text || /^[a-z]{2}(-(?!UK)[A-Z]{2})?$/.test(text)) return text;
  if (text in tags) return tags[text];
  tags[text] = undefined;
  try {
    tags[text] = Intl.getCanonicalLocales(text.trim().replace(/_/g, "-")).find((tag) => /^[a-z]{2,3}(-|$)/.test(tag));
  } catch { /* It is no tag. */ }
  return tags[text];
}

// The language of a tag, and its likely script, or any with the same direction. The languages with a file are written in one direction
// in all countries.
function likelyOf(tag) {
  const language = tag.replace(/-..$/, "");
  if (language !== "en" && !(language in LANGUAGES)) return new Intl.Locale(tag).maximize();
  return { language, script: /ar|he/.test(language) ? "Arab" : "" };
}

// The language of the page around a node, also outside of the shadow root that the node is in.
function around(node) {
  const near = node.closest("[lang]");
  const { host } = node.getRootNode();
  return near?.lang || (host && !near ? around(host) : "");
}

// The language of an element: `tag` is the wanted one, `lang` the one of what is shown.
export function languageOf(element, messages) {
  const tag = tagOf(element.getAttribute("locale")) || tagOf(around(element)) || tagOf(navigator.language) || "en";
  const { language, script } = likely[tag] ??= likelyOf(tag);
  const name = { no: "nb", nn: "nb", zh: `zh-${script}` }[language] ?? language;
  const known = LANGUAGES[name];
  const file = known && (files[name] ?? request(name));
  // Texts that are English, because there are no others, are marked as English.
  const own = language === "en" || file && (file.lines || !file.late) || Object.keys(messages ?? {}).length;
  const word = (key) => {
    const given = messages?.[key];
    if (typeof given === "string") return given;
    return file?.lines?.[Object.keys(WORDS).indexOf(key)] ?? (key === "expressCheckout" && known?.[0] || WORDS[key]);
  };
  return {
    tag, name, word, lines: file?.lines, ready: file?.ready,
    lang: !own ? "en" : language === "nn" && name === "nb" ? "nb" : tag,
    dir: own && RIGHT_TO_LEFT.test(script) ? "rtl" : "ltr",
    // The address of the file, for `diagnose()`.
    url: known && place(known[1]()),
  };
}
