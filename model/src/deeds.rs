//! The actions of shoppers, providers and the page at one element.

use express_checkout::address::Source;
use express_checkout::flow::{ApprovalError, Assurance, CancelReason, Event, Finish, Phase, Presentation};
use express_checkout::json::Json;

use crate::actions::Action;
use crate::ask::{Ask, Request};
use crate::bounds::Shipping;
use crate::planted::Planted;
use crate::samples;
use crate::trial::Trial;
use crate::world::{Element, ObservedAttempt, Window, World};

/// An action at an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Clicks the button.
    Click,
    /// Clicks the button, and the attempt cannot begin on this device.
    ClickInVain,
    /// Approves at the provider.
    Approve,
    /// Returns from the provider without a callback.
    ComeBack,
    /// Closes the provider's window. The page sees it close.
    CloseWindow,
    /// Says that they finished at the provider.
    Finish,
    /// The provider declines the card or account.
    Decline,
    /// The provider fails, perhaps during the click.
    Fail,
    /// Cancels at the provider.
    Refuse,
    /// From now on, the provider may redirect the page.
    MayLeave,
    /// The provider redirects the page.
    GoAway,
    /// The shopper or the page cancels.
    Cancel,
    /// Orders.
    Place,
    /// Types into an address.
    Edit,
    /// Chooses whether the billing address is the shipping address.
    Same(bool),
    /// The page sets addresses from its own form.
    SetAddresses,
    /// Chooses another shipment method.
    Ship(i64),
    /// Types the security code.
    TypeCode,
    /// The shopper tries again, or the page reads the cart again.
    Again,
    /// The page crashes and is loaded again.
    Crash,
    /// Reloads the page.
    Reload,
    /// Leaves the page and returns to it out of the back-forward cache.
    Return,
    /// Closes the tab.
    Close,
    /// The element leaves its page. The page stays.
    Leave,
    /// The element returns, or a new element with the same cart is added.
    PutBack,
}

impl Trial {
    /// The possible actions at an element.
    pub fn deeds(&self, world: &World, at: usize, actions: &mut Vec<Action>) {
        let (here, left, setup) = (&world.elements[at], world.left, world.shop.setup);
        if !here.stands {
            // Of several elements that have left, only one is considered.
            let others = world.elements[..at].iter().filter(|other| other.page == here.page && !other.stands).count();
            if others == 0 && here.has_room(world) {
                actions.push(Action::Shopper(at, Deed::PutBack));
            }
            return;
        }
        let phase = here.machine.phase();
        let with_payer = matches!(
            phase,
            Some(
                Phase::FetchingCustomer { .. }
                    | Phase::Prefilled { .. }
                    | Phase::Review(_)
                    | Phase::Confirming(_)
                    | Phase::Checking { .. }
                    | Phase::Updating { .. }
            )
        );
        let at_provider = matches!(phase, Some(Phase::AwaitingApproval { .. }));
        let unsure = matches!(phase, Some(Phase::FetchingCustomer { assurance: Assurance::Unsure, .. }));
        let starting = matches!(phase, Some(Phase::Starting { .. }));
        let twice = starting && self.has(Planted::ClickedTwice);
        let clickable = (here.machine.clickable().is_some() || twice) && !world.is_blocked(at);
        let placeable = matches!(phase, Some(Phase::Review(_) | Phase::Prefilled { .. }));
        let stuck = here.machine.failure().is_some() || matches!(phase, Some(Phase::Unknown(_)));
        let shows = here.machine.name() == "ready" || matches!(phase, Some(Phase::Review(_)));
        let reads = setup.changes.len() > 1 && shows;
        let away = here.is_away();
        let in_page = !away;
        let open = in_page && here.window == Window::Open;
        let window = setup.presentation == Presentation::Popup;
        let clicks = left.clicks > 0;
        let first = !world.elements[..at].iter().any(|other| other.page == here.page && other.stands);
        let settled = !matches!(phase, Some(Phase::Placing { .. } | Phase::Unknown(_) | Phase::Placed { .. }));
        let deeds = [
            (Deed::Click, clicks && clickable),
            (Deed::ClickInVain, left.faults > 0 && clicks && clickable),
            (Deed::Approve, away || open && (at_provider || unsure)),
            (Deed::ComeBack, at_provider && (away || clicks)),
            (Deed::CloseWindow, clicks && open && window),
            (Deed::Finish, clicks && in_page && matches!(phase, Some(Phase::AwaitingApproval { asking: Some(_), .. }))),
            (Deed::Decline, clicks && open && !window && at_provider),
            (Deed::Fail, clicks && open),
            (Deed::Refuse, clicks && open && !window),
            (Deed::MayLeave, setup.may_leave && open && (starting || at_provider)),
            (Deed::GoAway, open && at_provider && here.may_go()),
            (Deed::Cancel, clicks && in_page && here.machine.is_engaged()),
            (Deed::Place, clicks && placeable),
            (Deed::Edit, left.edits > 0 && in_page && (with_payer || at_provider)),
            (Deed::Same(true), left.edits > 0 && setup.shipping != Shipping::Downloads && placeable),
            (Deed::Same(false), left.edits > 0 && here.machine.addresses().billing_same() && placeable),
            (Deed::SetAddresses, setup.form && left.edits > 0 && in_page && settled),
            (Deed::Ship(1), clicks && here.ships(1)),
            (Deed::Ship(2), clicks && here.ships(2)),
            (Deed::TypeCode, clicks && matches!(phase, Some(Phase::Review(review)) if review.code.is_some())),
            (Deed::Again, clicks && in_page && (stuck || reads)),
            (Deed::Crash, left.reloads > 0 && in_page && first),
            (Deed::Reload, left.reloads > 0 && in_page && first),
            (Deed::Return, left.reloads > 0 && first),
            (Deed::Close, left.closes > 0 && first && in_page),
            (Deed::Leave, left.moves > 0 && in_page),
        ];
        actions.extend(deeds.into_iter().filter(|(_, possible)| *possible).map(|(deed, _)| Action::Shopper(at, deed)));
    }

