// Types of <express-checkout>. Amounts are whole minor units (cents for EUR), with a separate currency. A number from Glue that
// JavaScript cannot represent exactly (above Number.MAX_SAFE_INTEGER, or a fraction) is a string with its digits.
//
// The parts from "Generated" to "End" are made from the code of the element. For the markup of React, Preact, Vue and Svelte,
// import express-checkout/react, express-checkout/preact, express-checkout/vue or express-checkout/svelte.

/** The class of `<express-checkout>`. Loading the module defines the element. */
export declare class ExpressCheckout extends HTMLElement {
  /**
   * Registers a provider for a payment method key (`payone-paypal-express`) or for an `appPaymentMethodKey`. It may be
   * registered at any time. A later provider with the same key replaces an earlier one.
   */
  static registerProvider(key: string, provider: Provider): void;

  // Generated: accessors
  /**
   * Base URL of the Glue storefront API, absolute or relative to the page. Required. Reflects the attribute `glue-url`.
   */
  get glueUrl(): string | null;
  set glueUrl(value: string | null | undefined);
  /** The cart's UUID. Required. Reflects the attribute `cart-id`. */
  get cartId(): string | null;
  set cartId(value: string | null | undefined);
  /**
   * The guest's id, sent as X-Anonymous-Customer-Unique-Id. Required unless accessToken is set. Overrides the attribute
   * `anonymous-id`.
   */
  get anonymousId(): string | null;
  set anonymousId(value: string | null | undefined);
  /**
   * Payment method keys, separated by commas: which to show, in this order. Without it: all express methods, by Glue's
   * priority. Reflects the attribute `methods`.
   */
  get methods(): string | null;
  set methods(value: string | null | undefined);
  /**
   * How far the element goes: review and order show a summary with the order button; prefill fills the address state
   * and stops; order-at-once orders without a summary if nothing is missing and no country's law asks for an order
   * button. Reflects the attribute `finish`.
   */
  get finish(): Finish | null;
  set finish(value: Finish | null | undefined);
  /**
   * The id of a form in the page. It is filled by the autocomplete tokens of its fields. Reflects the attribute `form`.
   */
  get form(): string | null;
  set form(value: string | null | undefined);
  /**
   * The kind of page that contains the element. It is passed to providers and to ec-click. Reflects the attribute
   * `express-page`.
   */
  get expressPage(): ExpressPage | null;
  set expressPage(value: ExpressPage | null | undefined);
  /**
   * The page to which a redirecting provider returns the shopper; it must have the element for the same cart. Without
   * it: this page. Reflects the attribute `return-url`.
   */
  get returnUrl(): string | null;
  set returnUrl(value: string | null | undefined);
  /** Id of the shipment method to preselect. Without it: Glue's first. Reflects the attribute `shipment-method`. */
  get shipmentMethod(): string | null;
  set shipmentMethod(value: string | number | null | undefined);
  /**
   * BCP 47 tag of the texts. Without it: the nearest lang attribute, then the browser's language; unknown languages
   * become English. Reflects the attribute `locale`.
   */
  get locale(): string | null;
  set locale(value: string | null | undefined);
  /** Spryker store name, sent as the Store header. Reflects the attribute `store`. */
  get store(): string | null;
  set store(value: string | null | undefined);
  /** Colours. Reflects the attribute `theme`. */
  get theme(): Theme | null;
  set theme(value: Theme | null | undefined);
  /** How several buttons are arranged. Reflects the attribute `layout`. */
  get layout(): Layout | null;
  set layout(value: Layout | null | undefined);
  /** The label of the buttons. Reflects the attribute `button-type`. */
  get buttonType(): ButtonType | null;
  set buttonType(value: ButtonType | null | undefined);
  /**
   * The name of the shop's customer route. auto tries the plural, then the singular, and remembers the result. Reflects
   * the attribute `customer-endpoint`.
   */
  get customerEndpoint(): CustomerEndpoint | null;
  set customerEndpoint(value: CustomerEndpoint | null | undefined);
  /**
   * Origins, separated by spaces, that provider scripts and redirects may use beyond the built-in ones. Plain http on
   * loopback only. Reflects the attribute `provider-origins`.
   */
  get providerOrigins(): string | null;
  set providerOrigins(value: string | null | undefined);
  /**
   * The shop's normal checkout, offered when express checkout is not possible. Reflects the attribute `checkout-url`.
   */
  get checkoutUrl(): string | null;
  set checkoutUrl(value: string | null | undefined);
  /** Disables the buttons. Reflects the attribute `disabled`. */
  get disabled(): boolean;
  set disabled(value: boolean | null | undefined);
  // End

