//! The price in a provider's sheet, for the address and the shipment method that the shopper chooses there. The address is
//! only used to request the price, because it may be incomplete. The payment gets the price before the shopper approves.

use super::active::PendingCancellation;
use super::draft::{default_choice, shipments};
use super::effect::Effect;
use super::event::Sheet;
use super::failure::{Cause, Failure, Step};
use super::offer::Offer;
use super::order::{Address, Draft};
use super::paying::buyer;
use super::payment::MethodName;
use super::phase::{After, Attempt, Phase, Presentation, StartedPayment};
use super::state::{RequestId, State};
use super::step::Transition;
use crate::address::{Field, Fields, Payer};

impl State {
    /// The draft to request the price for that address and shipment method; `None` without an offer. `whole` says that Glue
    /// needs complete addresses (legacy).
    pub fn sheet_draft(&self, address: Fields, shipment_method: Option<i64>, whole: bool) -> Option<Draft> {
        let offer = self.offer()?;
        let mut chosen = default_choice(offer, self.config().shipment_method);
        // Sheets have one shipment. Those of a cart with several are chosen in the review.
        if let ([chosen], Some(shipment_method)) = (chosen.as_mut_slice(), shipment_method) {
            *chosen = Some(shipment_method);
        }
        let fields = if whole { self.with_placeholders(address) } else { address };
        let address = Address { fields, company_id: None, cut_short: true };
        let method = match self.phase() {
            Some(Phase::AwaitingApproval { started, .. }) => Some(MethodName::from(&started.attempt.method)),
            _ => None,
        };
        Some(Draft {
            cart_id: self.config().cart_id.clone(),
            guest: self.config().guest,
            customer: None,
            billing: None,
            shipping: (!address.fields.is_empty() && !offer.shipments.is_empty()).then_some(address),
            shipments: shipments(offer, &chosen),
            method,
        })
    }

    /// The address with placeholders in the fields that legacy Glue requires and sheets give only after the approval. It is
    /// only used to request a price: it is never shown or ordered to. Empty without a country.
    fn with_placeholders(&self, mut address: Fields) -> Fields {
        if address.get(&Field::Iso2Code).is_none() {
            return Fields::new();
        }
        let buyer = &self.config().guest_buyer;
        for (field, least, filling) in [
            (Field::Salutation, 1, "n/a"),
            (Field::FirstName, 1, &*buyer.first_name),
            (Field::LastName, 1, &*buyer.last_name),
            (Field::Address1, 1, "-"),
            (Field::Address2, 1, "-"),
            (Field::ZipCode, 1, "-"),
            (Field::City, 3, "---"),
        ] {
            if address.get(&field).is_none_or(|text| text.chars().count() < least) {
                address.insert(field, filling.to_owned());
            }
        }
        address
    }
}

impl Transition {
    /// The shopper accepted that price in the provider's sheet, before the approval. The payment is updated to it. A payment
    /// that cannot be updated is cancelled, and a new one starts. The provider gets the payment with that price.
    pub fn sheet_priced(&mut self, offer: Offer) {
        let Phase::AwaitingApproval { started, presentation, .. } = &self.state.phase else { return };
        let (mut started, presentation, total) = (started.clone(), *presentation, offer.total);
        started.attempt.offer = offer;
        if total.minor <= 0 {
            let failure = Failure { step: Step::Payment, cause: Cause::NothingToPay, retryable: false };
            return self.cancel_payment(started, After::Failed(failure));
        }
        if started.payment.amount == total {
            self.effects.push(Effect::HandOver(started.payment.data.clone()));
            self.state.phase = Phase::AwaitingApproval { started, presentation, asking: None };
        } else if started.payment.dialect.can_update() && started.payment.amount.currency == total.currency {
            // It is recorded as a payment to be cancelled until its update is answered, as after a declined card.
            self.drop_cancellation(&started.payment.data);
            let declined = Some(started.payment.amount);
            self.state.cancellations.push(PendingCancellation {
                cancellation: started.cancellation(),
                tries: 0,
                doubtful: false,
                declined,
                request: None,
            });
            let StartedPayment { attempt, payment } = started;
            self.start_priced(attempt, presentation, Some(payment.data));
        } else {
            // One payment at a time: the new one starts when the cancellation is answered.
            let request = self.request_cancellation(started.cancellation(), false);
            let attempt = started.attempt;
            self.state.phase = Phase::Starting { attempt, request, presentation, cancel: None };
        }
    }

