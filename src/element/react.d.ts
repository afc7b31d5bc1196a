// The markup of <express-checkout> in React 19. Import it once: import "express-checkout/react". That also loads the element.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type {
  ExpressCheckout,
  ExpressCheckoutEventMap,
  ExpressCheckoutListener,
  ExpressCheckoutMarkup,
} from "./express-checkout.js";

export * from "./express-checkout.js";

/** The props of `<express-checkout>`. */
export type ExpressCheckoutProps = DetailedHTMLProps<HTMLAttributes<ExpressCheckout>, ExpressCheckout> &
  ExpressCheckoutMarkup & {
    [Name in keyof ExpressCheckoutEventMap as `on${Name}Capture`]?: ExpressCheckoutListener<Name> | undefined;
  };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "express-checkout": ExpressCheckoutProps;
    }
  }
}
