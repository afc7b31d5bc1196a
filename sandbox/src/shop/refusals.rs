//! Reasons for which the shop refuses an order before it saves anything. Their sentences are for shoppers, in their language.

/// A reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// `sold-out`: an item is no longer available.
    SoldOut,
    /// `voucher`: a voucher is no longer valid.
    Voucher,
    /// `permission`: the buyer may not order.
    Permission,
    /// `limit`: the buyer may not order for this amount.
    Limit,
    /// `markup`: a sentence with markup.
    Markup,
    /// `long`: a sentence of several thousand characters.
    Long,
}

impl Reason {
    /// The reason with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "sold-out" => Self::SoldOut,
            "voucher" => Self::Voucher,
            "permission" => Self::Permission,
            "limit" => Self::Limit,
            "markup" => Self::Markup,
            "long" => Self::Long,
            _ => return None,
        })
    }

    /// The shop's sentence. `sku` is the affected item.
    pub fn text(self, sku: &str, is_german: bool) -> String {
        match (self, is_german) {
            (Self::SoldOut, false) => format!("Product {sku} is not available at the moment"),
            (Self::SoldOut, true) => format!("Das Produkt {sku} ist im Moment nicht verfügbar"),
            (Self::Voucher, false) => "The voucher code SUMMER25 is no longer valid.".to_owned(),
            (Self::Voucher, true) => "Der Gutscheincode SUMMER25 ist nicht mehr gültig.".to_owned(),
            (Self::Permission, false) => "You do not have permission to place orders.".to_owned(),
            (Self::Permission, true) => "Sie sind nicht berechtigt, Bestellungen aufzugeben.".to_owned(),
            (Self::Limit, false) => "Your order exceeds the limit of your company.".to_owned(),
            (Self::Limit, true) => "Ihre Bestellung übersteigt das Limit Ihrer Firma.".to_owned(),
            (Self::Markup, _) => {
                "<b>Sold out!</b> See <a href=\"https://evil.example/\">our offers</a> <img src=x onerror=alert(1)>"
                    .to_owned()
            }
            (Self::Long, _) => "This item is sold out and will not come back. ".repeat(60).trim_end().to_owned(),
        }
    }
}
