// docs: page
import "express-checkout";

// Your server knows the shopper's cart: { glueUrl, cartId, anonymousId }.
const cart = await (await fetch("/api/cart")).json();

const checkout = document.createElement("express-checkout");
checkout.id = "checkout";
checkout.setAttribute("glue-url", cart.glueUrl);
checkout.setAttribute("cart-id", cart.cartId);
checkout.setAttribute("anonymous-id", cart.anonymousId);
checkout.setAttribute("checkout-url", "/checkout");
checkout.addEventListener("ec-complete", ({ detail }) => {
  if (detail.outcome !== "ordered") return;
  document.querySelector("[role=status]").textContent = `Thank you for your order ${detail.orderReference ?? ""}`;
});
document.querySelector("main").append(checkout);
// docs: end
