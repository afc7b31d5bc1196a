//! Stories about `diagnose()`: each broken set-up is answered with its cause and with the line to change, and nothing that does not
//! work is called fine.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::found::shipped;
use e2e::page::strict_policy;
use e2e::shop::PAGE;
use e2e::site::{File, Flaw, Site};
use e2e::{Shop, Story};
use serde_json::{Value, json};

const LOADER: &str = r#"<script type="module" src="/dist/express-checkout.js"></script>"#;
const DIAGNOSE: &str = "/dist/express-checkout-diagnose.js";

/// A page with one element. The stories change its parts.
struct Set {
    /// In the head.
    tags: String,
    /// Before the element.
    before: String,
    attributes: Vec<(String, String)>,
    script: String,
    headers: Vec<(String, String)>,
}

impl Set {
    /// A page on which everything works.
    fn up(shop: &Shop) -> Self {
        let origin = shop.sandbox.url();
        let mut set = Self {
            tags: ["<script src=\"/recorder.js\"></script>", LOADER].concat(),
            before: "<form id=\"address\"><input autocomplete=\"postal-code\"></form>".to_owned(),
            attributes: Vec::new(),
            script: String::new(),
            headers: Vec::new(),
        };
        set.with("glue-url", &format!("{origin}/glue")).with("cart-id", &shop.cart.id);
        set.with("provider-origins", &origin).with("checkout-url", "/checkout").with("form", "address");
        if let Some(id) = &shop.cart.anonymous_id {
            set.with("anonymous-id", id);
        }
        if let Some(token) = &shop.cart.access_token {
            set.script = format!("document.querySelector('express-checkout').accessToken = {};", json!(token));
        }
        set
    }

    fn with(&mut self, name: &str, value: &str) -> &mut Self {
        self.without(name);
        self.attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    fn without(&mut self, name: &str) -> &mut Self {
        self.attributes.retain(|(known, _)| known != name);
        self
    }

    fn header(&mut self, name: &str, value: &str) -> &mut Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn policy(&mut self, shop: &Shop, old: &str, new: &str) -> &mut Self {
        let policy = strict_policy(&shop.sandbox.url());
        assert!(policy.contains(old), "{old} is not in {policy}");
        self.header("content-security-policy", &policy.replace(old, new))
    }

    fn publish(&self, shop: &Shop, path: &str) {
        let attributes: String = self
            .attributes
            .iter()
            .map(|(name, value)| format!(" {name}=\"{}\"", value.replace('"', "&quot;")))
            .collect();
        let text = format!(
            "<!doctype html><html lang=\"en\"><head><title>Cart</title>{}</head><body>{}<express-checkout id=\"checkout\"{attributes}></express-checkout><script src=\"{path}.js\"></script></body></html>",
            self.tags, self.before
        );
        let javascript = File { kind: "text/javascript", text: self.script.clone(), ..File::default() };
        shop.site.put(&format!("{path}.js"), javascript);
        shop.site.put(path, File { kind: "text/html", text, headers: self.headers.clone(), ..File::default() });
    }

    fn open(&self, shop: &Shop) {
        self.publish(shop, PAGE);
        shop.enter();
    }
}

/// Refuses the storage until `allow()`.
const REFUSE: &str = "const usual = Object.getOwnPropertyDescriptor(window, 'sessionStorage');
    window.allow = () => Object.defineProperty(window, 'sessionStorage', usual);
    Object.defineProperty(window, 'sessionStorage', { configurable: true, get() { throw new DOMException('no', 'SecurityError') } });";

/// The checks of one report.
struct Report(Vec<Value>);

impl Report {
    /// From the element.
    #[track_caller]
    fn of(shop: &Shop) -> Self {
        Self::from(shop.run("return document.getElementById('checkout').diagnose().then((report) => report.checks, (error) => { throw new Error(error.stack) })", &[]))
    }

    /// From the file that works without the element.
    #[track_caller]
    fn alone(shop: &Shop) -> Self {
        let script = "return import(arguments[0]).then((file) => file.diagnose()).then(([report]) => report.checks)";
        Self::from(shop.run(script, &[json!(DIAGNOSE)]))
    }

    #[track_caller]
    fn from(checks: Value) -> Self {
        let checks = checks.as_array().unwrap().clone();
        for check in &checks {
            let [ok, detail, fix] = ["ok", "detail", "fix"].map(|name| &check[name]);
            assert!(ok.is_boolean() || ok.is_null(), "{check}");
            assert!(detail.as_str().is_some_and(|text| !text.is_empty()), "{check}");
            assert_eq!(fix.is_string(), *ok == json!(false), "only what is wrong has a fix: {check}");
        }
        let mut names: Vec<_> = checks.iter().map(|check| check["name"].to_string()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), checks.len(), "each name comes once: {checks:#?}");
        Self(checks)
    }

