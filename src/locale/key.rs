//! The keys of all texts.

macro_rules! texts {
    ($($(#[$doc:meta])* $key:ident = $name:literal,)*) => {
        /// What is said to the shopper.
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
    /// A button, `button-type="pay"`.
    PayWith = "payWith",
    /// A button, `button-type="buy"`.
    BuyWith = "buyWith",
    /// A button, `button-type="checkout"`.
    CheckoutWith = "checkoutWith",
    /// The buttons are on their way.
    Loading = "loading",
    /// The shopper is at the provider, in a window.
    FinishAt = "finishAt",
    /// The page is about to leave for the provider.
    TakenTo = "takenTo",
    /// The provider's window came back to the shop and cannot close itself.
    CloseWindow = "closeWindow",
    /// Nobody can see whether the shopper has approved.
    FinishedQuestion = "finishedQuestion",
    /// The button under that question.
    Finished = "finished",
    /// The button that cancels.
    Cancel = "cancel",
    /// The provider is asked for the shopper's details.
    Fetching = "fetching",
    /// The payment is being cancelled.
    Cancelling = "cancelling",
    /// The heading of the review.
    ReviewHeading = "reviewHeading",
    /// Above the order button.
    NotOrderedYet = "notOrderedYet",
    /// `finish="prefill"`: the element's part is done.
    Prefilled = "prefilled",
    /// The button that takes the pre-fill back.
    Undo = "undo",
    /// The heading of the buyer's fields.
    CustomerHeading = "customerHeading",
    /// The heading of the delivery address.
    ShippingHeading = "shippingHeading",
    /// The heading of the billing address.
    BillingHeading = "billingHeading",
    /// The check box under the delivery address.
    BillingSame = "billingSame",
    /// The label of the saved addresses' list.
    SavedAddress = "savedAddress",
    /// The choice of none of them.
    OtherAddress = "otherAddress",
    /// A field's label.
    Salutation = "salutation",
    /// Nothing chosen yet.
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
    /// A field's label: what else the parcel needs.
    Address3 = "address3",
    /// A field's label.
    ZipCode = "zipCode",
    /// The same in the United States and where they number the post.
    ZipCodeUs = "zipCodeUs",
    /// The same in India.
    ZipCodeIn = "zipCodeIn",
    /// The same in Ireland.
    ZipCodeIe = "zipCodeIe",
    /// The same in Brazil.
    ZipCodeBr = "zipCodeBr",
    /// A field's label.
    City = "city",
    /// A field's label, where the country has regions or is not known.
    State = "state",
    /// The same where the country has states.
    FederalState = "federalState",
    /// The same where it has provinces.
    Province = "province",
    /// The same where it has counties.
    County = "county",
    /// The same where it has prefectures.
    Prefecture = "prefecture",
    /// A field's label: chosen by name, or typed as two letters where the shop has not said where it ships to.
    Country = "country",
    /// Nothing chosen yet.
    ChooseCountry = "chooseCountry",
    /// Behind the label of a field that may stay empty.
    Optional = "optional",
    /// Under a field that is empty, before the shopper tried to order.
    FillIn = "fillIn",
    /// Under a field that is empty, afterwards.
    Required = "required",
    /// Under a city of less than three characters.
    CityFlaw = "cityFlaw",
    /// Under what is no e-mail address.
    EmailFlaw = "emailFlaw",
    /// Under what is no country code.
    CountryFlaw = "countryFlaw",
    /// Under a country that the shop does not ship to.
    CountryForeign = "countryForeign",
    /// Under anything else that the shop would refuse.
    Flaw = "flaw",
    /// Street and house number came as one line.
    CheckStreetSplit = "checkStreetSplit",
    /// The line may contain the house number.
    CheckStreetWhole = "checkStreetWhole",
    /// The name came in one piece.
    CheckName = "checkName",
    /// `Check::NameWhole`
    CheckNameWhole = "checkNameWhole",
    /// The country, or a company in a person's name, was recognised.
    CheckCountry = "checkCountry",
    /// `Check::Unusual`
    CheckUnusual = "checkUnusual",
    /// Copied from the other address.
    CheckCopied = "checkCopied",
    /// The heading of the shipment methods.
    ShippingMethod = "shippingMethod",
    /// The heading of a shipment, where there are several.
    Shipment = "shipment",
    /// The items of a shipment that are not listed at once.
    MoreItems = "moreItems",
    /// The label of the list of places that a shipment may go to.
    ShipTo = "shipTo",
    /// The first of them: where the other shipments go.
    ShipToCommon = "shipToCommon",
    /// A line of the total.
    Subtotal = "subtotal",
    /// A line of the total.
    Discount = "discount",
    /// A line of the total.
    ShippingCosts = "shippingCosts",
    /// A line of the total: what else the shop charges, such as the fee of a threshold.
    Fees = "fees",
    /// A line before the total: tax on top of net prices.
    TaxOnTop = "taxOnTop",
    /// A line behind the total: tax contained.
    Tax = "tax",
    /// A line of the total: what gift cards cover.
    GiftCards = "giftCards",
    /// The total.
    Total = "total",
    /// The cart misses a threshold without which nothing can be ordered, and the shop has no sentence for it.
    ThresholdMissed = "thresholdMissed",
    /// Something of the cart can only be picked up.
    OnlyPickUp = "onlyPickUp",
    /// The total is being calculated anew.
    Updating = "updating",
    /// The button that orders. The law has a say in it.
    PlaceOrder = "placeOrder",
    /// The order is on its way.
    Placing = "placing",
    /// The order exists.
    Placed = "placed",
    /// The order exists, with its reference.
    PlacedReference = "placedReference",
    /// The order exists; its reference is not known.
    PlacedMail = "placedMail",
    /// Nobody can say whether the order exists.
    Unknown = "unknown",
    /// The order exists, without a reference; whether it is paid is not known.
    UnknownOrdered = "unknownOrdered",
    /// The order exists; whether it is paid, nobody can say.
    UnknownReference = "unknownReference",
    /// The shop is being asked about it.
    Verifying = "verifying",
    /// It was asked in vain.
    AskShop = "askShop",
    /// The button that asks again.
    CheckAgain = "checkAgain",
    /// What the shop can find the attempt by.
    ShopReference = "shopReference",
    /// The shop asked for patience; it goes on by itself.
    PleaseWait = "pleaseWait",
    /// The button after a failure.
    TryAgain = "tryAgain",
    /// The button after a failure that should not just be tried again.
    StartOver = "startOver",
    /// The link to the shop's checkout.
    ToCheckout = "toCheckout",
    /// Where there is no such link.
    UseCheckout = "useCheckout",
    /// `Notice::Cancelled`
    NoticeCancelled = "noticeCancelled",
    /// `Notice::Interrupted`
    NoticeInterrupted = "noticeInterrupted",
    /// `Notice::Elsewhere`
    NoticeElsewhere = "noticeElsewhere",
    /// `Notice::ApproveAgain`
    NoticeApproveAgain = "noticeApproveAgain",
    /// `Notice::CartChanged`
    NoticeCartChanged = "noticeCartChanged",
    /// `Notice::TotalChanged`
    NoticeTotalChanged = "noticeTotalChanged",
    /// `Notice::PriceUnknown`
    NoticePriceUnknown = "noticePriceUnknown",
    /// `Notice::CustomerUnavailable`
    NoticeCustomerUnavailable = "noticeCustomerUnavailable",
    /// `Notice::Missing`
    NoticeMissing = "noticeMissing",
    /// `Notice::NoShipment`
    NoticeNoShipment = "noticeNoShipment",
    /// `Notice::NotConfirmed`
    NoticeNotConfirmed = "noticeNotConfirmed",
    /// `Notice::OrderRefused`
    NoticeOrderRefused = "noticeOrderRefused",
    /// `Notice::OrderRefused`, where the shop says why; its sentences follow.
    NoticeOrderRefusedBecause = "noticeOrderRefusedBecause",
    /// `Notice::Blocked`; the shop's sentences follow.
    NoticeBlocked = "noticeBlocked",
    /// `Notice::CodeNeeded`
    NoticeCodeNeeded = "noticeCodeNeeded",
    /// The label of the field for the security code.
    SecurityCode = "securityCode",
    /// The button that asks the shop to send a security code.
    SendCode = "sendCode",
    /// The shop was asked to send it.
    CodeSent = "codeSent",
    /// Asking for it failed.
    CodeNotSent = "codeNotSent",
    /// The code that was sent along was wrong or too old.
    CodeWrong = "codeWrong",
    /// `Notice::UpdateFailed`
    NoticeUpdateFailed = "noticeUpdateFailed",
    /// `Notice::NotOrdered`
    NoticeNotOrdered = "noticeNotOrdered",
    /// The element is not set up as it should be.
    FailedSetup = "failedSetup",
    /// The offer could not be read.
    FailedMethods = "failedMethods",
    /// The cart is empty or gone.
    FailedCart = "failedCart",
    /// The payment was plainly refused: nothing was created.
    FailedPayment = "failedPayment",
    /// Nobody can say whether a payment was created.
    FailedPaymentUnsure = "failedPaymentUnsure",
    /// The total is zero.
    FailedNothingToPay = "failedNothingToPay",
    /// The approval could not go on.
    FailedApproval = "failedApproval",
    /// The provider refused the shopper's instrument.
    FailedDeclined = "failedDeclined",
    /// The shopper's details could not be fetched.
    FailedCustomer = "failedCustomer",
    /// A cancellation could not be sent.
    FailedCancellation = "failedCancellation",
}
