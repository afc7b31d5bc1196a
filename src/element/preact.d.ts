// The markup of <express-checkout> in Preact. Import it once: import "express-checkout/preact". That also loads the element.

import type { HTMLAttributes } from "preact";
import type {
  ExpressCheckout,
  ExpressCheckoutEventMap,
  ExpressCheckoutListener,
  ExpressCheckoutMarkup,
} from "./express-checkout.js";

export * from "./express-checkout.js";

/** The props of `<express-checkout>`. */
export type ExpressCheckoutProps = HTMLAttributes<ExpressCheckout> &
  ExpressCheckoutMarkup & {
    [Name in keyof ExpressCheckoutEventMap as `on${Name}Capture`]?: ExpressCheckoutListener<Name> | undefined;
  };

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "express-checkout": ExpressCheckoutProps;
    }
  }
}
