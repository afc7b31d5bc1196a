// docs: client
"use client";

import "express-checkout";
import { useState } from "react";

export function Checkout({ cart }) {
  const [order, setOrder] = useState(null);

  return (
    <>
      <express-checkout
        id="checkout"
        glue-url={cart.glueUrl}
        cart-id={cart.cartId}
        anonymous-id={cart.anonymousId}
        checkout-url="/checkout"
        onec-complete={({ detail }) => detail.outcome === "ordered" && setOrder(detail.orderReference)}
      />
      {order && <p role="status">Thank you for your order {order}.</p>}
    </>
  );
}
// docs: end
