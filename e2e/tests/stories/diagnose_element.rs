//! Stories about `diagnose()`: pages that work, policies, the files of the element and its script tag.

use crate::diagnosis::{Report, Set, broken, is_ready};
use e2e::checkout::PAYPAL;
use e2e::found::{shipped, shipped_file};
use e2e::shop::PAGE;
use e2e::site::{File, Flaw, Site};
use e2e::until::{PATIENCE, until};
use e2e::{Engine, Story};
use serde_json::json;

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
fn a_policy_in_the_page_itself_counts_and_one_that_allows_enough_is_fine() {
    broken(Story::of_a_guest().excusing("script-src-elem refused"), |shop| {
        let mut set = Set::up(shop);
        let meta = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' 'wasm-unsafe-eval'\">";
        set.tags.insert_str(0, meta);
        set.open(shop);
        is_ready(shop);
        Report::of(shop).blames("content-security-policy", &[&shop.sandbox.url(), "script-src"]);

        let port = shop.sandbox.port();
        for sources in [
            "'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'".to_owned(),
            "'self' http: 'unsafe-eval'".to_owned(),
            format!("'self' http://127.0.0.1:{port}/psp/ 'wasm-unsafe-eval'"),
            "'self' 127.0.0.1:* 'wasm-unsafe-eval'".to_owned(),
        ] {
            let mut set = Set::up(shop);
            set.tags = set.tags.replace("<script", "<script nonce=\"abc\"");
            set.with("nonce", "abc").header("content-security-policy", &format!("script-src {sources}"));
            set.open(shop);
            is_ready(shop);
            shop.checkout().paypal_button();
            Report::of(shop).nothing_but(&[]).clears(&["content-security-policy", "webassembly", "providers"]);
        }
    });
}

#[test]
fn a_file_that_is_missing_cut_or_something_else_is_named() {
    broken(Story::of_a_guest(), |shop| {
        for name in ["core.js", "core.wasm", "shared.wasm", "attempt.wasm", "paypal.wasm"] {
            let path = shipped(name);
            let file = path.trim_start_matches("/dist/");
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
        let text = std::fs::read_to_string(shipped_file("core.js")).unwrap();
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
            (
                "<script type=\"module\" src=\"/other/express-checkout.js\"></script>",
                "src=\"/dist/express-checkout.js\"",
            ),
            (
                "<script type=\"module\" integrity=\"sha384-AAAA\" src=\"/dist/express-checkout.js\"></script>",
                "integrity",
            ),
            ("", "<script type=\"module\" src="),
        ] {
            let mut set = Set::up(shop);
            set.tags = tags.to_owned();
            set.open(shop);
            Report::alone(shop).blames("script", &[fix]).leaves_open(&["methods"]).clears(&["files"]);
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
    // As a script tag it runs by itself.
    broken(Story::of_a_guest(), |shop| {
        let mut set = Set::up(shop);
        set.tags.push_str("<script type=\"module\" src=\"/dist/express-checkout-diagnose.js\"></script>");
        set.with("theme", "drak").open(shop);
        let told = || Ok(shop.console().iter().any(|line| line.text.contains("NOT OK  settings")).then_some(()));
        until("the report in the console", PATIENCE, told).unwrap();
    });
}

/// The kinds of causes, for the other engines.
pub fn the_diagnosis_names_the_cause(engine: Engine) {
    broken(
        Story::of_a_guest().in_engine(engine).excusing("policy:").excusing("rejected").excusing("import.meta"),
        |shop| {
            let origin = shop.sandbox.url();
            let mut set = Set::up(shop);
            set.policy(shop, "'self'", "'self'").open(shop);
            is_ready(shop);
            shop.checkout().paypal_button();
            Report::of(shop).nothing_but(&[]).clears(&[
                "files",
                "glue",
                "methods",
                "providers",
                "content-security-policy",
            ]);
            for (old, new, check, fix) in [
                (" 'wasm-unsafe-eval'", "", "webassembly", "'wasm-unsafe-eval'"),
                ("connect-src 'self'", "connect-src", "files", "'self'"),
                (&format!("connect-src 'self' {origin}"), "connect-src 'self'", "glue", &origin),
            ] {
                let mut set = Set::up(shop);
                set.policy(shop, old, new).open(shop);
                Report::alone(shop).blames(check, &[fix]).blames("content-security-policy", &[fix]);
            }
            Set::up(shop).with("glue-url", "http://127.0.0.1:9/glue").with("finish", "later").open(shop);
            Report::alone(shop).blames("glue", &["http://127.0.0.1:9"]).blames("settings", &["finish"]);
            shop.set(json!({"corsGuestHeader": false}));
            Set::up(shop).open(shop);
            Report::alone(shop).blames("glue", &["X-Anonymous-Customer-Unique-Id"]);
            shop.site.spoil(&shipped("core.js"), Flaw::Status("404 Not Found"));
            Set::up(shop).open(shop);
            Report::alone(shop).blames("files", &["express-checkout-core"]);
            let mut set = Set::up(shop);
            set.tags =
                "<script src=\"/recorder.js\"></script><script src=\"/dist/express-checkout.js\"></script>".to_owned();
            set.open(shop);
            Report::alone(shop).blames("script", &["type=\"module\""]);
        },
    );
}
