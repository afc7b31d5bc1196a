// Types of express-checkout-diagnose.js, which finds out why express checkout does not work, also when its script did not load.

import type { ExpressCheckout, Report } from "./express-checkout.js";

/** The report about one element. */
export interface ElementReport extends Report {
  /** Null if the page has no element. */
  element: ExpressCheckout | null;
}

/** Examines each element of the page, also in open shadow roots. Writes the reports to the console, and returns them. */
export declare function diagnose(): Promise<ElementReport[]>;
