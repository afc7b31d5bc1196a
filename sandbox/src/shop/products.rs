//! The products of a small design shop.

use super::currencies;
use std::sync::LazyLock;

/// A product.
#[derive(Debug)]
pub struct Product {
    /// The SKU of the concrete product.
    pub sku: &'static str,
    /// The SKU of the abstract product.
    pub abstract_sku: &'static str,
    /// The displayed name.
    pub name: &'static str,
    /// The group key of its line in a cart. It may differ from the SKU.
    pub group_key: &'static str,
    /// The price in euro cents. Prices in other currencies are calculated from it.
    pub cents: i64,
    /// The price in yen.
    pub yen: i64,
    /// Whether it is shipped.
    pub ships: bool,
}

/// All products.
pub const PRODUCTS: &[Product] = &[
    Product {
        sku: "066_23294028",
        abstract_sku: "066",
        name: "Linen Desk Lamp",
        group_key: "066_23294028",
        cents: 14553,
        yen: 23800,
        ships: true,
    },
    Product {
        sku: "180_29664611",
        abstract_sku: "180",
        name: "Oak Serving Tray",
        group_key: "180_29664611",
        cents: 4905,
        yen: 7900,
        ships: true,
    },
    Product {
        sku: "001_25904006",
        abstract_sku: "001",
        name: "Walnut Wall Clock",
        group_key: "001_25904006",
        cents: 9999,
        yen: 16200,
        ships: true,
    },
    Product {
        sku: "999_cheap",
        abstract_sku: "999",
        name: "Felt Coaster",
        group_key: "999_cheap",
        cents: 150,
        yen: 240,
        ships: true,
    },
    Product {
        sku: "212_engraved",
        abstract_sku: "212",
        name: "Brass Pen, engraved",
        group_key: "212_engraved-engraving-7",
        cents: 3900,
        yen: 6400,
        ships: true,
    },
    Product {
        sku: "777_pattern",
        abstract_sku: "777",
        name: "Wallpaper Pattern (download)",
        group_key: "777_pattern",
        cents: 1200,
        yen: 1900,
        ships: false,
    },
];

/// Screws of many sizes, `bulk_1` to `bulk_1000`, for large carts. The catalogue does not list them.
static BULK: LazyLock<Vec<Product>> = LazyLock::new(|| {
    let screw = |size: usize| {
        // Allocated once and never freed, because products are static.
        let sku: &'static str = format!("bulk_{size}").leak();
        let name = format!("Wood Screw, size {size}").leak();
        Product { sku, abstract_sku: "bulk", name, group_key: sku, cents: 20, yen: 30, ships: true }
    };
    (1..=1_000).map(screw).collect()
});

/// The product with this SKU.
pub fn find(sku: &str) -> Option<&'static Product> {
    let size = sku.strip_prefix("bulk_").and_then(|size| size.parse::<usize>().ok());
    match size {
        Some(size) => BULK.get(size.checked_sub(1)?).filter(|product| product.sku == sku),
        None => PRODUCTS.iter().find(|product| product.sku == sku),
    }
}

impl Product {
    /// The price in minor units.
    pub fn price(&self, currency: &str) -> i64 {
        if currency == "JPY" { self.yen } else { currencies::from_cents(self.cents, currency) }
    }
}
