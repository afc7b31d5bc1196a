//! Planted bugs: they prove that the model finds bugs.
//!
//! None of them is in the product. Each changes the events that the machine gets, its effects, or the world around it.

use express_checkout::address::AddressState;
use express_checkout::flow::{
    Announcement, CancelReason, CancellationRequest, Config, Effect, Event, GlueError, KnownOrder, Live, Offer,
    Offering, OrderList, Outcome, Phase, Record, State,
};

use crate::samples;

/// A bug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planted {
    /// 1102 is taken for a refusal (hazard H1).
    RefusalBelieved,
    /// 1103 in answer to `/checkout` is taken for a refusal (hazard H14).
    MissingCartBelieved,
    /// A lost answer to `/checkout` is taken for a refusal.
    SilenceBelieved,
    /// `/checkout` is sent although the record could not be written.
    RecordNotStored,
    /// The next page does not read the record.
    RecordNotRead,
    /// The next page cancels a payment although `/checkout` was sent.
    CancelledWhilePlacing,
    /// A late answer about an order is ignored.
    LateOrderDropped,
    /// A late answer with a payment's id is ignored.
    LatePaymentIgnored,
    /// `/checkout` is repeated when its answer is lost.
    CheckoutRepeated,
    /// A second click begins a second attempt.
    ClickedTwice,
    /// Payments to be cancelled are not recorded.
    DebtsForgotten,
    /// The pre-fill overwrites values that were typed meanwhile.
    EditOverwritten,
    /// `ec-complete` is sent twice.
    CompletedTwice,
    /// `ec-complete` is not sent after a cancellation.
    CompletedNever,
    /// The last question about an order is asked while `/checkout` may still be handled.
    VerifiedTooEarly,
    /// A failed answer is ignored.
    FailureSwallowed,
    /// The cart's lock is not taken.
    LockNotTaken,
    /// Another tab may take the cart while the page that has it is reloaded.
    LockFreedByReload,
    /// A second tab begins with a copy of the first one's storage, as a duplicated tab does.
    StorageCopied,
    /// An unsorted or incomplete list of orders is believed.
    ListBelieved,
    /// Another customer's list of orders is believed.
    ForeignListBelieved,
    /// Another token is not noticed: the list of its customer is believed where no earlier order is known.
    TokenUnheeded,
    /// After a reload, an empty list of earlier orders counts as that of the customer who is logged in now.
    OwnerUnheeded,
    /// Every new order of that total is taken for ours.
    StrangerClaimed,
    /// A token that is set while the record is being read begins the checkout without the record.
    BegunByToken,
    /// Another buyer, set while a payment is resumed, makes the checkout forget the payment.
    ReturnForgotten,
    /// Another buyer or cart, set while an order is under way, is forgotten.
    SettingsForgotten,
    /// Values that were typed for one buyer are kept for the next.
    BookKept,
    /// A checkout whose element has left is not taken over by the next element.
    NotAdopted,
    /// The element that reads the record leaves, and no other element of its page reads it.
    TakerGone,
    /// A checkout whose element has left is not shown by another element that still cancels a payment.
    DebtorPassedOver,
    /// A resumed record is not marked as this page's own, so a duplicated tab resumes it too.
    NotStamped,
    /// The page's own record is taken for a duplicated tab's copy.
    OwnTakenForCopy,
    /// The machine does not learn that its element has left.
    LeavingUnheard,
    /// A record is resumed although the element has left meanwhile.
    TakenUpUnseen,
    /// Cancellations of a page that is being left are not sent.
    FarewellDropped,
    /// An answer without shipments is taken for a cart of downloads.
    LikeDownloads,
    /// Other items in the cart are not noticed.
    GoodsUnseen,
    /// A total of 0 is shown and can be ordered.
    NothingAskedFor,
    /// A payment is started with a total of 0.
    NothingPaid,
    /// The shop's thresholds are ignored.
    ThresholdUnheeded,
    /// Items that must be shipped are ordered without a shipment.
    ShipmentLost,
    /// A record from a clock that was ahead is ignored.
    ClockDistrusted,
    /// The record of a sent order expires.
    OrderGrowsOld,
    /// Of two records of a page, the element's own one is kept.
    OwnRecordFirst,
    /// A provider's message before the payment has started is ignored.
    EarlyWordDropped,
    /// An approval that comes while Glue is asked is ignored.
    ApprovalDropped,
    /// The provider's window is not closed.
    WindowLeftOpen,
    /// A click whose cart another tab has gets no `ec-complete`.
    ClickUntold,
    /// The shipment that the shopper chose is not the one that is sent.
    OtherShipmentSent,
    /// A press while the price is being requested orders whatever the answer is.
    PressUnbound,
}

