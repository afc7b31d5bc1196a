// A cart that a server renders and React hydrates.
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";

const Cart = ({ attributes }) => (
  <main>
    <h1>Cart</h1>
    <express-checkout {...attributes}><h2 slot="heading">Express</h2></express-checkout>
    <p id="after">The page goes on.</p>
  </main>
);

export const render = (attributes) => renderToString(<Cart attributes={attributes} />);
export const hydrate = (target, attributes) => { hydrateRoot(target, <Cart attributes={attributes} />); };
