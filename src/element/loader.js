// The loader: the only script that a page names. It defines the element's class, shows a placeholder for the first button at once,
// loads the module, and repeats a click on the placeholder on the module's button. After a crash of the module it starts a new
// instance once; after a second crash it shows a link to the shop's checkout. Everything else is Rust.

import STYLES from "../../styles/element.css";

const ATTRIBUTES = [
  "glue-url", "cart-id", "anonymous-id", "methods", "finish", "form", "express-page", "return-url", "shipment-method",
  "locale", "store", "theme", "layout", "button-type", "customer-endpoint", "provider-origins", "checkout-url", "disabled",
];
// Events that may end a press.
const ENDS = ["pointerup", "pointercancel", "pointermove", "keyup", "blur"];
const PROPERTIES = ["accessToken", "anonymousId", "mfaCode", "guestQuote", "addresses", "messages"];

const providers = [];
const elements = new Set();
let generation = 0;
let core;
let died;
let sheet;
let laterStyles = "";

// How long after its touch a click may come, in milliseconds. Browsers wait for a second tap.
const CLICK_AFTER_TOUCH = 350;

// The address of a script is a Trusted Types sink. The policy is private to this file, and gets checked addresses only.
let policy;
function scriptUrl(url) {
  if (!globalThis.trustedTypes) return url;
  policy ??= trustedTypes.createPolicy("express-checkout", { createScriptURL: (url) => url });
  return policy.createScriptURL(url);
}

// Loads the module once for all elements of the page. After a failure the next call tries again.
function load() {
  if (generation > 1) return Promise.reject(new Error("crashed twice"));
  core ??= (async () => {
    const url = new URL("./express-checkout-core.js", import.meta.url);
    if (generation) url.searchParams.set("gen", generation);
    const module = await import(url);
    await module.default();
    const started = module.started();
    module.life.died = () => died(started);
    for (const provider of providers) module.registerProvider(...provider);
    return module;
  })();
  core.catch(() => { core = undefined; });
  return core;
}

