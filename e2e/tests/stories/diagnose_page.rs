//! Stories about `diagnose()`: settings, methods, providers, windows, frames and storage.

use crate::diagnosis::{LOADER, REFUSE, Report, Set, broken, is_ready};
use e2e::Story;
use e2e::checkout::{PAYPAL, WALLET};
use e2e::shop::PAGE;
use e2e::site::File;
use serde_json::{Value, json};

#[test]
fn wrong_settings_are_named_with_what_was_meant() {
    broken(Story::of_a_guest(), |shop| {
        for (name, value, fix) in [
            ("glue-url", "", "glue-url"),
            ("glue-url", "glue.shop.example:443/x", "glue-url"),
            ("glue-url", "https://glue.shop.example/?a=b", "without a query"),
            ("glue-url", "undefined", "glue-url"),
            ("cart-id", "", "cart-id"),
            ("cart-id", "null", "cart-id"),
            ("anonymous-id", "", "accessToken"),
            ("finish", "ordr", "finish=\"order\""),
            ("theme", "drak", "theme=\"dark\""),
            ("express-page", "home", "minicart"),
            ("shipment-method", "Express", "whole number"),
            ("provider-origins", "pay.example", "https://pay.example"),
            ("checkout-url", "javascript:alert(1)", "checkout-url"),
            ("return-url", "https://other.example/cart", "an address of this page's origin"),
            ("locale", "[object Object]", "locale"),
            ("disabled", "false", "disabled"),
            ("cartid", "5", "Did you mean cart-id? Write it with its hyphens."),
            ("themes", "5", "Did you mean theme?"),
            ("cart", "5", "Did you mean cart-id?"),
            ("basket-uuid", "5", "Did you mean cart-id?"),
            ("guest-id", "5", "Did you mean anonymous-id?"),
            ("api-url", "5", "Did you mean glue-url?"),
            ("token", "5", "checkout.accessToken ="),
            ("glueurl", "5", "glue-url"),
            ("provider-origin", "5", "provider-origins"),
            ("checkout_url", "5", "checkout-url"),
            (":cart-id", "5", "cart-id"),
            ("access-token", "5", "accessToken"),
            ("data-cart-id", "5", "cart-id"),
            ("locale", "de\u{2011}DE", "de-DE"),
        ] {
            let mut set = Set::up(shop);
            match name {
                ":cart-id" | "data-cart-id" | "cart-id" | "cartid" | "cart" | "basket-uuid" => set.without("cart-id"),
                "guest-id" | "token" => set.without("anonymous-id"),
                "api-url" => set.without("glue-url"),
                _ => &mut set,
            };
            set.with(name, value).open(shop);
            let report = Report::alone(shop);
            report.blames("settings", &[fix]);
            let id = shop.cart.anonymous_id.as_deref().unwrap();
            assert!(!report.to_string().contains(id), "{report}");
            assert_ne!(report.check("methods")["ok"], json!(false), "the settings are the cause: {report}");
        }
    });
    broken(Story::of_a_guest(), |shop| {
        // Names of the page itself, beside settings that are right.
        let mut set = Set::up(shop);
        set.with("cart", "5").with("guest-id", "5").with("token", "5").with("api", "5").open(shop);
        is_ready(shop);
        shop.checkout().paypal_button();
        Report::of(shop).nothing_but(&[]);

        Set::up(shop).with("finish", "ordr").open(shop);
        Report::of(shop).blames("settings", &["finish"]).leaves_open(&["methods"]).says("methods", "see settings");
    });
    broken(Story::of_a_guest(), |shop| {
        Set::up(shop).without("checkout-url").with("form", "nope").open(shop);
        is_ready(shop);
        shop.checkout().paypal_button();
        let report = Report::of(shop);
        report.blames("checkout-url", &["checkout-url"]).blames("form", &["form", "address"]);
        report.nothing_but(&["checkout-url", "form"]);
    });
}

