// docs: page
import "express-checkout";
import { useState } from "react";

export function CartPage({ cart }) {
  const [order, setOrder] = useState(null);

  return (
    <main>
      <h1>Cart</h1>
      <express-checkout
        id="checkout"
        glue-url={cart.glueUrl}
        cart-id={cart.cartId}
        anonymous-id={cart.anonymousId}
        checkout-url="/checkout"
        onec-complete={({ detail }) => detail.outcome === "ordered" && setOrder(detail.orderReference)}
      />
      {order && <p role="status">Thank you for your order {order}.</p>}
    </main>
  );
}
// docs: end
