// The types of express-checkout-diagnose.js: import { diagnose } from "express-checkout/diagnose".

import type { Check } from "./express-checkout.js";

/** The report about one element, or about a page without an element. */
export interface PageReport {
  element: Element | null;
  checks: Check[];
}

/** Examines each element of the page, also when the element's own script does not load. Writes the reports to the console, too. */
export function diagnose(): Promise<PageReport[]>;