impl Planted {
    /// All bugs, each with the scenario and the world in which it is found.
    pub const ALL: [(Self, &'static str, &'static str); 51] = [
        (Self::RefusalBelieved, "faults", "customer"),
        (Self::MissingCartBelieved, "faults", "customer"),
        (Self::SilenceBelieved, "faults", "customer"),
        (Self::RecordNotStored, "faults", "customer"),
        (Self::RecordNotRead, "reloads", "customer"),
        (Self::CancelledWhilePlacing, "reloads", "customer"),
        (Self::LateOrderDropped, "faults", "customer"),
        (Self::LatePaymentIgnored, "faults", "customer"),
        (Self::CheckoutRepeated, "faults", "customer"),
        (Self::ClickedTwice, "faults", "customer"),
        (Self::DebtsForgotten, "reloads", "customer"),
        (Self::EditOverwritten, "edits and carts", "customer"),
        (Self::CompletedTwice, "faults", "customer"),
        (Self::CompletedNever, "faults", "customer"),
        (Self::VerifiedTooEarly, "faults", "customer"),
        (Self::FailureSwallowed, "faults", "customer"),
        (Self::LockNotTaken, "tabs", "customer"),
        (Self::LockFreedByReload, "tabs and reloads", "redirect"),
        (Self::StorageCopied, "copies", "copied"),
        (Self::ListBelieved, "order lists", "cut"),
        (Self::ForeignListBelieved, "buyers", "two unknown"),
        (Self::StrangerClaimed, "order lists", "sorted"),
        (Self::BegunByToken, "tokens", "token late"),
        (Self::TokenUnheeded, "buyers", "first order, unknown"),
        (Self::OwnerUnheeded, "buyers, reloaded", "first order"),
        (Self::ReturnForgotten, "tokens", "token late, redirect"),
        (Self::SettingsForgotten, "buyers", "two customers"),
        (Self::BookKept, "buyers", "two customers"),
        (Self::NotAdopted, "places", "place, prefill"),
        (Self::TakerGone, "pairs", "pair, redirect"),
        (Self::DebtorPassedOver, "pairs", "pair, prefill"),
        (Self::NotStamped, "copies", "copied"),
        (Self::OwnTakenForCopy, "places, reloaded", "place"),
        (Self::LeavingUnheard, "places", "place"),
        (Self::TakenUpUnseen, "places", "place, redirect"),
        (Self::FarewellDropped, "closed", "customer"),
        (Self::LikeDownloads, "goods", "parcel"),
        (Self::GoodsUnseen, "goods", "goods, straight"),
        (Self::NothingAskedFor, "goods", "goods"),
        (Self::NothingPaid, "goods", "goods"),
        (Self::ThresholdUnheeded, "goods", "goods"),
        (Self::ShipmentLost, "goods", "parcel"),
        (Self::ClockDistrusted, "clocks", "stored"),
        (Self::OrderGrowsOld, "clocks", "stored"),
        (Self::OwnRecordFirst, "pairs at length", "pair at length"),
        (Self::EarlyWordDropped, "words", "sheet"),
        (Self::ApprovalDropped, "words", "sheet"),
        (Self::WindowLeftOpen, "words", "window"),
        (Self::ClickUntold, "tabs", "customer"),
        (Self::OtherShipmentSent, "goods", "parcel"),
        (Self::PressUnbound, "goods", "goods"),
    ];

