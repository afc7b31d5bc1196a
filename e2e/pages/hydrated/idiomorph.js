// A cart that a server renders. The page morphs it into what the server renders next.
import { Idiomorph } from "idiomorph";

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
export const render = (attributes, more = "") => {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`).join("");
  return `<main><h1>Cart</h1><express-checkout${written}><h2 slot="heading">Express</h2>${more}</express-checkout>`
    + `<p id="after">The page goes on.</p></main>`;
};

// The library may take the container of a provider's button for this node, because both are a `div`.
const consent = '<div slot="consent"><b id="consent">You agree to the terms.</b></div>';
export const hydrate = (target, attributes) => {
  Idiomorph.morph(target, render(attributes, consent), { morphStyle: "innerHTML" });
};