    /// The cancellation of a payment that could not be updated to the sheet's price was answered. The new payment starts,
    /// also after an error, because the cancellation is tried again. It does not start if the attempt was cancelled.
    pub fn start_after_cancellation(&mut self, answered: RequestId) {
        let Phase::Starting { attempt, request, presentation, cancel } = &self.state.phase else { return };
        if *request != answered {
            return;
        }
        let (attempt, presentation, cancel) = (attempt.clone(), *presentation, *cancel);
        match cancel {
            Some(reason) => self.back_to_buttons(attempt.offer, reason, "starting"),
            None => self.start_priced(attempt, presentation, None),
        }
    }

    fn start_priced(
        &mut self,
        attempt: Attempt,
        presentation: Presentation,
        known: Option<super::payment::PaymentData>,
    ) {
        let request = self.number();
        let (method, amount, buyer) = (MethodName::from(&attempt.method), attempt.offer.total, buyer(&self.state));
        self.effects.push(Effect::StartPayment { request, method, amount, buyer, known });
        self.state.phase = Phase::Starting { attempt, request, presentation, cancel: None };
    }
}

impl Offer {
    /// Whether every shipment has a method. True for a cart without shipments.
    pub fn is_deliverable(&self) -> bool {
        self.shipments.iter().all(|shipment| !shipment.methods.is_empty())
    }
}