    /// The event that the machine gets instead; `None` when the bug drops it.
    pub fn hears(self, machine: &mut State, event: Event) -> Option<Event> {
        match (self, event) {
            (Self::RefusalBelieved, event) => Some(believed(event, |error| error.has_code(1102))),
            (Self::MissingCartBelieved, event) => Some(believed(event, |error| error.has_code(1103))),
            (Self::SilenceBelieved, event) => Some(believed(event, |error| error.status() == 0)),
            (Self::RecordNotRead, Event::Begun(_)) => Some(Event::Begun(Record::default())),
            (Self::CancelledWhilePlacing, Event::Begun(record)) => Some(Event::Begun(opened(record))),
            (Self::LateOrderDropped, Event::OrderPlaced(_, Ok(_)))
                if !matches!(machine.phase(), Some(Phase::Placing { .. })) =>
            {
                None
            }
            (Self::LatePaymentIgnored, Event::PaymentStarted { result: Ok(_), .. })
                if !matches!(machine.phase(), Some(Phase::Starting { .. } | Phase::Updating { .. })) =>
            {
                None
            }
            (Self::FailureSwallowed, Event::CustomerFetched(_, Err(_))) => None,
            (Self::EditOverwritten, event @ Event::PrefillAnswered(_)) => {
                machine.session_mut().addresses = AddressState::default();
                Some(event)
            }
            (Self::ClickedTwice, event @ Event::Clicked { .. }) => {
                if let Some(phase @ Phase::Starting { .. }) = phase(machine)
                    && let Some(attempt) = phase.attempt()
                {
                    let offer = attempt.offer.clone();
                    *phase = Phase::Offering(Offering::Ready { offer, notice: None, request: None });
                }
                Some(event)
            }
            (_, event) => self.other_event(machine, event),
        }
    }

    /// The same, for the bugs about carts, buyers, elements and providers.
    fn other_event(self, machine: &mut State, event: Event) -> Option<Event> {
        match (self, event) {
            (Self::ListBelieved, Event::OrdersFetched(id, Ok(list))) => {
                Some(Event::OrdersFetched(id, Ok(OrderList { newest_first: true, ..list })))
            }
            (Self::ForeignListBelieved, Event::OrdersFetched(id, Ok(list))) => {
                Some(Event::OrdersFetched(id, Ok(with_known(machine, list))))
            }
            (Self::StrangerClaimed, Event::OrderFetched(id, _)) => Some(Event::OrderFetched(id, Ok(Vec::new()))),
            (Self::ReturnForgotten, event @ Event::Configured(_)) => {
                if let Some(phase) = phase(machine)
                    && let Phase::Resuming { request, notice, .. } = phase
                {
                    let (request, notice) = (request.clone(), *notice);
                    *phase = Phase::Offering(Offering::Loading { request, notice });
                }
                Some(event)
            }
            (Self::TokenUnheeded, Event::TokenChanged) => None,
            (Self::OwnerUnheeded, Event::Begun(record)) => Some(Event::Begun(owned_by(machine.config(), record))),
            (Self::SettingsForgotten, Event::Configured(_)) if machine.is_ordering() => None,
            (Self::LeavingUnheard, Event::ElementLeft) => None,
            (Self::LikeDownloads, event @ Event::OfferFetched(..)) => {
                if let Some(offer) = shown(machine) {
                    offer.shipments.clear();
                }
                Some(event)
            }
            (Self::GoodsUnseen, Event::OfferFetched(id, Ok(offer))) => {
                if let Some(shown) = shown(machine) {
                    shown.fingerprint.clone_from(&offer.fingerprint);
                }
                Some(Event::OfferFetched(id, Ok(offer)))
            }
            (Self::NothingAskedFor, Event::OfferFetched(id, Ok(offer))) if offer.total.minor == 0 => {
                match phase(machine) {
                    Some(Phase::Review(review)) if review.pricing == Some(id) => {
                        review.started.attempt.offer = offer;
                        review.pricing = None;
                        None
                    }
                    _ => Some(Event::OfferFetched(id, Ok(offer))),
                }
            }
            (Self::PressUnbound, Event::OfferFetched(id, Ok(offer))) => {
                if let Some(phase) = phase(machine)
                    && let Phase::Review(review) = phase
                    && review.pricing == Some(id)
                    && review.press.take().is_some()
                {
                    review.started.attempt.offer = offer.clone();
                    *phase = Phase::Checking { review: review.clone(), request: id };
                }
                Some(Event::OfferFetched(id, Ok(offer)))
            }
            (Self::ThresholdUnheeded, Event::OfferFetched(id, Ok(offer))) => {
                Some(Event::OfferFetched(id, Ok(Offer { thresholds: Vec::new(), ..offer })))
            }
            (Self::EarlyWordDropped, Event::ApprovalFailed(_) | Event::CancelAsked(CancelReason::Provider))
                if matches!(machine.phase(), Some(Phase::Claiming { .. } | Phase::Starting { .. })) =>
            {
                None
            }
            (Self::ApprovalDropped, Event::Approved(..))
                if matches!(machine.phase(), Some(Phase::FetchingCustomer { .. })) =>
            {
                None
            }
            (Self::ClickUntold, Event::CartClaimed(_, false)) => Some(Event::PageShown),
            (_, event) => Some(event),
        }
    }

