//! Writes a draft as the attributes that `/checkout-data` and `/checkout` share.
//!
//! Rules: a single shipment is sent as `shipment` with `shippingAddress` for the whole cart, several shipments as
//! `shipments`; Glue refuses both together (4301). Ids of shipment methods are numbers here, although Glue returns them
//! as texts. Attributes without a value are not sent, because Glue validates only what is sent.

use super::{fields, payments};
use crate::address::Field;
use crate::flow::{Address, Draft};
use crate::json::Json;

/// `idCart`, `billingAddress`, the shipments with their addresses, `payments`.
pub(super) fn attributes(draft: &Draft) -> Json {
    let mut out = cart_and_shipments(draft);
    if let Some(billing) = &draft.billing {
        out.set("billingAddress", address(billing));
    }
    if draft.shipments.len() > 1 {
        let groups = out.get("shipments").items().iter().zip(&draft.shipments).map(|(group, chosen)| {
            let mut group = group.clone();
            if let Some(to) = &chosen.address {
                group.set("shippingAddress", address(to));
            }
            group
        });
        out.set("shipments", Json::list(groups));
    } else if let Some(shipping) = &draft.shipping {
        out.set("shippingAddress", address(shipping));
    }
    if let Some(method) = &draft.method {
        out.set("payments", Json::List(vec![payments::pair(method)]));
    }
    out
}

/// `idCart` and the shipments, for the requests before a click.
pub(super) fn cart_and_shipments(draft: &Draft) -> Json {
    let mut out = Json::map([("idCart", draft.cart_id.as_str().into())]);
    if draft.shipments.len() > 1 {
        let mut groups = Vec::new();
        for chosen in &draft.shipments {
            groups.push(Json::map([
                ("items", Json::list(chosen.items.iter().map(|item| item.as_str().into()))),
                ("idShipmentMethod", chosen.method.into()),
                ("requestedDeliveryDate", Json::Null),
            ]));
        }
        out.set("shipments", Json::List(groups));
    } else if let Some(method) = draft.shipments.first().and_then(|chosen| chosen.method) {
        out.set("shipment", Json::map([("idShipmentMethod", method.into())]));
    }
    out
}

/// An address. A company's address has its id and its fields, because Glue requires the fields also with an id.
fn address(address: &Address) -> Json {
    let given: Vec<Field> = address.fields.iter().map(|(field, _)| *field).filter(|_| address.cut_short).collect();
    let mut out = fields::write(&address.fields, if address.cut_short { &given } else { fields::ADDRESS });
    if let Some(id) = &address.company_id {
        out.set("idCompanyBusinessUnitAddress", id.as_str().into());
    }
    out
}
