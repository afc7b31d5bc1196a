//! Stories about `diagnose()`: objects of the page that throw, properties of a wrong type, buttons that cannot be seen.

use crate::diagnosis::{Report, Set, broken, is_ready};
use e2e::Story;
use e2e::checkout::PAYPAL;
use e2e::found::shipped;
use e2e::site::{File, Flaw};
use serde_json::json;

#[test]
fn objects_of_the_page_that_throw_do_not_end_the_report() {
    let register =
        "import('/dist/express-checkout.js').then(({ ExpressCheckout }) => ExpressCheckout.registerProvider(";
    broken(Story::of_a_guest().excusing("express-checkout"), |shop| {
        for (arguments, fix) in [
            ("'payone-paypal-express', { get authorize() { throw new Error('mine') } }", "authorize"),
            ("'payone-paypal-express', { render() {}, get isEligible() { throw 'mine' } }", "isEligible"),
            (
                "'payone-paypal-express', (({ proxy, revoke }) => { revoke(); return proxy })(Proxy.revocable({}, {}))",
                "Proxy",
            ),
            ("'payone-paypal-express', Promise.resolve({})", "promise"),
            ("'payone-paypal-express', class { authorize() {} }", "instance"),
            ("Symbol('mine'), { authorize() {} }", PAYPAL),
            ("{ toString() { throw new Error('mine') } }, { authorize() {} }", PAYPAL),
            ("/paypal/, { authorize() {} }", PAYPAL),
        ] {
            let mut set = Set::up(shop);
            set.script = [register, arguments, "))"].concat();
            set.open(shop);
            is_ready(shop);
            Report::of(shop).blames("providers", &[fix]);
            Report::alone(shop).blames("providers", &[fix]);
        }
        // A check that fails is named, and the others are made.
        let mut set = Set::up(shop);
        set.script = "Object.defineProperty(navigator, 'locks', { get() { throw new TypeError('mine') } })".to_owned();
        set.open(shop);
        is_ready(shop);
        let report = Report::of(shop);
        report.leaves_open(&["storage"]).says("storage", "TypeError").clears(&["glue", "providers"]);
        assert!(!report.to_string().contains("mine"), "{report}");
    });
}

#[test]
fn a_file_of_the_diagnosis_that_does_not_come_is_named_in_time() {
    broken(Story::of_a_guest().excusing("express-checkout"), |shop| {
        shop.site.spoil(&shipped("doctor.js"), Flaw::Held);
        Set::up(shop).open(shop);
        is_ready(shop);
        let diagnose = "return document.getElementById('checkout').diagnose().catch((error) => error.message)";
        let said = shop.run(diagnose, &[]);
        assert!(said.as_str().is_some_and(|said| said.contains("express-checkout-doctor.js")), "{said}");
        Report::alone(shop).blames("files", &["Upload"]).says("files", "Timeout");
    });
}

#[test]
fn without_a_page_the_diagnosis_says_that_it_needs_one() {
    broken(Story::of_a_guest().excusing("express-checkout"), |shop| {
        let text = "import('/dist/express-checkout-diagnose.js').then((file) => file.diagnose()).then((reports) => postMessage(reports))";
        shop.site.put("/worker.js", File { kind: "text/javascript", text: text.to_owned(), ..File::default() });
        Set::up(shop).open(shop);
        let ask = "return new Promise((done) => { new Worker('/worker.js', { type: 'module' }).onmessage = ({ data }) => done(data[0].checks) })";
        let checks = shop.run(ask, &[]);
        assert_eq!(checks[0]["ok"], json!(false), "{checks}");
        assert!(checks[0]["detail"].as_str().unwrap().contains("needs a page in a browser"), "{checks}");
    });
}

