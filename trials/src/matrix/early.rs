//! The cells of the steps up to the approval. No payment exists yet, or it is not approved.

use super::cell::How::{Always, At, Done, Doubled, Fair, InWindow, Once};
use super::cell::{Cell, cell};
use crate::provider::ProviderAction;
use crate::world::World;
use express_checkout::flow::{ApprovalError, CancelReason, Event};
use express_checkout::json::Json;

/// Reading the offer.
pub const METHODS: [Cell; 20] = [
    cell("A", Once(&["drop"]), "nothing was started, so it can be tried again"),
    cell("A+I", Always(&["drop"]), "the same, and an error is announced"),
    cell("A", Once(&["never"]), "the step ends at its deadline"),
    cell("A", Once(&["lost"]), "a calculation changes nothing, also if its answer is lost"),
    cell("H", Once(&["late:9000"]), "the late answer is ignored"),
    cell("A", Once(&["400", "422"]), "a refusal created nothing"),
    cell("G", Once(&["1103", "1104"]), "the cart no longer exists, so the shop's checkout is offered"),
    cell("A", Once(&["401", "403"]), "sent again once with a new token, then a retry is offered"),
    cell("G+I", Always(&["404"]), "a shop without the route: its own checkout is offered"),
    cell("A", Once(&["409", "429:7"]), "tried again, after Retry-After"),
    cell("A", Once(&["500", "502", "503"]), "nothing was started"),
    cell("A", Once(&["unsuccessful", "successful-null"]), "-: a calculation has no such field; no offer is read"),
    cell("A", Once(&["success-without-data"]), "-: a calculation has no such data; no offer is read"),
    cell("A", Once(&["html", "truncated", "empty", "cut", "null"]), "no offer is read"),
    cell("H", Once(&["wrong-types", "null-attributes"]), "these attributes are not needed"),
    cell("A", Once(&["drip", "huge"]), "the deadline and the size limit also apply to the body"),
    cell("H", Once(&["total-changed"]), "-: the total of the answer is used"),
    cell("H", Doubled, "the second answer is late"),
    cell("A", Once(&["1102"]), "-: a calculation orders nothing; treated like any refusal"),
    cell("A", Once(&["422:1106"]), "-: a calculation deletes no cart; treated like any refusal"),
];

/// Starting the payment.
pub const INIT: [Cell; 20] = [
    cell("G", Once(&["drop"]), "the request may have arrived (H10), so no second payment is offered"),
    cell("G+I", Always(&["drop"]), "the same, and an error is announced"),
    cell("G", Once(&["never"]), "a payment with an unknown id may exist (H10)"),
    cell("G", Once(&["lost"]), "a payment with an unknown id exists; it is not approved"),
    cell("C", Once(&["late:16000"]), "its id is learnt late, and it is cancelled"),
    cell("A", Once(&["400", "422", "raw-error"]), "a clear refusal created nothing"),
    cell("A", Once(&["1103"]), "-: no cart is read here; treated like any refusal"),
    cell("A", Once(&["401", "403"]), "sent again once with a new token; refused before any work"),
    cell("G+I", Always(&["404"]), "a shop without the route"),
    cell("A", Once(&["409", "429:7"]), "refused before any work; tried again after Retry-After"),
    cell("G", Once(&["500", "502", "503"]), "a payment may exist (H7)"),
    cell("A", Once(&["unsuccessful"]), "the app refused"),
    cell("G+I", Once(&["success-without-data", "successful-null"]), "a payment with an unknown id may exist (H6)"),
    cell("G", Once(&["html", "truncated", "empty", "cut", "null"]), "a payment may exist"),
    cell("G", Once(&["wrong-types", "null-attributes"]), "the id is not a text, so it is unknown"),
    cell("G", Once(&["drip", "huge"]), "the answer cannot be read, so the id is unknown"),
    cell("B", Once(&["total-changed"]), "the same payment is updated before the order (H9, H11), or approved again"),
    cell("H", Doubled, "the second answer is about the payment in use"),
    cell("A", Once(&["1102"]), "-: treated like any refusal"),
    cell("A", Once(&["422:1106"]), "-: treated like any refusal"),
];

/// The shopper at the provider.
pub const APPROVAL: [Cell; 20] = [
    cell(
        "G+I",
        At("script", "drop"),
        "the script cannot be loaded: its button is removed, the shop's checkout is offered",
    ),
    cell("G+I", At("script", "throw"), "the script failed, so the method is not offered"),
    cell("B", Done(|world| world.does(ProviderAction::Nothing)), "a shopper may take any time; they can cancel"),
    cell(
        "B",
        InWindow(|world| world.does(ProviderAction::CutOff)),
        "the window seems closed: Glue is asked, and nothing is cancelled",
    ),
    cell("H", Done(approve_too_late), "an approval after a cancellation is ignored"),
    cell(
        "A",
        Done(|world| world.does(ProviderAction::Cancel)),
        "the payer cancelled: the payment is cancelled, and the buttons are shown",
    ),
    cell("G", Done(approve_without_cart), "the payment is cancelled, and the shop's checkout is offered"),
    cell("B", Done(approve_after_hours), "with a new token, the approval counts"),
    cell("A+I", Done(|world| fail(world, ApprovalError::Data)), "the provider's address is missing: cancelled"),
    cell("A+I", InWindow(|world| world.does(ProviderAction::Break)), "the provider failed: cancelled"),
    cell("A+I", Done(|world| world.does(ProviderAction::Break)), "the provider failed: cancelled"),
    cell(
        "A",
        InWindow(|world| world.does(ProviderAction::Decline)),
        "Glue says that the payment is not approved: cancelled",
    ),
    cell(
        "B+I",
        Done(|world| world.does(ProviderAction::Forge)),
        "the approval is for another payment: ignored and reported",
    ),
    cell("B", Done(|world| hear(world, "[[],null]")), "data that are not an object are ignored"),
    cell(
        "B",
        Done(|world| hear(world, r#"{"transactionId":"tx9","orderId":1,"opaque":{}}"#)),
        "the app's data are not replaced",
    ),
    cell("G+I", At("script", "never"), "a script that does not load in time counts as failed"),
    cell("B", Done(approve_with_more), "the review shows the new total, and the payment is updated to it"),
    cell("H", Done(|world| world.does(ProviderAction::Twice)), "the first approval counts"),
    cell("H", Fair, "-: no provider reports this; the approval continues"),
    cell("H", Fair, "-: no provider reports this; the approval continues"),
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
