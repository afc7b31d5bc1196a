//! The steps up to the approval: no payment exists yet, or the shopper has not approved it.

use super::cell::How::{Always, At, Done, Doubled, Fair, InWindow, Once};
use super::cell::{Cell, cell};
use crate::provider::ProviderAction;
use crate::world::World;
use express_checkout::flow::{ApprovalError, CancelReason, Event};
use express_checkout::json::Json;

/// Reading what the shop offers.
pub const METHODS: [Cell; 20] = [
    cell("A", Once(&["drop"]), "nothing was begun, so it can be tried again"),
    cell("A+I", Always(&["drop"]), "the same, and the page hears that Glue cannot be reached"),
    cell("A", Once(&["never"]), "the step ends at its deadline"),
    cell("A", Once(&["lost"]), "a calculation that nobody heard has changed nothing"),
    cell("H", Once(&["late:9000"]), "nobody waits for it any more"),
    cell("A", Once(&["400", "422"]), "a refusal created nothing"),
    cell("G", Once(&["1103", "1104"]), "a cart that is gone needs the shop"),
    cell("A", Once(&["401", "403"]), "a fresh token once, then a retry"),
    cell("G+I", Always(&["404"]), "an old shop: its own checkout is the way on"),
    cell("A", Once(&["409", "429:7"]), "tried again, after the wait that was asked for"),
    cell("A", Once(&["500", "502", "503"]), "whatever the page says, nothing was begun"),
    cell(
        "A",
        Once(&["unsuccessful", "successful-null"]),
        "-: a calculation has no such word; no offer is read from it",
    ),
    cell("A", Once(&["success-without-data"]), "-: a calculation has no such data; no offer is read from it"),
    cell("A", Once(&["html", "truncated", "empty", "cut", "null"]), "no offer is read from it"),
    cell("H", Once(&["wrong-types", "null-attributes"]), "tolerant: the attributes are not needed"),
    cell("A", Once(&["drip", "huge"]), "the deadline holds for the body too, and so does the size"),
    cell("H", Once(&["total-changed"]), "-: the total is what the answer says"),
    cell("H", Doubled, "the second answer is late"),
    cell("A", Once(&["1102"]), "-: a calculation orders nothing; a refusal as any other"),
    cell("A", Once(&["422:1106"]), "-: a calculation deletes no cart; a refusal as any other"),
];

/// Starting the payment.
pub const INIT: [Cell; 20] = [
    cell("G", Once(&["drop"]), "it may have been sent (H10): no second payment as if nothing had been"),
    cell("G+I", Always(&["drop"]), "the same, and the page is told"),
    cell("G", Once(&["never"]), "a payment may exist that nobody can name (H10)"),
    cell("G", Once(&["lost"]), "a payment exists that nobody can name; nobody has agreed to it"),
    cell("C", Once(&["late:16000"]), "its name is learned late, and it is cancelled"),
    cell("A", Once(&["400", "422", "raw-error"]), "a plain refusal created nothing"),
    cell("A", Once(&["1103"]), "-: no cart is read here; a refusal as any other"),
    cell("A", Once(&["401", "403"]), "a fresh token once; refused before any work"),
    cell("G+I", Always(&["404"]), "an old shop"),
    cell("A", Once(&["409", "429:7"]), "refused before any work; again after the wait that was asked for"),
    cell("G", Once(&["500", "502", "503"]), "a payment may exist (H7)"),
    cell("A", Once(&["unsuccessful"]), "the app said no"),
    cell("G+I", Once(&["success-without-data", "successful-null"]), "nobody can name what exists (H6)"),
    cell("G", Once(&["html", "truncated", "empty", "cut", "null"]), "a payment may exist"),
    cell("G", Once(&["wrong-types", "null-attributes"]), "a name that is no text names nothing"),
    cell("G", Once(&["drip", "huge"]), "what cannot be read names nothing"),
    cell("B", Once(&["total-changed"]), "the same payment is updated before the order (H9, H11), or approved anew"),
    cell("H", Doubled, "the second answer names the payment that is in use"),
    cell("A", Once(&["1102"]), "-: a refusal as any other"),
    cell("A", Once(&["422:1106"]), "-: a refusal as any other"),
];

/// The shopper at the provider.
pub const APPROVAL: [Cell; 20] = [
    cell("G+I", At("script", "drop"), "the script cannot be loaded: its button goes, the shop's checkout stays"),
    cell("G+I", At("script", "throw"), "a blocked script offers nothing"),
    cell(
        "B",
        Done(|world| world.does(ProviderAction::Nothing)),
        "nobody knows how long a shopper takes; cancelling is possible",
    ),
    cell(
        "B",
        InWindow(|world| world.does(ProviderAction::CutOff)),
        "the window seems closed: Glue is asked, nothing cancelled",
    ),
    cell("H", Done(approve_too_late), "cancelled is cancelled"),
    cell(
        "A",
        Done(|world| world.does(ProviderAction::Cancel)),
        "the payer said no: cancelled, and the buttons are back",
    ),
    cell("G", Done(approve_without_cart), "the payment is cancelled, the cart needs the shop"),
    cell("B", Done(approve_after_hours), "a fresh token, and the approval counts"),
    cell("A+I", Done(|world| fail(world, ApprovalError::Data)), "no address to go to: cancelled"),
    cell("A+I", InWindow(|world| world.does(ProviderAction::Break)), "the provider cannot go on: cancelled"),
    cell("A+I", Done(|world| world.does(ProviderAction::Break)), "the provider cannot go on: cancelled"),
    cell("A", InWindow(|world| world.does(ProviderAction::Decline)), "Glue says that nothing is approved: cancelled"),
    cell("B+I", Done(|world| world.does(ProviderAction::Forge)), "approved under another name: not ours, and said so"),
    cell("B", Done(|world| hear(world, "[[],null]")), "what is no object adds nothing to the payment's data"),
    cell("B", Done(|world| hear(world, r#"{"transactionId":"tx9","orderId":1,"opaque":{}}"#)), "nothing is replaced"),
    cell("G+I", At("script", "never"), "a script that does not come in time is none"),
    cell("B", Done(approve_with_more), "the review shows the new total, and the payment is updated to it"),
    cell("H", Done(|world| world.does(ProviderAction::Twice)), "the first approval counts"),
    cell("H", Fair, "-: no provider says so; the approval goes on as ever"),
    cell("H", Fair, "-: no provider says so; the approval goes on as ever"),
];

fn fail(world: &mut World, error: ApprovalError) {
    world.happens(Event::ApprovalFailed(error));
}

fn hear(world: &mut World, approval: &str) {
    world.does(ProviderAction::CutOff);
    world.happens(Event::Approved(Json::parse(approval).unwrap_or_default(), None));
}

fn approve_too_late(world: &mut World) {
    world.happens(Event::CancelAsked(CancelReason::Shopper));
    world.rest();
    world.happens_late(Event::Approved(Json::Null, None));
    world.happens_late(Event::Returned { watched: true });
}

fn approve_without_cart(world: &mut World) {
    world.shop.lose_cart();
    world.does(ProviderAction::Approve);
}

fn approve_after_hours(world: &mut World) {
    world.schedule.pass(2 * 60 * 60 * 1_000);
    world.does(ProviderAction::Approve);
}

fn approve_with_more(world: &mut World) {
    world.shop.fill_cart(world.schedule.now());
    world.does(ProviderAction::Approve);
}
