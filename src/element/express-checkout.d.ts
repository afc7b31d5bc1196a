// Types of <express-checkout>. Amounts are whole minor units (cents for EUR), beside their currency. A number of Glue's that
// JavaScript cannot hold exactly (beyond Number.MAX_SAFE_INTEGER, or a fraction) arrives as a string with its digits.

/** Defined as `<express-checkout>` by loading the module. */
export declare class ExpressCheckout extends HTMLElement {
  /**
   * Brings a provider along, for a payment method key (`payone-paypal-express`) or for an `appPaymentMethodKey`. A later
   * provider of the same key replaces an earlier one. Register before the element is in the page, or right after this
   * module is loaded.
   */
  static registerProvider(key: string, provider: Provider): void;

  /** Present for a logged-in customer, absent for a guest. A function is called for each request, and again after a 401. */
  accessToken: AccessToken | undefined;
  /** The guest's id. Comes before the attribute `anonymous-id`. */
  anonymousId: string | undefined;
  /**
   * The customer's security code, for shops with multi-factor log-ins, or a function that gives it. Asked for when the shop
   * wants one; without it the review asks the shopper.
   */
  mfaCode: MfaCode | undefined;
  /** In whose name a payment starts while nothing is known of the buyer. Never sent to `/checkout`. */
  guestQuote: GuestQuote | undefined;
  /** Other texts than ours, by their names. What stands in braces is filled in. */
  messages: Partial<Record<MessageName, string>> | undefined;

  /** The cart's address state; only fields with a value. What is set counts as the shopper's own words. */
  get addresses(): Addresses | null;
  set addresses(addresses: Addresses | null | undefined);
  /** What the shop offered last; null while that is not known. */
  readonly cart: Cart | null;
  /** Where the checkout stands. */
  readonly state: State;

  /** Reads the cart again. Call it after the page changed the cart. */
  reload(): void;
  /** Cancels the attempt under way, as far as it can be cancelled: not while an order is placed or its outcome unknown. */
  cancel(): void;
  /**
   * Does what the order button does; while the total is being calculated, as soon as it has come out as it was shown. After
   * `prefilled`, continues with the review.
   */
  placeOrder(): void;
  /** Puts back what the pre-fill changed, in the address state and in the page's form. */
  undoPrefill(): void;
  /** What about this page stands in the way, and how to change it. */
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

/** The element's attributes, all as text; a Boolean attribute counts when it is there. */
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

/** Where the element stands. */
export type ExpressPage = "pdp" | "cart" | "minicart" | "checkout";

/** A security code, or a function that gives one or a promise of one; nothing where the page has none. */
export type MfaCode = string | (() => string | undefined | Promise<string | undefined>);

/** The token itself, or where to get it. */
export type AccessToken = string | (() => string | Promise<string>);

/** A placeholder for a buyer of whom nothing is known. What is left out has a default of ours. */
export interface GuestQuote {
  firstName?: string;
  lastName?: string;
  email?: string;
  /** The billing country: two capital letters. */
  iso2Code?: string;
}

/** Where the checkout stands. */
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

/** An address, by the names that Glue uses. Glue has no field for `state`: it is ordered with the city or in the third line. */
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

/** A field of the address that a shipment has of its own, counted from 0: `shipments.1.shippingAddress.zipCode`. */
export type ShipmentAddressPath = `shipments.${number}.shippingAddress.${keyof Address}`;

/** Where a value came from, and why the shopper should look at it. */
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

/** Minor units. Null is what Glue has not calculated. */
export interface Totals {
  subtotal: number | null;
  /** What is taken off, as a positive number. */
  discountTotal: number | null;
  shipmentTotal: number | null;
  /** What else the shop charges, such as the fee of a threshold. */
  fees: number | null;
  /** The tax. */
  taxTotal: number | null;
  /** Whether the other lines contain the tax; if not, it comes on top of them. */
  taxIncluded: boolean;
  /** What gift cards cover. */
  giftCards: number | null;
  /** What is left to pay. */
  grandTotal: number;
  currency: string;
}

/** A way to ship. */
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
  /** The method that the total was calculated with. */
  selected: number | null;
}

/** A threshold of the shop that the cart misses. */
export interface Threshold {
  /** Spryker's key, such as `hard-minimum-threshold`. With a hard one nothing can be ordered. */
  type: string;
  /** The shop's sentence for the shopper. */
  message: string | null;
  /** Minor units between the items and the threshold. */
  deltaWithSubtotal: number | null;
}

/** What the shop offered last. */
export interface Cart {
  id: string;
  totals: Totals;
  shipments: Shipment[];
  thresholds: Threshold[];
}

/** How every event names a payment method. */
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
  /** What the order still needs. */
  missing: AddressPath[];
}

/** `ec-address-change` */
export interface AddressChangeDetail {
  path: AddressPath | ShipmentAddressPath;
  value: string;
}

/** `ec-shipping-method-change` */
export interface ShippingMethodChangeDetail {
  /** Which shipment, counted from 0. */
  shipment: number;
  idShipmentMethod: number;
  totals: Totals;
}