  /** The token of a logged-in customer; not set for a guest. A function is called for each request, and again after a 401. */
  accessToken: AccessToken | undefined;
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

/** The element's attributes. They are texts; a Boolean attribute is true when it is present. */
export interface ExpressCheckoutAttributes {
  // Generated: attributes
  /** Base URL of the Glue storefront API, absolute or relative to the page. Required. */
  "glue-url": string;
  /** The cart's UUID. Required. */
  "cart-id": string;
  /** The guest's id, sent as X-Anonymous-Customer-Unique-Id. Required unless accessToken is set. */
  "anonymous-id"?: string | undefined;
  /**
   * Payment method keys, separated by commas: which to show, in this order. Without it: all express methods, by Glue's
   * priority.
   */
  "methods"?: string | undefined;
  /**
   * How far the element goes: review and order show a summary with the order button; prefill fills the address state
   * and stops; order-at-once orders without a summary if nothing is missing and no country's law asks for an order
   * button.
   */
  "finish"?: Finish | undefined;
  /** The id of a form in the page. It is filled by the autocomplete tokens of its fields. */
  "form"?: string | undefined;
  /** The kind of page that contains the element. It is passed to providers and to ec-click. */
  "express-page"?: ExpressPage | undefined;
  /**
   * The page to which a redirecting provider returns the shopper; it must have the element for the same cart. Without
   * it: this page.
   */
  "return-url"?: string | undefined;
  /** Id of the shipment method to preselect. Without it: Glue's first. */
  "shipment-method"?: string | number | undefined;
  /**
   * BCP 47 tag of the texts. Without it: the nearest lang attribute, then the browser's language; unknown languages
   * become English.
   */
  "locale"?: string | undefined;
  /** Spryker store name, sent as the Store header. */
  "store"?: string | undefined;
  /** Colours. */
  "theme"?: Theme | undefined;
  /** How several buttons are arranged. */
  "layout"?: Layout | undefined;
  /** The label of the buttons. */
  "button-type"?: ButtonType | undefined;
  /** The name of the shop's customer route. auto tries the plural, then the singular, and remembers the result. */
  "customer-endpoint"?: CustomerEndpoint | undefined;
  /**
   * Origins, separated by spaces, that provider scripts and redirects may use beyond the built-in ones. Plain http on
   * loopback only.
   */
  "provider-origins"?: string | undefined;
  /** The shop's normal checkout, offered when express checkout is not possible. */
  "checkout-url"?: string | undefined;
  /** CSP nonce put on every script that the element adds. */
  "nonce"?: string | undefined;
  /** Disables the buttons. */
  "disabled"?: "" | boolean | undefined;
  // End
}

/** The properties that can be set, as templates of frameworks take them. */
export interface ExpressCheckoutProperties {
  // Generated: properties
  glueUrl?: string | null | undefined;
  cartId?: string | null | undefined;
  anonymousId?: string | null | undefined;
  methods?: string | null | undefined;
  finish?: Finish | null | undefined;
  form?: string | null | undefined;
  expressPage?: ExpressPage | null | undefined;
  returnUrl?: string | null | undefined;
  shipmentMethod?: string | number | null | undefined;
  locale?: string | null | undefined;
  store?: string | null | undefined;
  theme?: Theme | null | undefined;
  layout?: Layout | null | undefined;
  buttonType?: ButtonType | null | undefined;
  customerEndpoint?: CustomerEndpoint | null | undefined;
  providerOrigins?: string | null | undefined;
  checkoutUrl?: string | null | undefined;
  disabled?: boolean | null | undefined;
  // End
  accessToken?: AccessToken | undefined;
  mfaCode?: MfaCode | undefined;
  guestQuote?: GuestQuote | undefined;
  messages?: Partial<Record<MessageName, string>> | undefined;
  addresses?: Addresses | null | undefined;
}

/** The listeners in the markup of React, Preact and Svelte: `onec-complete`. */
export type ExpressCheckoutListeners = {
  [Name in keyof ExpressCheckoutEventMap as `on${Name}`]?: ExpressCheckoutListener<Name> | undefined;
};

/** A listener in markup. */
export type ExpressCheckoutListener<Name extends keyof ExpressCheckoutEventMap> = (
  event: ExpressCheckoutEventMap[Name] & { readonly currentTarget: ExpressCheckout },
) => unknown;

/** What the markup of React, Preact and Svelte may have: attributes, properties and listeners. */
export type ExpressCheckoutMarkup = {
  [Name in keyof ExpressCheckoutAttributes]?: ExpressCheckoutAttributes[Name] | undefined;
} & ExpressCheckoutProperties &
  ExpressCheckoutListeners;

// Generated: words
/** The words of the attribute `finish`. */
export type Finish = "review" | "prefill" | "order" | "order-at-once";

/** The words of the attribute `express-page`. */
export type ExpressPage = "cart" | "pdp" | "minicart" | "checkout";

/** The words of the attribute `theme`. */
export type Theme = "auto" | "light" | "dark";

/** The words of the attribute `layout`. */
export type Layout = "auto" | "rows" | "columns";

/** The words of the attribute `button-type`. */
export type ButtonType = "checkout" | "pay" | "buy" | "plain";

/** The words of the attribute `customer-endpoint`. */
export type CustomerEndpoint = "auto" | "payment-customers" | "payment-customer";
// End

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

// Generated: names
/** The state of the checkout. */
export type State =
  | "loading" | "unavailable" | "ready" | "failed" | "starting" | "awaiting-approval" | "fetching-customer" | "review"
  | "placing" | "placed" | "unknown" | "cancelling";

/** The step of the checkout at which something failed. */
export type Step = "methods" | "payment" | "approval" | "customer" | "review" | "order" | "cancellation";

/** The cause of a failure. */
export type Trouble =
  | "network" | "timeout" | "unreadable" | "unauthorized" | "route-missing" | "throttled" | "server" | "refused"
  | "cart-gone" | "code-required" | "not-loaded" | "unsuccessful" | "nothing-to-pay" | "script" | "sdk" | "provider"
  | "data" | "origin" | "mismatch" | "declined" | "window" | "removed" | "empty" | "conflict" | "unconfirmed"
  | "unknown";

/** Every code of `ec-error`: the step and the cause. */
export type ErrorCode =
  | "methods-network" | "methods-timeout" | "methods-unreadable" | "methods-unauthorized" | "methods-route-missing"
  | "methods-throttled" | "methods-server" | "methods-refused" | "methods-cart-gone" | "methods-code-required"
  | "methods-not-loaded" | "payment-network" | "payment-timeout" | "payment-unreadable" | "payment-unauthorized"
  | "payment-route-missing" | "payment-throttled" | "payment-server" | "payment-refused" | "payment-cart-gone"
  | "payment-code-required" | "payment-unsuccessful" | "payment-nothing-to-pay" | "approval-script" | "approval-sdk"
  | "approval-provider" | "approval-data" | "approval-origin" | "approval-mismatch" | "approval-declined"
  | "approval-window" | "approval-removed" | "approval-empty" | "approval-conflict" | "customer-network"
  | "customer-timeout" | "customer-unreadable" | "customer-unauthorized" | "customer-route-missing"
  | "customer-throttled" | "customer-server" | "customer-refused" | "customer-cart-gone" | "customer-code-required"
  | "customer-unsuccessful" | "review-network" | "review-timeout" | "review-unreadable" | "review-unauthorized"
  | "review-route-missing" | "review-throttled" | "review-server" | "review-refused" | "review-cart-gone"
  | "review-code-required" | "review-nothing-to-pay" | "order-network" | "order-timeout" | "order-unreadable"
  | "order-unauthorized" | "order-route-missing" | "order-throttled" | "order-server" | "order-refused"
  | "order-cart-gone" | "order-code-required" | "order-unconfirmed" | "order-unknown" | "cancellation-network"
  | "cancellation-timeout" | "cancellation-unreadable" | "cancellation-unauthorized" | "cancellation-route-missing"
  | "cancellation-throttled" | "cancellation-server" | "cancellation-refused" | "cancellation-cart-gone"
  | "cancellation-code-required" | "cancellation-unsuccessful";

/** Who must act after a failure. */
export type Actor = "shopper" | "integrator" | "backend";

/** Who cancelled, and why. */
export type CancelReason =
  | "shopper" | "provider" | "not-approved" | "page" | "page-left" | "config-changed" | "total-changed" | "stale"
  | "elsewhere";

/** How an attempt ended. */
export type Outcome = "ordered" | "prefilled" | "cancelled" | "failed" | "unknown";

/** The step of a request to Glue. `quote` is a price in a provider's sheet. */
export type RequestStep = "order" | "cancellation" | "review" | "methods" | "payment" | "customer";

/** Where a value of an address came from. */
export type AddressSource = "shopper" | "account" | "psp" | "derived";

/** Why the shopper should check a value of an address. */
export type AddressCheck =
  | "street-split" | "street-whole" | "name-split" | "name-whole" | "company-recognised" | "country-recognised"
  | "unusual" | "cut" | "copied";

/** The names of all texts. */
export type MessageName =
  | "expressCheckout" | "orderSent" | "paymentOpen" | "toCheckout" | "useCheckout" | "tryAgain" | "failedMethods"
  | "payWith" | "buyWith" | "checkoutWith" | "loading" | "finishAt" | "takenTo" | "connectingTo" | "closeWindow"
  | "finishedQuestion" | "finished" | "showWindow" | "notApprovedYet" | "cancel" | "fetching" | "cancelling"
  | "stepApprove" | "stepCheck" | "stepDone" | "reviewHeading" | "notOrderedYet" | "prefilled" | "undo" | "change"
  | "done" | "payHeading" | "payAnotherWay" | "itemCount" | "otherRecipient" | "customerHeading" | "shippingHeading"
  | "billingHeading" | "billingSame" | "billingKept" | "savedAddress" | "otherAddress" | "salutation"
  | "chooseSalutation" | "noSalutation" | "mr" | "ms" | "mrs" | "dr" | "firstName" | "lastName" | "email" | "phone"
  | "company" | "address1" | "address2" | "address3" | "zipCode" | "zipCodeUs" | "zipCodeIn" | "zipCodeIe"
  | "zipCodeBr" | "city" | "state" | "federalState" | "province" | "county" | "prefecture" | "country"
  | "chooseCountry" | "optional" | "fillIn" | "required" | "cityFlaw" | "emailFlaw" | "countryFlaw" | "countryForeign"
  | "flaw" | "checkStreetSplit" | "checkStreetWhole" | "checkName" | "checkNameWhole" | "checkCountry" | "checkUnusual"
  | "checkCut" | "checkCopied" | "shippingMethod" | "shipment" | "moreItems" | "shipTo" | "shipToCommon" | "subtotal"
  | "discount" | "shippingCosts" | "fees" | "taxOnTop" | "tax" | "giftCards" | "total" | "thresholdMissed"
  | "onlyPickUp" | "updating" | "placeOrder" | "placeOrderPlain" | "checkingTotal" | "placing" | "placed"
  | "placedReference" | "placedMail" | "placedTo" | "unknown" | "unknownOrdered" | "unknownReference" | "verifying"
  | "askShop" | "checkAgain" | "shopReference" | "pleaseWait" | "waitAMinute" | "startOver" | "noticeCancelled"
  | "noticeInterrupted" | "noticeElsewhere" | "payingHere" | "noticeApproveAgain" | "noticeCartChanged"
  | "noticeTotalChanged" | "noticeNewTotal" | "noticeDeliveryChanged" | "noticeDetailsChanged" | "noticePriceUnknown"
  | "noticeCustomerUnavailable" | "noticeMissing" | "missingFields" | "noticeNoShipment" | "noticeNotConfirmed"
  | "noticeOrderRefused" | "noticeLogInAgain" | "noticeOrderRefusedBecause" | "noticeBlocked" | "noticeCodeNeeded"
  | "securityCode" | "sendCode" | "codeSent" | "codeNotSent" | "codeWrong" | "noticeUpdateFailed" | "noticeNotOrdered"
  | "failedSetup" | "failedCart" | "failedPayment" | "failedPaymentUnsure" | "failedNothingToPay" | "failedApproval"
  | "failedDeclined" | "failedCustomer" | "failedCancellation";
// End

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
  source: AddressSource;
  check: AddressCheck | null;
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
  reason: CancelReason;
}