    /// Changes the state after a step.
    pub fn makes(self, before: &State, after: &mut State) {
        if self == Self::BookKept && before.config() != after.config() {
            after.session_mut().addresses = before.addresses().clone();
        }
    }

    /// Changes the effects of a step.
    pub fn does(self, effects: &mut Vec<Effect>) {
        match self {
            Self::RecordNotStored => {
                let placing = |record: &Record| matches!(record.live, Some(Live::Placing { .. }));
                effects.retain(|effect| !matches!(effect, Effect::Remember(record) if placing(record)));
            }
            Self::DebtsForgotten => {
                for effect in effects {
                    if let Effect::Remember(record) = effect {
                        record.cancellation.clear();
                    }
                }
            }
            Self::CompletedNever => effects.retain(|effect| {
                let outcome = Outcome::Cancelled;
                !matches!(effect, Effect::Announce(Announcement::Complete { outcome: told, .. }) if *told == outcome)
            }),
            Self::CompletedTwice => {
                let told =
                    effects.iter().find(|effect| matches!(effect, Effect::Announce(Announcement::Complete { .. })));
                effects.extend(told.cloned());
            }
            Self::FarewellDropped => {
                effects.retain(|effect| !matches!(effect, Effect::CancelPayment(_, _, true)));
            }
            Self::WindowLeftOpen => effects.retain(|effect| !matches!(effect, Effect::EndApproval)),
            Self::NothingPaid => {
                for effect in effects {
                    if let Effect::StartPayment { amount, .. } = effect {
                        amount.minor = 0;
                    }
                }
            }
            Self::ShipmentLost => {
                for effect in effects {
                    if let Effect::PlaceOrder(_, draft, _) = effect {
                        draft.shipments.clear();
                    }
                }
            }
            Self::OtherShipmentSent => {
                for effect in effects {
                    if let Effect::PlaceOrder(_, draft, _) = effect {
                        draft.shipments.iter_mut().for_each(|shipment| shipment.method = Some(1));
                    }
                }
            }
            _ => {}
        }
    }
}

/// The phase of the active machine.
fn phase(machine: &mut State) -> Option<&mut Phase> {
    match machine {
        State::Idle(_) => None,
        State::Active(active) => Some(&mut active.phase),
    }
}

/// The offer in the review.
fn shown(machine: &mut State) -> Option<&mut Offer> {
    match phase(machine)? {
        Phase::Review(review) | Phase::Checking { review, .. } => Some(&mut review.started.attempt.offer),
        _ => None,
    }
}

/// A list with only the newest earlier order.
fn with_known(machine: &State, mut list: OrderList) -> OrderList {
    let Some(Live::Placing { orders_before, .. }) = Record::of(machine).live else { return list };
    if let Some(newest) = orders_before.unwrap_or_default().references.first() {
        list.orders = vec![KnownOrder { reference: newest.clone(), total: None }];
    }
    list
}

/// The record as if its earlier orders were this buyer's.
fn owned_by(config: &Config, mut record: Record) -> Record {
    if let Some(Live::Placing { orders_before: Some(before), .. }) = &mut record.live {
        before.buyer = config.buyer_mark();
    }
    record
}

/// An answer to `/checkout` that is taken for a refusal.
fn believed(event: Event, wrongly: impl Fn(&GlueError) -> bool) -> Event {
    match event {
        Event::OrderPlaced(id, Err(error)) if wrongly(&error) => Event::OrderPlaced(id, Err(samples::refused(901))),
        other => other,
    }
}

/// The record as if `/checkout` was not sent.
fn opened(record: Record) -> Record {
    match record.live {
        Some(Live::Placing { payment, method, .. }) => {
            let cancellation = CancellationRequest { method, data: payment.data, dialect: payment.dialect };
            Record { live: Some(Live::Open(cancellation)), ..record }
        }
        _ => record,
    }
}
