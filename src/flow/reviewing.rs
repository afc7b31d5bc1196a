//! The review: addresses, shipping, total, and the shopper's changes.

use super::announce::Announcement;
use super::draft::{default_choice, priced_with};
use super::effect::Effect;
use super::failure::{Cause, Failure, GlueError, Step, cart_gone};
use super::notice::Notice;
use super::offer::Offer;
use super::phase::{After, Facts, Phase, Review, StartedPayment};
use super::press::Seen;
use super::state::Finish;
use super::step::Transition;
use crate::address::{AddressState, Destination, Field, Part, Path};
use std::sync::Arc;

/// How long the shopper must not type before a new price is requested, in milliseconds.
const REST: u32 = 600;

impl Transition {
    /// Begins the review, and requests the price of the shipment to the address. A customer's orders are read too, so that
    /// a new order can be recognised after a lost answer.
    pub fn review(&mut self, mut started: StartedPayment, notice: Option<Notice>) {
        if self.state.open.is_none() {
            // The attempt ended with the pre-fill. The order is a new attempt.
            started.attempt.correlation.push_str("-order");
            self.state.open = Some(started.attempt.correlation.clone());
        }
        let chosen = default_choice(&started.attempt.offer, self.state.session.config.shipment_method);
        let auto_order = self.state.session.config.finish == Finish::OrderAtOnce && notice.is_none();
        let orders_request = (!self.state.session.config.guest).then(|| self.number());
        if let Some(request) = orders_request {
            self.effects.push(Effect::FetchOrders(request));
        }
        let seen = Seen::new(started.attempt.offer.total, &chosen);
        let shipments = started.attempt.offer.shipments.len();
        if shipments > 0 {
            self.effects.push(Effect::FetchCountries);
        }
        self.effects.push(Effect::FetchLines);
        self.settle_addresses();
        self.state.phase = Phase::Review(Review {
            started,
            chosen,
            pricing: None,
            resting: None,
            marks_missing: false,
            open: Vec::new(),
            left: Vec::new(),
            repricing: None,
            auto_order,
            seen,
            press: None,
            amount_unsure: false,
            update_refused: false,
            orders_before: None,
            orders_request,
            facts: Arc::default(),
            notice,
            reasons: Vec::new(),
            reapprove: false,
            unpriced: true,
            code: None,
            code_requested: false,
        });
        self.open_doubts();
        self.request_price();
    }

    /// Fills in what follows from the known data: a missing salutation is "not given", the parcel goes to the buyer, and the
    /// bill goes where the parcel goes.
    pub fn settle_addresses(&mut self) {
        let (need, ships) = (self.state.need(), self.state.offer().is_some_and(|offer| !offer.shipments.is_empty()));
        self.state.session.addresses.settle(need, ships);
    }

    /// The total became 0. A payment of 0 is not possible, so the payment is cancelled, and the shopper uses the shop's own
    /// checkout.
    pub fn nothing_to_pay(&mut self, review: Review) {
        let failure = Failure { step: Step::Review, cause: Cause::NothingToPay, retryable: false };
        self.cancel_payment(review.started, After::Failed(failure));
    }

    /// The total changed, and the payment cannot be updated. The payment is cancelled, and the buttons show the new total.
    pub fn restart(&mut self, review: Review) {
        let was = review.started.payment.amount;
        let step = self.state.phase.name();
        self.cancel_payment(review.started, After::Restart { was, step });
    }

    /// Requests the price of the review as it is.
    pub fn request_price(&mut self) {
        let request = self.number();
        let Phase::Review(review) = &self.state.phase else { return };
        let attempt = &review.started.attempt;
        let draft = self.state.pricing_draft(&attempt.offer, &review.chosen, Some(&attempt.method));
        self.effects.push(Effect::FetchOffer(request, draft));
        if let Phase::Review(review) = &mut self.state.phase {
            review.pricing = Some(request);
            review.resting = None;
        }
    }