    #[track_caller]
    fn check(&self, name: &str) -> &Value {
        self.0.iter().find(|check| check["name"] == name).unwrap_or_else(|| panic!("no {name} in {self}"))
    }

    /// Expects that the check is wrong, and that its fix has these words.
    #[track_caller]
    fn blames(&self, name: &str, fix: &[&str]) -> &Self {
        let check = self.check(name);
        assert_eq!(check["ok"], json!(false), "{name} in {self}");
        let text = check["fix"].as_str().unwrap();
        for words in fix {
            assert!(text.contains(words), "`{words}` is not in the fix of {name}: {self}");
        }
        self
    }

    #[track_caller]
    fn says(&self, name: &str, words: &str) -> &Self {
        assert!(self.check(name)["detail"].as_str().unwrap().contains(words), "`{words}` in {name}: {self}");
        self
    }

    /// Expects that these checks are fine.
    #[track_caller]
    fn clears(&self, names: &[&str]) -> &Self {
        for name in names {
            assert_eq!(self.check(name)["ok"], json!(true), "{name} in {self}");
        }
        self
    }

    /// Expects that these checks were not made.
    #[track_caller]
    fn leaves_open(&self, names: &[&str]) -> &Self {
        for name in names {
            assert_eq!(self.check(name)["ok"], Value::Null, "{name} in {self}");
        }
        self
    }

    /// Expects that no other check is wrong.
    #[track_caller]
    fn nothing_but(&self, names: &[&str]) -> &Self {
        for check in self.0.iter().filter(|check| check["ok"] == json!(false)) {
            assert!(names.iter().any(|name| check["name"] == **name), "{}: {self}", check["name"]);
        }
        self
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for check in &self.0 {
            writeln!(out, "\n{} {} {}\n    -> {}", check["name"], check["ok"], check["detail"], check["fix"])?;
        }
        Ok(())
    }
}

/// A story whose page the closure opens itself. The browser's errors about the broken set-up do not fail it.
fn broken(story: Story, happens: impl FnOnce(&Shop)) {
    let excused = ["Content Security Policy", "Uncaught", "404", "/dist/", "SEVERE", "Refused", "not recorded"];
    let story = excused.iter().fold(story, |story, words| story.excusing(words));
    story.before_the_page_opens().tell(happens);
}

fn is_ready(shop: &Shop) {
    shop.checkout().wait_for("ready");
}

#[test]
fn on_a_page_that_works_nothing_is_wrong_and_little_is_unknown() {
    for (customer, strict) in [(false, false), (true, false), (false, true)] {
        Story::of(customer).before_the_page_opens().tell(|shop| {
            let mut set = Set::up(shop);
            if strict {
                set.policy(shop, "'self'", "'self'");
            }
            set.open(shop);
            is_ready(shop);
            shop.checkout().paypal_button();
            let report = Report::of(shop);
            report.nothing_but(&[]).leaves_open(&["dialect"]);
            let open: Vec<_> = report.0.iter().filter(|check| check["ok"].is_null()).collect();
            assert_eq!(open.len(), 1, "{open:#?}");
            Report::alone(shop).nothing_but(&[]);
            // Nothing in the report gives access to anything.
            for secret in [&shop.cart.anonymous_id, &shop.cart.access_token].into_iter().flatten() {
                assert!(!report.to_string().contains(secret.as_str()));
            }
            assert!(shop.posts("payments").is_empty());
            is_ready(shop);
            shop.pay_and_order(PAYPAL);
            Report::of(shop).leaves_open(&["glue", "answer", "methods", "providers"]).nothing_but(&[]);
        });
    }
}

#[test]
fn what_the_policy_blocks_is_named_with_the_directive_to_change() {
    for (old, new, check, fix) in [
        (" 'wasm-unsafe-eval'", "", "webassembly", &["'wasm-unsafe-eval'", "script-src"][..]),
        ("connect-src 'self'", "connect-src", "files", &["'self'", "connect-src"]),
        (
            "trusted-types express-checkout",
            "trusted-types other",
            "trusted-types",
            &["express-checkout", "trusted-types"],
        ),
    ] {
        broken(Story::of_a_guest(), |shop| {
            Set::up(shop).policy(shop, old, new).open(shop);
            let report = Report::of(shop);
            report.blames(check, fix).blames("content-security-policy", fix);
            assert_eq!(report.check("methods")["ok"], json!(check == "trusted-types"), "{report}");
            Report::alone(shop).blames(check, fix);
        });
    }
}