#[test]
fn methods_that_the_shop_does_not_offer_are_named_with_those_that_it_does() {
    broken(Story::of_a_guest(), |shop| {
        for (value, fix) in
            [("payone-paypal-expres", PAYPAL), ("typo", WALLET), ("DummyPayment-invoice", "express-checkout")]
        {
            Set::up(shop).with("methods", value).open(shop);
            shop.checkout().wait_for("unavailable");
            Report::of(shop).blames("methods", &[fix]);
        }
    });
    broken(Story::of_a_guest().in_a_shop(json!({"methods": ["invoice"]})), |shop| {
        Set::up(shop).open(shop);
        shop.checkout().wait_for("unavailable");
        Report::of(shop).blames("methods", &["strategy", "express-checkout"]);
    });
    let threshold = json!({"thresholds": [{"type": "hard-minimum-threshold", "threshold": 9_000_000, "fee": 0, "message": "Too little"}]});
    broken(Story::of_a_guest().in_a_shop(threshold), |shop| {
        Set::up(shop).open(shop);
        Report::of(shop).blames("methods", &["threshold"]).says("methods", "hard-minimum-threshold");
    });
}

#[test]
fn a_provider_that_is_hidden_is_told_with_its_reason() {
    for (settings, fix) in [
        (json!({"faults": [{"step": "script", "fault": "404"}]}), "queryParams"),
        (json!({"faults": [{"step": "script", "fault": "no-global"}]}), "client-id"),
        (json!({"faults": [{"step": "script", "fault": "throw"}]}), "client-id"),
    ] {
        broken(Story::of_a_guest().in_a_shop(settings).excusing("look-alike").excusing("Script error"), |shop| {
            Set::up(shop).with("methods", PAYPAL).open(shop);
            shop.checkout().wait_for_any(&["unavailable", "failed"]);
            let report = Report::of(shop);
            report
                .blames("providers", &[PAYPAL, fix])
                .blames("methods", &["providers"])
                .blames("last-error", &["approval-"]);
        });
    }
    // Methods that no software serves, and a script of an origin that is not allowed.
    let method = |provider: &str, scripts: Value, data: Value| {
        json!({"type": "payment-methods", "id": provider, "attributes": {
            "paymentProviderName": provider,
            "paymentMethodName": "Express",
            "paymentMethodAppConfiguration": {"checkoutConfiguration": {
                "strategy": "express-checkout", "scripts": scripts, "paymentServiceProviderData": data,
            }},
        }})
    };
    let script = json!([{"url": "https://pay.example/sdk.js"}]);
    broken(Story::of_a_guest(), |shop| {
        for (offered, fix) in [
            (method("acme", script.clone(), json!({})), "registerProvider(\"acme-express\""),
            (method("stripe", json!([]), json!({})), "publishableKey"),
            (method("paypal", script.clone(), json!({})), "Add https://pay.example to provider-origins"),
            (
                method("web", json!([]), json!({"supportedMethods": [{"supportedMethods": "https://pay.example"}]})),
                "wallet",
            ),
        ] {
            let cart = json!({"type": "guest-carts", "id": "c", "attributes": {"currency": "EUR", "totals": {"grandTotal": 1299}}});
            let text =
                json!({"data": {"type": "checkout-data", "id": null, "attributes": {}}, "included": [cart, offered]});
            let kind = "application/vnd.api+json";
            shop.site.put("/glue/checkout-data", File { kind, text: text.to_string(), ..File::default() });
            Set::up(shop).with("glue-url", "/glue").open(shop);
            shop.checkout().wait_for_any(&["unavailable", "failed"]);
            Report::of(shop).blames("providers", &[fix]).clears(&["answer"]);
        }
    });
}

#[test]
fn a_registered_provider_with_a_wrong_key_or_shape_is_named() {
    let import = "import('/dist/express-checkout.js').then(({ ExpressCheckout }) => ExpressCheckout.registerProvider";
    broken(Story::of_a_guest(), |shop| {
        for (call, fix) in [
            ("('payone-paypal-expres', { authorize() {} })", PAYPAL),
            ("('payone-paypal-express', {})", "render or authorize"),
            ("('payone-paypal-express', null)", "render or authorize"),
            ("('payone-paypal-express', { render: 1 })", "render"),
            ("('payone-paypal-express', { authorise() {} })", "authorize"),
            ("('payone-paypal-express', { isEligible: () => false, authorize() {} })", "isEligible"),
            (
                "('payone-paypal-express', { isEligible: () => { throw new Error('no') }, authorize() {} })",
                "isEligible",
            ),
        ] {
            let mut set = Set::up(shop);
            set.script = [import, call, ")"].concat();
            set.open(shop);
            is_ready(shop);
            Report::of(shop).blames("providers", &[fix]);
        }
    });
}

