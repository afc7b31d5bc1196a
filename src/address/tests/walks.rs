//! Ten thousand random lives of an address book: wallets, accounts and pages that fill it, a shopper who types in between,
//! changes the wallet, takes back.

use crate::address::prefill::is_own;
use crate::address::{AddressState, Check, Entry, Field, Fields, Need, Part, Path, Payer, Saved, Source, normalise};
use crate::json::Json;
use std::collections::BTreeMap;

/// A generator of chance that starts from a seed, so that a life that fails can be lived again.
struct Chance(u64);

impl Chance {
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

fn path(chance: &mut Chance) -> Path {
    let part = chance.one(&Part::ALL);
    Path { part, field: chance.one(part.fields()) }
}

fn fields(chance: &mut Chance, part: Part) -> Fields {
    let mut fields = Fields::new();
    for field in part.fields() {
        if !chance.once_in(3) {
            fields.insert(*field, chance.one(&VALUES).to_owned());
        }
    }
    fields
}

fn payer(chance: &mut Chance) -> Payer {
    let customer = fields(chance, Part::Customer);
    let billing = (!chance.once_in(3)).then(|| fields(chance, Part::Billing));
    // Often the very same, as wallets do.
    let shipping = if chance.once_in(3) { billing.clone() } else { Some(fields(chance, Part::Shipping)) };
    Payer { customer, billing, shipping }
}

/// What the page hands over.
fn page(chance: &mut Chance) -> Json {
    let mut parts = Vec::new();
    for part in Part::ALL {
        let given = fields(chance, part);
        let texts =
            given.iter().filter(|_| chance.once_in(4)).map(|(field, text)| (field.name(), text.as_str().into()));
        parts.push((part.name().to_owned(), Json::map(texts)));
    }
    Json::Map(parts)
}

/// What the shopper typed, by the book.
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

/// A book before each pre-fill that can be taken back, and whether shopper or page have set something since.
type Past = Vec<(AddressState, bool)>;

fn fills(addresses: &mut AddressState, past: &mut Past, chance: &mut Chance) {
    let (payer, before, words) = (payer(chance), addresses.clone(), typed(addresses));
    if chance.once_in(4) {
        let once = normalise(&payer).payer;
        assert_eq!(normalise(&once).payer, once, "twice is once");
    }
    addresses.prefill(&payer, NEED);
    assert_eq!(typed(addresses), words, "what was typed stays");
    if *addresses != before {
        past.push((before, false));
    }
    if chance.once_in(4) {
        let filled = addresses.clone();
        addresses.prefill(&payer, NEED);
        assert_eq!(*addresses, filled, "the same wallet again changes nothing, and is no second pre-fill");
    }
    for path in addresses.missing(NEED) {
        // A whole name is asked for again where the shopper had typed its half.
        let given = addresses
            .entry(path)
            .is_some_and(|entry| entry.source == Source::Psp && entry.check != Some(Check::NameWhole));
        let short = matches!(path.field, Field::City | Field::Email);
        assert!(!given || short, "what a wallet gave is what Glue takes: {path} {}", addresses.get(path));
    }
}

fn undoes(addresses: &mut AddressState, past: &mut Past) {
    let words = own(addresses);
    assert_eq!(addresses.has_prefill(), !past.is_empty());
    let Some((before, touched)) = past.pop() else { return assert!(!addresses.undo_prefill()) };
    assert!(addresses.undo_prefill());
    if touched {
        let kept = own(addresses);
        assert!(words.iter().all(|(path, entry)| kept.get(path) == Some(entry)), "what was set since stays");
        // What the books before are like now, nobody but the shopper knows.
        past.iter_mut().for_each(|(_, touched)| *touched = true);
    } else {
        assert_eq!(*addresses, before, "exactly what was there");
    }
}

fn live(seed: u64) {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut addresses = AddressState::default();
    let mut past = Past::new();
    for _ in 0..3 + chance.below(9) {
        match chance.below(9) {
            0..=2 => fills(&mut addresses, &mut past, &mut chance),
            3 | 4 => {
                let (path, value, mut words) = (path(&mut chance), chance.one(&VALUES), typed(&addresses));
                if addresses.edit(path, value) {
                    words.insert(path, Entry { value: value.to_owned(), source: Source::Shopper, check: None });
                    past.iter_mut().for_each(|(_, touched)| *touched = true);
                }
                assert_eq!(typed(&addresses), words);
                assert_eq!(addresses.get(path), value);
            }
            5 => undoes(&mut addresses, &mut past),
            6 => {
                let (source, words) = (chance.one(&[Source::Shopper, Source::Account]), typed(&addresses));
                addresses.set_all(&page(&mut chance), source);
                let now = typed(&addresses);
                assert!(words.keys().all(|path| now.contains_key(path)));
                assert!(source == Source::Shopper || now == words, "an account overwrites nothing that was typed");
                past.iter_mut().for_each(|(_, touched)| *touched = true);
            }
            7 => {
                let (part, words) = (chance.one(&[Part::Shipping, Part::Billing]), typed(&addresses));
                let saved =
                    [(); 2].map(|()| Saved { id: String::new(), is_company: false, fields: fields(&mut chance, part) });
                if addresses.chosen(part, &saved).is_none() {
                    addresses.choose(part, &saved, Some(0));
                    addresses.choose(part, &saved, Some(1));
                    addresses.choose(part, &saved, None);
                    assert_eq!(typed(&addresses), words, "it comes back");
                    past.iter_mut().for_each(|(_, touched)| *touched = true);
                }
            }
            _ if chance.once_in(3) => {
                // Another payment method: the first wallet's data go.
                let words = own(&addresses);
                addresses.forget();
                past.clear();
                assert!(addresses.entries.iter().all(|(_, entry)| is_own(entry.source)) && !addresses.has_prefill());
                assert!(words.iter().all(|(path, entry)| own(&addresses).get(path) == Some(entry)));
            }
            _ => {
                let (same, words) = (chance.once_in(2), typed(&addresses));
                addresses.set_billing_same(same);
                assert_eq!((typed(&addresses), addresses.billing_same()), (words, same));
                past.iter_mut().for_each(|(_, touched)| *touched = true);
            }
        }
        assert!(addresses.entries.is_sorted_by(|one, other| one.0 < other.0), "each field once, in its order");
    }
}

#[test]
fn nothing_that_was_typed_is_ever_overwritten_and_every_undo_is_exact() {
    for seed in 0..10_000 {
        let lived = std::panic::catch_unwind(|| live(seed));
        assert!(lived.is_ok(), "seed {seed}");
    }
}