#[test]
fn a_policy_without_glue_or_a_provider_is_told_from_cors() {
    broken(Story::of_a_guest(), |shop| {
        let origin = shop.sandbox.url();
        Set::up(shop).policy(shop, &format!("connect-src 'self' {origin}"), "connect-src 'self'").open(shop);
        shop.checkout().wait_for("failed");
        let report = Report::of(shop);
        report.blames("glue", &[&origin, "connect-src"]).blames("content-security-policy", &[&origin, "connect-src"]);
        assert!(!report.to_string().contains("CORS"), "{report}");
        report.leaves_open(&["answer", "methods", "providers"]);
    });
    broken(Story::of_a_guest(), |shop| {
        let origin = shop.sandbox.url();
        Set::up(shop).policy(shop, &format!("'wasm-unsafe-eval' {origin}"), "'wasm-unsafe-eval'").open(shop);
        is_ready(shop);
        let report = Report::of(shop);
        report
            .blames("providers", &[&origin, "script-src"])
            .blames("content-security-policy", &[&origin, "script-src"]);
    });
    broken(Story::of_a_guest(), |shop| {
        let origin = shop.sandbox.url();
        Set::up(shop).policy(shop, &format!("frame-src {origin}"), "frame-src 'none'").open(shop);
        is_ready(shop);
        Report::of(shop).blames("content-security-policy", &[&origin, "frame-src"]);
    });
}

#[test]
fn a_file_that_is_missing_cut_or_something_else_is_named() {
    broken(Story::of_a_guest(), |shop| {
        for name in ["core.js", "core.wasm", "shared.wasm", "attempt.wasm", "providers.wasm"] {
            let path = shipped(name);
            let file = path.rsplit('/').next().unwrap();
            for (flaw, words) in
                [(Flaw::Status("404 Not Found"), "Upload"), (Flaw::Status("200 OK"), "rule"), (Flaw::Cut, "cuts")]
            {
                shop.site.spoil(&path, flaw);
                Set::up(shop).open(shop);
                Report::of(shop).blames("files", &[file, words]);
                Report::alone(shop).blames("files", &[file, words]);
            }
            shop.site.mend(&path);
        }
    });
}

#[test]
fn a_script_of_the_wrong_type_is_named() {
    broken(Story::of_a_guest(), |shop| {
        let text =
            std::fs::read_to_string(e2e::found::dist().unwrap().join(shipped("core.js").rsplit('/').next().unwrap()))
                .unwrap();
        shop.site.put(&shipped("core.js"), File { kind: "application/octet-stream", text, ..File::default() });
        Set::up(shop).open(shop);
        Report::of(shop).blames("files", &["core", "text/javascript"]);
    });
    broken(Story::of_a_guest(), |shop| {
        shop.site.put(
            &shipped("core.js"),
            File { kind: "text/javascript", text: "export default 1".to_owned(), ..File::default() },
        );
        Set::up(shop).open(shop);
        Report::of(shop).blames("files", &["core", "unchanged"]);
    });
}

#[test]
fn when_the_element_is_not_defined_its_script_tag_is_examined() {
    let src = "/dist/express-checkout.js";
    broken(Story::of_a_guest(), |shop| {
        for (tags, fix) in [
            ("<script src=\"/dist/express-checkout.js\"></script>", "type=\"module\""),
            ("<script type=\"text/plain\" src=\"/dist/express-checkout.js\"></script>", "type=\"module\""),
            ("<script type=\"module\" src=\"/other/express-checkout.js\"></script>", "/other/"),
            (
                "<script type=\"module\" integrity=\"sha384-AAAA\" src=\"/dist/express-checkout.js\"></script>",
                "integrity",
            ),
            ("", "<script type=\"module\" src="),
        ] {
            let mut set = Set::up(shop);
            set.tags = tags.to_owned();
            set.open(shop);
            Report::alone(shop).blames("script", &[fix]).leaves_open(&["methods"]);
        }
    });
    broken(Story::of_a_guest(), |shop| {
        for (flaw, fix) in
            [(Flaw::Status("404 Not Found"), "Upload"), (Flaw::Status("200 OK"), "rule"), (Flaw::Cut, "cuts")]
        {
            shop.site.spoil(src, flaw);
            Set::up(shop).open(shop);
            Report::alone(shop).blames("script", &["express-checkout.js", fix]).clears(&["settings", "glue"]);
        }
    });
    broken(Story::of_a_guest(), |shop| {
        let mut set = Set::up(shop);
        set.tags = r#"<script type="module" src="http://blocked.invalid/express-checkout.js"></script>"#.to_owned();
        set.policy(shop, "'self'", "'self'").open(shop);
        Report::alone(shop).blames("script", &["http://blocked.invalid", "script-src"]);
    });
    broken(Story::of_a_guest(), |shop| {
        let elsewhere = Site::start(&[("/dist", &e2e::found::dist().unwrap())]).unwrap();
        let mut set = Set::up(shop);
        set.tags = format!("<script type=\"module\" src=\"{}\"></script>", elsewhere.url(src));
        set.open(shop);
        Report::alone(shop).blames("script", &["Access-Control-Allow-Origin"]);
    });
}

