//! Damages the entries in the browser's storage. Each must be ignored or read as a complete record, and the checkout
//! begins with it.

use super::corpus::Samples;
use super::mutate::spoiled;
use crate::chance::Chance;
use crate::conditions::Conditions;
use crate::rules::has_next_step;
use crate::shop::{BEGINNING, Terms};
use crate::world::World;
use express_checkout::flow::{Effect, Event, Finish, GlueError, Live, Offering, Phase, Record, State, step};
use express_checkout::json::Json;
use express_checkout::storage::journal;
use sandbox::config::{Dialect, Method};

/// The entries that real checkouts write, in every kept state.
pub fn entries(all: &[Samples]) -> Vec<Json> {
    let stages = all.iter().flat_map(|samples| &samples.stages);
    let mut entries: Vec<Json> = Vec::new();
    for stage in stages {
        let record = Record::of(&stage.state);
        let entry = journal::encode(&record, 0);
        if !record.is_empty() && !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    entries
}

/// Damages one entry and begins a checkout with it. Returns whether a record was read.
///
/// # Errors
/// A description of what must not happen.
pub fn one(entries: &[Json], fresh: &State, chance: &mut Chance) -> Result<bool, String> {
    let text = spoiled(&entries[chance.below(entries.len())], chance);
    let now = chance.one_of(&[0, 1, journal::LIFETIME, journal::LIFETIME + 1, i64::MAX / 2]);
    let entry = Json::parse(&text).unwrap_or_default();
    let Some(record) = journal::decode(&entry, now) else { return Ok(false) };
    // `stale` is not stored. It follows from the age of the record.
    let mut fresh_record = record.clone();
    if let Some(Live::Away(resume)) = &mut fresh_record.live {
        resume.stale = false;
    }
    if journal::decode(&journal::encode(&record, now), now) != Some(fresh_record) {
        return Err(format!("is not a complete record: {record:?}"));
    }
    let (state, effects) = step(fresh.clone(), Event::Begun(record));
    let acts = effects.iter().any(|effect| {
        matches!(effect, Effect::PlaceOrder(..) | Effect::StartPayment { .. } | Effect::Leave(..) | Effect::HandOver(_))
    });
    if acts {
        return Err(format!("the entry alone made the checkout send a request: {text}"));
    }
    let loading = match (state.offering(), state.phase()) {
        (Some(Offering::Loading { request, .. }), _) | (_, Some(Phase::Resuming { request, .. })) => request.as_ref(),
        _ => None,
    };
    if let Some(request) = loading {
        let (state, _) = step(state.clone(), Event::OfferFetched(request.id, Err(GlueError::Network)));
        if !has_next_step(&state) {
            return Err(format!("the shopper has no next step in {}: {text}", state.name()));
        }
    }
    Ok(true)
}

/// Plays a whole checkout that begins with a damaged entry, in a shop without faults.
///
/// # Errors
/// The broken rule.
pub fn play(entries: &[Json], chance: &mut Chance) -> Result<&'static str, String> {
    let text = spoiled(&entries[chance.below(entries.len())], chance);
    let terms =
        Terms::usual(chance.once_in(2), chance.one_of(&[Dialect::Legacy, Dialect::Platform]), &[Method::Paypal]);
    let mut world = World::new(terms, Finish::Review, Conditions::fair(), chance.clone());
    world.schedule.pass(1);
    world.storage.entry = Some(text.replace("\"expires\":1800000", &format!("\"expires\":{}", BEGINNING + 1_800_000)));
    world.believes_lies = true;
    // The attempt in the damaged entry did not begin here.
    world.observed.attempts = 1_000;
    world.load();
    let end = world.persist(60);
    world.observed.broken.map_or(Ok(end.map_or("stopped", |_| "ended")), Err)
}