impl Sheet {
    /// A sheet with a choice of shipment, and no other data.
    pub fn of_offer(offer: Offer) -> Self {
        Self { payer: Payer::default(), offer: Some(offer) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::failure::GlueError;
    use super::super::payment::{Dialect, PaymentData};
    use super::super::phase::CancelReason;
    use super::super::tests::shop::{Story, euro, method, offer, payment_data, refused};
    use super::super::{Event, Outcome};
    use super::*;
    use crate::json::Json;

    fn address(fields: &[(Field, &str)]) -> Fields {
        fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect()
    }

    fn offered() -> State {
        let mut story = Story::guest();
        story.begin();
        story.state
    }

    #[test]
    fn a_sheets_address_is_sent_as_glue_accepts_it() {
        let state = offered();
        let asked = |fields: &[(Field, &str)], whole: bool| {
            let draft = state.sheet_draft(address(fields), None, whole).unwrap();
            assert!(draft.customer.is_none() && draft.billing.is_none());
            draft.shipping.map(|address| {
                assert!(address.cut_short, "missing fields are not sent");
                address.fields
            })
        };
        let vienna = [(Field::Iso2Code, "AT"), (Field::City, "Wien"), (Field::ZipCode, "1010")];
        assert_eq!(asked(&vienna, false), Some(address(&vienna)));
        let whole = asked(&vienna, true).unwrap();
        assert_eq!(whole.get(&Field::City).map(String::as_str), Some("Wien"));
        assert_eq!(whole.get(&Field::ZipCode).map(String::as_str), Some("1010"));
        for field in [Field::Salutation, Field::FirstName, Field::LastName, Field::Address1, Field::Address2] {
            assert!(whole.get(&field).is_some_and(|text| !text.is_empty()), "{field:?}");
        }
        let short = asked(&[(Field::Iso2Code, "CH"), (Field::City, "Au")], true).unwrap();
        assert!(short.get(&Field::City).is_some_and(|city| city.len() >= 3) && short.get(&Field::ZipCode).is_some());
        assert_eq!(asked(&[(Field::City, "Wien")], true), None, "the address has no country");
        assert_eq!(asked(&[], false), None);
    }

    #[test]
    fn placeholders_are_only_in_the_draft() {
        let state = offered();
        let before = state.clone();
        let draft = state.sheet_draft(address(&[(Field::Iso2Code, "AT")]), None, true);
        assert!(draft.is_some());
        assert_eq!(state, before);
    }

    fn at_the_provider(dialect: Dialect) -> Story {
        let mut story = Story::guest();
        story.dialect = dialect;
        story.at_the_provider();
        story
    }

    /// The shopper chooses the more expensive shipment method in the sheet, and accepts its price.
    fn accepts_price(story: &mut Story) {
        story.happens(Event::SheetPriced(Box::new(offer(2_000, Some(2)))));
    }

    fn answers(story: &mut Story, known: Option<&str>, result: Result<&str, GlueError>) {
        let started = |effect: &Effect| match effect {
            Effect::StartPayment { request, .. } => Some(*request),
            _ => None,
        };
        story.happens(Event::PaymentStarted {
            request: story.effects.iter().find_map(started).expect("a payment starts"),
            method: MethodName::from(&method()),
            amount: euro(2_590),
            known: known.map(payment_data),
            result: result.map(|id| (payment_data(id), story.dialect)),
        });
    }

    fn handed_over(story: &Story) -> Option<String> {
        let id = |data: &PaymentData| data.transaction_id().to_owned();
        story.effects.iter().find_map(|effect| match effect {
            Effect::HandOver(data) => Some(id(data)),
            _ => None,
        })
    }

    fn approves(story: &mut Story) {
        let sheet = Sheet { payer: Payer::default(), offer: Some(offer(2_000, Some(2))) };
        story.items = 2_000;
        story.happens(Event::Approved(Json::Null, Some(Box::new(sheet))));
        let request = story.request();
        story.happens(Event::CustomerFetched(request, Ok(super::super::tests::shop::ada())));
        story.happens(Event::PrefillAnswered(true));
    }

    #[test]
    fn the_payment_is_updated_to_the_price_of_the_sheet_before_it_is_approved() {
        let mut story = at_the_provider(Dialect::Legacy);
        accepts_price(&mut story);
        assert_eq!(story.sent.last().map(String::as_str), Some("pay 2590 tx1"));
        answers(&mut story, Some("tx1"), Ok("tx1b"));
        assert_eq!((story.state.name(), handed_over(&story).as_deref()), ("awaiting-approval", Some("tx1b")));
        approves(&mut story);
        assert_eq!((story.state.name(), story.state.notice()), ("review", None), "the price is the agreed one");
        story.place();
        assert_eq!((story.count("pay"), story.count("cancel")), (2, 0));
    }

    #[test]
    fn without_updates_a_new_payment_follows_the_cancellation() {
        for result in [Ok(()), Err(GlueError::Timeout)] {
            let mut story = at_the_provider(Dialect::Platform);
            accepts_price(&mut story);
            assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
            assert_eq!(story.count("pay"), 1, "one payment at a time");
            let request = story.request();
            story.happens(Event::CancellationAnswered(request, result));
            assert_eq!(story.sent.last().map(String::as_str), Some("pay 2590 new"));
            answers(&mut story, None, Ok("tx2"));
            assert_eq!((story.state.name(), handed_over(&story).as_deref()), ("awaiting-approval", Some("tx2")));
            approves(&mut story);
            assert_eq!((story.state.name(), story.state.notice()), ("review", None));
            story.place();
        }
    }

    #[test]
    fn an_unchanged_price_changes_nothing() {
        let mut story = at_the_provider(Dialect::Platform);
        story.happens(Event::SheetPriced(Box::new(offer(2_000, Some(1)))));
        assert_eq!((story.state.name(), handed_over(&story).as_deref()), ("awaiting-approval", Some("tx1")));
        assert_eq!((story.count("pay"), story.count("cancel")), (1, 0));
    }

    #[test]
    fn an_update_that_fails_ends_the_attempt_and_cancels_the_payment() {
        for error in [GlueError::Timeout, refused(422, 0)] {
            let mut story = at_the_provider(Dialect::Legacy);
            accepts_price(&mut story);
            answers(&mut story, Some("tx1"), Err(error));
            assert_eq!((story.state.name(), story.outcomes()), ("failed", vec![Outcome::Failed]));
            assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1"));
        }
    }

    #[test]
    fn closing_the_sheet_during_the_update_cancels_the_payment() {
        let mut story = at_the_provider(Dialect::Legacy);
        accepts_price(&mut story);
        story.step(Event::CancelAsked(CancelReason::Provider));
        let update = RequestId(story.state.session().requests);
        story.happens(Event::PaymentStarted {
            request: update,
            method: MethodName::from(&method()),
            amount: euro(2_590),
            known: Some(payment_data("tx1")),
            result: Ok((payment_data("tx1b"), Dialect::Legacy)),
        });
        assert_eq!(story.sent.last().map(String::as_str), Some("cancel tx1b"));

        let mut story = at_the_provider(Dialect::Platform);
        accepts_price(&mut story);
        let cancellation = story.request();
        story.step(Event::CancelAsked(CancelReason::Provider));
        story.happens(Event::CancellationAnswered(cancellation, Ok(())));
        assert_eq!((story.state.name(), story.outcomes()), ("ready", vec![Outcome::Cancelled]));
        assert_eq!((story.count("pay"), story.count("cancel")), (1, 1));
    }

    #[test]
    fn no_payment_starts_with_a_total_of_0() {
        let mut story = at_the_provider(Dialect::Legacy);
        let nothing = Offer { total: euro(0), ..offer(2_000, Some(2)) };
        story.happens(Event::SheetPriced(Box::new(nothing)));
        assert_eq!((story.count("pay"), story.count("cancel")), (1, 1));
    }

    #[test]
    fn a_late_price_is_ignored() {
        let mut story = Story::guest();
        story.in_review();
        accepts_price(&mut story);
        assert_eq!((story.state.name(), story.count("pay")), ("review", 1));
    }
}