class ExpressCheckout extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  static registerProvider(key, provider) {
    providers.push([key, provider]);
    core?.then((module) => module.registerProvider(key, provider));
  }

  // The module has crashed and must not be called any more. Its locks are released. A new instance resumes the records. After a
  // second crash, the link to the shop's checkout stays.
  static #died(started) {
    const again = generation++ === 0;
    core = undefined;
    for (const giveBack of started) giveBack();
    for (const element of elements) element.#handle = undefined;
    // The code that called the module is still running.
    queueMicrotask(() => { for (const element of elements) element.#recover(again); });
  }

  // The object for Rust: the element's properties, and functions of the loader.
  #properties = {
    scriptUrl,
    giveUp: (given) => {
      if (given === "placing") this.#last = given;
      if (given) this.#giveUp(true);
      else this.#problem.hidden = true;
      this.#show();
    },
    drawn: (shown) => {
      this.#shown = shown;
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
  // A click on the placeholder waits for the module's buttons.
  #clicked = false;
  #wanted = false;
  #planned = false;
  #last = "";

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
    this.#placeholder.textContent = "Express Checkout";
    this.#placeholder.setAttribute("aria-busy", "true");
    this.#watch();
    // When the pointer or the focus is at a button, the second module will probably be needed.
    for (const name of ["pointerenter", "touchstart", "focusin"]) {
      this.addEventListener(name, () => {
        this.#wanted = true;
        this.#handle?.prepare();
      }, { once: true, passive: true });
    }
    this.#mount = make("div", "ec-mount", this.#root);
    this.addEventListener("ec-state-change", (event) => { if (event.target === this) this.#last = event.detail?.to; });
    // Properties that were set before the element was defined are on the instance, and would hide the accessors.
    for (const name of [...PROPERTIES, "state", "cart"]) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        if (PROPERTIES.includes(name)) this[name] = value;
      }
    }
  }

  connectedCallback() {
    elements.add(this);
    this.#dress();
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

  // Attributes and properties often change together: they are read once, after all changes.
  #plan() {
    if (this.#planned) return;
    this.#planned = true;
    setTimeout(() => { this.#planned = false; if (this.isConnected) this.#update(); });
  }

  async #update() {
    let module;
    try {
      module = await load();
    } catch (error) {
      console.error("express-checkout: loading failed:", error.message);
      return this.#giveUp(generation < 2);
    }
    if (!this.isConnected || this.#planned) return;
    this.#dress();
    this.#handle ??= new module.Handle(this, this.#mount, this.#properties);
    this.#say(this.#handle.update());
    if (this.#wanted) this.#handle?.prepare();
  }

  // Sets the classes for theme and layout.
  #dress() {
    const word = (name, words) => words.find((known) => known === this.getAttribute(name)) ?? words[0];
    this.#root.className = `ec-root ${word("theme", ["system", "light", "dark"])} ${word("layout", ["auto", "rows", "columns"])}`;
  }

  // A press that begins on the placeholder must also end on it, because engines differ in what they click if the pressed node is
  // removed. So the module's buttons are shown after the end of the press.
  #watch() {
    let timer;
    const end = (wait) => {
      clearTimeout(timer);
      // The click of a press comes after its end.
      timer = setTimeout(() => {
        for (const name of ENDS) removeEventListener(name, ended, true);
        this.#pressed = false;
        this.#show();
      }, wait);
    };
    let kind;
    const ended = ({ type, key, target, pointerType, buttons }) => {
      const over = {
        pointerup: true,
        pointercancel: true,
        // The press ended outside of the window, without an event.
        pointermove: kind === "pointer" && !buttons,
        keyup: key === " ",
        // Without the focus, a key cannot click any more, but a pointer can. The focus may also just move within the page.
        blur: kind === "key" && target === globalThis,
      };
      if (over[type]) end(pointerType === "touch" ? CLICK_AFTER_TOUCH : 0);
    };
    const begin = (how) => {
      clearTimeout(timer);
      kind = how;
      this.#pressed = true;
      for (const name of ENDS) addEventListener(name, ended, true);
    };
    this.#placeholder.onpointerdown = (event) => { if (!event.button) begin("pointer"); };
    this.#placeholder.onkeydown = (event) => { if (event.key === " ") begin("key"); };
    this.#placeholder.onclick = () => {
      this.#clicked = true;
      end(0);
      this.#show();
    };
  }

  // Shows the placeholder or what the module has drawn, and repeats a click on the placeholder on the first button.
  #show() {
    const drawn = this.#shown !== "placeholder";
    const waits = !drawn || this.#pressed && !this.#placeholder.hidden;
    const focused = this.#root.getRootNode().activeElement === this.#placeholder;
    this.#heading.hidden = this.#shown === "nothing";
    this.#placeholder.hidden = !waits || !this.#problem.hidden;
    this.#mount.hidden = drawn && !this.#placeholder.hidden;
    const first = drawn ? this.#mount.querySelector("button[data-key]") : null;
    if (focused && this.#placeholder.hidden) first?.focus();
    // A click that started nothing is forgotten, so that it does not open a window later.
    const clicked = this.#clicked && (drawn || !this.#problem.hidden);
    if (clicked) {
      this.#clicked = false;
      first?.click();
    }
  }

  #say(problem) {
    if (problem) for (const line of problem.split("\n")) console.error(line);
    this.#problem.textContent = problem ?? "";
    this.#problem.hidden = !problem;
    this.#show();
  }

  #drop() {
    // A removed element forgets the click that waits, so that it does not open a window when the element is put back.
    this.#clicked = false;
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
    this.#problem.hidden = false;
    this.#problem.textContent = "";
    this.#show();
    const german = (this.closest("[lang]")?.lang || navigator.language).startsWith("de");
    const href = this.getAttribute("checkout-url");
    if (/^(placing|placed|unknown)$/.test(this.#last)) {
      // The order was sent, so the shopper must not be asked to order again.
      this.#problem.append(german
        ? "Ihre Bestellung wurde abgeschickt. Bitte sehen Sie in Ihren E-Mails nach, bevor Sie noch einmal bestellen."
        : "Your order was sent. Please check your e-mail before you order again.");
      return;
    }
    this.#problem.append(german ? "Express-Checkout ist gerade nicht möglich. " : "Express checkout is not possible right now. ");
    if (href && /^(?!(undefined|null|NaN)$)(https?:\/\/|[^:]*$)/i.test(href)) {
      const link = document.createElement("a");
      link.href = href;
      link.textContent = german ? "Weiter zur Kasse" : "Continue to checkout";
      this.#problem.append(link);
    } else {
      this.#problem.append(german ? "Bitte nutzen Sie die normale Kasse." : "Please use the shop's normal checkout.");
    }
    if (retry) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ec-retry";
      button.textContent = german ? "Erneut versuchen" : "Try again";
      button.onclick = () => {
        this.#problem.hidden = true;
        this.#show();
        if (this.#handle) this.#handle.reload();
        else this.#plan();
      };
      this.#problem.append(" ", button);
    }
  }

  get state() { return this.#handle?.state() ?? "loading"; }
  get cart() { return this.#handle?.cart() ?? null; }
  get addresses() { return this.#handle?.addresses() ?? this.#properties.addresses ?? null; }

  reload() { this.#handle?.reload(); }
  cancel() { this.#handle?.cancel(); }
  placeOrder() { this.#handle?.placeOrder(); }
  undoPrefill() { this.#handle?.undoPrefill(); }
  async diagnose() {
    const { report } = await import(new URL("./express-checkout-doctor.js", import.meta.url));
    return report(this, this.#properties, this.#handle?.dialect());
  }

  static {
    died = (started) => this.#died(started);
    for (const name of PROPERTIES) {
      const get = Object.getOwnPropertyDescriptor(this.prototype, name)?.get;
      Object.defineProperty(this.prototype, name, {
        __proto__: null,
        get: get ?? function () { return this.#properties[name]; },
        set(value) { this.#properties[name] = value; this.#plan(); },
        configurable: true,
        enumerable: true,
      });
    }
  }
}

if (customElements.get("express-checkout")) console.warn("express-checkout: the element is defined already; this script is skipped");
else customElements.define("express-checkout", ExpressCheckout);

export { ExpressCheckout };
