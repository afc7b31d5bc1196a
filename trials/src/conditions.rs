//! The conditions of a run: how long requests take, which faults occur, and how page and shopper answer.

use crate::chance::Chance;
use crate::provider::ProviderAction;
use crate::shop::SECURITY_CODE;
use express_checkout::flow::Effect;

/// Faults that can occur at every step, by their names in the sandbox.
const ANYWHERE: [&str; 22] = [
    "400",
    "401",
    "403",
    "404",
    "409",
    "422",
    "429:2",
    "500",
    "502",
    "503",
    "html",
    "never",
    "drop",
    "lost",
    "cut",
    "drip",
    "empty",
    "truncated",
    "null",
    "null-attributes",
    "wrong-types",
    "huge",
];

/// Faults that only `/payments` has.
const AT_PAYMENTS: [&str; 3] = ["success-without-data", "successful-null", "raw-error"];

/// Faults that only `/checkout` has. Some of them come after the order was saved.
const AT_CHECKOUT: [&str; 12] = [
    "refused:sold-out",
    "1102-saved",
    "saved-1102",
    "1106",
    "1101",
    "1102",
    "1103",
    "1104",
    "1105",
    "1107",
    "1108",
    "1109",
];

/// A refusal from a project's plug-in after the order was saved. Only a customer whose earlier orders are known can
/// notice the order.
const TO_CUSTOMERS: &str = "saved-refused";

/// The conditions of a run.
#[derive(Clone, Debug)]
pub struct Conditions {
    /// Nothing is random, except what the fields below make random.
    pub is_fair: bool,
    /// One request in so many has a fault, if the conditions are not fair.
    pub breaks: usize,
    /// One answer in so many is damaged; none if 0.
    pub lies: usize,
    /// The browser repeats a request by itself after a connection that ended without an answer (hazard H14).
    pub resends: bool,
    /// Every answer comes twice.
    pub repeats: bool,
    /// What the shopper does at the provider in fair conditions.
    pub action: ProviderAction,
    /// The customer's earlier orders are known, so a new one can be recognised.
    pub knows_orders: bool,
    /// The browser blocks windows, so the page itself goes to the provider.
    pub blocks_windows: bool,
}

impl Conditions {
    /// No faults, and the shopper approves.
    pub fn fair() -> Self {
        let action = ProviderAction::Approve;
        let (knows_orders, blocks_windows) = (false, false);
        Self { is_fair: true, breaks: 0, lies: 0, resends: false, repeats: false, action, knows_orders, blocks_windows }
    }

    /// One request in so many has a fault, and everything else is random.
    pub fn rough(breaks: usize, chance: &mut Chance) -> Self {
        let (resends, blocks_windows) = (chance.once_in(2), chance.once_in(3));
        Self { is_fair: false, breaks, resends, blocks_windows, ..Self::fair() }
    }

    /// Whether the page sets the token only after the element has begun.
    pub fn token_is_late(&self, chance: &mut Chance) -> bool {
        !self.is_fair && chance.once_in(3)
    }

    /// How long a request takes to reach the shop, including the shop's own delay. It is shorter than the time in which
    /// the flow asks about an order.
    ///
    /// For an update of a payment, only the answer is slow, never the request: a slow request that was given up and
    /// repeated could reach the app after the order and change an ordered payment. The flow accepts that risk.
    pub fn outward(&self, chance: &mut Chance, effect: &Effect) -> u64 {
        let slow = matches!(
            effect,
            Effect::PlaceOrder(..) | Effect::StartPayment { known: None, .. } | Effect::CancelPayment(..)
        );
        match chance.below(if self.is_fair { 1 } else { 20 }) {
            1 if slow => chance.below(60_000) as u64,
            2 => chance.below(6_000) as u64,
            _ => 20,
        }
    }

    /// How long an answer takes to reach the page.
    pub fn homeward(&self, chance: &mut Chance) -> u64 {
        match chance.below(if self.is_fair { 1 } else { 20 }) {
            1 => chance.below(60_000) as u64,
            2..=6 => chance.below(1_500) as u64,
            _ => 20,
        }
    }

    /// The fault of this request, if it has one.
    pub fn strikes(&self, chance: &mut Chance, step: &str) -> Option<String> {
        if self.is_fair || self.breaks == 0 || !chance.once_in(self.breaks) {
            return None;
        }
        let own: &[&str] = match step {
            "payments" => &AT_PAYMENTS,
            "checkout" => &AT_CHECKOUT,
            // At other steps the total could change between the last check and the order. No client can prevent that.
            "checkout-data" => &["total-changed", "1103"],
            _ => &[],
        };
        if step == "checkout" && self.knows_orders && chance.once_in(12) {
            return Some(TO_CUSTOMERS.to_owned());
        }
        Some(match chance.below(4) {
            0 => format!("late:{}", 500 + chance.below(50_000)),
            1 | 2 if !own.is_empty() => chance.one_of(own).to_owned(),
            _ => chance.one_of(&ANYWHERE).to_owned(),
        })
    }

    /// Whether the browser repeats this request by itself.
    pub fn resends(&self, chance: &mut Chance, effect: &Effect) -> bool {
        self.resends && !matches!(effect, Effect::FetchOrders(_)) && (self.is_fair || chance.once_in(2))
    }

    /// Whether this answer comes twice.
    pub fn repeats(&self, chance: &mut Chance) -> bool {
        self.repeats || (!self.is_fair && chance.once_in(25))
    }

    /// Whether the page allows a pre-fill.
    pub fn agrees_to_prefill(&self, chance: &mut Chance) -> bool {
        self.is_fair || !chance.once_in(8)
    }

    /// The security code from the page. It may be wrong.
    pub fn page_code(&self, chance: &mut Chance) -> Option<String> {
        (!self.is_fair && chance.once_in(3)).then(|| chance.one_of(&[SECURITY_CODE, "000000"]).to_owned())
    }

    /// Whether the page consents to the order, and after what time.
    pub fn confirms(&self, chance: &mut Chance) -> (bool, u64) {
        if self.is_fair { (true, 1) } else { (!chance.once_in(10), chance.below(3_000) as u64) }
    }

    /// The shopper's action at the provider, and the time until then.
    pub fn action(&self, chance: &mut Chance) -> (ProviderAction, u64) {
        if self.is_fair {
            return (self.action, 5_000);
        }
        let rare = [
            ProviderAction::Decline,
            ProviderAction::Cancel,
            ProviderAction::Close,
            ProviderAction::CutOff,
            ProviderAction::Nothing,
            ProviderAction::Forge,
            ProviderAction::Twice,
        ];
        let action = if chance.once_in(3) { chance.one_of(&rare) } else { ProviderAction::Approve };
        (action, chance.below(20_000) as u64)
    }

    /// Whether a provider's script fails.
    pub fn spoils_script(&self, chance: &mut Chance) -> bool {
        !self.is_fair && self.breaks > 0 && chance.once_in(40)
    }
}
