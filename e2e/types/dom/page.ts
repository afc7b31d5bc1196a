// What the page of a shop does with the element. Every line is correct.

import { ExpressCheckout } from "express-checkout";
import type {
  Address,
  CompleteDetail,
  ErrorCode,
  ExpressCheckoutAttributes,
  ExpressCheckoutEventMap,
  MessageName,
  State,
} from "express-checkout";

const element = document.createElement("express-checkout");
const found: ExpressCheckout | null = document.querySelector("express-checkout");

// Before or after the element is defined.
element.glueUrl = "https://glue.shop.example";
element.cartId = "1ce91011-8d60-59ef-9fe0-4493ef3628b2";
element.anonymousId = null;
element.accessToken = async () => "token";
element.mfaCode = async () => undefined;
element.guestQuote = { firstName: "Ada", iso2Code: "DE" };
element.messages = { placeOrder: "Buy now" };
element.addresses = { customer: { email: "ada@example.com" } };
element.finish = "prefill";
element.shipmentMethod = 3;
element.disabled = true;
element.checkoutUrl = undefined;
const finish: "review" | "prefill" | "order" | null = element.finish;
const shipmentMethod: string | null = element.shipmentMethod;
const disabled: boolean = element.disabled;
const total: number | undefined = element.cart?.totals.grandTotal;
const street: string | undefined = element.addresses?.shippingAddress?.address1;
const attributes: ExpressCheckoutAttributes = { "glue-url": "/glue", "cart-id": "1", disabled: "" };

// On the element.
element.addEventListener("ec-complete", (event) => {
  const outcome: "ordered" | "prefilled" | "cancelled" | "failed" | "unknown" = event.detail.outcome;
  return outcome;
});
element.addEventListener("ec-confirm", function (event) {
  event.detail.waitUntil(fetch("/consent"));
  this.cancel();
});

// The events bubble: on another element, in a shadow root, on the document, on the window.
const reference = (event: CustomEvent<CompleteDetail>): string | null => event.detail.orderReference;
document.body.addEventListener("ec-complete", reference);
element.attachShadow({ mode: "open" }).addEventListener("ec-complete", reference);
document.addEventListener("ec-complete", reference);
window.addEventListener("ec-complete", reference);
addEventListener("ec-complete", reference);
document.removeEventListener("ec-complete", reference);
document.addEventListener("ec-error", (event) => {
  switch (event.detail.code) {
    case "order-refused":
      return event.detail.reasons.join(" ");
    case "approval-window":
      return event.detail.detail;
    default:
      return event.detail.message;
  }
});

// Every state and code has a text. A new one does not compile before it has one.
const texts = {
  loading: 0, unavailable: 0, ready: 0, starting: 0, "awaiting-approval": 0, "fetching-customer": 0, review: 0,
  placing: 0, placed: 0, unknown: 0, cancelling: 0, failed: 0,
} satisfies Record<State, number>;
const known: ErrorCode = "methods-not-loaded";
const name: MessageName = "useCheckout";
const events: keyof ExpressCheckoutEventMap = "ec-availability-change";

// A provider of the page.
ExpressCheckout.registerProvider("acme-pay", {
  isEligible: ({ amount, currency }) => amount > 0 && currency === "EUR",
  async authorize(payment, context) {
    const { transactionId } = await payment;
    context.signal?.throwIfAborted();
    return { transactionId };
  },
});
const address: Address = { iso2Code: "DE" };
void element.diagnose().then((report) => report.checks.filter((check) => !check.ok));

export { address, attributes, disabled, events, finish, found, known, name, shipmentMethod, street, texts, total };
