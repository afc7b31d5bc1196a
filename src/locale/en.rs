//! English.

use super::Text;

/// What stands on a page where nobody has clicked yet; nothing for all else.
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
        FinishAt => "Please finish in the window of {method}.",
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
        BillingSame => "The billing address is the same",
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
        Address3 => "Address addition",
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
        CityFlaw => "Please write at least three characters.",
        EmailFlaw => "Please write an e-mail address such as name@example.com.",
        CountryFlaw => "Please write the two letters of the country, such as GB.",
        CountryForeign => "The shop does not ship to this country. Please choose another address.",
        Flaw => "The shop does not take this. Please correct it.",
        CheckStreetSplit => "Split from one line – please check",
        CheckStreetWhole => "Please check whether the house number is in here",
        CheckName => "Split from one name – please check",
        CheckNameWhole => "May hold first and last name – please check",
        CheckCountry => "Recognised – please check",
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
        ThresholdMissed => "The shop does not take an order of this amount. Please change your cart.",
        OnlyPickUp => "Something in your cart can only be picked up. Please use the shop’s own checkout.",
        Updating => "being updated …",
        PlaceOrder => "Place order and pay",
        Placing => "Placing your order …",
        Placed => "Thank you!",
        PlacedReference => "We received your order {reference}.",
        PlacedMail => "We received your order. The confirmation comes by e-mail.",
        Unknown => "We do not know yet whether your order arrived. Please do not order again.",
        UnknownOrdered => "Your order was received, but its payment could not be confirmed. Please do not order again.",
        UnknownReference => {
            "Order {reference} was received, but its payment could not be confirmed. Please do not order again."
        }
        Verifying => "Asking the shop …",
        AskShop => "Please look for the confirmation in your e-mails, or ask the shop.",
        CheckAgain => "Check again",
        ShopReference => "Reference for the shop: {reference}",
        PleaseWait => "Please wait a moment, the shop is busy. It goes on by itself.",
        TryAgain => "Try again",
        StartOver => "Start over",
        ToCheckout => "Go to the shop’s checkout",
        UseCheckout => "Please use the shop’s own checkout.",
        NoticeCancelled => "Cancelled. Nothing was ordered and nothing is charged.",
        NoticeInterrupted => "The last attempt was interrupted before you approved the payment. Nothing was ordered.",
        NoticeElsewhere => {
            "Your checkout is already open in another tab or window of this browser. Please go on there."
        }
        NoticeApproveAgain => {
            "The total has changed from {was} to {now}, so it must be approved once more. Nothing was ordered."
        }
        NoticeCartChanged => "Your cart was changed meanwhile. Please check everything once more.",
        NoticeTotalChanged => "The total has changed. Please check it before you order.",
        NoticePriceUnknown => "The total could not be calculated. Please try again.",
        NoticeCustomerUnavailable => "Your details could not be fetched. Please fill them in.",
        NoticeMissing => "Something is missing. Please fill in the marked fields.",
        NoticeNoShipment => "There is no way to ship to this address. Please check it.",
        NoticeNotConfirmed => "The order was not sent. Please check what the shop still asks of you.",
        NoticeOrderRefused => "The shop did not take the order. Nothing was ordered. Please check your details.",
        NoticeOrderRefusedBecause => "The shop did not take the order, and nothing was ordered. The shop says:",
        NoticeBlocked => "The shop does not take this order. The shop says:",
        NoticeCodeNeeded => {
            "Your account is protected: the shop needs a security code before it takes the order. Nothing was ordered yet."
        }
        SecurityCode => "Security code",
        SendCode => "Send me a code",
        CodeSent => "The shop is sending you a code. It is valid for 30 minutes.",
        CodeNotSent => "The shop could not send a code. Please try again.",
        CodeWrong => "The code was wrong or too old.",
        NoticeUpdateFailed => {
            "The payment could not be changed to the new total. Nothing was ordered. Please try again."
        }
        NoticeNotOrdered => "It is certain now: nothing was ordered. You can order again.",
        FailedSetup => "Express checkout is not set up correctly here.",
        FailedCart => "This cart is empty or no longer there.",
        FailedPayment => "The payment could not be prepared. Nothing was charged.",
        FailedPaymentUnsure => "We could not find out whether the payment was prepared. Nothing was ordered.",
        FailedDeclined => "The payment was declined. Nothing was charged; please choose another way to pay.",
        FailedNothingToPay => "There is nothing left to pay here, so please order in the shop's checkout.",
        FailedApproval => "The payment could not be approved. Nothing was ordered.",
        FailedCustomer => "Your details could not be fetched. Nothing was ordered.",
        FailedCancellation => "A payment could not be cancelled yet. It belongs to no order.",
    }
}