/** `ec-error` */
export interface ErrorDetail {
  code: ErrorCode;
  step: Step;
  /** Who must act. */
  actor: Actor;
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
  outcome: Outcome;
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
  step: RequestStep;
  correlationId: string | null;
}

/** The element's events. All bubble and cross shadow roots. */
export interface ExpressCheckoutEventMap {
  // Generated: events
  /** The methods are known. Sent once. */
  "ec-ready": CustomEvent<MethodsDetail>;
  /** The set of methods changed. */
  "ec-availability-change": CustomEvent<MethodsDetail>;
  /** The shopper clicked a button. Cancelable: preventDefault() stops the click, and no payment starts. */
  "ec-click": CustomEvent<ClickDetail>;
  /** The pre-order payment exists. */
  "ec-payment-start": CustomEvent<PaymentStartDetail>;
  /**
   * Before the address state is filled. Cancelable: preventDefault() keeps the address state and the form as they are.
   */
  "ec-prefill": CustomEvent<PrefillDetail>;
  /** The shopper edited a field. */
  "ec-address-change": CustomEvent<AddressChangeDetail>;
  /** The shopper chose a shipment method, and its total is known. */
  "ec-shipping-method-change": CustomEvent<ShippingMethodChangeDetail>;
  /**
   * Before the order is placed. Cancelable: preventDefault() refuses the order. waitUntil(promise) delays it, and a
   * rejection refuses it.
   */
  "ec-confirm": CustomEvent<ConfirmDetail>;
  /** The order exists. */
  "ec-order": CustomEvent<OrderDetail>;
  /** The shopper, the provider or the page cancelled. */
  "ec-cancel": CustomEvent<CancelDetail>;
  /** Something failed. */
  "ec-error": CustomEvent<ErrorDetail>;
  /** The attempt ended. Sent exactly once for each attempt. */
  "ec-complete": CustomEvent<CompleteDetail>;
  /** The state changed. */
  "ec-state-change": CustomEvent<StateChangeDetail>;
  /** A request to Glue was answered or failed. No personal data. */
  "ec-request": CustomEvent<RequestDetail>;
  // End
}

/** The answer of `diagnose()`. */
export interface Report {
  checks: Check[];
}

/** One check. */
export interface Check {
  name:
    | "script"
    | "files"
    | "webassembly"
    | "secure-context"
    | "opener"
    | "storage"
    | "element"
    | "shadow-ancestor"
    | "trusted-types"
    | "settings"
    | "checkout-url"
    | "form"
    | "access-token"
    | "glue"
    | "answer"
    | "providers"
    | "methods"
    | "paypal"
    | "frame"
    | "content-security-policy"
    | "dialect"
    | "last-error";
  /** Null if it was not checked; `detail` says why. */
  ok: boolean | null;
  detail: string;
  /** The line to change; null if nothing is known to be wrong. */
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

declare global {
  interface HTMLElementTagNameMap {
    "express-checkout": ExpressCheckout;
  }
  // The events bubble, and they cross shadow roots.
  interface HTMLElementEventMap extends ExpressCheckoutEventMap {}
  interface ShadowRootEventMap extends ExpressCheckoutEventMap {}
  interface DocumentEventMap extends ExpressCheckoutEventMap {}
  interface WindowEventMap extends ExpressCheckoutEventMap {}
}
