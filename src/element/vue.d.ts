// The markup of <express-checkout> in Vue 3. Import it once: import "express-checkout/vue". That also loads the element.

import type { HTMLAttributes, ReservedProps } from "vue";
import type {
  ExpressCheckout,
  ExpressCheckoutAttributes,
  ExpressCheckoutEventMap,
  ExpressCheckoutListener,
  ExpressCheckoutProperties,
} from "./express-checkout.js";

export * from "./express-checkout.js";

/** `ec-complete` as `EcComplete`, the name that Vue gives a listener. */
type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Pascal<Rest>}`
  : Capitalize<Name>;

/** The props of `<express-checkout>`: `@ec-complete` in a template, `onEcComplete` or `onEc-complete` in JSX. */
export type ExpressCheckoutProps = Omit<HTMLAttributes, keyof ExpressCheckoutProperties> &
  ReservedProps &
  ExpressCheckoutProperties & {
    [Name in keyof ExpressCheckoutAttributes]?: ExpressCheckoutAttributes[Name] | undefined;
  } & {
    [Name in keyof ExpressCheckoutEventMap as `on${Pascal<Name> | Capitalize<Name>}`]?:
      | ExpressCheckoutListener<Name>
      | undefined;
  };

declare module "vue" {
  // For templates.
  interface GlobalComponents {
    "express-checkout": new () => ExpressCheckout & { $props: ExpressCheckoutProps };
  }
  // For JSX.
  interface IntrinsicElementAttributes {
    "express-checkout": ExpressCheckoutProps;
  }
}