#[test]
fn properties_of_a_wrong_type_are_named_with_what_is_expected() {
    broken(Story::of_a_guest().excusing("express-checkout"), |shop| {
        for (name, value, given) in [
            ("accessToken", "5", "a number"),
            ("accessToken", "{ token: 'mine' }", "an object"),
            ("accessToken", "['mine']", "a list"),
            ("accessToken", "Symbol('mine')", "a symbol"),
            ("anonymousId", "['mine']", "a list"),
            ("anonymousId", "Promise.resolve('mine')", "a promise"),
            ("anonymousId", "NaN", "NaN"),
            ("anonymousId", "'undefined'", "undefined"),
            ("mfaCode", "{}", "an object"),
            ("mfaCode", "['123456']", "a list"),
            ("guestQuote", "'mine'", "a text"),
            ("guestQuote", "{ firstName: 5 }", "firstName"),
            ("guestQuote", "{ firstname: 'mine' }", "firstname"),
            ("messages", "5", "a number"),
            ("messages", "{ placeOrder: {} }", "placeOrder"),
            ("guestQuote", "{ name: 'mine' }", "name"),
            ("addresses", "'mine'", "a text"),
            ("addresses", "7", "a number"),
        ] {
            let mut set = Set::up(shop);
            set.script = format!("document.querySelector('express-checkout').{name} = {value};");
            set.open(shop);
            let report = Report::of(shop);
            report.blames("settings", &[name]).says("settings", given);
            assert!(!report.to_string().contains("mine") && !report.to_string().contains("123456"), "{report}");
        }
    });
    broken(Story::of_a_customer().excusing("mine").excusing("malformed"), |shop| {
        for (value, said) in [("Promise.reject(new Error('mine'))", "rejected"), ("Promise.resolve(5)", "number")] {
            let mut set = Set::up(shop);
            set.script = format!("document.querySelector('express-checkout').accessToken = {value};");
            set.open(shop);
            Report::of(shop).blames("access-token", &["accessToken"]).says("access-token", said);
        }
    });
    broken(Story::of_a_guest(), |shop| {
        for (value, wrong) in [("https://other.example/cart", true), ("/cart?a=b", false), ("cart", false)] {
            Set::up(shop).with("return-url", value).open(shop);
            let report = Report::alone(shop);
            if wrong {
                report.blames("settings", &["return-url", "this page's origin"]);
            } else {
                report.clears(&["settings"]);
            }
        }
    });
}

#[test]
fn methods_are_compared_in_upper_and_lower_case_as_the_element_does() {
    Story::of_a_guest().before_the_page_opens().tell(|shop| {
        Set::up(shop).with("methods", "PayOne-PayPal-Express").open(shop);
        is_ready(shop);
        shop.checkout().paypal_button();
        Report::of(shop).clears(&["methods", "providers"]).nothing_but(&[]);
    });
}

#[test]
fn a_button_that_cannot_be_seen_or_pressed_is_not_called_shown() {
    let style = "document.querySelector('#checkout').parentElement.style.cssText = ";
    let cover = "const cover = document.createElement('div'); cover.id = 'cover';
        cover.style.cssText = 'position: fixed; inset: 0'; document.body.append(cover);";
    broken(Story::of_a_guest(), |shop| {
        for (script, fix) in [
            ([style, "'opacity: 0; pointer-events: none'"].concat(), "opacity"),
            ([style, "'pointer-events: none'"].concat(), "pointer-events"),
            ([style, "'visibility: hidden'"].concat(), "visibility"),
            ([style, "'width: 0; overflow: hidden'"].concat(), "<body"),
            ([style, "'clip-path: inset(50%)'"].concat(), "clip-path"),
            (
                "document.querySelector('#checkout').style.cssText = 'display: block; width: 0; overflow: hidden'"
                    .to_owned(),
                "checkout",
            ),
            (
                "document.querySelector('#checkout').style.cssText = 'display: block; height: 0; overflow: hidden'"
                    .to_owned(),
                "checkout",
            ),
            ("document.querySelector('#checkout').inert = true".to_owned(), "inert"),
            (cover.to_owned(), "<div id=\"cover\">"),
        ] {
            Set::up(shop).open(shop);
            is_ready(shop);
            shop.checkout().paypal_button();
            shop.run(&script, &[]);
            Report::of(shop).blames("methods", &[fix]);
        }
    });
}

#[test]
fn a_name_of_the_trusted_types_policy_that_is_taken_is_told_from_one_that_is_not_listed() {
    broken(Story::of_a_guest().excusing("express-checkout").excusing("trusted-types"), |shop| {
        let text = "trustedTypes.createPolicy('express-checkout', { createScriptURL: (url) => url })";
        shop.site.put("/first.js", File { kind: "text/javascript", text: text.to_owned(), ..File::default() });
        let mut set = Set::up(shop);
        set.policy(shop, "'self'", "'self'");
        set.tags.insert_str(0, "<script src=\"/first.js\"></script>");
        set.open(shop);
        is_ready(shop);
        let report = Report::of(shop);
        for check in ["trusted-types", "providers", "content-security-policy"] {
            report.blames(check, &["allow-duplicates", "createPolicy"]);
            assert!(!report.check(check)["fix"].to_string().contains("Add express-checkout"), "{report}");
        }
        let mut set = Set::up(shop);
        set.policy(shop, "trusted-types express-checkout", "trusted-types express-checkout 'allow-duplicates'");
        set.tags.insert_str(0, "<script src=\"/first.js\"></script>");
        set.open(shop);
        is_ready(shop);
        shop.checkout().paypal_button();
        Report::of(shop).nothing_but(&[]);
    });
}
