//! Random tests of the address state: wallets, accounts and pages fill it while the shopper types, chooses and undoes.

use crate::address::prefill::is_own;
use crate::address::{AddressState, Check, Entry, Field, Fields, Need, Part, Path, Payer, Saved, Source, normalise};
use crate::json::Json;
use std::collections::BTreeMap;

/// A random generator with a seed, so that a failed run can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

const NEED: Need = Need { customer: true, shipping: true, split: true };

const VALUES: [&str; 20] = [
    "",
    " ",
    "Ada",
    "Ada Payer",
    "Maria van der Berg",
    "Linienstraße 12",
    "12 High Street",
    "Flat 3",
    "12",
    "ZZ",
    "n/a",
    "Berlin",
    "Au",
    "10178",
    "00000",
    "DE",
    "uk",
    "California",
    "+49 (0)30 123456",
    "0000000",
];

fn path(random: &mut Random) -> Path {
    let part = random.one(&Part::ALL);
    Path { part, field: random.one(part.fields()) }
}

fn fields(random: &mut Random, part: Part) -> Fields {
    let mut fields = Fields::new();
    for field in part.fields() {
        if !random.once_in(3) {
            fields.insert(*field, random.one(&VALUES).to_owned());
        }
    }
    fields
}

fn payer(random: &mut Random) -> Payer {
    let customer = fields(random, Part::Customer);
    let billing = (!random.once_in(3)).then(|| fields(random, Part::Billing));
    // Often the same address, as wallets send it.
    let shipping = if random.once_in(3) { billing.clone() } else { Some(fields(random, Part::Shipping)) };
    Payer { customer, billing, shipping }
}

/// Addresses that the page sets.
fn page(random: &mut Random) -> Json {
    let mut parts = Vec::new();
    for part in Part::ALL {
        let given = fields(random, part);
        let texts =
            given.iter().filter(|_| random.once_in(4)).map(|(field, text)| (field.name(), text.as_str().into()));
        parts.push((part.name().to_owned(), Json::map(texts)));
    }
    Json::Map(parts)
}

/// The entries that the shopper typed.
fn typed(addresses: &AddressState) -> BTreeMap<Path, Entry> {
    let typed = addresses.entries.iter().filter(|(_, entry)| entry.source == Source::Shopper);
    typed.map(|(path, entry)| (*path, entry.clone())).collect()
}

fn own(addresses: &AddressState) -> BTreeMap<Path, Entry> {
    addresses
        .entries
        .iter()
        .filter(|(_, entry)| is_own(entry.source))
        .map(|(path, entry)| (*path, entry.clone()))
        .collect()
}

/// The state before each pre-fill that can be undone, and whether the shopper or the page changed something since.
type Past = Vec<(AddressState, bool)>;

fn prefill(addresses: &mut AddressState, past: &mut Past, random: &mut Random) {
    let (payer, before, words) = (payer(random), addresses.clone(), typed(addresses));
    if random.once_in(4) {
        let once = normalise(&payer).payer;
        assert_eq!(normalise(&once).payer, once, "normalising twice changes nothing");
    }
    addresses.prefill(&payer, NEED);
    assert_eq!(typed(addresses), words, "typed values stay");
    if *addresses != before {
        past.push((before, false));
    }
    if random.once_in(4) {
        let filled = addresses.clone();
        addresses.prefill(&payer, NEED);
        assert_eq!(*addresses, filled, "the same pre-fill again changes nothing and needs no second undo");
    }
    for path in addresses.missing(NEED) {
        // A whole name is asked for again if the shopper typed a part of it.
        let given = addresses
            .entry(path)
            .is_some_and(|entry| entry.source == Source::Psp && entry.check != Some(Check::NameWhole));
        let short = matches!(path.field, Field::City | Field::Email);
        assert!(!given || short, "Glue accepts the wallet's values: {path} {}", addresses.get(path));
    }
}

fn undo(addresses: &mut AddressState, past: &mut Past) {
    let words = own(addresses);
    assert_eq!(addresses.has_prefill(), !past.is_empty());
    let Some((before, touched)) = past.pop() else { return assert!(!addresses.undo_prefill()) };
    assert!(addresses.undo_prefill());
    if touched {
        let kept = own(addresses);
        assert!(words.iter().all(|(path, entry)| kept.get(path) == Some(entry)), "values that were set since stay");
        // The earlier states now contain these values too, so they cannot be compared exactly.
        past.iter_mut().for_each(|(_, touched)| *touched = true);
    } else {
        assert_eq!(*addresses, before, "exactly the state before the pre-fill");
    }
}

fn run(seed: u64) {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut addresses = AddressState::default();
    let mut past = Past::new();
    for _ in 0..3 + random.below(9) {
        match random.below(9) {
            0..=2 => prefill(&mut addresses, &mut past, &mut random),
            3 | 4 => {
                let (path, value, mut words) = (path(&mut random), random.one(&VALUES), typed(&addresses));
                // A recipient who is named as the buyer is the shopper's own, if they type the same name.
                let confirms = path.part == Part::Shipping
                    && matches!(path.field, Field::FirstName | Field::LastName)
                    && addresses.own(path).is_some_and(|entry| entry.source == Source::Derived);
                if addresses.edit(path, value) || confirms {
                    words.insert(path, Entry { value: value.to_owned(), source: Source::Shopper, check: None });
                    past.iter_mut().for_each(|(_, touched)| *touched = true);
                }
                assert_eq!(typed(&addresses), words);
                assert_eq!(addresses.get(path), value);
            }
            5 => undo(&mut addresses, &mut past),
            6 => {
                let (source, words) = (random.one(&[Source::Shopper, Source::Account]), typed(&addresses));
                addresses.set_all(&page(&mut random), source);
                let now = typed(&addresses);
                assert!(words.keys().all(|path| now.contains_key(path)));
                assert!(source == Source::Shopper || now == words, "account data does not overwrite typed values");
                past.iter_mut().for_each(|(_, touched)| *touched = true);
            }
            7 => {
                let (part, words) = (random.one(&[Part::Shipping, Part::Billing]), typed(&addresses));
                let saved =
                    [(); 2].map(|()| Saved { id: String::new(), is_company: false, fields: fields(&mut random, part) });
                if addresses.chosen(part, &saved).is_none() {
                    addresses.choose(part, &saved, Some(0));
                    addresses.choose(part, &saved, Some(1));
                    addresses.choose(part, &saved, None);
                    assert_eq!(typed(&addresses), words, "typed values are restored");
                    past.iter_mut().for_each(|(_, touched)| *touched = true);
                }
            }
            _ if random.once_in(3) => {
                // The shopper chose another payment method: the wallet's data is removed.
                let words = own(&addresses);
                addresses.forget();
                past.clear();
                assert!(addresses.entries.iter().all(|(_, entry)| is_own(entry.source)) && !addresses.has_prefill());
                assert!(words.iter().all(|(path, entry)| own(&addresses).get(path) == Some(entry)));
            }
            _ => {
                let (same, words) = (random.once_in(2), typed(&addresses));
                addresses.set_billing_same(same);
                assert_eq!((typed(&addresses), addresses.billing_same()), (words, same));
                past.iter_mut().for_each(|(_, touched)| *touched = true);
            }
        }
        assert!(addresses.entries.is_sorted_by(|one, other| one.0 < other.0), "each field once, sorted");
    }
}

#[test]
fn typed_values_are_never_overwritten_and_every_undo_is_exact() {
    for seed in 0..10_000 {
        let result = std::panic::catch_unwind(|| run(seed));
        assert!(result.is_ok(), "seed {seed}");
    }
}
