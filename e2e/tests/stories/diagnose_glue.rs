//! Stories about `diagnose()`: Glue, its answer, CORS and the access token.

use crate::diagnosis::{Report, Set, broken};
use e2e::Story;
use e2e::site::{File, Site};
use serde_json::{Value, json};

#[test]
fn glue_that_is_not_glue_or_refuses_is_named_with_the_setting() {
    broken(Story::of_a_guest(), |shop| {
        for (fault, fix) in [
            ("html", "glue-url"),
            ("401", "anonymous-id"),
            ("403", "anonymous-id"),
            ("422", "cart-id and anonymous-id"),
            ("1103", "cart-id and anonymous-id"),
            ("500", "logs"),
            ("404", "glue-url"),
            ("415", "Content-Type"),
            ("429:3", "limit"),
            ("empty", "glue-url"),
            ("truncated", "glue-url"),
            ("cut", "proxy"),
        ] {
            shop.set(json!({"faults": [{"step": "checkout-data", "fault": fault}]}));
            Set::up(shop).open(shop);
            let report = Report::of(shop);
            report.blames("glue", &[fix]).leaves_open(&["answer", "methods", "providers"]);
            assert!(!report.check("glue")["detail"].to_string().contains("CORS"), "{fault}: {report}");
        }
    });
    broken(Story::of_a_customer().in_a_shop(json!({"faults": [{"step": "checkout-data", "fault": "401"}]})), |shop| {
        Set::up(shop).open(shop);
        Report::of(shop).blames("glue", &["accessToken"]);
        shop.set(json!({"faults": [{"step": "checkout-data", "fault": "1103"}]}));
        Set::up(shop).open(shop);
        Report::of(shop).blames("glue", &["cart-id and accessToken"]);
    });
    broken(Story::of_a_guest().in_a_shop(json!({"faults": [{"step": "checkout-data", "fault": "never"}]})), |shop| {
        Set::up(shop).open(shop);
        Report::of(shop).blames("glue", &["glue-url"]).says("glue", "8 seconds");
    });
    broken(Story::of_a_guest(), |shop| {
        Set::up(shop).with("glue-url", "http://127.0.0.1:9/glue").open(shop);
        Report::of(shop).blames("glue", &["http://127.0.0.1:9"]).says("glue", "not reachable");
    });
    broken(Story::of_a_guest(), |shop| {
        Set::up(shop).with("glue-url", &format!("{}/nothing", shop.sandbox.url())).open(shop);
        Report::of(shop).blames("glue", &["glue-url"]);
    });
    broken(Story::of_a_guest(), |shop| {
        // The storefront itself.
        shop.site.put(
            "/glue/checkout-data",
            File { kind: "text/html", text: "<!doctype html>".to_owned(), ..File::default() },
        );
        Set::up(shop).with("glue-url", "/glue").open(shop);
        Report::of(shop).blames("glue", &["glue-url"]);
    });
}

#[test]
fn an_answer_without_the_parts_that_the_element_needs_names_them() {
    broken(Story::of_a_guest(), |shop| {
        shop.set(json!({"faults": [{"step": "checkout-data", "fault": "null"}]}));
        Set::up(shop).open(shop);
        Report::of(shop).blames("answer", &["data"]);
    });
    let answer = |included: Value| {
        json!({"data": {"type": "checkout-data", "id": null, "attributes": {}}, "included": included}).to_string()
    };
    let cart = |total: Value| json!({"type": "guest-carts", "id": "c", "attributes": {"currency": "EUR", "totals": {"grandTotal": total}}});
    broken(Story::of_a_guest(), |shop| {
        for (text, fix) in [
            ("{}".to_owned(), "data"),
            (answer(json!([])), "guest-carts"),
            (answer(json!([cart(json!(1299))])), "payment-methods"),
            (answer(json!([cart(json!("12.99"))])), "grandTotal"),
            (answer(json!([cart(json!(12.99))])), "grandTotal"),
        ] {
            shop.site.put("/glue/checkout-data", File { kind: "application/vnd.api+json", text, ..File::default() });
            Set::up(shop).with("glue-url", "/glue").open(shop);
            Report::of(shop).blames("answer", &[fix]);
        }
    });
}

