// A cart in Vue's JSX. Every line is correct, but for the last ones.

import { ref } from "vue";
import "express-checkout/vue";
import type { ExpressCheckout } from "express-checkout/vue";

const checkout = ref<ExpressCheckout>();

export const cart = (cartId: string) => (
  <express-checkout
    ref={checkout}
    class="pay"
    glue-url="/glue"
    cartId={cartId}
    disabled={true}
    accessToken={async () => "token"}
    onEc-complete={(event) => event.detail.orderReference}
    onEcReady={(event) => event.detail.methods.length}
  />
);

export const wrong = [
  // @ts-expect-error
  <express-checkout finish="later" />,
  // @ts-expect-error
  <express-checkout onEcComplete={(event) => event.detail.redirectUrl} />,
];