/** `ec-confirm` */
export interface ConfirmDetail {
  amount: number;
  currency: string;
  /** Holds the order back until the promise settles; a rejection aborts. Call it in the listener itself, not later. */
  waitUntil(promise: Promise<unknown>): void;
}

/** `ec-order` */
export interface OrderDetail {
  /** Null when the shop ordered but could not say the reference. */
  orderReference: string | null;
  redirectUrl: string | null;
  isExternalRedirect: boolean | null;
}

/** `ec-cancel` */
export interface CancelDetail {
  /** The state that was left. */
  step: State;
  reason: "shopper" | "provider" | "not-approved" | "page" | "page-left" | "config-changed" | "total-changed" | "stale"
    | "elsewhere";
}

/** Where in the checkout something happened. */
export type Step = "setup" | "methods" | "payment" | "approval" | "customer" | "review" | "order" | "cancellation";

/** What went wrong there. */
export type Trouble =
  | "cart-gone" | "network" | "timeout" | "unreadable" | "unsuccessful" | "unauthorized" | "route-missing" | "throttled"
  | "server" | "refused" | "script" | "sdk" | "provider" | "data" | "origin" | "mismatch"
  | "declined" | "window" | "not-loaded" | "unconfirmed" | "unknown" | "nothing-to-pay" | "blocked" | "code-required";

/** `ec-error` */
export interface ErrorDetail {
  code: `${Step}-${Trouble}`;
  step: Step;
  /** Who must act. */
  actor: "shopper" | "integrator" | "backend";
  retryable: boolean;
  /** For the shopper, in the element's language. */
  message: string;
  /** For the developer: endpoint, status and codes. */
  detail: string;
  /** The shop's own sentences for the shopper why it refused, as plain text; empty as a rule. */
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
  /** Below `glue-url`, without a query. */
  path: string;
  /** 0 when there was no answer. */
  status: number;
  durationMs: number;
  step: "methods" | "payment" | "customer" | "review" | "order" | "cancellation";
  correlationId: string | null;
}

/** The element's events. All bubble and cross shadow roots. */
export interface ExpressCheckoutEventMap {
  "ec-ready": CustomEvent<MethodsDetail>;
  "ec-availability-change": CustomEvent<MethodsDetail>;
  /** Cancelable: `preventDefault()` and nothing opens. */
  "ec-click": CustomEvent<ClickDetail>;
  "ec-payment-start": CustomEvent<PaymentStartDetail>;
  /** Cancelable: `preventDefault()` leaves address state and form as they are. */
  "ec-prefill": CustomEvent<PrefillDetail>;
  "ec-address-change": CustomEvent<AddressChangeDetail>;
  "ec-shipping-method-change": CustomEvent<ShippingMethodChangeDetail>;
  /** Cancelable: `preventDefault()`, or a promise given to `waitUntil` that is rejected, and nothing is ordered. */
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

/** One thing that was looked at. */
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
  /** What to change; null when there is nothing to change. */
  fix: string | null;
}

/** `preOrderPaymentData`, whole, as the payment app gave it. */
export type PaymentData = { transactionId: string } & Record<string, unknown>;

/** What the provider's approval returned. Its texts go along with the payment's data; everything else is dropped. */
export type Approval = Record<string, unknown> | null | undefined | void;

/** A provider that the page brings along. It has `render`, or `authorize`, or both; `render` wins. */
export interface Provider {
  /** Whether it can be used here. Asked once the methods are known; a no takes the button away. */
  isEligible?(context: ProviderContext): boolean | Promise<boolean>;
  /** Draws a button of its own, in the page's own DOM. In its click it calls `context.start()`. */
  render?(container: HTMLElement, context: ProviderContext): void | Promise<void>;
  /**
   * Our button was clicked. Called within the click, so a window may be opened here; await the payment after that, never
   * before. What it returns says that the shopper approved. An `AbortError` says that they cancelled, any other error
   * that it failed. The functions of the context are for `render`: here, return or throw.
   */
  authorize?(payment: Promise<PaymentData>, context: ProviderContext): Approval | Promise<Approval>;
  /** The button goes: the element left the page, or the method is not offered any more. With the container of `render`. */
  destroy?(container?: HTMLElement): void;
}

/** What a provider is told, and how a button of its own speaks to the element. */
export interface ProviderContext extends MethodName {
  /** What is to pay, in minor units; kept up to date. The amount that counts is the payment's. */
  amount: number;
  currency: string;
  /** With an underscore: `de_DE`. */
  locale: string;
  expressPage: ExpressPage;
  /** `paymentServiceProviderData` of the payment method's configuration. */
  data: Record<string, unknown>;
  /** Aborted when the approval is over. For `authorize` only. */
  signal?: AbortSignal;
  /** Begins an attempt: asks the page (`ec-click`) and starts the payment. Rejected when that is not possible now. */
  start(): Promise<PaymentData>;
  /** The shopper approved. */
  approve(approval?: Approval): void;
  /** The shopper cancelled. */
  cancel(): void;
  /** It failed. */
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
