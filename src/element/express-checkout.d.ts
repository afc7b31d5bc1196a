// Types of <express-checkout>. Amounts are whole minor units (cents for EUR), with a separate currency. A number from Glue that
// JavaScript cannot represent exactly (above Number.MAX_SAFE_INTEGER, or a fraction) is a string with its digits.

/** The class of `<express-checkout>`. Loading the module defines the element. */
export declare class ExpressCheckout extends HTMLElement {
  /**
   * Registers a provider for a payment method key (`payone-paypal-express`) or for an `appPaymentMethodKey`. A later provider
   * with the same key replaces an earlier one. Register it before the element is in the page, or right after this module is
   * loaded.
   */
  static registerProvider(key: string, provider: Provider): void;

  /** The token of a logged-in customer; not set for a guest. A function is called for each request, and again after a 401. */
  accessToken: AccessToken | undefined;
  /** The guest's id. It overrides the attribute `anonymous-id`. */
  anonymousId: string | undefined;
  /**
   * The customer's security code, for shops with multi-factor log-ins, or a function that returns it. It is used when the shop
   * wants a code. Without it, the review asks the shopper.
   */
  mfaCode: MfaCode | undefined;
  /** The placeholder buyer for the start of a guest's payment. It is never sent to `/checkout`. */
  guestQuote: GuestQuote | undefined;
  /** The page's own texts, by name. They replace the element's texts. Names in braces are replaced by values. */
  messages: Partial<Record<MessageName, string>> | undefined;

  /** The cart's address state; only fields with a value. Values that the page sets count as typed by the shopper. */
  get addresses(): Addresses | null;
  set addresses(addresses: Addresses | null | undefined);
  /** The shop's last offer; null before the first one. */
  readonly cart: Cart | null;
  /** The state of the checkout. */
  readonly state: State;

  /** Reads the cart again. Call it after the page changed the cart. */
  reload(): void;
  /** Cancels the attempt. Does nothing while an order is being placed or its outcome is unknown. */
  cancel(): void;
  /**
   * Places the order, as the order button does. While the total is being calculated, the order waits and is placed if the total is
   * unchanged. After `prefilled`, this shows the review.
   */
  placeOrder(): void;
  /** Undoes the pre-fill, in the address state and in the page's form. */
  undoPrefill(): void;
  /** Finds out why express checkout does not work on this page, and how to correct it. */
  diagnose(): Promise<Report>;