    /// The price of the review was answered.
    pub fn priced(&mut self, mut review: Review, result: Result<Offer, GlueError>) {
        review.pricing = None;
        match result {
            Ok(offer) => {
                if self.take_offer(&mut review, offer) {
                    review.auto_order = false;
                    self.state.phase = Phase::Review(review);
                    return self.request_price();
                }
                let total = review.started.attempt.offer.total;
                if total.minor <= 0 {
                    return self.nothing_to_pay(review);
                }
                let agrees = total == review.started.payment.amount;
                if std::mem::take(&mut review.reapprove) && !agrees {
                    return self.restart(review);
                }
                let auto_order = std::mem::take(&mut review.auto_order);
                let repriced = review.repricing.take();
                let press = review.press.take();
                let first = std::mem::take(&mut review.unpriced);
                review.tell_change(press.as_ref().map(|press| &press.seen), first, !self.state.is_complete());
                let unchanged = review.notice.is_none();
                self.state.phase = Phase::Review(review);
                if let Some(shipment) = repriced {
                    self.announce_shipment(shipment);
                }
                let complete = self.state.is_complete() && !self.state.session.addresses.has_doubts();
                let at_once = auto_order && agrees && complete && self.state.may_order_at_once();
                if unchanged && (press.is_some() || at_once) {
                    self.place_asked();
                }
            }
            Err(error) if cart_gone(&error) => {
                let failure = Failure::offer(Step::Review, error);
                self.cancel_payment(review.started, After::Failed(failure));
            }
            Err(error) => {
                review.notice = Some(Notice::unpriced(&error));
                review.auto_order = false;
                review.reapprove = false;
                review.press = None;
                self.state.phase = Phase::Review(review);
                self.report(Failure { step: Step::Review, cause: Cause::Glue(error), retryable: true });
            }
        }
    }

    /// Takes a new offer into the review. True when its shipments changed, so that the price must be requested again with
    /// possible shipment methods.
    pub fn take_offer(&mut self, review: &mut Review, offer: Offer) -> bool {
        let shown = &review.started.attempt.offer;
        let offer = offer.keeping_shipments_of(shown);
        if !shown.is_same_cart(&offer) {
            review.notice = Some(Notice::CartChanged);
            // The lines of the other cart must not be shown.
            Arc::make_mut(&mut review.facts).lines = Vec::new();
            self.effects.push(Effect::FetchLines);
        } else if matches!(
            review.notice,
            Some(Notice::PriceUnknown | Notice::LogInAgain | Notice::NoShipment | Notice::Blocked)
        ) {
            review.notice = None;
        }
        if offer.is_blocked() {
            review.notice = Some(Notice::Blocked);
        }
        let regrouped = !grouped_alike(shown, &offer);
        let possible = |(shipment, chosen): (&super::offer::Shipment, &Option<i64>)| {
            chosen.is_some_and(|id| shipment.methods.iter().any(|method| method.id == id))
        };
        let choice_stands = !regrouped && offer.shipments.iter().zip(&review.chosen).all(possible);
        let mut again = false;
        if !choice_stands {
            let choice = default_choice(&offer, self.state.session.config.shipment_method);
            again = choice != review.chosen && !priced_with(&offer, &choice) && choice.iter().any(Option::is_some);
            if choice.iter().any(Option::is_none) {
                review.notice = Some(Notice::NoShipment);
            }
            review.chosen = choice;
        }
        review.started.attempt.offer = offer;
        again
    }

    fn announce_shipment(&mut self, shipment: usize) {
        let Phase::Review(review) = &self.state.phase else { return };
        let offer = &review.started.attempt.offer;
        let Some(method) = review.chosen.get(shipment).copied().flatten() else { return };
        let (total, totals) = (offer.total, offer.totals);
        self.announce(Announcement::ShippingMethodChange { shipment, method, total, totals });
    }

    /// The shopper edited a field. Later pre-fills keep its value.
    pub fn edit(&mut self, path: Path, value: &str) {
        if matches!(
            self.state.phase,
            Phase::Placing { .. } | Phase::Refusing { .. } | Phase::Unknown(_) | Phase::Placed { .. }
        ) {
            return;
        }
        if self.state.session.addresses.edit(path, value) {
            self.announce(Announcement::AddressChange(None, path, value.to_owned()));
            if path.part == Part::Customer && self.state.need().shipping {
                // The parcel goes to the buyer, unless another recipient is named. The shopper did not type that name.
                self.state.session.addresses.follow_buyer();
            }
            self.address_edited(affects_price(path.field));
        }
    }

