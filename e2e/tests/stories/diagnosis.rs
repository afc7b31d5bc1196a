//! The tools for the stories about `diagnose()`: a page whose parts a story can break, and the report.

use e2e::page::strict_policy;
use e2e::shop::PAGE;
use e2e::site::File;
use e2e::{Shop, Story};
use serde_json::{Value, json};

pub const LOADER: &str = r#"<script type="module" src="/dist/express-checkout.js"></script>"#;
const DIAGNOSE: &str = "/dist/express-checkout-diagnose.js";

/// A page with one element. The stories change its parts.
pub struct Set {
    /// In the head.
    pub tags: String,
    /// Before the element.
    pub before: String,
    pub attributes: Vec<(String, String)>,
    pub script: String,
    pub headers: Vec<(String, String)>,
}

impl Set {
    /// A page on which everything works.
    pub fn up(shop: &Shop) -> Self {
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

    pub fn with(&mut self, name: &str, value: &str) -> &mut Self {
        self.without(name);
        self.attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(&mut self, name: &str) -> &mut Self {
        self.attributes.retain(|(known, _)| known != name);
        self
    }

    pub fn header(&mut self, name: &str, value: &str) -> &mut Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn policy(&mut self, shop: &Shop, old: &str, new: &str) -> &mut Self {
        let policy = strict_policy(&shop.sandbox.url());
        assert!(policy.contains(old), "{old} is not in {policy}");
        self.header("content-security-policy", &policy.replace(old, new))
    }

    pub fn publish(&self, shop: &Shop, path: &str) {
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

    pub fn open(&self, shop: &Shop) {
        self.publish(shop, PAGE);
        shop.enter();
    }
}

/// Refuses the storage until `allow()`.
pub const REFUSE: &str = "const usual = Object.getOwnPropertyDescriptor(window, 'sessionStorage');
    window.allow = () => Object.defineProperty(window, 'sessionStorage', usual);
    Object.defineProperty(window, 'sessionStorage', { configurable: true, get() { throw new DOMException('no', 'SecurityError') } });";

/// The checks of one report.
pub struct Report(pub Vec<Value>);

impl Report {
    /// From the element.
    #[track_caller]
    pub fn of(shop: &Shop) -> Self {
        Self::from(shop.run("return document.getElementById('checkout').diagnose().then((report) => report.checks, (error) => { throw new Error(error.stack) })", &[]))
    }

    /// From the file that works without the element.
    #[track_caller]
    pub fn alone(shop: &Shop) -> Self {
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
    pub fn check(&self, name: &str) -> &Value {
        self.0.iter().find(|check| check["name"] == name).unwrap_or_else(|| panic!("no {name} in {self}"))
    }

    /// Expects that the check is wrong, and that its fix has these words.
    #[track_caller]
    pub fn blames(&self, name: &str, fix: &[&str]) -> &Self {
        let check = self.check(name);
        assert_eq!(check["ok"], json!(false), "{name} in {self}");
        let text = check["fix"].as_str().unwrap();
        for words in fix {
            assert!(text.contains(words), "`{words}` is not in the fix of {name}: {self}");
        }
        self
    }

    #[track_caller]
    pub fn says(&self, name: &str, words: &str) -> &Self {
        assert!(self.check(name)["detail"].as_str().unwrap().contains(words), "`{words}` in {name}: {self}");
        self
    }

    /// Expects that these checks are fine.
    #[track_caller]
    pub fn clears(&self, names: &[&str]) -> &Self {
        for name in names {
            assert_eq!(self.check(name)["ok"], json!(true), "{name} in {self}");
        }
        self
    }

    /// Expects that these checks were not made.
    #[track_caller]
    pub fn leaves_open(&self, names: &[&str]) -> &Self {
        for name in names {
            assert_eq!(self.check(name)["ok"], Value::Null, "{name} in {self}");
        }
        self
    }

    /// Expects that no other check is wrong.
    #[track_caller]
    pub fn nothing_but(&self, names: &[&str]) -> &Self {
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
pub fn broken(story: Story, happens: impl FnOnce(&Shop)) {
    let excused = ["Content Security Policy", "Uncaught", "404", "/dist/", "SEVERE", "Refused", "not recorded"];
    let story = excused.iter().fold(story, |story, words| story.excusing(words));
    story.before_the_page_opens().tell(happens);
}

pub fn is_ready(shop: &Shop) {
    shop.checkout().wait_for("ready");
}
