//! The English texts.

use super::Text;

/// The texts that are needed before the first click. All others are empty here.
pub(super) fn first(text: Text) -> &'static str {
    use Text::*;
    match text {
        PayWith => "Pay with {method}",
        BuyWith => "Buy with {method}",
        CheckoutWith => "Checkout with {method}",
        FailedMethods => "Express checkout could not be loaded.",
        _ => "",
    }
}

pub(super) fn text(text: Text) -> &'static str {
    use Text::*;
    match text {
        PayWith | BuyWith | CheckoutWith | FailedMethods => first(text),
        Loading => "Express checkout is loading",
        FinishAt => "Please complete the payment in the {method} window.",
        TakenTo => "Taking you to {method} …",
        CloseWindow => "You can close this window.",
        FinishedQuestion => "Have you finished at {method}?",
        Finished => "I have finished",
        Cancel => "Cancel",
        Fetching => "Fetching your details …",
        Cancelling => "Cancelling …",
        ReviewHeading => "Check your order – not ordered yet",
        NotOrderedYet => "Not ordered yet. You order with this button:",
        Prefilled => "Your details are filled in. Not ordered yet.",
        Undo => "Restore my own details",
        CustomerHeading => "Your details",
        ShippingHeading => "Delivery address",
        BillingHeading => "Billing address",
        BillingSame => "The billing address is the same as the delivery address",
        SavedAddress => "Saved address",
        OtherAddress => "Another address",
        Salutation => "Salutation",
        ChooseSalutation => "Please choose",
        NoSalutation => "No salutation",
        Mr => "Mr",
        Ms => "Ms",
        Mrs => "Mrs",
        Dr => "Dr",
        FirstName => "First name",
        LastName => "Last name",
        Email => "E-mail",
        Phone => "Phone",
        Company => "Company",
        Address1 => "Street",
        Address2 => "House number",
        Address3 => "Additional address details",
        ZipCode => "Postcode",
        ZipCodeUs => "ZIP code",
        ZipCodeIn => "PIN code",
        ZipCodeIe => "Eircode",
        ZipCodeBr => "CEP",
        City => "City",
        State => "Region",
        FederalState => "State",
        Province => "Province",
        County => "County",
        Prefecture => "Prefecture",
        Country => "Country",
        ChooseCountry => "Please choose",
        Optional => "optional",
        FillIn => "Please fill in",
        Required => "This is needed to order. Please fill it in.",
        CityFlaw => "Please enter at least three characters.",
        EmailFlaw => "Please enter an e-mail address such as name@example.com.",
        CountryFlaw => "Please enter the country code of two letters, such as GB.",
        CountryForeign => "The shop does not ship to this country. Please choose another address.",
        Flaw => "The shop does not accept this. Please correct it.",
        CheckStreetSplit => "Split from one line – please check",
        CheckStreetWhole => "Please check whether this contains the house number",
        CheckName => "Split from one name – please check",
        CheckNameWhole => "May contain first and last name – please check",
        CheckCountry => "Recognised automatically – please check",
        CheckUnusual => "Unusual here – please check",
        CheckCopied => "Copied from the other address – please check",
        ShippingMethod => "Shipping method",
        Shipment => "Parcel {number}",
        MoreItems => "{number} more",
        ShipTo => "Ship to",
        ShipToCommon => "The delivery address above",
        Subtotal => "Items",
        Discount => "Discount",
        ShippingCosts => "Shipping",
        Fees => "Fees",
        TaxOnTop => "Tax",
        Tax => "Tax included",
        GiftCards => "Gift cards",
        Total => "Total",
        ThresholdMissed => "The shop does not accept orders of this amount. Please change your cart.",
        OnlyPickUp => "Your cart has an item that can only be picked up. Please use the shop’s own checkout.",
        Updating => "updating …",
        PlaceOrder => "Place order and pay",
        Placing => "Placing your order …",
        Placed => "Thank you!",
        PlacedReference => "We received your order {reference}.",
        PlacedMail => "We received your order. You will get a confirmation by e-mail.",
        Unknown => "We do not know yet whether your order arrived. Please do not order again.",
        UnknownOrdered => "Your order was received, but its payment could not be confirmed. Please do not order again.",
        UnknownReference => {
            "Order {reference} was received, but its payment could not be confirmed. Please do not order again."
        }
        Verifying => "Checking with the shop …",
        AskShop => "Please check your e-mails for a confirmation, or ask the shop.",
        CheckAgain => "Check again",
        ShopReference => "Reference for the shop: {reference}",
        PleaseWait => "Please wait a moment, the shop is busy. We will try again automatically.",
        TryAgain => "Try again",
        StartOver => "Start over",
        ToCheckout => "Go to the shop’s checkout",
        UseCheckout => "Please use the shop’s own checkout.",
        NoticeCancelled => "Cancelled. Nothing was ordered and nothing is charged.",
        NoticeInterrupted => "The last attempt was interrupted before you approved the payment. Nothing was ordered.",
        NoticeElsewhere => {
            "Your checkout is already open in another tab or window of this browser. Please continue there."
        }
        NoticeApproveAgain => {
            "The total has changed from {was} to {now}. Please approve the payment again. Nothing was ordered."
        }
        NoticeCartChanged => "Your cart has changed in the meantime. Please check everything again.",
        NoticeTotalChanged => "The total has changed. Please check it before you order.",
        NoticePriceUnknown => "The total could not be calculated. Please try again.",
        NoticeCustomerUnavailable => "Your details could not be fetched. Please fill them in.",
        NoticeMissing => "Something is missing. Please fill in the marked fields.",
        NoticeNoShipment => "The shop cannot ship to this address. Please check the address.",
        NoticeNotConfirmed => "Nothing was ordered. Please check what the shop still needs from you.",
        NoticeOrderRefused => "The shop did not accept the order. Nothing was ordered. Please check your details.",
        NoticeLogInAgain => "You are no longer logged in, so nothing was ordered. Please log in again.",
        NoticeOrderRefusedBecause => "The shop did not accept the order. Nothing was ordered. Reason:",
        NoticeBlocked => "The shop does not accept this order. Reason:",
        NoticeCodeNeeded => {
            "Your account is protected: the shop needs a security code before it accepts the order. Nothing has been \
             ordered yet."
        }
        SecurityCode => "Security code",
        SendCode => "Send me a code",
        CodeSent => "The shop is sending you a code. It is valid for 30 minutes.",
        CodeNotSent => "The shop could not send a code. Please try again.",
        CodeWrong => "The code was wrong or too old.",
        NoticeUpdateFailed => {
            "The payment could not be changed to the new total. Nothing was ordered. Please try again."
        }
        NoticeNotOrdered => "It is now certain that nothing was ordered. You can order again.",
        FailedSetup => "Express checkout is not set up correctly here.",
        FailedCart => "This cart is empty or no longer exists.",
        FailedPayment => "The payment could not be prepared. Nothing was charged.",
        FailedPaymentUnsure => "We do not know whether the payment was prepared. Nothing was ordered.",
        FailedDeclined => "The payment was declined. Nothing was charged. Please choose another way to pay.",
        FailedNothingToPay => "There is nothing left to pay. Please order in the shop’s own checkout.",
        FailedApproval => "The payment could not be approved. Nothing was ordered.",
        FailedCustomer => "Your details could not be fetched. Nothing was ordered.",
        FailedCancellation => "A payment could not be cancelled yet. It does not belong to an order.",
    }
}