    /// Runs an action at an element.
    pub fn deed(&self, world: &mut World, at: usize, deed: Deed) {
        let away = world.elements[at].is_away();
        match deed {
            Deed::Approve | Deed::MayLeave | Deed::GoAway | Deed::PutBack => {}
            Deed::ComeBack if away => {}
            Deed::ClickInVain => {
                world.left.clicks -= 1;
                world.left.faults -= 1;
            }
            Deed::Click
            | Deed::ComeBack
            | Deed::CloseWindow
            | Deed::Finish
            | Deed::Decline
            | Deed::Fail
            | Deed::Refuse
            | Deed::Cancel
            | Deed::Place
            | Deed::Ship(_)
            | Deed::TypeCode
            | Deed::Again => world.left.clicks -= 1,
            Deed::Edit | Deed::Same(_) | Deed::SetAddresses => world.left.edits -= 1,
            Deed::Crash | Deed::Reload | Deed::Return => world.left.reloads -= 1,
            Deed::Close => world.left.closes -= 1,
            Deed::Leave => world.left.moves -= 1,
        }
        match deed {
            Deed::Click | Deed::ClickInVain => self.click(world, at, deed == Deed::Click),
            Deed::Approve => self.approve(world, at),
            // The provider took the page's place, so a new page begins.
            Deed::ComeBack if away => self.reload(world, at),
            Deed::ComeBack => self.happens(world, at, Event::Returned { watched: false }),
            Deed::CloseWindow => {
                world.elements[at].window = Window::Closed;
                self.happens(world, at, Event::Returned { watched: true });
            }
            Deed::Finish => self.happens(world, at, Event::FinishedSaid),
            Deed::Decline => self.says(world, at, Event::ApprovalFailed(ApprovalError::Declined)),
            Deed::Fail => self.says(world, at, Event::ApprovalFailed(ApprovalError::Provider)),
            Deed::Refuse => self.says(world, at, Event::CancelAsked(CancelReason::Provider)),
            Deed::MayLeave => self.happens(world, at, Event::MayLeave),
            Deed::GoAway => {
                world.elements[at].window = Window::Closed;
                self.hide(world, at);
            }
            Deed::Cancel => self.happens(world, at, Event::CancelAsked(CancelReason::Shopper)),
            Deed::Place => {
                world.elements[at].agree();
                self.happens(world, at, Event::PlaceAsked);
            }
            Deed::Edit => {
                let element = &mut world.elements[at];
                element.typed = true;
                element.filler = Some(samples::buyer(element.machine.config()));
                element.revoke();
                self.happens(world, at, Event::Edited(samples::EDITED, samples::TYPED.to_owned()));
            }
            Deed::Same(same) => {
                world.elements[at].revoke();
                self.happens(world, at, Event::BillingSame(same));
            }
            Deed::SetAddresses => {
                let mut addresses = world.elements[at].machine.addresses().clone();
                addresses.set_all(&samples::addresses(), Source::Page);
                // The page's addresses belong to the present buyer.
                world.elements[at].filler = None;
                self.happens(world, at, Event::AddressesSet(addresses));
            }
            Deed::Ship(way) => {
                world.elements[at].revoke();
                self.happens(world, at, Event::ShipmentChosen(0, way));
            }
            Deed::TypeCode => self.happens(world, at, Event::CodeTyped(samples::code())),
            Deed::Again => self.happens(world, at, Event::Reload),
            Deed::Crash => self.reload(world, at),
            Deed::Reload => {
                self.hide(world, at);
                self.reload(world, at);
            }
            Deed::Return => {
                self.hide(world, at);
                let machine = &world.elements[at].machine;
                let waits_for_its_end = ["starting", "cancelling"].contains(&machine.name());
                if machine.is_engaged() && !machine.may_have_order() && !waits_for_its_end {
                    // A later page may have ordered, so the page begins anew from its record.
                    self.reload(world, at);
                } else {
                    self.each_beside(world, at, |trial, world, at| trial.happens(world, at, Event::PageShown));
                }
            }
            Deed::Close => {
                self.hide(world, at);
                world.close(world.elements[at].page);
            }
            Deed::Leave => self.leave(world, at),
            Deed::PutBack => self.put_back(world, at),
        }
    }

