//! Chooses the text for a failure, a notice, a field and a check. "Nothing was charged" is said only after a definite
//! refusal of the payment.

use super::{Text, Texts};
use crate::address::layout::{StateName, ZipName, layout};
use crate::address::{Check, Field};
use crate::flow::{ApprovalError, Cause, Cost, Failure, GlueError, Notice, OrderVerdict, Step, order_verdict};

/// The whole sentence for a failure, with the shop's reasons or the order's reference if there are any.
pub fn failure_sentence(texts: &Texts, failure: &Failure) -> String {
    let text = failure_text(failure);
    match &failure.cause {
        Cause::Glue(GlueError::Refused(refusal)) if text == Text::NoticeOrderRefusedBecause => {
            with_reasons(texts, text, &refusal.reasons, ' ')
        }
        Cause::Glue(GlueError::Refused(refusal)) if text == Text::UnknownReference => {
            texts.with(text, refusal.order_reference.as_deref().unwrap_or_default())
        }
        _ => texts.get(text).to_owned(),
    }
}

/// A sentence, followed by the shop's reasons, each after this character.
pub fn with_reasons(texts: &Texts, text: Text, reasons: &[String], before: char) -> String {
    let mut sentence = texts.get(text).to_owned();
    for reason in reasons {
        sentence.push(before);
        sentence.push_str(reason);
    }
    sentence
}

/// The text for a failure.
pub fn failure_text(failure: &Failure) -> Text {
    let (gone, refused) = match &failure.cause {
        Cause::Glue(error) => (
            error.has_code(1103) || error.has_code(1104),
            matches!(error, GlueError::Unsuccessful { .. })
                || matches!(error, GlueError::Refused(refusal) if refusal.status < 500),
        ),
        Cause::Approval(_) | Cause::Unavailable(..) | Cause::AttemptFailed | Cause::NothingToPay | Cause::Blocked => {
            (false, false)
        }
    };
    match failure.step {
        _ if failure.cause == Cause::NothingToPay => Text::FailedNothingToPay,
        _ if failure.cause == Cause::Blocked => Text::NoticeBlocked,
        // After the order was sent, only a retryable failure means that nothing was ordered.
        Step::Order => order_text(failure),
        _ if gone => Text::FailedCart,
        Step::Setup => Text::FailedSetup,
        Step::Methods => Text::FailedMethods,
        Step::Payment if refused => Text::FailedPayment,
        Step::Payment => Text::FailedPaymentUnsure,
        // Nothing was approved or clicked yet.
        Step::Approval if matches!(failure.cause, Cause::Unavailable(..)) => Text::FailedMethods,
        Step::Approval if failure.cause == Cause::Approval(ApprovalError::Script) => Text::FailedMethods,
        Step::Approval if failure.cause == Cause::Approval(ApprovalError::Declined) => Text::FailedDeclined,
        Step::Approval => Text::FailedApproval,
        Step::Customer => Text::FailedCustomer,
        Step::Review if matches!(&failure.cause, Cause::Glue(error) if error.needs_log_in()) => Text::NoticeLogInAgain,
        Step::Review => Text::NoticePriceUnknown,
        Step::Cancellation => Text::FailedCancellation,
    }
}

/// The text for a failed order.
fn order_text(failure: &Failure) -> Text {
    let refusal = match &failure.cause {
        Cause::Glue(GlueError::Refused(refusal)) => refusal,
        _ if failure.retryable => return Text::NoticeOrderRefused,
        _ => return Text::Unknown,
    };
    match &refusal.order_reference {
        Some(reference) if reference.is_empty() => Text::UnknownOrdered,
        Some(_) => Text::UnknownReference,
        // No such route: nothing was ordered, although it cannot be tried again.
        None if refusal.status == 404 && is_refused(failure) => Text::NoticeOrderRefused,
        None if !failure.retryable => Text::Unknown,
        None if refusal.codes.iter().any(|code| matches!(code, 5900 | 5901)) => Text::NoticeCodeNeeded,
        None if matches!(&failure.cause, Cause::Glue(error) if error.needs_log_in()) => Text::NoticeLogInAgain,
        None if refusal.reasons.is_empty() => Text::NoticeOrderRefused,
        None => Text::NoticeOrderRefusedBecause,
    }
}

