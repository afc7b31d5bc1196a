// The markup of <express-checkout> in Svelte 5. Import it once: import "express-checkout/svelte". That also loads the element.

import type { HTMLAttributes } from "svelte/elements";
import type { ExpressCheckout, ExpressCheckoutMarkup } from "./express-checkout.js";

export * from "./express-checkout.js";

/** The props of `<express-checkout>`. */
export type ExpressCheckoutProps = HTMLAttributes<ExpressCheckout> & ExpressCheckoutMarkup;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "express-checkout": ExpressCheckoutProps;
  }
}
