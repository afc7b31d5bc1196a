//! The lines of a total.

use super::offer::{Offer, Totals};

/// What a line of the total is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cost {
    /// The items.
    Items,
    /// The discount.
    Discount,
    /// The shipment.
    Shipping,
    /// Other fees of the shop.
    Fees,
    /// Tax on top of net prices.
    Tax,
    /// The amount that gift cards pay.
    GiftCards,
}

impl Offer {
    /// The lines in their order, in minor units. Discounts and gift cards are negative. An amount that is 0 or unknown has
    /// no line, except the items and a free shipment.
    pub fn lines(&self) -> Vec<(Cost, i64)> {
        let Totals { subtotal, discount, shipment, fees, tax, tax_on_top, gift_cards } = self.totals;
        let ships = !self.shipments.is_empty();
        let something = |minor: &i64| *minor != 0;
        let lines = [
            (Cost::Items, subtotal),
            (Cost::Discount, discount.filter(something).map(|minor| -minor)),
            (Cost::Shipping, shipment.filter(|minor| ships || *minor != 0)),
            (Cost::Fees, fees.filter(something)),
            (Cost::Tax, tax.filter(|_| tax_on_top)),
            (Cost::GiftCards, gift_cards.filter(something).map(|minor| -minor)),
        ];
        lines.into_iter().filter_map(|(cost, minor)| Some((cost, minor?))).collect()
    }

    /// The lines, if they add up to the total. Providers' sheets refuse lines that do not.
    pub fn summed_lines(&self) -> Option<Vec<(Cost, i64)>> {
        let lines = self.lines();
        let sum = lines.iter().try_fold(0_i64, |sum, (_, minor)| sum.checked_add(*minor));
        (sum == Some(self.total.minor)).then_some(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shop::offer;
    use super::*;

    fn with(total: i64, totals: Totals) -> Offer {
        let mut offer = offer(2_000, Some(1));
        offer.total.minor = total;
        offer.totals = totals;
        offer
    }

    const GROSS: Totals = Totals {
        subtotal: Some(1_000),
        discount: None,
        shipment: Some(590),
        fees: None,
        tax: Some(200),
        tax_on_top: false,
        gift_cards: None,
    };

    #[test]
    fn the_lines_of_a_total_add_up() {
        for (total, totals, lines) in [
            (1_590, GROSS, vec![(Cost::Items, 1_000), (Cost::Shipping, 590)]),
            (
                2_090,
                Totals { fees: Some(500), ..GROSS },
                vec![(Cost::Items, 1_000), (Cost::Shipping, 590), (Cost::Fees, 500)],
            ),
            (
                1_790,
                Totals { tax_on_top: true, ..GROSS },
                vec![(Cost::Items, 1_000), (Cost::Shipping, 590), (Cost::Tax, 200)],
            ),
            (
                990,
                Totals { discount: Some(400), gift_cards: Some(200), shipment: Some(590), ..GROSS },
                vec![(Cost::Items, 1_000), (Cost::Discount, -400), (Cost::Shipping, 590), (Cost::GiftCards, -200)],
            ),
            (1_000, Totals { shipment: Some(0), ..GROSS }, vec![(Cost::Items, 1_000), (Cost::Shipping, 0)]),
        ] {
            let offer = with(total, totals);
            assert_eq!(offer.lines(), lines);
            assert_eq!(offer.summed_lines(), Some(lines));
        }
    }

    #[test]
    fn without_shipments_there_is_no_shipping_line() {
        let mut offer = with(1_000, Totals { shipment: Some(0), ..GROSS });
        offer.shipments.clear();
        assert_eq!(offer.lines(), [(Cost::Items, 1_000)]);
    }

    #[test]
    fn a_sheet_gets_no_lines_that_do_not_add_up() {
        assert_eq!(with(1_591, GROSS).summed_lines(), None);
        assert_eq!(with(1_590, Totals { subtotal: None, ..GROSS }).summed_lines(), None);
        let endless = Totals { subtotal: Some(i64::MAX), ..GROSS };
        assert_eq!(with(i64::MIN + 589, endless).summed_lines(), None);
    }
}
