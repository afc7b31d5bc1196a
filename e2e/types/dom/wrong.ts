// Mistakes that the types must find. A line without its mistake does not compile.

import { ExpressCheckout } from "express-checkout";
import type { CancelReason, ErrorCode, ExpressCheckoutAttributes, Outcome, RequestStep, State, Step } from "express-checkout";

const element = document.createElement("express-checkout");

// @ts-expect-error a word that the attribute does not have
element.finish = "later";
// @ts-expect-error
element.theme = "drak";
// @ts-expect-error
element.disabled = "false";
// @ts-expect-error
element.cartID = "1";
// @ts-expect-error
element.shipmentMethod = true;
// @ts-expect-error
element.state = "ready";
// @ts-expect-error
element.cart = null;
// @ts-expect-error
element.messages = { placeOder: "Buy now" };
// @ts-expect-error
element.addresses = { customer: { mail: "ada@example.com" } };
// @ts-expect-error the element may have no such attribute
const text: string = element.cartId;
// @ts-expect-error
const attributes: ExpressCheckoutAttributes = { "glue-url": "/glue", cartid: "1" };
// @ts-expect-error glue-url is required
const without: ExpressCheckoutAttributes = { "cart-id": "1" };

// @ts-expect-error
element.addEventListener("ec-complete", (event) => event.detail.redirectUrl);
// @ts-expect-error
document.addEventListener("ec-complete", (event) => event.detail.redirectUrl);
// @ts-expect-error
window.addEventListener("ec-complete", (event) => event.detail.redirectUrl);
// @ts-expect-error
document.body.addEventListener("ec-order", (event) => event.detail.outcome);

// @ts-expect-error the shop's refusal of a cart has no event
const blocked: ErrorCode = "methods-blocked";
// @ts-expect-error
const impossible: ErrorCode = "cancellation-script";
// @ts-expect-error
const step: Step = "quote";
// @ts-expect-error
const request: RequestStep = "approval";
// @ts-expect-error
const state: State = "done";
// @ts-expect-error
const reason: CancelReason = "timeout";
// @ts-expect-error
const outcome: Outcome = "placed";

// @ts-expect-error
ExpressCheckout.registerProvider("acme-pay", { authorise: async () => ({}) });
// @ts-expect-error
ExpressCheckout.registerProvider("acme-pay", { render: 1 });
// @ts-expect-error
ExpressCheckout.registerProvider({ authorize: async () => ({}) });

export { attributes, blocked, impossible, outcome, reason, request, state, step, text, without };