#[test]
fn a_page_that_cuts_off_its_windows_is_named_with_the_header() {
    for (headers, words) in [
        (&[("cross-origin-opener-policy", "same-origin")][..], "same-origin."),
        (
            &[("cross-origin-opener-policy", "same-origin"), ("cross-origin-embedder-policy", "require-corp")],
            "isolated",
        ),
        (&[("cross-origin-opener-policy", "noopener-allow-popups")], "noopener"),
    ] {
        broken(Story::of_a_guest(), |shop| {
            let mut set = Set::up(shop);
            for (name, value) in headers {
                set.header(name, value);
            }
            set.open(shop);
            Report::of(shop).blames("opener", &["same-origin-allow-popups"]).says("opener", words);
        });
    }
    Story::of_a_guest().before_the_page_opens().tell(|shop| {
        Set::up(shop).header("cross-origin-opener-policy", "same-origin-allow-popups").open(shop);
        is_ready(shop);
        Report::of(shop).clears(&["opener"]);
    });
}

#[test]
fn a_frame_is_judged_by_what_it_allows() {
    let flags = "allow-scripts allow-same-origin allow-forms";
    let popups = "allow-popups allow-popups-to-escape-sandbox";
    broken(Story::of_a_guest(), |shop| {
        for (attributes, missing) in [
            (String::new(), None),
            (format!("sandbox=\"{flags} {popups}\""), None),
            (format!("sandbox=\"{flags}\""), Some(popups)),
            (format!("sandbox=\"{flags} allow-popups\""), Some("allow-popups-to-escape-sandbox")),
        ] {
            Set::up(shop).publish(shop, PAGE);
            let text = format!(
                "<!doctype html><title>Shop</title><iframe id=\"frame\" width=\"800\" height=\"600\" {attributes} src=\"{PAGE}\"></iframe>"
            );
            shop.site.put("/outer.html", File { kind: "text/html", text, ..File::default() });
            shop.browser.go(&shop.site.url("/outer.html")).unwrap();
            let frame = shop.browser.find("#frame").unwrap().unwrap();
            shop.browser.frame(Some(&frame)).unwrap();
            is_ready(shop);
            let report = Report::of(shop);
            match missing {
                None => report.clears(&["frame"]),
                Some(missing) => report.blames("frame", &[missing, "sandbox"]),
            };
            shop.browser.frame(None).unwrap();
        }
    });
}

#[test]
fn a_frame_of_another_origin_is_judged_as_far_as_it_can_be_seen() {
    broken(Story::of_a_guest().in_a_shop(json!({"methods": ["paypal", "wallet", "webpay"]})), |shop| {
        for (allow, wrong) in [("", true), ("allow=\"payment\"", false)] {
            Set::up(shop).publish(shop, PAGE);
            let text = format!(
                "<!doctype html><title>Shop</title><iframe id=\"frame\" width=\"800\" height=\"600\" {allow} src=\"{}\"></iframe>",
                shop.site.url(PAGE)
            );
            shop.site.put("/outer.html", File { kind: "text/html", text, ..File::default() });
            shop.browser.go(&shop.site.local_url("/outer.html")).unwrap();
            let frame = shop.browser.find("#frame").unwrap().unwrap();
            shop.browser.frame(Some(&frame)).unwrap();
            is_ready(shop);
            let report = Report::of(shop);
            report.leaves_open(&["opener"]);
            if wrong {
                report.blames("frame", &["allow=\"payment\""]);
            } else {
                report.leaves_open(&["frame"]).says("frame", "sandbox");
            }
            shop.browser.frame(None).unwrap();
        }
    });
}