    /// An edit revokes the consent. An edit that may change the price starts a timer for a new price.
    fn address_edited(&mut self, price_may_change: bool) {
        self.state.session.typed = true;
        self.revoke_consent();
        if !price_may_change || !matches!(self.state.phase, Phase::Review(_)) {
            return;
        }
        let wait = self.number();
        if let Phase::Review(review) = &mut self.state.phase {
            review.resting = Some(wait);
            self.effects.push(Effect::Wait(wait, REST));
        }
    }

    /// The shopper or the page changed the review, so the shopper must order again.
    pub fn revoke_consent(&mut self) {
        self.stop_order();
        if let Phase::Review(review) = &mut self.state.phase {
            review.auto_order = false;
        }
    }

    /// The shopper chose whether the billing address is the shipping address.
    pub fn set_billing_same(&mut self, same: bool) {
        let known = self.state.session.addresses.billing_same() == same;
        if matches!(self.state.phase, Phase::Review(_)) && !known {
            self.state.session.addresses.set_billing_same(same);
            self.address_edited(true);
        }
    }

    /// The shopper chose a saved address, or a new one. Every changed field is announced.
    pub fn choose_saved(&mut self, part: Part, choice: Option<usize>) {
        let Phase::Review(review) = &self.state.phase else { return };
        let (before, saved) = (self.state.session.addresses.clone(), &review.started.attempt.offer.saved);
        if before.chosen(part, saved) == choice {
            return;
        }
        self.state.session.addresses.choose(part, saved, choice);
        let now = self.state.session.addresses.clone();
        self.announce_changes(None, part, &before, &now);
    }

    /// The shopper chose the address of a shipment.
    pub fn send_shipment(&mut self, shipment: usize, to: Destination) {
        let Phase::Review(review) = &self.state.phase else { return };
        let Offer { shipments, saved, .. } = &review.started.attempt.offer;
        let Some(items) = shipments.get(shipment).filter(|_| shipments.len() > 1).map(|shipment| &shipment.items)
        else {
            return;
        };
        if matches!(to, Destination::Saved(index) if index >= saved.len()) {
            return;
        }
        let before = self.state.session.addresses.clone();
        if before.destination(items, saved) == to {
            return;
        }
        self.state.session.addresses.send(items, to, saved);
        let now = self.state.session.addresses.clone();
        let (old, new) = (before.parcel(items).unwrap_or(&before), now.parcel(items).unwrap_or(&now));
        self.announce_changes(Some(shipment), Part::Shipping, old, new);
    }

    /// The shopper edited a shipment's own address.
    pub fn edit_shipment(&mut self, shipment: usize, field: Field, value: String) {
        if matches!(
            self.state.phase,
            Phase::Placing { .. } | Phase::Refusing { .. } | Phase::Unknown(_) | Phase::Placed { .. }
        ) || self.state.parcel(shipment).is_none()
        {
            return;
        }
        let items = self.state.offer().map(|offer| offer.shipments[shipment].items.clone()).unwrap_or_default();
        if self.state.session.addresses.edit_parcel(&items, field, &value) {
            let path = Path { part: Part::Shipping, field };
            self.announce(Announcement::AddressChange(Some(shipment), path, value));
            self.address_edited(affects_price(field));
        }
    }

    /// Announces every changed field.
    fn announce_changes(&mut self, shipment: Option<usize>, part: Part, before: &AddressState, now: &AddressState) {
        let mut changed = false;
        for field in part.fields() {
            let path = Path { part, field: *field };
            let value = now.get(path);
            if value != before.get(path) {
                self.announce(Announcement::AddressChange(shipment, path, value.to_owned()));
                changed = true;
            }
        }
        if changed {
            self.address_edited(true);
        }
    }

    /// Data for display were read.
    pub fn update_facts(&mut self, learn: impl FnOnce(&mut Facts)) {
        if let Some(review) = self.state.phase.unsent_review() {
            learn(Arc::make_mut(&mut review.facts));
        }
    }

    /// Undoes the pre-fill.
    pub fn undo(&mut self) {
        if self.state.is_ordering() || matches!(self.state.phase, Phase::Unknown(_)) {
            return;
        }
        if self.state.session.addresses.undo_prefill() {
            self.settle_addresses();
            self.effects.push(Effect::UndoForm);
            self.address_edited(true);
        }
    }

