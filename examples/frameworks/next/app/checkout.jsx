// docs: client
"use client";

import "express-checkout";
import { useEffect, useRef, useState } from "react";

export function Checkout({ cart }) {
  const checkout = useRef(null);
  const [order, setOrder] = useState(null);

  // Not as `onec-complete`: React adds no listener to a custom element that the server has rendered.
  useEffect(() => {
    const element = checkout.current;
    const complete = ({ detail }) => detail.outcome === "ordered" && setOrder(detail.orderReference ?? "");
    element.addEventListener("ec-complete", complete);
    return () => element.removeEventListener("ec-complete", complete);
  }, []);

  return (
    <>
      <express-checkout
        ref={checkout}
        id="checkout"
        glue-url={cart.glueUrl}
        cart-id={cart.cartId}
        anonymous-id={cart.anonymousId}
        checkout-url="/checkout"
      />
      {order !== null && <p role="status">Thank you for your order {order}</p>}
    </>
  );
}
// docs: end
