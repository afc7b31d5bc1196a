// A cart in Preact. Every line is correct.

import { createRef } from "preact";
import "express-checkout/preact";
import type { ExpressCheckout } from "express-checkout/preact";

const checkout = createRef<ExpressCheckout>();

export function Cart({ cartId, token }: { cartId: string; token?: () => Promise<string> }) {
  return (
    <section>
      <express-checkout
        ref={checkout}
        key={cartId}
        class="pay"
        glue-url="https://glue.shop.example"
        cart-id={cartId}
        anonymous-id="guest-1"
        finish="prefill"
        disabled={true}
        onec-complete={(event) => {
          const reference: string | null = event.detail.orderReference;
          event.currentTarget.reload();
          return reference;
        }}
        onec-confirm={(event) => event.detail.waitUntil(fetch("/consent"))}
        onec-readyCapture={(event) => event.detail.methods.length}
        onClick={(event) => event.currentTarget.state}
      >
        <h2 slot="heading">Express</h2>
      </express-checkout>
      <express-checkout
        glueUrl="/glue"
        cartId={cartId}
        accessToken={token}
        shipmentMethod={3}
        checkoutUrl={null}
        messages={{ placeOrder: "Buy now" }}
        addresses={{ customer: { email: "ada@example.com" } }}
        theme="dark"
        nonce="abc"
      />
    </section>
  );
}
