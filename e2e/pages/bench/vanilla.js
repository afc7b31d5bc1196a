// One payment button, written by hand: the same first frame as the element, one request and a window in the click, one line with
// the result. It does nothing else that the element does. The benchmark compares the others with it.
const STYLES = `
:host { display: block; }
.root { display: flex; font: 1rem/1.5 system-ui, sans-serif; }
button {
  box-sizing: border-box; flex: 1 1 15rem; display: inline-flex; align-items: center; justify-content: center; min-height: 3rem;
  padding: .5em 1.25em; border: 1px solid transparent; border-radius: .5rem; background: #1b1e24; color: #fff; font: inherit;
  font-weight: 600; line-height: 1.25; cursor: pointer;
}
button:hover { opacity: .88; }`;

class Vanilla extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    root.adoptedStyleSheets = [sheet];
    const row = document.createElement("div");
    row.className = "root";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Express Checkout";
    const result = document.createElement("p");
    button.onclick = async () => {
      const sent = fetch(`${this.getAttribute("glue-url")}/payments`, {
        method: "POST",
        headers: { "content-type": "application/vnd.api+json", "x-anonymous-customer-unique-id": this.getAttribute("anonymous-id") },
        body: JSON.stringify({ data: { type: "payments", attributes: { cartId: this.getAttribute("cart-id") } } }),
      });
      window.open("", "pay", "popup,width=480,height=720");
      const response = await sent;
      result.textContent = `${response.status}`;
    };
    row.append(button);
    root.append(row, result);
  }
}
customElements.define("vanilla-checkout", Vanilla);
