// A cart in React 19. Every line is correct.

import { useRef } from "react";
import "express-checkout/react";
import type { ExpressCheckout } from "express-checkout/react";

export function Cart({ cartId, token }: { cartId: string; token?: () => Promise<string> }) {
  const checkout = useRef<ExpressCheckout>(null);
  const busy = Math.random() > 2;
  return (
    <section>
      <express-checkout
        ref={checkout}
        key={cartId}
        className="pay"
        style={{ minHeight: 48 }}
        glue-url="https://glue.shop.example"
        cart-id={cartId}
        anonymous-id="guest-1"
        finish="prefill"
        disabled={busy}
        onec-complete={(event) => {
          const reference: string | null = event.detail.orderReference;
          event.currentTarget.reload();
          return reference;
        }}
        onec-confirm={async (event) => event.detail.waitUntil(fetch("/consent"))}
        onec-readyCapture={(event) => event.detail.methods.length}
        onClick={(event) => event.currentTarget.state}
      >
        <h2 slot="heading">Express</h2>
        <label slot="consent"><input type="checkbox" /> I agree</label>
      </express-checkout>
      <express-checkout
        glueUrl="/glue"
        cartId={cartId}
        accessToken={token}
        mfaCode={undefined}
        shipmentMethod={3}
        checkoutUrl={null}
        messages={{ placeOrder: "Buy now" }}
        guestQuote={{ iso2Code: "DE" }}
        addresses={{ customer: { email: "ada@example.com" } }}
        theme="dark"
        layout="rows"
        button-type="buy"
        nonce="abc"
      />
    </section>
  );
}