#[test]
fn without_the_doctor_or_an_element_the_file_alone_says_so() {
    broken(Story::of_a_guest(), |shop| {
        shop.site.spoil(&shipped("doctor.js"), Flaw::Status("404 Not Found"));
        Set::up(shop).open(shop);
        Report::alone(shop).blames("files", &["Upload"]);
    });
    broken(Story::of_a_guest(), |shop| {
        shop.site.put(
            PAGE,
            File { kind: "text/html", text: "<!doctype html><title>Cart</title>".to_owned(), ..File::default() },
        );
        shop.enter();
        Report::alone(shop).blames("element", &["<express-checkout"]);
    });
}

#[test]
fn an_element_in_open_shadow_roots_is_found_and_the_console_is_readable() {
    broken(Story::of_a_guest(), |shop| {
        let mut set = Set::up(shop);
        set.with("finish", "revew");
        set.script = "const host = document.createElement('shop-cart'); document.body.append(host);
            host.attachShadow({ mode: 'open' }).append(document.querySelector('express-checkout'));"
            .to_owned();
        set.open(shop);
        Report::alone(shop).blames("settings", &["finish", "review"]).says("shadow-ancestor", "<shop-cart>");
        let told = shop.console().iter().any(|line| line.text.contains("NOT OK") && line.text.contains("finish"));
        assert!(told, "{:?}", shop.console());
    });
}

#[test]
fn glue_that_is_not_glue_or_refuses_is_named_with_the_setting() {
    broken(Story::of_a_guest(), |shop| {
        for (fault, fix) in [
            ("html", "glue-url"),
            ("401", "anonymous-id"),
            ("403", "anonymous-id"),
            ("422", "cart-id"),
            ("1103", "cart-id"),
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
        for (fault, fix) in [("null", "data"), ("null-attributes", "currency"), ("wrong-types", "totals")] {
            shop.set(json!({"faults": [{"step": "checkout-data", "fault": fault}]}));
            Set::up(shop).open(shop);
            Report::of(shop).blames("answer", &[fix]);
        }
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
            ("locale", "[object Object]", "locale"),
            ("disabled", "false", "disabled"),
            ("cartid", "5", "cart-id"),
            ("glueurl", "5", "glue-url"),
            ("provider-origin", "5", "provider-origins"),
            ("checkout_url", "5", "checkout-url"),
            (":cart-id", "5", "cart-id"),
            ("access-token", "5", "accessToken"),
        ] {
            let mut set = Set::up(shop);
            if name == ":cart-id" || name == "cartid" {
                set.without("cart-id");
            }
            set.with(name, value).open(shop);
            let report = Report::alone(shop);
            report.blames("settings", &[fix]);
            let id = shop.cart.anonymous_id.as_deref().unwrap();
            assert!(!report.to_string().contains(id), "{report}");
        }
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
    broken(Story::of_a_guest(), |shop| {
        Set::up(shop).without("provider-origins").open(shop);
        is_ready(shop);
        // Glue's own origin is allowed, so the story needs another one.
        Report::of(shop).clears(&["settings"]);
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
        let mut set = Set::up(shop);
        set.tags.push_str(&format!(
            "<script src=\"{}/psp/paypal/js?client-id=shop&currency=EUR\"></script>",
            shop.sandbox.url()
        ));
        set.open(shop);
        is_ready(shop);
        let report = Report::of(shop);
        assert_ne!(report.check("paypal")["detail"], json!("the page has no script of PayPal"), "{report}");
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
