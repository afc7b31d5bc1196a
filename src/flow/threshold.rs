//! The shop's thresholds, and whether two offers are for the same cart.

use super::offer::Offer;

/// A threshold of the shop that the cart does not meet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Threshold {
    /// `type`, such as `hard-minimum-threshold` or `soft-minimum-threshold-fixed-fee`.
    pub kind: String,
    /// The shop's message for the shopper, in the language of the request. Plain text of limited length.
    pub message: Option<String>,
    /// `deltaWithSubtotal`: the difference to the subtotal, in minor units of the cart's currency.
    pub delta: Option<i64>,
}

impl Threshold {
    /// Whether `/checkout` refuses the cart because of it. A soft threshold only shows a message or adds a fee.
    pub fn is_hard(&self) -> bool {
        self.kind.starts_with("hard")
    }
}

impl Offer {
    /// Whether this cart cannot be ordered here: it does not meet a hard threshold, or an item can only be picked up at a
    /// service point.
    pub fn is_blocked(&self) -> bool {
        self.thresholds.iter().any(Threshold::is_hard) || self.shipments.iter().any(|shipment| shipment.only_pick_up)
    }

    /// Whether both offers are for the same cart: no item was added or removed and no quantity changed. Quantities are
    /// compared when both answers have them.
    pub fn is_same_cart(&self, other: &Self) -> bool {
        let counted_alike =
            self.quantities.is_none() || other.quantities.is_none() || self.quantities == other.quantities;
        self.fingerprint == other.fingerprint && counted_alike
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shop::offer;
    use super::*;

    fn missing(kinds: &[&str]) -> Offer {
        let threshold = |kind: &&str| Threshold { kind: (*kind).to_owned(), message: None, delta: None };
        Offer { thresholds: kinds.iter().map(threshold).collect(), ..offer(2_000, Some(1)) }
    }

    #[test]
    fn a_hard_threshold_blocks_the_order_and_a_soft_one_does_not() {
        let soft =
            ["soft-minimum-threshold", "soft-minimum-threshold-fixed-fee", "soft-minimum-threshold-flexible-fee"];
        assert!(!missing(&[]).is_blocked());
        assert!(!missing(&soft).is_blocked());
        for hard in ["hard-minimum-threshold", "hard-maximum-threshold"] {
            assert!(missing(&[hard]).is_blocked());
            assert!(missing(&[soft[0], hard]).is_blocked(), "whatever else is missed");
        }
    }

    #[test]
    fn items_for_pick_up_only_block_the_order() {
        let mut offer = offer(2_000, Some(1));
        offer.shipments.push(offer.shipments[0].clone());
        offer.shipments[1].methods.clear();
        assert!(!offer.is_blocked(), "another address may have a method");
        offer.shipments[1].only_pick_up = true;
        assert!(offer.is_blocked());
    }

    #[test]
    fn quantities_are_compared_when_both_answers_have_them() {
        let with =
            |quantities: Option<&str>| Offer { quantities: quantities.map(str::to_owned), ..offer(2_000, Some(1)) };
        let one = with(Some("a 1,b 3"));
        assert!(one.is_same_cart(&with(Some("a 1,b 3"))));
        assert!(!one.is_same_cart(&with(Some("a 3,b 1"))));
        assert!(one.is_same_cart(&with(None)) && with(None).is_same_cart(&one));
        assert!(!with(None).is_same_cart(&offer(3_000, Some(1))));
    }

    #[test]
    fn shipments_that_are_missing_in_an_answer_are_kept() {
        let earlier = Offer { fingerprint: "lamp,tray|2000|EUR|DE".to_owned(), ..offer(2_000, Some(1)) };
        let later = |fingerprint: &str| {
            let fingerprint = fingerprint.to_owned();
            Offer { fingerprint, shipments: Vec::new(), ..earlier.clone() }.keeping_shipments_of(&earlier)
        };
        for same in ["lamp,tray|2000|EUR|DE", "|2000|EUR|DE"] {
            let kept = later(same);
            assert!(kept.is_same_cart(&earlier), "{same}");
            let [shipment] = &kept.shipments[..] else { panic!("{same}: one shipment") };
            assert_eq!(
                (&shipment.items, shipment.methods.len(), shipment.selected),
                (&earlier.shipments[0].items, 0, None)
            );
        }
        for other in ["|2100|EUR|DE", "|2000|CHF|DE", "|2000|EUR|AT", "vase|2000|EUR|DE", "2000|EUR|DE"] {
            assert_eq!(later(other).shipments, vec![], "{other}: another cart");
        }
        let shipped = earlier.clone().keeping_shipments_of(&Offer { shipments: Vec::new(), ..earlier.clone() });
        assert_eq!(shipped, earlier);
    }
}