    fn click(&self, world: &mut World, at: usize, loaded: bool) {
        // The remaining budget is the name, because it is different for each attempt.
        let correlation = world.left.clicks.to_string();
        let presentation = world.shop.setup.presentation;
        if self.has(Planted::ClickedTwice) && world.elements[at].machine.clickable().is_none() {
            let key = samples::method(true).key;
            return self.happens(world, at, Event::Clicked { key, correlation, presentation });
        }
        let element = &mut world.elements[at];
        if element.attempt.as_ref().is_some_and(|attempt| attempt.completes == 0) {
            world.breaks(crate::laws::Law::ToldOnce);
            return;
        }
        element.attempt = Some(ObservedAttempt::new(correlation.clone()));
        element.window = if presentation == Presentation::SameTab { Window::Closed } else { Window::Open };
        element.agreed = None;
        if world.shop.setup.finish == Finish::OrderAtOnce {
            element.agree_unseen();
        }
        if !loaded {
            world.elements[at].window = Window::Closed;
            return self.happens(world, at, Event::AttemptFailed(correlation));
        }
        let key = samples::method(true).key;
        self.happens(world, at, Event::Clicked { key, correlation, presentation });
    }

    /// Locks the cart for a click, unless another element has it.
    pub fn claim(&self, world: &mut World, at: usize, request: Request) {
        let taken = world.lock.is_some_and(|holder| holder != at) && !self.has(Planted::LockNotTaken);
        if !taken {
            world.lock.get_or_insert(at);
        }
        if let Some(id) = request.id {
            self.happens(world, at, Event::CartClaimed(id, !taken));
        }
    }

    fn approve(&self, world: &mut World, at: usize) {
        if let Some(Phase::AwaitingApproval { started, .. } | Phase::FetchingCustomer { started, .. }) =
            world.elements[at].machine.phase()
        {
            let number = samples::number(&started.payment.data);
            world.shop.payments[number].approved = true;
        }
        if world.elements[at].is_away() {
            self.reload(world, at);
        } else if world.shop.setup.presentation == Presentation::Popup {
            // A provider's page sends no message to this page.
            world.elements[at].window = Window::Closed;
            self.happens(world, at, Event::Returned { watched: true });
        } else {
            self.says(world, at, Event::Approved(Json::Null, None));
        }
    }

    /// The provider's only message of an attempt.
    fn says(&self, world: &mut World, at: usize, message: Event) {
        world.elements[at].window = Window::Spoken;
        self.happens(world, at, message);
    }

    /// Every element of the page learns that the page is being left.
    fn hide(&self, world: &mut World, at: usize) {
        self.each_beside(world, at, |trial, world, at| trial.happens(world, at, Event::PageHidden));
    }

    fn each_beside(&self, world: &mut World, at: usize, act: impl Fn(&Self, &mut World, usize)) {
        let page = world.elements[at].page;
        for index in 0..world.elements.len() {
            if world.elements[index].page == page && world.elements[index].stands {
                act(self, world, index);
            }
        }
    }

    /// The element leaves its page. The page stays.
    pub fn leave(&self, world: &mut World, at: usize) {
        let element = &mut world.elements[at];
        element.stands = false;
        element.window = Window::Closed;
        element.typed = false;
        // If the element was reading a record, another element of the cart reads it now, or the next one later.
        if element.is_beginning() && !self.has(Planted::TakenUpUnseen) {
            element.wire.retain(|request| request.ask != Ask::Begin);
            element.attempt = None;
            let (page, cart) = (element.page, element.cart());
            let beside = |other: &Element| other.page == page && other.cart() == cart && other.stands;
            if let Some(other) = world.elements.iter_mut().find(|other| beside(other))
                && !self.has(Planted::TakerGone)
            {
                other.wire.push(Request { id: None, ask: Ask::Begin, given_up: false });
            }
        }
        self.happens(world, at, Event::ElementLeft);
        self.hand_on(world, at);
    }

    fn reload(&self, world: &mut World, at: usize) {
        let page = world.elements[at].page;
        world.lose_page(page);
        self.load(world, page);
    }
}

impl Element {
    /// Whether its page has room for another element.
    fn has_room(&self, world: &World) -> bool {
        let standing = world.elements.iter().filter(|other| other.page == self.page && other.stands).count();
        standing < usize::from(world.shop.setup.elements)
    }

    fn may_go(&self) -> bool {
        matches!(self.machine.phase(), Some(Phase::AwaitingApproval { presentation: Presentation::SameTab, .. }))
    }

    /// Whether that shipment method can be chosen and is not chosen yet.
    fn ships(&self, way: i64) -> bool {
        let Some(Phase::Review(review)) = self.machine.phase() else { return false };
        let offered = review.started.attempt.offer.shipments.first();
        offered.is_some() && review.chosen.first() != Some(&Some(way))
    }
}