/// Whether the answer to `/checkout` certainly means that nothing was ordered.
fn is_refused(failure: &Failure) -> bool {
    matches!(&failure.cause, Cause::Glue(error) if order_verdict(error) == OrderVerdict::Refused)
}

/// The text for a notice.
pub fn notice_text(notice: Notice) -> Text {
    match notice {
        Notice::Cancelled => Text::NoticeCancelled,
        Notice::NotApproved => Text::FailedApproval,
        Notice::Interrupted => Text::NoticeInterrupted,
        Notice::Elsewhere => Text::NoticeElsewhere,
        Notice::ApproveAgain { .. } => Text::NoticeApproveAgain,
        Notice::CartChanged => Text::NoticeCartChanged,
        Notice::TotalChanged { .. } => Text::NoticeTotalChanged,
        Notice::NewTotal { .. } => Text::NoticeNewTotal,
        Notice::DeliveryChanged => Text::NoticeDeliveryChanged,
        Notice::DetailsChanged => Text::NoticeDetailsChanged,
        Notice::PriceUnknown => Text::NoticePriceUnknown,
        Notice::CustomerUnavailable => Text::NoticeCustomerUnavailable,
        Notice::Missing => Text::NoticeMissing,
        Notice::NoShipment => Text::NoticeNoShipment,
        Notice::NotConfirmed => Text::NoticeNotConfirmed,
        Notice::OrderRefused => Text::NoticeOrderRefused,
        Notice::LogInAgain => Text::NoticeLogInAgain,
        Notice::Blocked => Text::NoticeBlocked,
        Notice::CodeNeeded => Text::NoticeCodeNeeded,
        Notice::UpdateFailed => Text::NoticeUpdateFailed,
        Notice::NotOrdered => Text::NoticeNotOrdered,
    }
}

/// The label of a line of the total.
pub fn cost_text(cost: Cost) -> Text {
    match cost {
        Cost::Items => Text::Subtotal,
        Cost::Discount => Text::Discount,
        Cost::Shipping => Text::ShippingCosts,
        Cost::Fees => Text::Fees,
        Cost::Tax => Text::TaxOnTop,
        Cost::GiftCards => Text::GiftCards,
    }
}

/// A field's label. Countries have different names for the postcode and the state.
pub fn field_text(field: Field, country: &str) -> Text {
    match field {
        Field::Salutation => Text::Salutation,
        Field::FirstName => Text::FirstName,
        Field::LastName => Text::LastName,
        Field::Email => Text::Email,
        Field::Phone => Text::Phone,
        Field::Company => Text::Company,
        Field::Address1 => Text::Address1,
        Field::Address2 => Text::Address2,
        Field::Address3 => Text::Address3,
        Field::City => Text::City,
        Field::Iso2Code => Text::Country,
        Field::ZipCode => match layout(country).zip_name() {
            ZipName::Postcode => Text::ZipCode,
            ZipName::Zip => Text::ZipCodeUs,
            ZipName::Pin => Text::ZipCodeIn,
            ZipName::Eircode => Text::ZipCodeIe,
            ZipName::Cep => Text::ZipCodeBr,
        },
        Field::State => match layout(country).state_name() {
            StateName::Region => Text::State,
            StateName::State => Text::FederalState,
            StateName::Province => Text::Province,
            StateName::County => Text::County,
            StateName::Prefecture => Text::Prefecture,
        },
    }
}

/// The text below a field with a value that the shop would refuse.
pub fn flaw_text(field: Field) -> Text {
    match field {
        Field::City => Text::CityFlaw,
        Field::Email => Text::EmailFlaw,
        Field::Iso2Code => Text::CountryFlaw,
        _ => Text::Flaw,
    }
}

/// The text for a value that the shopper should check.
pub fn check_text(check: Check) -> Text {
    match check {
        Check::StreetSplit => Text::CheckStreetSplit,
        Check::StreetWhole => Text::CheckStreetWhole,
        Check::NameSplit => Text::CheckName,
        Check::NameWhole => Text::CheckNameWhole,
        Check::Unusual => Text::CheckUnusual,
        Check::Cut => Text::CheckCut,
        Check::CompanyRecognised | Check::CountryRecognised => Text::CheckCountry,
        Check::Copied => Text::CheckCopied,
    }
}
