//! The keys of all texts that the shopper can see. The files in `languages/` have them in the same order.

macro_rules! texts {
    ($($(#[$doc:meta])* $key:ident = $name:literal,)*) => {
        /// A text for the shopper.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Text {
            $($(#[$doc])* $key,)*
        }

        impl Text {
            /// All keys.
            pub const ALL: &[Self] = &[$(Self::$key),*];

            /// The key's name in the `messages` property. Stable.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$key => $name,)*
                }
            }
        }
    };
}

texts! {
    // The words of the loader; `express-checkout-language.js` has them in the same order.
    /// The name of the whole, and the label of the placeholder while the buttons are loading.
    ExpressCheckout = "expressCheckout",
    /// The element does not work any more after an order was sent.
    OrderSent = "orderSent",
    /// The element does not work, and an earlier page has started a payment.
    PaymentOpen = "paymentOpen",
    /// The link to the shop's checkout.
    ToCheckout = "toCheckout",
    /// The text if there is no such link.
    UseCheckout = "useCheckout",
    /// The button after a failure that can be tried again.
    TryAgain = "tryAgain",
    // The words of the first module. The loader has the first of them, too.
    /// The payment methods could not be loaded.
    FailedMethods = "failedMethods",
    /// The label of a button with `button-type="pay"`.
    PayWith = "payWith",
    /// The label of a button with `button-type="buy"`.
    BuyWith = "buyWith",
    /// The label of a button with `button-type="checkout"`.
    CheckoutWith = "checkoutWith",
    // All others are in the second module.
    /// The buttons are loading.
    Loading = "loading",
    /// The shopper is approving the payment in the provider's window.
    FinishAt = "finishAt",
    /// The browser is about to go to the provider's page.
    TakenTo = "takenTo",
    /// In the window that was opened for the provider, before its page comes.
    ConnectingTo = "connectingTo",
    /// The provider's window has returned to the shop and cannot close itself.
    CloseWindow = "closeWindow",
    /// Asks whether the shopper has finished, because the page cannot detect it.
    FinishedQuestion = "finishedQuestion",
    /// The button below that question.
    Finished = "finished",
    /// The button that brings the provider's window to the front.
    ShowWindow = "showWindow",
    /// The shopper says that they approved, and the shop says that they have not yet.
    NotApprovedYet = "notApprovedYet",
    /// The button that cancels.
    Cancel = "cancel",
    /// The shopper's details are being fetched from the provider.
    Fetching = "fetching",
    /// The payment is being cancelled.
    Cancelling = "cancelling",
    /// The first step of an attempt.
    StepApprove = "stepApprove",
    /// The second step of an attempt.
    StepCheck = "stepCheck",
    /// The last step of an attempt.
    StepDone = "stepDone",
    /// The heading of the review.
    ReviewHeading = "reviewHeading",
    /// The text above the order button.
    NotOrderedYet = "notOrderedYet",
    /// The addresses are filled in, with `finish="prefill"`.
    Prefilled = "prefilled",
    /// The button that undoes the pre-fill.
    Undo = "undo",
    /// The button that opens a row of the review.
    Change = "change",
    /// The button that closes it again.
    Done = "done",
    /// The heading of the row with the payment method.
    PayHeading = "payHeading",
    /// The button in that row.
    PayAnotherWay = "payAnotherWay",
    /// The summary of a long list of items.
    ItemCount = "itemCount",
    /// Opens the fields for another recipient.
    OtherRecipient = "otherRecipient",
    /// The heading of the buyer's fields.
    CustomerHeading = "customerHeading",
    /// The heading of the delivery address.
    ShippingHeading = "shippingHeading",
    /// The heading of the billing address.
    BillingHeading = "billingHeading",
    /// The checkbox below the delivery address.
    BillingSame = "billingSame",
    /// In the billing row, after an edit of the delivery address has separated the two.
    BillingKept = "billingKept",
    /// The label of the list of saved addresses.
    SavedAddress = "savedAddress",
    /// The option for an address that is not saved.
    OtherAddress = "otherAddress",
    /// A field's label.
    Salutation = "salutation",
    /// The option before a salutation is chosen.
    ChooseSalutation = "chooseSalutation",
    /// `n/a`
    NoSalutation = "noSalutation",
    /// `Mr`
    Mr = "mr",
    /// `Ms`
    Ms = "ms",
    /// `Mrs`
    Mrs = "mrs",
    /// `Dr`
    Dr = "dr",
    /// A field's label.
    FirstName = "firstName",
    /// A field's label.
    LastName = "lastName",
    /// A field's label.
    Email = "email",
    /// A field's label.
    Phone = "phone",
    /// A field's label.
    Company = "company",
    /// A field's label: the street.
    Address1 = "address1",
    /// A field's label: the house number.
    Address2 = "address2",
    /// A field's label: floor, company or "c/o".
    Address3 = "address3",
    /// A field's label.
    ZipCode = "zipCode",
    /// The same in the United States, its territories and the Philippines.
    ZipCodeUs = "zipCodeUs",
    /// The same in India.
    ZipCodeIn = "zipCodeIn",
    /// The same in Ireland.
    ZipCodeIe = "zipCodeIe",
    /// The same in Brazil.
    ZipCodeBr = "zipCodeBr",
    /// A field's label.
    City = "city",
    /// A field's label, for countries with regions and for an unknown country.
    State = "state",
    /// The same for countries with states.
    FederalState = "federalState",
    /// The same for countries with provinces.
    Province = "province",
    /// The same for countries with counties.
    County = "county",
    /// The same for countries with prefectures.
    Prefecture = "prefecture",
    /// A field's label: a list of countries, or a text field for the two-letter code if the shop's countries are not known.
    Country = "country",
    /// The option before a country is chosen.
    ChooseCountry = "chooseCountry",
    /// After the label of a field that may stay empty.
    Optional = "optional",
    /// Below an empty field, before the shopper tried to order.
    FillIn = "fillIn",
    /// Below an empty field, after the shopper tried to order. It names the field, and fits inputs and lists.
    Required = "required",
    /// Below a city of less than three characters.
    CityFlaw = "cityFlaw",
    /// Below an invalid e-mail address.
    EmailFlaw = "emailFlaw",
    /// Below an invalid country code.
    CountryFlaw = "countryFlaw",
    /// Below a country that the shop does not ship to.
    CountryForeign = "countryForeign",
    /// Below any other value that the shop would refuse.
    Flaw = "flaw",
    /// `Check::StreetSplit`: street and house number came as one line.
    CheckStreetSplit = "checkStreetSplit",
    /// `Check::StreetWhole`: the line may contain the house number.
    CheckStreetWhole = "checkStreetWhole",
    /// `Check::NameSplit`: one full name was split.
    CheckName = "checkName",
    /// `Check::NameWhole`: the field may contain the full name.
    CheckNameWhole = "checkNameWhole",
    /// `Check::CountryRecognised` and `Check::CompanyRecognised`.
    CheckCountry = "checkCountry",
    /// `Check::Unusual`: the value is unusual for the country.
    CheckUnusual = "checkUnusual",
    /// `Check::Cut`: the value was longer than the shop's column.
    CheckCut = "checkCut",
    /// `Check::Copied`: copied from the other address.
    CheckCopied = "checkCopied",
    /// The heading of the shipping methods.
    ShippingMethod = "shippingMethod",
    /// The heading of a shipment, if there are several.
    Shipment = "shipment",
    /// How many items of a shipment are not listed.
    MoreItems = "moreItems",
    /// The label of the list of addresses for a shipment.
    ShipTo = "shipTo",
    /// The option for the common delivery address.
    ShipToCommon = "shipToCommon",
    /// A line of the total.
    Subtotal = "subtotal",
    /// A line of the total.
    Discount = "discount",
    /// A line of the total.
    ShippingCosts = "shippingCosts",
    /// A line of the total: other charges of the shop, such as the fee of a threshold.
    Fees = "fees",
    /// A line before the total: tax on top of net prices.
    TaxOnTop = "taxOnTop",
    /// A line after the total: tax included in the prices.
    Tax = "tax",
    /// A line of the total: the amount covered by gift cards.
    GiftCards = "giftCards",
    /// The total.
    Total = "total",
    /// The cart misses a hard threshold, and the shop has no message for it.
    ThresholdMissed = "thresholdMissed",
    /// An item of the cart can only be picked up.
    OnlyPickUp = "onlyPickUp",
    /// The total is being recalculated.
    Updating = "updating",
    /// The button that orders. Consumer law prescribes its wording.
    PlaceOrder = "placeOrder",
    /// The same button in countries whose law does not.
    PlaceOrderPlain = "placeOrderPlain",
    /// The same button after a press, while the total that the shopper saw is compared with the shop's.
    CheckingTotal = "checkingTotal",
    /// The order is being sent.
    Placing = "placing",
    /// The order exists.
    Placed = "placed",
    /// The order exists, with its reference.
    PlacedReference = "placedReference",
    /// The order exists; its reference is not known.
    PlacedMail = "placedMail",
    /// Where the confirmation of the order goes.
    PlacedTo = "placedTo",
    /// It is not known whether the order exists.
    Unknown = "unknown",
    /// The order exists, without a known reference. It is not known whether it is paid.
    UnknownOrdered = "unknownOrdered",
    /// The order exists, with its reference. It is not known whether it is paid.
    UnknownReference = "unknownReference",
    /// The shop is being asked whether the order exists.
    Verifying = "verifying",
    /// The shop's answer did not help.
    AskShop = "askShop",
    /// The button that asks the shop again.
    CheckAgain = "checkAgain",
    /// A reference by which the shop can find the attempt.
    ShopReference = "shopReference",
    /// The shop sent `Retry-After`. A timer tries again.
    PleaseWait = "pleaseWait",
    /// Too many starts failed within a minute. The buttons come back by themselves.
    WaitAMinute = "waitAMinute",
    /// The button after a failure that needs a new start.
    StartOver = "startOver",
    /// `Notice::Cancelled`
    NoticeCancelled = "noticeCancelled",
    /// `Notice::Interrupted`
    NoticeInterrupted = "noticeInterrupted",
    /// `Notice::Elsewhere`
    NoticeElsewhere = "noticeElsewhere",
    /// Another element of the page has the cart, so the buttons are disabled.
    PayingHere = "payingHere",
    /// `Notice::ApproveAgain`
    NoticeApproveAgain = "noticeApproveAgain",
    /// `Notice::CartChanged`
    NoticeCartChanged = "noticeCartChanged",
    /// `Notice::TotalChanged`
    NoticeTotalChanged = "noticeTotalChanged",
    /// `Notice::NewTotal`
    NoticeNewTotal = "noticeNewTotal",
    /// `Notice::DeliveryChanged`
    NoticeDeliveryChanged = "noticeDeliveryChanged",
    /// `Notice::DetailsChanged`
    NoticeDetailsChanged = "noticeDetailsChanged",
    /// `Notice::PriceUnknown`
    NoticePriceUnknown = "noticePriceUnknown",
    /// `Notice::CustomerUnavailable`
    NoticeCustomerUnavailable = "noticeCustomerUnavailable",
    /// `Notice::Missing`, for screen readers. It has no number, so that it is not read again after each field.
    NoticeMissing = "noticeMissing",
    /// Above the list of the fields that the order still needs.
    MissingFields = "missingFields",
    /// `Notice::NoShipment`
    NoticeNoShipment = "noticeNoShipment",
    /// `Notice::NotConfirmed`
    NoticeNotConfirmed = "noticeNotConfirmed",
    /// `Notice::OrderRefused`
    NoticeOrderRefused = "noticeOrderRefused",
    /// `Notice::LogInAgain`
    NoticeLogInAgain = "noticeLogInAgain",
    /// `Notice::OrderRefused` if the shop gave reasons. The shop's sentences follow.
    NoticeOrderRefusedBecause = "noticeOrderRefusedBecause",
    /// `Notice::Blocked`. The shop's sentences follow.
    NoticeBlocked = "noticeBlocked",
    /// `Notice::CodeNeeded`
    NoticeCodeNeeded = "noticeCodeNeeded",
    /// The label of the field for the security code.
    SecurityCode = "securityCode",
    /// The button that asks the shop to send a security code.
    SendCode = "sendCode",
    /// The shop is sending a code.
    CodeSent = "codeSent",
    /// The shop could not send a code.
    CodeNotSent = "codeNotSent",
    /// The code in the order request was wrong or too old.
    CodeWrong = "codeWrong",
    /// `Notice::UpdateFailed`
    NoticeUpdateFailed = "noticeUpdateFailed",
    /// `Notice::NotOrdered`
    NoticeNotOrdered = "noticeNotOrdered",
    /// The element's settings are wrong.
    FailedSetup = "failedSetup",
    /// The cart is empty or does not exist.
    FailedCart = "failedCart",
    /// The payment was refused, so no payment was created.
    FailedPayment = "failedPayment",
    /// It is not known whether a payment was created.
    FailedPaymentUnsure = "failedPaymentUnsure",
    /// The total is zero.
    FailedNothingToPay = "failedNothingToPay",
    /// The approval failed.
    FailedApproval = "failedApproval",
    /// The provider declined the shopper's card or account.
    FailedDeclined = "failedDeclined",
    /// The shopper's details could not be fetched.
    FailedCustomer = "failedCustomer",
    /// A cancellation could not be sent.
    FailedCancellation = "failedCancellation",
}
