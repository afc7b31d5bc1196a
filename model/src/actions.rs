//! What can happen next, and the deeds of the shopper.

use express_checkout::flow::{ApprovalError, CancelReason, Event, Finish, Phase, RequestId};
use express_checkout::json::Json;

use crate::fates::{FINE, Fate};
use crate::planted::Planted;
use crate::samples;
use crate::shop::Mood;
use crate::trial::Trial;
use crate::world::{Ask, Request, World};

/// Something that happens. The first number is the tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A deed of the shopper's in a tab.
    Shopper(usize, Deed),
    /// A request on a tab's wire meets its fate.
    Wire(usize, usize, Fate),
    /// A late answer arrives after all.
    Late(usize, usize),
    /// A request of a page that is gone meets its fate.
    Stray(usize, Fate),
    /// Another part of the shop changes the cart.
    ChangeCart,
    /// The shopper opens the cart in a second tab.
    OpenTab,
}

/// What a shopper does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Clicks the button.
    Click,
    /// Approves at the provider.
    Approve,
    /// Comes back from the provider without a word.
    ComeBack,
    /// Has an instrument that the provider refuses.
    Decline,
    /// Cancels, or the page does.
    Cancel,
    /// Orders.
    Place,
    /// Types into an address.
    Edit,
    /// Asks for another try.
    Again,
    /// Loads the page anew, and the page has no time to act.
    Crash,
    /// Loads the page anew.
    Reload,
    /// Goes elsewhere and finds the page as it was left.
    Return,
}

impl Trial {
    /// Everything that can happen next.
    pub fn possible(&self, world: &World, actions: &mut Vec<Action>) {
        if world.broken.is_some() {
            return;
        }
        for tab in 0..world.tabs.len() {
            self.deeds(world, tab, actions);
            for (index, request) in world.tabs[tab].wire.iter().enumerate() {
                let too_early = request.ask == Ask::Wait(true) && world.is_ordering();
                if too_early && !self.has(Planted::VerifiedTooEarly) {
                    continue;
                }
                actions.push(Action::Wire(tab, index, FINE));
                if request.given_up {
                    actions.push(Action::Wire(tab, index, Fate::Lost));
                }
                if world.left.faults > 0 {
                    actions.extend(request.faults().iter().map(|fate| Action::Wire(tab, index, *fate)));
                }
            }
            actions.extend((0..world.tabs[tab].late.len()).map(|index| Action::Late(tab, index)));
        }
        for index in 0..world.strays.len() {
            actions.extend([Action::Stray(index, FINE), Action::Stray(index, Fate::Lost)]);
        }
        if world.left.carts > 0 && world.shop.cart {
            actions.push(Action::ChangeCart);
        }
        if world.left.tabs > 0 {
            actions.push(Action::OpenTab);
        }
    }

    fn deeds(&self, world: &World, tab: usize, actions: &mut Vec<Action>) {
        let (here, left) = (&world.tabs[tab], world.left);
        let phase = &here.machine.phase;
        let with_payer = matches!(
            phase,
            Phase::FetchingCustomer { .. }
                | Phase::Prefilled { .. }
                | Phase::Review(_)
                | Phase::Confirming(_)
                | Phase::Checking { .. }
                | Phase::Updating { .. }
        );
        let at_provider = matches!(phase, Phase::AwaitingApproval { .. });
        let starting = matches!(phase, Phase::Starting { .. }) && self.has(Planted::ClickedTwice);
        let clickable = here.machine.clickable().is_some() || starting;
        let placeable = matches!(phase, Phase::Review(_) | Phase::Prefilled { .. });
        let stuck = matches!(phase, Phase::Failed { .. } | Phase::Unknown(_));
        let in_page = !here.is_away();
        let deeds = [
            (Deed::Click, left.clicks > 0 && clickable),
            (Deed::Approve, at_provider),
            (Deed::ComeBack, at_provider && (here.is_away() || left.clicks > 0)),
            (Deed::Decline, left.clicks > 0 && in_page && at_provider),
            (Deed::Cancel, left.clicks > 0 && in_page && here.machine.is_engaged()),
            (Deed::Place, left.clicks > 0 && placeable),
            (Deed::Edit, left.edits > 0 && in_page && (with_payer || at_provider)),
            (Deed::Again, left.clicks > 0 && stuck),
            (Deed::Crash, left.reloads > 0 && in_page),
            (Deed::Reload, left.reloads > 0 && in_page),
            (Deed::Return, left.reloads > 0),
        ];
        actions.extend(deeds.into_iter().filter(|(_, possible)| *possible).map(|(deed, _)| Action::Shopper(tab, deed)));
    }