  addEventListener<K extends keyof ExpressCheckoutEventMap>(
    type: K,
    listener: (this: ExpressCheckout, event: ExpressCheckoutEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: ExpressCheckout, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof ExpressCheckoutEventMap>(
    type: K,
    listener: (this: ExpressCheckout, event: ExpressCheckoutEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: ExpressCheckout, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** The element's attributes, all as text. A Boolean attribute is true when it is present. */
export interface ExpressCheckoutAttributes {
  "glue-url": string;
  "cart-id": string;
  "anonymous-id"?: string;
  "methods"?: string;
  "finish"?: "review" | "prefill" | "order";
  "form"?: string;
  "express-page"?: ExpressPage;
  "return-url"?: string;
  "shipment-method"?: string;
  "locale"?: string;
  "store"?: string;
  "theme"?: "auto" | "light" | "dark";
  "layout"?: "auto" | "rows" | "columns";
  "button-type"?: "pay" | "buy" | "checkout" | "plain";
  "customer-endpoint"?: "auto" | "payment-customers" | "payment-customer";
  "provider-origins"?: string;
  "checkout-url"?: string;
  "nonce"?: string;
  "disabled"?: "" | boolean;
}

/** The kind of page that contains the element. */
export type ExpressPage = "pdp" | "cart" | "minicart" | "checkout";

/** A security code, or a function that returns one or a promise of one; nothing if the page has none. */
export type MfaCode = string | (() => string | undefined | Promise<string | undefined>);

/** The token itself, or a function that returns it. */
export type AccessToken = string | (() => string | Promise<string>);

/** A placeholder for a buyer whose data are not known yet. Each missing member has a default. */
export interface GuestQuote {
  firstName?: string;
  lastName?: string;
  email?: string;
  /** The billing country: two capital letters. */
  iso2Code?: string;
}

/** The state of the checkout. */
export type State =
  | "loading"
  | "unavailable"
  | "ready"
  | "starting"
  | "awaiting-approval"
  | "fetching-customer"
  | "review"
  | "placing"
  | "placed"
  | "unknown"
  | "cancelling"
  | "failed";

/** The buyer. */
export interface Customer {
  salutation?: string;
  firstName?: string;
  lastName?: string;
  email?: string;
  phone?: string;
}

/** An address, with Glue's names. Glue has no field for `state`: the order has it with the city or in the third line. */
export interface Address {
  salutation?: string;
  firstName?: string;
  lastName?: string;
  company?: string;
  /** The street. */
  address1?: string;
  /** The house number. */
  address2?: string;
  address3?: string;
  zipCode?: string;
  city?: string;
  state?: string;
  /** The country: two capital letters. */
  iso2Code?: string;
  phone?: string;
}

/** The cart's address state. */
export interface Addresses {
  customer?: Customer;
  billingAddress?: Address;
  shippingAddress?: Address;
}

/** A field of the address state: `shippingAddress.zipCode`. */
export type AddressPath =
  | `customer.${keyof Customer}`
  | `billingAddress.${keyof Address}`
  | `shippingAddress.${keyof Address}`;

/** A field of a shipment's own address, with the shipment's number from 0: `shipments.1.shippingAddress.zipCode`. */
export type ShipmentAddressPath = `shipments.${number}.shippingAddress.${keyof Address}`;

/** Where a value came from, and why the shopper should check it. */
export interface Provenance {
  source: "shopper" | "account" | "psp" | "derived";
  check:
    | "street-split"
    | "street-whole"
    | "name-split"
    | "name-whole"
    | "company-recognised"
    | "country-recognised"
    | "unusual"
    | "copied"
    | null;
}

/** Minor units. Null if Glue has not calculated the line. */
export interface Totals {
  subtotal: number | null;
  /** The discount, as a positive number. */
  discountTotal: number | null;
  shipmentTotal: number | null;
  /** Other fees of the shop, such as the fee of a threshold. */
  fees: number | null;
  /** The tax. */
  taxTotal: number | null;
  /** Whether the other lines include the tax. If not, it is added to them. */
  taxIncluded: boolean;
  /** The amount that gift cards pay. */
  giftCards: number | null;
  /** The amount to pay. */
  grandTotal: number;
  currency: string;
}

/** A shipping method. */
export interface ShipmentMethod {
  idShipmentMethod: number;
  name: string;
  carrierName: string;
  /** Minor units of the cart's currency. */
  price: number | null;
}

/** Items that are shipped together. */
export interface Shipment {
  /** Glue's item ids. */
  items: string[];
  methods: ShipmentMethod[];
  /** The method that the total includes. */
  selected: number | null;
}

/** A threshold of the shop that the cart does not meet. */
export interface Threshold {
  /** Spryker's key, such as `hard-minimum-threshold`. A hard threshold prevents the order. */
  type: string;
  /** The shop's message for the shopper. */
  message: string | null;
  /** The difference between the subtotal and the threshold, in minor units. */
  deltaWithSubtotal: number | null;
}

/** The shop's last offer. */
export interface Cart {
  id: string;
  totals: Totals;
  shipments: Shipment[];
  thresholds: Threshold[];
}

/** A payment method, as in every event. */
export interface MethodName {
  /** Spryker's payment method key: `payone-paypal-express`. */
  key: string;
  /** `paymentProviderName` */
  provider: string;
  /** `paymentMethodName` */
  method: string;
}

/** A payment method, and whether it works here. */
export interface Method extends MethodName {
  available: boolean;
}

/** `ec-ready`, `ec-availability-change` */
export interface MethodsDetail {
  methods: Method[];
}

/** `ec-click` */
export interface ClickDetail extends MethodName {
  expressPage: ExpressPage;
}

/** `ec-payment-start` */
export interface PaymentStartDetail extends MethodName {
  transactionId: string;
  amount: number;
  currency: string;
}

/** `ec-prefill` */
export interface PrefillDetail extends Required<Addresses> {
  provenance: Partial<Record<AddressPath, Provenance>>;
  /** The fields that the order still needs. */
  missing: AddressPath[];
}

/** `ec-address-change` */
export interface AddressChangeDetail {
  path: AddressPath | ShipmentAddressPath;
  value: string;
}

/** `ec-shipping-method-change` */
export interface ShippingMethodChangeDetail {
  /** The number of the shipment, from 0. */
  shipment: number;
  idShipmentMethod: number;
  totals: Totals;
}

/** `ec-confirm` */
export interface ConfirmDetail {
  amount: number;
  currency: string;
  /** Delays the order until the promise settles. A rejection refuses the order. Call it in the listener itself, not later. */
  waitUntil(promise: Promise<unknown>): void;
}

/** `ec-order` */
export interface OrderDetail {
  /** Null if the order exists but its reference is unknown. */
  orderReference: string | null;
  redirectUrl: string | null;
  isExternalRedirect: boolean | null;
}

/** `ec-cancel` */
export interface CancelDetail {
  /** The state in which it was cancelled. */
  step: State;
  reason: "shopper" | "provider" | "not-approved" | "page" | "page-left" | "config-changed" | "total-changed" | "stale"
    | "elsewhere";
}

/** The step of the checkout. */
export type Step = "setup" | "methods" | "payment" | "approval" | "customer" | "review" | "order" | "cancellation";

/** The cause of a failure. */
export type Trouble =
  | "cart-gone" | "network" | "timeout" | "unreadable" | "unsuccessful" | "unauthorized" | "route-missing" | "throttled"
  | "server" | "refused" | "script" | "sdk" | "provider" | "data" | "origin" | "mismatch"
  | "declined" | "window" | "removed" | "empty" | "conflict" | "not-loaded" | "unconfirmed" | "unknown" | "nothing-to-pay" | "blocked" | "code-required";

/** `ec-error` */
export interface ErrorDetail {
  code: `${Step}-${Trouble}`;
  step: Step;
  /** Who must act. */
  actor: "shopper" | "integrator" | "backend";
  retryable: boolean;
  /** The message for the shopper, in the element's language. */
  message: string;
  /** The detail for the developer: endpoint, status and codes. */
  detail: string;
  /** The shop's own reasons for a refusal, as plain text for the shopper; usually empty. */
  reasons: string[];
  correlationId: string | null;
}

/** `ec-complete` */
export interface CompleteDetail {
  outcome: "ordered" | "prefilled" | "cancelled" | "failed" | "unknown";
  orderReference: string | null;
  correlationId: string;
}

/** `ec-state-change` */
export interface StateChangeDetail {
  from: State;
  to: State;
}

/** `ec-request` */
export interface RequestDetail {
  method: "GET" | "POST";
  /** The path below `glue-url`, without its query. */
  path: string;
  /** The HTTP status; 0 without an answer. */
  status: number;
  durationMs: number;
  step: "methods" | "payment" | "customer" | "review" | "order" | "cancellation";
  correlationId: string | null;
}

/** The element's events. All bubble and cross shadow roots. */
export interface ExpressCheckoutEventMap {
  "ec-ready": CustomEvent<MethodsDetail>;
  "ec-availability-change": CustomEvent<MethodsDetail>;
  /** Cancelable: `preventDefault()` stops the click, and no payment starts. */
  "ec-click": CustomEvent<ClickDetail>;
  "ec-payment-start": CustomEvent<PaymentStartDetail>;
  /** Cancelable: `preventDefault()` keeps the address state and the form as they are. */
  "ec-prefill": CustomEvent<PrefillDetail>;
  "ec-address-change": CustomEvent<AddressChangeDetail>;
  "ec-shipping-method-change": CustomEvent<ShippingMethodChangeDetail>;
  /** Cancelable: `preventDefault()` refuses the order, and so does a rejected promise in `waitUntil`. */
  "ec-confirm": CustomEvent<ConfirmDetail>;
  "ec-order": CustomEvent<OrderDetail>;
  "ec-cancel": CustomEvent<CancelDetail>;
  "ec-error": CustomEvent<ErrorDetail>;
  "ec-complete": CustomEvent<CompleteDetail>;
  "ec-state-change": CustomEvent<StateChangeDetail>;
  "ec-request": CustomEvent<RequestDetail>;
}

/** The answer of `diagnose()`. */
export interface Report {
  checks: Check[];
}

/** One check. */
export interface Check {
  name:
    | "secure-context"
    | "opener"
    | "frame"
    | "shadow-ancestor"
    | "trusted-types"
    | "glue"
    | "content-security-policy"
    | "dialect";
  ok: boolean;
  detail: string;
  /** How to correct it; null if nothing is wrong. */
  fix: string | null;
}

/** The complete `preOrderPaymentData` of the payment app. */
export type PaymentData = { transactionId: string } & Record<string, unknown>;

/** The data that the provider's approval returned. Texts are added to the payment's data; everything else is dropped. */
export type Approval = Record<string, unknown> | null | undefined | void;

/** A provider that the page registers. It has `render` or `authorize`. If it has both, `render` is used. */
export interface Provider {
  /** Whether it can be used here. Called after the methods are known; false removes the button. */
  isEligible?(context: ProviderContext): boolean | Promise<boolean>;
  /** Draws its own button, in the page's own DOM. In its click it calls `context.start()`. */
  render?(container: HTMLElement, context: ProviderContext): void | Promise<void>;
  /**
   * Called when our button is clicked. It runs within the click, so it may open a window. Await the payment only after that. A
   * returned value means that the shopper approved, an `AbortError` that they cancelled, any other error that it failed. Return
   * or throw here; the reporting functions of the context are for `render`.
   */
  authorize?(payment: Promise<PaymentData>, context: ProviderContext): Approval | Promise<Approval>;
  /** Called when the button is removed, with the container of `render`. */
  destroy?(container?: HTMLElement): void;
}

/** The data for a provider, and the functions by which its own button talks to the element. */
export interface ProviderContext extends MethodName {
  /** The amount to pay, in minor units; kept up to date. The payment itself has the amount that is charged. */
  amount: number;
  currency: string;
  /** The language with an underscore, such as `de_DE`. */
  locale: string;
  expressPage: ExpressPage;
  /** `paymentServiceProviderData` of the payment method's configuration. */
  data: Record<string, unknown>;
  /** Aborted when the approval has ended. For `authorize` only. */
  signal?: AbortSignal;
  /** Begins an attempt: asks the page (`ec-click`) and starts the payment. Rejects if that is not possible now. */
  start(): Promise<PaymentData>;
  /** Reports that the shopper approved. */
  approve(approval?: Approval): void;
  /** Reports that the shopper cancelled. */
  cancel(): void;
  /** Reports that the approval failed. */
  fail(): void;
}

/** The names of all texts. */
export type MessageName =
  | "payWith" | "buyWith" | "checkoutWith" | "loading" | "finishAt" | "takenTo" | "closeWindow" | "finishedQuestion" | "finished"
  | "cancel" | "fetching" | "cancelling" | "reviewHeading" | "notOrderedYet" | "prefilled" | "undo" | "customerHeading"
  | "shippingHeading" | "billingHeading" | "billingSame" | "savedAddress" | "otherAddress" | "salutation" | "chooseSalutation"
  | "noSalutation" | "mr" | "ms" | "mrs" | "dr" | "firstName" | "lastName" | "email" | "phone" | "company" | "address1" | "address2"
  | "address3" | "zipCode" | "zipCodeUs" | "zipCodeIn" | "zipCodeIe" | "zipCodeBr" | "city" | "state" | "federalState"
  | "province" | "county" | "prefecture" | "country" | "chooseCountry" | "optional" | "fillIn" | "required" | "cityFlaw"
  | "emailFlaw" | "countryFlaw" | "countryForeign" | "flaw" | "checkStreetSplit" | "checkStreetWhole" | "checkName" | "checkNameWhole"
  | "checkCountry" | "checkUnusual" | "checkCopied" | "shippingMethod" | "shipment" | "moreItems" | "shipTo" | "shipToCommon" | "subtotal" | "discount" | "shippingCosts" | "fees" | "taxOnTop" | "thresholdMissed" | "onlyPickUp" | "tax" | "giftCards"
  | "total" | "updating" | "placeOrder" | "placing" | "placed" | "placedReference" | "placedMail" | "unknown"
  | "unknownOrdered" | "unknownReference" | "verifying" | "askShop" | "checkAgain" | "shopReference" | "tryAgain" | "startOver"
  | "pleaseWait" | "toCheckout" | "useCheckout" | "noticeCancelled" | "noticeInterrupted" | "noticeElsewhere" | "noticeApproveAgain" | "noticeCartChanged"
  | "noticeTotalChanged" | "noticePriceUnknown" | "noticeCustomerUnavailable" | "noticeMissing" | "noticeNoShipment"
  | "noticeNotConfirmed" | "noticeOrderRefused" | "noticeLogInAgain" | "noticeUpdateFailed" | "noticeOrderRefusedBecause" | "noticeBlocked" | "noticeCodeNeeded" | "securityCode" | "sendCode"
  | "codeSent" | "codeNotSent" | "codeWrong" | "failedNothingToPay" | "noticeNotOrdered" | "failedSetup"
  | "failedMethods" | "failedCart" | "failedPayment" | "failedPaymentUnsure" | "failedApproval" | "failedDeclined" | "failedCustomer"
  | "failedCancellation";

declare global {
  interface HTMLElementTagNameMap {
    "express-checkout": ExpressCheckout;
  }
  interface HTMLElementEventMap extends ExpressCheckoutEventMap {}
}
