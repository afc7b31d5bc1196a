// A cart that a server renders and Vue hydrates.
import { createSSRApp, h } from "vue";
import { renderToString } from "vue/server-renderer";

const cart = (attributes) => createSSRApp(() => h("main", [
  h("h1", "Cart"),
  h("express-checkout", attributes, [h("h2", { slot: "heading" }, "Express")]),
  h("p", { id: "after" }, "The page goes on."),
]));

export const render = (attributes) => renderToString(cart(attributes));
export const hydrate = (target, attributes) => { cart(attributes).mount(target); };
