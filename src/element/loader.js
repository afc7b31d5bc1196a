// The element's class, and the only script tag. It paints the button at once, loads the rest, keeps what happens before
// the rest is there, and stays in charge when the rest fails: after a crash it puts in a fresh instance once, and then a
// plain way on. Everything else is Rust.

const ATTRIBUTES = [
  "glue-url", "cart-id", "anonymous-id", "methods", "finish", "form", "express-page", "return-url", "shipment-method",
  "locale", "store", "theme", "layout", "button-type", "customer-endpoint", "provider-origins", "checkout-url", "disabled",
];
const PROPERTIES = ["accessToken", "anonymousId", "mfaCode", "guestQuote", "addresses", "messages"];

const providers = [];
const elements = new Set();
let generation = 0;
let core;
let died;
let sheet;

// A script's address is a Trusted Types sink. The one policy stays in here, where only checked addresses come to.
let policy;
function scriptUrl(url) {
  if (!globalThis.trustedTypes) return url;
  policy ??= trustedTypes.createPolicy("express-checkout", { createScriptURL: (url) => url });
  return policy.createScriptURL(url);
}

// Loads the module once for all elements of the page. A failure is forgotten, so that it can be tried again.
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
    sheet.replaceSync(module.styles());
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

  // Nothing of the module can be used any more. What it started is given back in its place. One fresh instance takes up what
  // was recorded; if that one dies too, the shop's own checkout is the way on.
  static #died(started) {
    const again = generation++ === 0;
    core = undefined;
    for (const giveBack of started) giveBack();
    for (const element of elements) element.#handle = undefined;
    // What called the module is still at work.
    queueMicrotask(() => { for (const element of elements) element.#recover(again); });
  }

  // What Rust sees of the element: its properties, and what it may ask of us.
  #properties = {
    scriptUrl,
    giveUp: (given) => {
      if (given === "placing") this.#last = given;
      if (given) this.#giveUp(true);
      else this.#problem.hidden = true;
    },
    set styles(css) { sheet.replaceSync(css); },
  };
  #root;
  #first;
  #others;
  #mount;
  #problem;
  #handle;
  #clicked = false;
  #wanted = false;
  #planned = false;
  #last = "";

  constructor() {
    super();
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(
        ":host{display:block}[hidden]{display:none!important}.ec-first{width:100%;min-height:var(--ec-height,48px);border:0;" +
        "border-radius:var(--ec-radius,8px);background:var(--ec-accent,#1c1c1e);color:var(--ec-accent-text,#fff);" +
        "font:600 1rem var(--ec-font,system-ui)}",
      );
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
    // There from the start, so that the button below does not jump.
    make("slot", "", this.#root).name = "heading";
    this.#problem = make("p", "ec-problem", this.#root);
    this.#problem.part = "notice";
    this.#problem.role = "alert";
    this.#problem.hidden = true;
    this.#first = make("button", "ec-first o0", this.#root);
    this.#first.type = "button";
    this.#first.part = "button";
    this.#first.textContent = "Express Checkout";
    this.#first.setAttribute("aria-busy", "true");
    this.#first.onclick = () => {
      const { key } = this.#first.dataset;
      if (this.#handle && key) this.#handle.click(key);
      else if (this.#handle) this.#handle.clickWhenReady();
      else this.#clicked = true;
    };
    this.#others = make("div", "buttons", this.#root);
    this.#others.onclick = (event) => {
      const key = event.target.closest("button")?.dataset.key;
      if (key) this.#handle?.click(key);
    };
    // Whoever reaches for a button will soon need what only an attempt needs.
    for (const name of ["pointerenter", "touchstart", "focusin"]) {
      this.addEventListener(name, () => {
        this.#wanted = true;
        this.#handle?.prepare();
      }, { once: true, passive: true });
    }
    this.#mount = make("div", "ec-mount", this.#root);
    this.addEventListener("ec-state-change", (event) => { if (event.target === this) this.#last = event.detail?.to; });
    // What was set before the element was defined lies on the instance and would hide the accessors.
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
    this.#plan();
  }

  disconnectedCallback() {
    // A move within the page disconnects and connects in one go; only what stays away has left.
    setTimeout(() => {
      if (this.isConnected) return;
      elements.delete(this);
      this.#drop();
    });
  }

  attributeChangedCallback() {
    this.#plan();
  }

  // Attributes and properties change in groups; they are read once.
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
    const word = (name, words) => words.find((known) => known === this.getAttribute(name)) ?? words[0];
    this.#root.className = `ec-root ${word("theme", ["system", "light", "dark"])} ${word("layout", ["auto", "rows", "columns"])}`;
    this.#handle ??= new module.Handle(this, this.#first, this.#others, this.#mount, this.#properties);
    this.#say(this.#handle.update());
    if (this.#wanted) this.#handle?.prepare();
    if (this.#clicked) {
      this.#clicked = false;
      this.#handle?.clickWhenReady();
    }
  }

  #say(problem) {
    if (problem) for (const line of problem.split("\n")) console.error(line);
    this.#problem.textContent = problem ?? "";
    this.#problem.hidden = !problem;
    if (problem) this.#first.hidden = true;
    else if (this.state === "loading") this.#first.hidden = false;
  }

  #drop() {
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
    this.#others.replaceChildren();
    this.#giveUp(false);
    if (again) this.#plan();
  }

  // No dead button: the shop's own checkout, and trying again where that can help.
  #giveUp(retry) {
    this.#first.hidden = true;
    this.#problem.hidden = false;
    this.#problem.textContent = "";
    const german = (this.closest("[lang]")?.lang || navigator.language).startsWith("de");
    const href = this.getAttribute("checkout-url");
    if (/^(placing|placed|unknown)$/.test(this.#last)) {
      // Sent to the shop already: a way to order again would be a lie.
      this.#problem.append(german
        ? "Ihre Bestellung wurde abgeschickt. Bitte sehen Sie in Ihren E-Mails nach, bevor Sie noch einmal bestellen."
        : "Your order was sent. Please check your e-mail before you order again.");
      return;
    }
    this.#problem.append(german ? "Express-Checkout ist gerade nicht möglich. " : "Express checkout is not possible right now. ");
    if (href && /^(https?:\/\/|[^:]*$)/i.test(href)) {
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
        this.#first.hidden = false;
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
