//! How everything around the flow behaves: how long request_count travel, what breaks, what page and shopper agree to.

use crate::chance::Chance;
use crate::provider::ProviderAction;
use crate::shop::SECURITY_CODE;
use express_checkout::flow::Effect;

/// Faults of any step, as the sandbox names them.
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

/// What only `/payments` can say.
const AT_PAYMENTS: [&str; 3] = ["success-without-data", "successful-null", "raw-error"];

/// What `/checkout` can say beyond the rest; some of it after the order was saved.
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

/// What a project's own plug-in can say after the order was saved. A customer whose orders of before are known finds out; all
/// others have the shop's word alone.
const TO_CUSTOMERS: &str = "saved-refused";

/// How everything around the flow behaves.
#[derive(Clone, Debug)]
pub struct Conditions {
    /// Nothing is left to chance but what the fields below say.
    pub is_fair: bool,
    /// One request in so many is broken, when it is not fair.
    pub breaks: usize,
    /// One answer in so many says what the shop did not; none when 0.
    pub lies: usize,
    /// The browser sends a request once more by itself when its connection ended without an answer (hazard H14).
    pub resends: bool,
    /// Every answer comes twice.
    pub repeats: bool,
    /// What the shopper does at the provider in fair conditions.
    pub action: ProviderAction,
    /// The browser knows the customer's orders of before, so that it can find out about a new one.
    pub knows_orders: bool,
    /// Windows cannot be opened, so the page itself goes to the provider.
    pub blocks_windows: bool,
}

impl Conditions {
    /// Everything works, and the shopper approves.
    pub fn fair() -> Self {
        let action = ProviderAction::Approve;
        let (knows_orders, blocks_windows) = (false, false);
        Self { is_fair: true, breaks: 0, lies: 0, resends: false, repeats: false, action, knows_orders, blocks_windows }
    }

    /// One request in so many breaks, and everything else is left to chance.
    pub fn rough(breaks: usize, chance: &mut Chance) -> Self {
        let (resends, blocks_windows) = (chance.once_in(2), chance.once_in(3));
        Self { is_fair: false, breaks, resends, blocks_windows, ..Self::fair() }
    }

    /// Whether the page learns its buyer's token only after the element has found its cart.
    pub fn token_is_late(&self, chance: &mut Chance) -> bool {
        !self.is_fair && chance.once_in(3)
    }

    /// How long a request takes to the shop, the shop's own slowness included. The questions about an order outlast it.
    ///
    /// An update of a payment is never slow on its way, only on its way back: one that was given up, made again, and
    /// reached the app only after the order would change an ordered payment, and the flow takes that risk.
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

    /// How long an answer takes home.
    pub fn homeward(&self, chance: &mut Chance) -> u64 {
        match chance.below(if self.is_fair { 1 } else { 20 }) {
            1 => chance.below(60_000) as u64,
            2..=6 => chance.below(1_500) as u64,
            _ => 20,
        }
    }

    /// The fault that strikes a request now.
    pub fn strikes(&self, chance: &mut Chance, step: &str) -> Option<String> {
        if self.is_fair || self.breaks == 0 || !chance.once_in(self.breaks) {
            return None;
        }
        let own: &[&str] = match step {
            "payments" => &AT_PAYMENTS,
            "checkout" => &AT_CHECKOUT,
            // At other steps the total could change between the last reading and the order, which no client can prevent.
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

    /// Whether the browser sends this request once more by itself.
    pub fn resends(&self, chance: &mut Chance, effect: &Effect) -> bool {
        self.resends && !matches!(effect, Effect::FetchOrders(_)) && (self.is_fair || chance.once_in(2))
    }

    /// Whether this answer comes twice.
    pub fn repeats(&self, chance: &mut Chance) -> bool {
        self.repeats || (!self.is_fair && chance.once_in(25))
    }

    /// Whether the page agrees to a pre-fill.
    pub fn agrees_to_prefill(&self, chance: &mut Chance) -> bool {
        self.is_fair || !chance.once_in(8)
    }

    /// The security code that the page gives, which may be a wrong one.
    pub fn page_code(&self, chance: &mut Chance) -> Option<String> {
        (!self.is_fair && chance.once_in(3)).then(|| chance.one_of(&[SECURITY_CODE, "000000"]).to_owned())
    }

    /// Whether the page consents to the order, and after how long.
    pub fn confirms(&self, chance: &mut Chance) -> (bool, u64) {
        if self.is_fair { (true, 1) } else { (!chance.once_in(10), chance.below(3_000) as u64) }
    }

    /// What the shopper does at the provider, and after how long.
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

    /// Whether a script cannot be loaded, or does nothing.
    pub fn spoils_script(&self, chance: &mut Chance) -> bool {
        !self.is_fair && self.breaks > 0 && chance.once_in(40)
    }
}
