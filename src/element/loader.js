// The loader: the only script that a page names. It defines the element's class, shows a placeholder for the first button at once,
// loads the module, and repeats a click on the placeholder on the module's button. After a crash of the module it starts a new
// instance once; after a second crash it shows a link to the shop's checkout. The files that
// it imports are small helpers; what a shopper does is handled in Rust.
// On a server, where there is no DOM, importing this file does nothing.

import STYLES from "../../styles/element.css";
import { askEarly, early, forgetEarly } from "./express-checkout-early.js";
import { BUILD, FILES, address, failed, script, scriptUrl } from "./express-checkout-files.js";
import { afterFrame, whenIdle } from "./express-checkout-idle.js";
import { keepKeys } from "./express-checkout-keys.js";
import { forget, languageOf, onTexts } from "./express-checkout-language.js";
import { checkoutLink, retryButton } from "./express-checkout-link.js";
import { keepPlaces, paintPlaces } from "./express-checkout-places.js";
import { onceElsewhere, watchPress } from "./express-checkout-press.js";
import { phaseOf } from "./express-checkout-record.js";

// Where pages are written.
const LOCAL = /^(localhost|127\..*|\[::1\]|)$/;
const ATTRIBUTES = [
  "glue-url", "cart-id", "anonymous-id", "methods", "finish", "form", "express-page", "return-url", "shipment-method",
  "locale", "store", "theme", "layout", "button-type", "customer-endpoint", "provider-origins", "checkout-url", "disabled",
];
// Texts of `disabled` that mean the opposite. The module has the same list.
const OFF = /^\s*(false|0|no|off|undefined|null|NaN)\s*$/i;
const PROPERTIES = ["accessToken", "anonymousId", "mfaCode", "guestQuote", "addresses", "messages"];

// How long the shopper waits for the files before the link to the shop's checkout is shown, in milliseconds. The files may still come.
const PATIENCE = 4000;
// How long a click on the placeholder is kept, in milliseconds. Browsers allow a window for about five seconds after a click.
const KEPT = 4500;
// The pause before loading is tried a second time, in milliseconds.
const PAUSE = 800;

const providers = new Map();
const elements = new Set();
const waiting = new Set();
let crashes = 0;
// The promise of the module, and the module that is in use.
let core;
let running;
let died;
let tryAgain;
let sheet;
let laterStyles = "";
// The files that only a click needs were asked for.
let prefetched;

// Loads the module. Several tries may be under way at a time; the first that succeeds is used.
async function begin() {
  const wasm = address("core");
  let file = address("glue");
  let module;
  try {
    const module_or_path = fetch(wasm); // Beside the script.
    module_or_path.catch(() => {});
    const exported = await script("glue");
    // Parcel copies the script without its exports.
    module = exported.life ? exported : globalThis[Symbol.for(BUILD)];
    if (module?.life.build !== BUILD) throw new Error("damaged, or of another version");
    file = wasm;
    if (!running) await module.default({ module_or_path });
  } catch (error) {
    throw new Error(`${file.split("/").pop()}: ${error?.message}`);
  }
  if (!running) {
    running = module;
    const started = module.started();
    module.life.address = address;
    module.life.came = () => { for (const element of elements) tryAgain(element); };
    module.life.died = () => died(started);
    for (const [key, provider] of providers) module.registerProvider(key, provider);
  }
  return running;
}

// Loads the module once for all elements of the page. After a failure the next call tries again.
function load() {
  if (crashes > 1) return Promise.reject(new Error("crashed twice"));
  core ??= begin().catch(() => {
    failed();
    return new Promise((done) => setTimeout(done, PAUSE)).then(begin);
  });
  core.catch(() => { core = undefined; });
  return core;
}