#[test]
fn an_element_that_cannot_be_seen_is_not_blamed() {
    Story::of_a_guest().before_the_page_opens().tell(|shop| {
        let mut set = Set::up(shop);
        set.with("methods", PAYPAL).with("data-theme", "night");
        // Far below the visible part of the page: PayPal's script waits.
        set.before.push_str("<hr>");
        set.script = "document.querySelector('hr').style.marginTop = '5000px'".to_owned();
        set.open(shop);
        is_ready(shop);
        Report::of(shop).nothing_but(&[]).leaves_open(&["methods", "providers"]).says("methods", "scroll");
        let mut set = Set::up(shop);
        set.script = "document.querySelector('#checkout').parentElement.style.display = 'none'".to_owned();
        set.open(shop);
        is_ready(shop);
        Report::of(shop).nothing_but(&[]).leaves_open(&["methods", "providers"]);
    });
}

#[test]
fn a_browser_without_webassembly_is_told_apart_from_a_policy() {
    broken(Story::of_a_guest(), |shop| {
        let text = "delete window.WebAssembly".to_owned();
        shop.site.put("/old.js", File { kind: "text/javascript", text, ..File::default() });
        let mut set = Set::up(shop);
        set.tags.insert_str(0, "<script src=\"/old.js\"></script>");
        set.open(shop);
        Report::of(shop)
            .blames("webassembly", &["browser", "checkout-url"])
            .clears(&["content-security-policy", "glue"]);
    });
}

#[test]
fn refused_storage_is_named_with_what_is_lost() {
    broken(Story::of_a_guest(), |shop| {
        let mut set = Set::up(shop);
        shop.site.put("/refuse.js", File { kind: "text/javascript", text: REFUSE.to_owned(), ..File::default() });
        set.tags = ["<script src=\"/refuse.js\"></script>", LOADER].concat();
        set.open(shop);
        is_ready(shop);
        Report::of(shop).blames("storage", &["storage"]).says("storage", "reload");
        shop.run("window.allow()", &[]);
    });
}

#[test]
fn two_scripts_of_one_kind_on_a_page_are_named() {
    broken(Story::of_a_guest().excusing("PayPal"), |shop| {
        let script =
            format!("<script src=\"{}/psp/paypal/js?client-id=shop&currency=EUR\"></script>", shop.sandbox.url());
        let mut set = Set::up(shop);
        set.tags.push_str(&script);
        set.open(shop);
        is_ready(shop);
        shop.checkout().paypal_button();
        // The element's own script has a name of its own.
        Report::of(shop).clears(&["paypal"]).says("paypal", "window.paypal");
    });
    broken(Story::of_a_guest().excusing("Attempted to load").excusing("Script error"), |shop| {
        let mut set = Set::up(shop);
        set.with("methods", PAYPAL);
        // A script that ignores the attribute, beside a version on the page that cannot be destroyed.
        set.script = "const set = Element.prototype.setAttribute;
            Element.prototype.setAttribute = function (name, value) { if (name !== 'data-namespace') set.call(this, name, value); };
            const tag = document.createElement('script'); tag.type = 'text/plain'; tag.src = '/paypal/checkout.js';
            document.head.append(tag); window.paypal = { version: '4.0.344', Button: {} };"
            .to_owned();
        set.open(shop);
        shop.checkout().wait_for("failed");
        Report::of(shop).blames("paypal", &["data-namespace"]).blames("providers", &["own script", PAYPAL]);
    });
    broken(Story::of_a_guest(), |shop| {
        let loader = std::fs::read_to_string(e2e::found::dist().unwrap().join("express-checkout.js")).unwrap();
        let text = format!("/* 2 */{}", loader.replace("\"./express-checkout-", "\"../dist/express-checkout-"));
        shop.site.put("/old/express-checkout.js", File { kind: "text/javascript", text, ..File::default() });
        let mut set = Set::up(shop);
        set.tags.push_str("<script type=\"module\" src=\"/old/express-checkout.js\"></script>");
        set.open(shop);
        is_ready(shop);
        Report::of(shop).blames("script", &["one address"]);
    });
}
