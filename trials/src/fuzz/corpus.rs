//! The samples that are damaged: recorded answers, and for each the checkouts that may wait for it.

use crate::chance::Chance;
use crate::conditions::Conditions;
use crate::provider::ProviderAction;
use crate::shop::Terms;
use crate::wire::SentRequest;
use crate::world::World;
use express_checkout::flow::{CancelReason, Event, Finish, State};
use express_checkout::json::Json;
use sandbox::config::{Dialect, Method};
use std::collections::BTreeMap;
use std::fs;

/// The recorded answers of one resource.
pub struct Samples {
    /// The resource.
    pub step: &'static str,
    /// Its successes.
    pub good: Vec<Json>,
    /// Its refusals.
    pub bad: Vec<Json>,
    /// The checkouts that wait for such an answer.
    pub stages: Vec<Stage>,
}

/// A checkout that waits for an answer.
pub struct Stage {
    /// The request.
    pub request: SentRequest,
    /// The checkout.
    pub state: State,
}

/// All recorded answers.
///
/// # Errors
/// The recordings were not found.
pub fn samples() -> Result<Vec<Samples>, String> {
    let mut stages = stages();
    let recorded = recorded()?;
    let of = |step: &'static str| {
        let mine = |name: &str| name.split('.').next() == Some(step) || name.starts_with("errors.");
        let bodies = recorded.iter().filter(|(name, _)| mine(name)).map(|(_, body)| body.clone());
        let (bad, good) = bodies.partition(|body| body.members().iter().any(|(key, _)| key == "errors"));
        Samples { step, good, bad, stages: stages.remove(step).unwrap_or_default() }
    };
    let resources = [
        "checkout-data",
        "payments",
        "payment-customers",
        "checkout",
        "orders",
        "payment-cancellations",
        "carts",
        "guest-carts",
        "stores",
    ];
    let all: Vec<Samples> = resources.map(of).into();
    match all.iter().find(|samples| samples.good.is_empty() || samples.bad.is_empty() || samples.stages.is_empty()) {
        Some(samples) => Err(format!("there is no recording of {}", samples.step)),
        None => Ok(all),
    }
}

/// The recordings that the tests of the readers use, by name. There is none of `/orders`, so its list is made from the
/// order in the answer to `/checkout`.
fn recorded() -> Result<Vec<(String, Json)>, String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/glue");
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{folder}: {error}"))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.contains(".request") {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
        let body = Json::parse(&text).map_err(|_| format!("{name} is no JSON"))?;
        if let Some(order) = body.get("included").items().iter().find(|entry| entry.get("type").str() == Some("orders"))
        {
            let list = Json::map([("data", Json::list([order.clone(), order.clone()]))]);
            all.push((format!("orders.of.{name}"), list));
        }
        all.push((name.replace("payment-customer.", "payment-customers."), body));
    }
    // The order of files in a folder differs between machines.
    all.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(all)
}

/// Waiting checkouts by the resource that they wait for: every waiting phase, for guests and customers, on both stacks.
fn stages() -> BTreeMap<String, Vec<Stage>> {
    let mut stages = BTreeMap::new();
    for guest in [true, false] {
        for dialect in [Dialect::Legacy, Dialect::Platform] {
            for (finish, parcels) in [(Finish::Review, 1), (Finish::OrderAtOnce, 1), (Finish::Review, 2)] {
                let terms = Terms::usual(guest, dialect, &[Method::Paypal, Method::Wallet]);
                let conditions = Conditions { action: ProviderAction::Approve, ..Conditions::fair() };
                let mut world = World::new(terms, finish, conditions, Chance::new(1));
                world.shop.split(parcels);
                world.load();
                watch(&mut world, &mut stages);
                for method in world.offered().iter().take(1) {
                    world.click(method);
                }
                watch(&mut world, &mut stages);
                world.complete_addresses();
                watch(&mut world, &mut stages);
                world.happens(Event::ShipmentChosen(0, 3));
                watch(&mut world, &mut stages);
                world.shop.break_at("checkout", "lost", Some(1));
                world.happens(Event::PlaceAsked);
                watch(&mut world, &mut stages);
                world.happens(Event::CancelAsked(CancelReason::Shopper));
                watch(&mut world, &mut stages);
            }
            let terms = Terms::usual(guest, dialect, &[Method::Wallet]);
            let mut world = World::new(terms, Finish::Prefill, Conditions::fair(), Chance::new(1));
            world.load();
            world.rest();
            for method in world.offered() {
                world.click(&method);
            }
            watch(&mut world, &mut stages);
            world.happens(Event::CancelAsked(CancelReason::Page));
            watch(&mut world, &mut stages);
        }
    }
    stages
}

/// Runs a checkout until it waits for nothing, and keeps every state in which it waits for an answer.
fn watch(world: &mut World, stages: &mut BTreeMap<String, Vec<Stage>>) {
    loop {
        for request in world.awaited() {
            let here: &mut Vec<Stage> = stages.entry(request.step().to_owned()).or_default();
            here.push(Stage { request, state: world.page.state.clone() });
        }
        if !world.one() {
            return;
        }
    }
}