#[test]
fn what_cors_lacks_is_told_header_by_header() {
    broken(Story::of_a_guest().in_a_shop(json!({"corsGuestHeader": false})), |shop| {
        Set::up(shop).open(shop);
        let report = Report::of(shop);
        report.blames("glue", &["X-Anonymous-Customer-Unique-Id", "Access-Control-Allow-Headers"]);
        assert!(!report.to_string().contains("Store"), "only headers that are sent are named: {report}");
    });
    broken(Story::of_a_customer().in_a_shop(json!({"corsMfaHeader": false})), |shop| {
        let mut set = Set::up(shop);
        set.script.push_str("document.querySelector('express-checkout').mfaCode = '123456';");
        set.open(shop);
        Report::of(shop).blames("glue", &["Add X-MFA-Code to"]);
    });
    let headers = |origin: &str, names: &str| {
        [("access-control-allow-origin", origin), ("access-control-allow-headers", names)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec()
    };
    let guest = "x-anonymous-customer-unique-id";
    broken(Story::of_a_guest(), |shop| {
        for (allow, fix) in [
            (Vec::new(), "Access-Control-Allow-Origin"),
            (headers("https://other.example", "*"), "Access-Control-Allow-Origin"),
            (headers("*", &format!("content-type, {guest}")), "Add Store to"),
            (headers("*", "content-type"), "Add X-Anonymous-Customer-Unique-Id, Store to"),
            (headers("*", &format!("store, {guest}")), "Add Content-Type to"),
            (headers("*", ""), "OPTIONS"),
        ] {
            let glue = Site::start(&[]).unwrap();
            for path in ["/glue/checkout-data", "/glue/stores"] {
                glue.put(
                    path,
                    File {
                        kind: "application/vnd.api+json",
                        text: "{}".to_owned(),
                        headers: allow.clone(),
                        ..File::default()
                    },
                );
            }
            Set::up(shop).with("glue-url", &glue.url("/glue")).with("store", "DE").open(shop);
            Report::of(shop).blames("glue", &[fix]).says("glue", "CORS");
        }
    });
    broken(Story::of_a_guest(), |shop| {
        let glue = Site::start(&[]).unwrap();
        let allow = headers("*", &format!("content-type, {guest}"));
        glue.put("/glue/stores", File { kind: "text/plain", text: String::new(), headers: allow, ..File::default() });
        Set::up(shop).with("glue-url", &glue.url("/glue")).open(shop);
        Report::of(shop).blames("glue", &["proxy", "Access-Control-Allow-Origin"]);
    });
}

#[test]
fn a_token_function_that_fails_is_named_and_nothing_is_sent() {
    broken(Story::of_a_customer().excusing("secret").excusing("malformed"), |shop| {
        for (function, says) in [
            ("() => { throw new Error('secret') }", "throws"),
            ("() => Promise.reject(new Error('secret'))", "rejected"),
            ("() => undefined", "nothing"),
            ("async () => ''", "nothing"),
            ("async () => ({ token: 'secret' })", "object"),
            ("() => 'Bearer secret'", "Bearer"),
            ("() => '<!doctype html> secret'", "web page"),
        ] {
            let mut set = Set::up(shop);
            set.script = format!("document.querySelector('express-checkout').accessToken = {function};");
            set.open(shop);
            let report = Report::of(shop);
            report
                .blames("access-token", &["accessToken"])
                .says("access-token", says)
                .leaves_open(&["glue"])
                .says("glue", "nothing was sent");
            assert!(!report.to_string().contains("secret"), "{report}");
        }
    });
}