    /// The shopper chose a shipment method.
    pub fn choose_shipment(&mut self, shipment: usize, method: i64) {
        let Phase::Review(review) = &mut self.state.phase else { return };
        let possible = review
            .started
            .attempt
            .offer
            .shipments
            .get(shipment)
            .is_some_and(|shipment| shipment.methods.iter().any(|candidate| candidate.id == method));
        if possible && review.chosen.get(shipment) != Some(&Some(method)) {
            review.chosen[shipment] = Some(method);
            review.see_chosen();
            review.repricing = Some(shipment);
            review.notice = None;
            review.reasons = Vec::new();
            self.revoke_consent();
            self.request_price();
        }
    }

    /// The shopper or the page asks to place the order.
    pub fn place_asked(&mut self) {
        match &self.state.phase {
            // `finish="prefill"`: the page asks for the review.
            Phase::Prefilled { started } => self.review(started.clone(), None),
            Phase::Review(review) => {
                let mut review = review.clone();
                // The shopper's order counts, so the page's code is no longer awaited.
                if let Some(code) = &mut review.code {
                    code.asking = None;
                }
                review.marks_missing = true;
                review.reasons = Vec::new();
                // The answer may change what is possible. What is missing is known already.
                let settling = review.is_settling();
                review.notice = if !settling && review.started.attempt.offer.is_blocked() {
                    Some(Notice::Blocked)
                } else if !self.state.is_complete() {
                    Some(Notice::Missing)
                } else if !settling && review.chosen.iter().any(Option::is_none) {
                    Some(Notice::NoShipment)
                } else if self.state.lacks_code(&review) {
                    Some(Notice::CodeNeeded)
                } else {
                    None
                };
                if review.notice.is_some() {
                    let blocked = review.notice == Some(Notice::Blocked);
                    self.effects.push(Effect::FocusMissing);
                    self.state.phase = Phase::Review(review);
                    if blocked {
                        // The cart may have changed in another part of the shop.
                        self.request_price();
                    }
                } else if settling {
                    self.keep_press(review);
                } else {
                    self.effects.push(Effect::AskConfirm(review.started.attempt.offer.total));
                    self.state.phase = Phase::Confirming(review);
                }
            }
            Phase::Offering(_)
            | Phase::Resuming { .. }
            | Phase::ResumeFailed { .. }
            | Phase::Claiming { .. }
            | Phase::Starting { .. }
            | Phase::AwaitingApproval { .. }
            | Phase::FetchingCustomer { .. }
            | Phase::Prefilling { .. }
            | Phase::Confirming(_)
            | Phase::Checking { .. }
            | Phase::Updating { .. }
            | Phase::Placing { .. }
            | Phase::Refusing { .. }
            | Phase::Placed { .. }
            | Phase::Unknown(_)
            | Phase::Cancelling { .. } => {}
        }
    }

    /// The page consented, so the cart is read once more before the order is placed.
    pub fn confirm_answered(&mut self, agreed: bool) {
        let Phase::Confirming(review) = &self.state.phase else { return };
        let mut review = review.clone();
        if !agreed {
            review.notice = Some(Notice::NotConfirmed);
            self.state.phase = Phase::Review(review);
            return;
        }
        self.check(review);
    }

    /// Removes this message from the review, because its reason is gone.
    pub fn forget_notice(&mut self, gone: Notice) {
        if let Phase::Review(review) = &mut self.state.phase {
            review.notice.take_if(|notice| *notice == gone);
        }
    }

    /// Reads the cart once more before the order.
    pub fn check(&mut self, mut review: Review) {
        if !self.state.session.config.guest && review.orders_before.is_none() {
            // The earlier orders are needed to recognise a new one after a lost answer, so they are requested again.
            let orders = self.number();
            review.orders_request = Some(orders);
            self.effects.push(Effect::FetchOrders(orders));
        }
        let request = self.number();
        let attempt = &review.started.attempt;
        let draft = self.state.pricing_draft(&attempt.offer, &review.chosen, Some(&attempt.method));
        self.effects.push(Effect::FetchOffer(request, draft));
        self.state.phase = Phase::Checking { review, request };
    }
}

/// Whether both offers have the same groups of items.
pub(super) fn grouped_alike(one: &Offer, other: &Offer) -> bool {
    one.shipments.len() == other.shipments.len()
        && one.shipments.iter().zip(&other.shipments).all(|(one, other)| one.items == other.items)
}

/// Whether the field may change the price of shipping.
fn affects_price(field: Field) -> bool {
    matches!(field, Field::Iso2Code | Field::ZipCode | Field::State | Field::City)
}
