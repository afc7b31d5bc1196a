//! The attributes that `/checkout-data` and `/checkout` share.
//!
//! Rules: one shipment goes as `shipment` with `shippingAddress` for the whole cart, several as `shipments`; to mix the two
//! is refused (4301). Ids of shipment methods are numbers here, although Glue gives them as texts. Nothing is sent that has
//! no value: what is absent is not validated.

use super::{fields, payments};
use crate::address::Field;
use crate::flow::Draft;
use crate::json::Json;

/// `idCart`, `billingAddress`, the shipments, `payments`.
pub(super) fn attributes(draft: &Draft) -> Json {
    let mut out = Json::map([("idCart", draft.cart_id.as_str().into())]);
    if let Some(billing) = &draft.billing {
        out.set("billingAddress", fields::write(billing, fields::ADDRESS));
    }
    let shipping = draft.shipping.as_ref().map(|shipping| {
        let given: Vec<Field> = shipping.iter().map(|(field, _)| *field).filter(|_| draft.cut_short).collect();
        fields::write(shipping, if draft.cut_short { &given } else { fields::ADDRESS })
    });
    if draft.shipments.len() > 1 {
        let mut groups = Vec::new();
        for chosen in &draft.shipments {
            let mut group = Json::map([("items", Json::list(chosen.items.iter().map(|item| item.as_str().into())))]);
            if let Some(shipping) = &shipping {
                group.set("shippingAddress", shipping.clone());
            }
            group.set("idShipmentMethod", chosen.method.into());
            group.set("requestedDeliveryDate", Json::Null);
            groups.push(group);
        }
        out.set("shipments", Json::List(groups));
    } else {
        if let Some(shipping) = shipping {
            out.set("shippingAddress", shipping);
        }
        if let Some(method) = draft.shipments.first().and_then(|chosen| chosen.method) {
            out.set("shipment", Json::map([("idShipmentMethod", method.into())]));
        }
    }
    if let Some(method) = &draft.method {
        out.set("payments", Json::List(vec![payments::pair(method)]));
    }
    out
}
