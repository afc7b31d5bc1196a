import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { CartPage } from "./CartPage";

// Your server knows the shopper's cart: { glueUrl, cartId, anonymousId }.
const cart = await (await fetch("/api/cart")).json();

createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <CartPage cart={cart} />
  </StrictMode>,
);