class ExpressCheckout extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = ATTRIBUTES;

  static registerProvider(key, provider) {
    providers.set(key, provider);
    running?.registerProvider(key, provider);
  }

  // The module has crashed and must not be called any more. Its locks are released. A new instance resumes the records. After a
  // second crash, the link to the shop's checkout stays.
  static #died(started) {
    const again = crashes++ === 0;
    failed();
    core = running = prefetched = undefined;
    for (const giveBack of started) giveBack();
    for (const element of elements) element.#handle = undefined;
    // The code that called the module is still running.
    queueMicrotask(() => { for (const element of elements) element.#recover(again); });
  }

  // The object for Rust: the element's properties, and functions of the loader.
  #properties = {
    scriptUrl,
    early: (key) => this.#waited ? early(key) : undefined,
    giveUp: (given) => {
      const news = given && this.#problem.hidden;
      if (given) this.#giveUp(true);
      else this.#problem.hidden = true;
      // The record of an earlier page cannot be resumed. A failed click is announced by the module.
      if (news && /^(failed|unknown)$/.test(this.state)) this.#report("the second module does not load");
      this.#show();
    },
    drawn: (shown) => {
      this.#shown = shown;
      keepPlaces(this, this.#mount);
      this.#show();
    },
    addStyles: (css) => {
      if (laterStyles !== css) sheet.replaceSync(STYLES + (laterStyles = css));
    },
  };
  #root;
  #heading;
  #placeholder;
  #mount;
  #problem;
  #handle;
  // What is shown in the element: the "placeholder", the content that the module has "drawn", or "nothing".
  #shown = "placeholder";
  // A press on the placeholder has begun and not ended.
  #pressed = false;
  // A click on the placeholder that waits for the module's buttons.
  #click;
  // The key of the first method that was offered.
  #first;
  #wanted = false;
  #planned = false;
  #late;
  #language;
  // Whether the shown problem has a button to try again.
  #retryable = false;
  #last = "";
  // An order was sent, and its outcome is not known here.
  #sent = false;
  // It has waited for the module, so that its first request may have been sent already. An element that comes later must not get an
  // answer that may be older than a change of the cart.
  #waited = false;
  #log;

  constructor() {
    super();
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
    }
    const shadow = this.attachShadow({ mode: "closed" });
    shadow.adoptedStyleSheets = [sheet];
    const make = (name, className, parent) => {
      const node = document.createElement(name);
      node.className = className;
      parent.append(node);
      return node;
    };
    this.#root = make("div", "ec-root", shadow);
    // The heading's slot exists from the first frame, so that the button below it does not move.
    (this.#heading = make("slot", "", this.#root)).name = "heading";
    this.#problem = make("p", "problem", this.#root);
    this.#problem.part = "notice";
    this.#problem.role = "alert";
    this.#problem.hidden = true;
    this.#placeholder = make("button", "button placeholder", this.#root);
    this.#placeholder.type = "button";
    this.#placeholder.part = "button";
    this.#placeholder.setAttribute("aria-busy", "true");
    watchPress(this.#placeholder, (pressed, clicked) => {
      this.#pressed = pressed;
      if (clicked) this.#click = onceElsewhere(this, () => this.#forgetClick(), this.#click);
      if (clicked || !pressed) this.#show();
    });
    this.#mount = make("div", "ec-mount", this.#root);
    // Properties that were set before the element was defined are on the instance, and would hide the accessors.
    for (const name of Object.keys(this)) {
      if (name in ExpressCheckout.prototype) {
        const value = this[name];
        delete this[name];
        if (name !== "state" && name !== "cart") this[name] = value;
      }
    }
  }

  connectedCallback() {
    elements.add(this);
    this.#paint();
    this.#plan();
  }

  disconnectedCallback() {
    // A move within the page disconnects and connects in one task. An element that is not connected after that was removed.
    setTimeout(() => {
      if (this.isConnected) return;
      elements.delete(this);
      this.#drop();
    });
  }

  attributeChangedCallback() {
    this.#plan();
  }

  // Adds the listeners. They are not needed before the first frame.
  #listen() {
    if (this.#log) return;
    // The last events, for `diagnose()`.
    this.#log = [];
    keepKeys(this.#root);
    // When the pointer or the focus is at a button, the second module will probably be needed.
    this.#wanted = this.matches(":hover,:focus-within");
    for (const name of ["pointerenter", "touchstart", "focusin"]) {
      this.addEventListener(name, () => {
        this.#wanted = true;
        this.#handle?.prepare();
      }, { once: true, passive: true });
    }
    for (const name of ["ec-state-change", "ec-error", "ec-ready", "ec-availability-change"]) {
      this.addEventListener(name, (event) => {
        if (event.target !== this) return;
        this.#log = [...this.#log.slice(-30), event];
        this.#last = event.detail?.to ?? this.#last;
        if (name !== "ec-ready") return;
        this.#first = event.detail?.methods?.find(({ available }) => available)?.key;
        this.#prefetch();
      }, true); // Before the page's listeners, which may stop the event.
    }
  }

  // Attributes and properties often change together: they are read once, after all changes.
  #plan() {
    if (this.#planned) return;
    this.#planned = true;
    afterFrame(() => { this.#planned = false; if (this.isConnected) this.#update(); });
  }

  #update() {
    this.#listen();
    this.#paint();
    if (!globalThis.WebAssembly) return this.#giveUp(false);
    clearTimeout(this.#late);
    this.#late = setTimeout(() => this.#fail("no answer in time"), PATIENCE);
    waiting.add(this);
    ExpressCheckout.#load();
    this.#waited = !running && crashes < 2;
    if (this.#waited) askEarly(this, this.#properties.anonymousId, this.accessToken, this.#language.tag);
  }

  // Only the list holds the elements that wait, so that a removed one is freed before the module has come.
  static #load() {
    const end = (called) => {
      for (const element of waiting) {
        clearTimeout(element.#late);
        setTimeout(() => called(element)); // A task for each, so that the page is never blocked for long.
      }
      waiting.clear();
    };
    // The file of the language is usually there before the module.
    const begin = (element, module) => module === running && (element.#language.ready?.then(() => module === running && element.#begin(module)) ?? element.#begin(module));
    load().then((module) => end((element) => begin(element, module)), ({ message }) => end((element) => element.#fail(message)));
  }

  #begin(module) {
    if (!this.isConnected || this.#planned) return;
    this.#dress();
    this.#handle ??= new module.Handle(this, this.#mount, this.#properties);
    this.#say(this.#handle.update());
    setTimeout(() => { this.#waited = false; });
    if (this.#wanted) this.#handle?.prepare();
  }

  // Nothing that a click needs should be fetched after it.
  #prefetch() {
    if (prefetched || navigator.connection?.saveData) return;
    prefetched = true;
    whenIdle(this, () => { for (const element of elements) if (element.#handle) return element.#handle.prepare(); });
  }

  // The module is not there. It may still come; then its buttons replace the link.
  #fail(detail) {
    if (this.#handle || !this.#problem.hidden || !this.isConnected) return;
    console.error("express-checkout: loading failed:", detail);
    this.#giveUp(crashes < 2);
    this.#report(detail);
  }

  #report(detail) {
    const retryable = crashes < 2;
    const error = { code: "methods-not-loaded", step: "methods", actor: "integrator", retryable, detail, reasons: [], correlationId: null };
    error.message = this.#problem.firstChild.data.trim();
    this.dispatchEvent(new CustomEvent("ec-error", { bubbles: true, composed: true, detail: error }));
  }

  #paint() {
    this.#dress();
    this.#properties.places = paintPlaces(this, this.#placeholder);
    this.#show();
  }

  // Sets the classes for theme and layout, and the language.
  #dress() {
    const { tag, lang, dir, lines, word: text } = this.#language = languageOf(this, this.#properties.messages);
    Object.assign(this.#properties, { language: tag, texts: lines });
    this.#placeholder.textContent = text("expressCheckout");
    const word = (name, words) => words.find((known) => known === this.getAttribute(name)) ?? words[0];
    Object.assign(this.#root, { lang, dir, className: `ec-root ${word("theme", ["system", "light", "dark"])} ${word("layout", ["auto", "rows", "columns"])}` });
  }

  #forgetClick() {
    this.#click?.abort();
    this.#click = undefined;
  }

  // Shows the placeholder or what the module has drawn, and repeats a click on the placeholder on the first button.
  #show() {
    const drawn = this.#shown !== "placeholder";
    const waits = !drawn || this.#pressed && !this.#placeholder.hidden;
    const focused = this.#root.getRootNode().activeElement === this.#placeholder;
    // Last time there was no button.
    const nothing = !drawn && this.#properties.places === 0;
    this.#heading.hidden = nothing || this.#shown === "nothing";
    // Without content it has no ground.
    this.#root.toggleAttribute("data-none", this.#heading.hidden && this.#problem.hidden);
    this.#placeholder.hidden = !waits || nothing || !this.#problem.hidden;
    this.#mount.hidden = drawn && !this.#placeholder.hidden;
    const button = drawn ? this.#mount.querySelector("button[data-key]") : null;
    // A click that started nothing is forgotten, so that it does not open a window later.
    const click = drawn || !this.#problem.hidden ? this.#click : undefined;
    // Only the shopper can click a provider's own button. Where that is the first one, it is not guessed that another one was meant.
    const meant = click && performance.now() < click.at + KEPT && button?.dataset.key === this.#first;
    if (meant || focused && this.#placeholder.hidden) button?.focus();
    if (click) this.#forgetClick();
    // In a task of its own, because the module may be drawing now.
    if (meant) setTimeout(() => button?.click());
  }

  // Shows a mistake in the settings to developers. Shoppers cannot mend it, so they see the way to the shop's checkout.
  #say(problem) {
    if (problem) for (const line of problem.split("\n")) console.error(line);
    // The shopper goes on reading about their order.
    if (problem && /^(placing|placed|unknown)$/.test(this.state)) return;
    const { word } = this.#language;
    const shown = problem && !LOCAL.test(location.hostname) ? word("failedMethods") : problem;
    this.#problem.textContent = shown ? shown + "\n" : "";
    this.#problem.hidden = !problem;
    if (problem && !this.#linkCheckout() && shown !== problem) this.#problem.append(word("useCheckout"));
    this.#show();
  }

  // Adds the link to the shop's own checkout. False if the page does not name it.
  #linkCheckout(quiet) {
    const link = checkoutLink(this.getAttribute("checkout-url"), this.#language.word("toCheckout"), quiet);
    if (link) this.#problem.append(link);
    return !!link;
  }

  #drop() {
    forgetEarly();
    waiting.delete(this);
    clearTimeout(this.#late);
    // A removed element forgets the click that waits, so that it does not open a window when the element is put back.
    this.#forgetClick();
    const handle = this.#handle;
    this.#handle = undefined;
    handle?.leave();
    handle?.free();
  }

  #recover(again) {
    this.#handle = undefined;
    const fresh = this.#mount.cloneNode(false);
    this.#mount.replaceWith(fresh);
    this.#mount = fresh;
    this.#shown = "placeholder";
    this.#giveUp(false);
    if (again) this.#plan();
  }

  // Shows the link to the shop's own checkout in place of the buttons, and a button to try again if that can help.
  #giveUp(retry) {
    this.#retryable = retry;
    this.#dress();
    const { word } = this.#language;
    this.#problem.hidden = false;
    this.#problem.textContent = "";
    this.#show();
    const phase = phaseOf(this.getAttribute("cart-id") ?? "");
    this.#sent = /^(placing|placed|unknown)$/.test(this.#last) || /^(placing|ordered|complete)$/.test(phase);
    // The order was sent, so the shopper must not be asked to order again. After its confirmation the cart may be a new one.
    if (this.#sent) {
      this.#problem.append(word("orderSent"), " ");
      if (phase === "complete") this.#linkCheckout();
      return;
    }
    // An earlier page has started a payment. The link alone would lead to a second one.
    const started = /^(starting|away)$/.test(phase);
    this.#problem.append(word(started ? "paymentOpen" : "failedMethods"), " ");
    const link = () => this.#linkCheckout(started) || this.#problem.append(word("useCheckout"));
    if (!started) link();
    if (retry) this.#problem.append(" ", retryButton(word("tryAgain"), () => this.#retry(), !started), " ");
    if (started) link();
  }

  // The texts may come after the module, or after the element has given up.
  #translate(name) {
    if (this.#language?.name !== name) return;
    if (this.#handle) this.#plan();
    else if (this.#problem.hidden) this.#dress();
    else this.#giveUp(this.#retryable);
  }

  #retry() {
    this.#problem.hidden = true;
    this.#show();
    if (this.#handle) return this.#handle.reload();
    // A request without an answer must not hold up the next one.
    if (!running) core = undefined;
    forget();
    forgetEarly();
    failed();
    this.#plan();
  }

  get state() {
    const state = this.#handle?.state() ?? "loading";
    if (state !== "loading" || this.#problem.hidden) return state;
    return this.#sent ? "unknown" : "failed";
  }
  get cart() { return this.#handle?.cart() ?? null; }
  get anonymousId() { return this.#properties.anonymousId ?? this.getAttribute("anonymous-id"); }
  get addresses() { return this.#handle?.addresses() ?? this.#properties.addresses ?? null; }

  reload() {
    // The cart has changed: an answer that is on its way may be older.
    forgetEarly();
    this.#handle?.reload();
  }
  cancel() { this.#handle?.cancel(); }
  placeOrder() { this.#handle?.placeOrder(); }
  undoPrefill() { this.#handle?.undoPrefill(); }
  async diagnose() {
    const late = new Promise((_, fail) => setTimeout(fail, 1e4, new Error("express-checkout-doctor.js does not load")));
    const exported = await Promise.race([script("doctor"), late]).catch((error) => { failed(); throw error; });
    const { report } = exported.report ? exported : globalThis[Symbol.for("express-checkout-doctor")];
    return report(this, this.#properties, this.#handle?.dialect(), { root: this.#root, files: [...Object.keys(FILES).map(address), this.#language.url].filter(Boolean), providers, log: this.#log ?? [] });
  }

  static {
    died = (started) => this.#died(started);
    onTexts((name) => { for (const element of elements) element.#translate(name); });
    tryAgain = (element) => { if (/^(ready|failed)$/.test(element.#handle?.state())) element.#retry(); };
    const own = (name) => Object.getOwnPropertyDescriptor(this.prototype, name)?.get;
    const define = (name, get, set) => {
      Object.defineProperty(this.prototype, name, { __proto__: null, get, set, configurable: true, enumerable: true });
    };
    for (const name of PROPERTIES) {
      const get = own(name) ?? function () { return this.#properties[name]; };
      define(name, get, function (value) {
        // A guest's id may be a number, and a token a promise.
        this.#properties[name] = typeof value === "number" ? String(value) : value?.then ? () => value : value;
        // For `diagnose()`, because the module takes addresses over.
        this.#properties[name + "Type"] = typeof value;
        this.#plan();
      });
    }
    // Each attribute is a property too, by its name in camel case.
    for (const name of ATTRIBUTES) {
      const property = name.replace(/-./g, (part) => part[1].toUpperCase());
      if (own(property)) continue;
      if (name === "disabled") {
        define(property, function () { return this.hasAttribute(name) && !OFF.test(this.getAttribute(name)); },
          function (value) { this.toggleAttribute(name, !!value && !OFF.test(value)); });
      } else {
        define(property, function () { return this.getAttribute(name); },
          function (value) { if (value == null) this.removeAttribute(name); else this.setAttribute(name, value); });
      }
    }
  }
}

// All copies of this script on a page share one class, and so one list of providers.
const defined = globalThis.customElements?.get("express-checkout");
if (defined) console.warn("express-checkout: the element is defined already; this script is skipped");
else globalThis.customElements?.define("express-checkout", ExpressCheckout);

const exported = defined ?? ExpressCheckout;
export { exported as ExpressCheckout };