    /// Lets it happen.
    pub fn act(&self, world: &mut World, action: Action) {
        match action {
            Action::Shopper(tab, deed) => self.deed(world, tab, deed),
            Action::Wire(tab, index, fate) => self.fate(world, tab, index, fate),
            Action::Late(tab, index) => {
                let event = world.tabs[tab].late.remove(index);
                self.happens(world, tab, event);
            }
            Action::Stray(index, fate) => {
                let ask = world.strays.remove(index);
                if fate == FINE {
                    // Nobody hears the answer, so its number does not matter.
                    let request = Request { id: Some(RequestId(0)), ask, given_up: true };
                    world.shop.handle(&request, Mood::Willing);
                }
            }
            Action::ChangeCart => {
                world.left.carts -= 1;
                world.shop.edition += 1;
            }
            Action::OpenTab => {
                world.left.tabs -= 1;
                self.open_tab(world);
                // A first reading is like any other; the first tab's is followed in every order.
                let tab = world.tabs.len() - 1;
                while let Some(index) = world.tabs[tab].wire.iter().position(|request| request.ask == Ask::Offer) {
                    self.fate(world, tab, index, FINE);
                }
            }
        }
    }

    fn deed(&self, world: &mut World, tab: usize, deed: Deed) {
        let away = world.tabs[tab].is_away();
        match deed {
            Deed::Approve => {}
            Deed::ComeBack if away => {}
            Deed::Click | Deed::ComeBack | Deed::Decline | Deed::Cancel | Deed::Place | Deed::Again => {
                world.left.clicks -= 1
            }
            Deed::Edit => world.left.edits -= 1,
            Deed::Crash | Deed::Reload | Deed::Return => world.left.reloads -= 1,
        }
        if deed == Deed::Approve
            && let Phase::AwaitingApproval { held, .. } = &world.tabs[tab].machine.phase
        {
            let number = samples::number(&held.payment.data);
            world.shop.payments[number].approved = true;
        }
        match deed {
            Deed::Click if self.is_taken(world, tab) => self.happens(world, tab, Event::TakenElsewhere),
            Deed::Click => {
                world.tabs[tab].consent = world.shop.setup.finish == Finish::Order;
                let (key, presentation) = (samples::method().key, world.shop.setup.presentation);
                // Named by what is left, which no two attempts have in common.
                let correlation = world.left.clicks.to_string();
                self.happens(world, tab, Event::Clicked { key, correlation, presentation });
            }
            // The provider took the page's place, so a new page begins.
            Deed::Approve | Deed::ComeBack if away => self.reload(world, tab),
            Deed::Approve => self.happens(world, tab, Event::Approved(Json::Null, None)),
            Deed::ComeBack => self.happens(world, tab, Event::Returned { watched: false }),
            Deed::Decline => self.happens(world, tab, Event::ApprovalFailed(ApprovalError::Declined)),
            Deed::Cancel => self.happens(world, tab, Event::CancelAsked(CancelReason::Shopper)),
            Deed::Place => {
                world.tabs[tab].consent = true;
                self.happens(world, tab, Event::PlaceAsked);
            }
            Deed::Edit => {
                world.tabs[tab].typed = true;
                self.happens(world, tab, Event::Edited(samples::EDITED, samples::TYPED.to_owned()));
            }
            Deed::Again => self.happens(world, tab, Event::Reload),
            Deed::Crash => self.reload(world, tab),
            Deed::Reload => {
                self.happens(world, tab, Event::PageHidden);
                self.reload(world, tab);
            }
            Deed::Return => {
                self.happens(world, tab, Event::PageHidden);
                self.happens(world, tab, Event::PageShown);
            }
        }
    }

    /// Whether another tab has the cart in hand, as far as this one asks.
    fn is_taken(&self, world: &World, tab: usize) -> bool {
        world.lock.is_some_and(|holder| holder != tab) && !self.has(Planted::LockNotTaken)
    }

    fn reload(&self, world: &mut World, tab: usize) {
        world.lose_page(tab);
        self.begin(world, tab);
    }
}
