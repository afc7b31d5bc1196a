// docs: page
import "express-checkout/react";
import { useState } from "react";

interface Cart {
  glueUrl: string;
  cartId: string;
  anonymousId: string;
}

export function CartPage({ cart }: { cart: Cart }) {
  const [order, setOrder] = useState<string | null>(null);

  return (
    <main>
      <h1>Cart</h1>
      <express-checkout
        id="checkout"
        glue-url={cart.glueUrl}
        cart-id={cart.cartId}
        anonymous-id={cart.anonymousId}
        checkout-url="/checkout"
        onec-complete={({ detail }) => detail.outcome === "ordered" && setOrder(detail.orderReference ?? "")}
      />
      {order !== null && <p role="status">Thank you for your order {order}</p>}
    </main>
  );
}
// docs: end
