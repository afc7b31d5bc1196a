//! Stories about personal data. Every personal field has a unique word, a canary, and the stories search for it everywhere.
//! Only Glue may get these words, and the page in the two events for addresses.

use e2e::checkout::{PAYPAL, WALLET};
use e2e::page::Page;
use e2e::provider::WalletPage;
use e2e::{Shop, Story, Window};
use serde_json::{Value, json};

/// The payer's data at the provider.
const PAYER: [&str; 8] = [
    "Payerfirstcanary",
    "Payerlastcanary",
    "payermailcanary",
    "4901770177017",
    "Payerstreetcanary",
    "17canary7",
    "P4Y3R",
    "Payercitycanary",
];
/// The customer's data in the shop's account.
const ACCOUNT: [&str; 6] = ["Sonia", "Wagner", "Kirchstra", "10557", "555 0101", "sonia@example.com"];
/// The values that the shopper types.
const TYPED: [(&str, &str); 4] = [
    ("shippingAddress.firstName", "Typedfirstcanary"),
    ("shippingAddress.address1", "Typedstreetcanary"),
    ("shippingAddress.zipCode", "T1P3D"),
    ("shippingAddress.city", "Typedcitycanary"),
];

/// Records every write to storage, to the history, to cookies, and every beacon, on all pages of the tab.
const SPY: &str = "{
    const write = Storage.prototype.setItem;
    const note = (...what) => {
        const noted = JSON.parse(window.e2eShelves.getItem('e2e.written') || '[]');
        noted.push(what.map(String).join(' '));
        write.call(window.e2eShelves, 'e2e.written', JSON.stringify(noted));
    };
    Storage.prototype.setItem = function (key, value) {
        if (!String(key).startsWith('e2e.')) note('storage', key, value);
        return write.call(this, key, value);
    };
    for (const name of ['pushState', 'replaceState']) {
        const real = history[name];
        history[name] = function (...all) { note('history', ...all.map((one) => JSON.stringify(one))); return real.apply(this, all); };
    }
    const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
    Object.defineProperty(document, 'cookie', { get: cookie.get.bind(document), set: (text) => note('cookie', text) });
    const beacon = navigator.sendBeacon.bind(navigator);
    navigator.sendBeacon = (url, body) => { note('beacon', url, body); return beacon(url, body); };
}";

/// The content of all storage of the page, without the entries of the recorder and the number of buttons, which says nothing about
/// the shopper.
const KEPT: &str = "const places = ([key, value]) => key.startsWith('ec-places ') && /^[0-9]$/.test(value);
    const shelf = (storage) => Object.entries(storage).filter((entry) => !entry[0].startsWith('e2e.') && !places(entry));
    const databases = await indexedDB.databases();
    return { session: shelf(sessionStorage), local: shelf(localStorage), databases, caches: await caches.keys(),
        cookie: document.cookie };";

fn told(dialect: &str, customer: bool) -> Story {
    let story = Story::of(customer).in_a_shop(json!({"dialect": dialect, "payer": "canary"}));
    story.on_a_page(|page| page.put_script(SPY))
}

fn no_windows(page: &mut Page) {
    page.put_script("window.open = () => null;");
}

fn kept(shop: &Shop) -> Value {
    shop.run(&format!("return (async () => {{ {KEPT} }})()"), &[])
}

fn canaries(shop: &Shop) -> Vec<String> {
    let typed = TYPED.iter().map(|(_, word)| *word);
    let words = PAYER.into_iter().chain(ACCOUNT).chain(typed).map(str::to_owned);
    words.chain(shop.cart.access_token.clone()).collect()
}

/// Corrects some of the payer's data.
fn type_something(shop: &Shop) {
    for (path, word) in TYPED {
        shop.checkout().fill(path, word);
    }
    shop.checkout().settle();
}

/// Searches all places for the canaries.
#[track_caller]
fn expect_no_canary(shop: &Shop) {
    let written = shop.run("return JSON.parse(window.e2eShelves.getItem('e2e.written') || '[]')", &[]);
    assert_ne!(written, json!([]), "writes are recorded");
    let page = "return [location.href, document.referrer, document.title, window.name, JSON.stringify(history.state),
        ...performance.getEntriesByType('resource').map((entry) => entry.name)]";
    let page = shop.run(page, &[]);
    let mut places = vec![("ever written", written), ("kept", kept(shop)), ("the page", page.clone())];
    let console: Vec<String> = shop.console().iter().map(ToString::to_string).collect();
    places.push(("the console", json!(console)));
    for told in shop.events().0 {
        if !["ec-prefill", "ec-address-change"].contains(&told.name.as_str()) {
            places.push(("an event", json!([told.name, told.detail])));
        }
    }
    places.push(("the page's own server", json!(shop.site.requests())));
    for request in shop.ledger().requests {
        let is_glue = request.path.starts_with("/glue/");
        places.push(("an address", json!([request.path, request.query])));
        if !is_glue {
            places.push(("the provider", json!(request.body)));
        }
    }
    for (place, content) in places {
        let content = content.to_string();
        for word in canaries(shop) {
            assert!(!content.contains(&word), "{word} is in {place}: {content}");
        }
    }
    assert!(shop.site.requests().iter().all(|request| request.starts_with("GET ")), "{:?}", shop.site.requests());
    let known = [shop.site.url("/"), shop.sandbox.url()];
    let loaded = page.as_array().into_iter().flatten().skip(5).filter_map(Value::as_str);
    for url in loaded {
        assert!(
            known.iter().any(|origin| url.starts_with(origin)),
            "{url} belongs to neither the page nor the sandbox"
        );
    }
}

/// Checks after the end that no data is left in storage, on the page, and in the element. Only the confirmation of an order names
/// where the order and the e-mail go.
#[track_caller]
fn expect_nothing_left(shop: &Shop) {
    expect_no_canary(shop);
    let mut left = kept(shop);
    if let Some(order) = shop.ledger().orders.first() {
        // The order's reference stays, so that the shopper finds it after a reload.
        let text = left["session"].as_array_mut().and_then(Vec::pop).map(|mut entry| entry[1].take());
        let mut record: Value =
            serde_json::from_str(text.as_ref().and_then(Value::as_str).unwrap_or_default()).unwrap();
        for own in ["expires", "page"] {
            record.as_object_mut().unwrap().remove(own);
        }
        let live = json!({"phase": "complete", "reference": order.order_reference});
        assert_eq!(record, json!({"v": 2, "live": live, "owed": []}));
    }
    assert_eq!(left, json!({"session": [], "local": [], "databases": [], "caches": [], "cookie": ""}));
    let held = shop.run("return JSON.stringify(document.getElementById('checkout').addresses)", &[]).to_string();
    let drawn = shop.checkout().inside(
        "const values = Array.from(root.querySelectorAll('input, select'), (field) => field.value);
        const drawn = root.querySelector('.ec-root').cloneNode(true);
        for (const said of drawn.querySelectorAll('.thanks p, .thanks dd')) said.remove();
        return [drawn.outerHTML, host.outerHTML, ...values].join('\\n')",
    );
    for word in canaries(shop) {
        assert!(!held.contains(&word), "{word} is still in the address state: {held}");
        let token = Some(&word) == shop.cart.access_token.as_ref();
        assert!(token || !drawn.to_string().contains(&word), "{word} is still on the page: {drawn}");
    }
}

/// Checks that the canaries were in use: in the events for the page, and in the order.
#[track_caller]
fn expect_data_in_the_order(shop: &Shop) {
    let events = shop.events();
    assert!(json!(events.of("ec-prefill")).to_string().contains("Payerstreetcanary"));
    assert!(json!(events.of("ec-address-change")).to_string().contains("Typedcitycanary"));
    let sent = shop.posts("checkout")[0].body.clone().unwrap_or_default();
    for word in ["Typedfirstcanary", "Typedcitycanary", "17canary7", "Payerlastcanary"] {
        assert!(sent.contains(word), "{word}: {sent}");
    }
}

fn order(dialect: &str, customer: bool, method: &str, windows: bool) {
    let story = told(dialect, customer);
    let story = if windows { story } else { story.on_a_page(no_windows) };
    story.tell(|shop| {
        shop.checkout().pay_with(method);
        if windows {
            Window::opened(shop).leave_open();
            expect_no_canary(shop);
            Window::opened(shop).approve();
        } else {
            WalletPage::reached(shop).approve();
        }
        shop.checkout().wait_for("review").settle();
        type_something(shop);
        expect_no_canary(shop);
        shop.order();
        expect_data_in_the_order(shop);
        expect_nothing_left(shop);
    });
}

#[test]
fn a_guests_data_goes_only_to_the_page_and_to_glue() {
    order("legacy", false, WALLET, true);
}

#[test]
fn a_guests_data_goes_only_to_the_page_and_to_glue_without_windows() {
    order("legacy", false, WALLET, false);
}

#[test]
fn a_customers_data_goes_only_to_the_page_and_to_glue() {
    order("legacy", true, PAYPAL, true);
}

#[test]
fn a_guests_data_goes_only_to_the_page_and_to_glue_on_api_platform() {
    order("platform", false, PAYPAL, true);
}

#[test]
fn a_customers_data_goes_only_to_the_page_and_to_glue_on_api_platform_without_windows() {
    order("platform", true, WALLET, false);
}

#[test]
fn a_cancellation_in_the_review_removes_the_payers_data() {
    for dialect in ["legacy", "platform"] {
        told(dialect, false).tell(|shop| {
            shop.to_the_review(WALLET);
            expect_no_canary(shop);
            shop.checkout().cancel();
            shop.checkout().wait_for("ready");
            shop.expect_all_cancelled();
            expect_nothing_left(shop);
        });
    }
}

#[test]
fn the_record_for_the_next_page_has_no_personal_data() {
    let lost = json!({"faults": [{"step": "checkout", "fault": "lost", "times": 9}]});
    told("legacy", false).in_a_shop(lost).tell(|shop| {
        shop.to_the_review(WALLET);
        type_something(shop);
        shop.checkout().place();
        shop.checkout().wait_for("unknown");
        expect_no_canary(shop);
        assert_ne!(kept(shop)["session"], json!([]), "the next page must know");
        shop.browser.reload().unwrap();
        shop.checkout().wait_for("unknown");
        expect_no_canary(shop);
    });
}

#[test]
fn failures_show_no_personal_data() {
    // The provider's raw error with the payer's data, failed payer data, and refused fields.
    for (step, fault) in [("payments", "raw-error"), ("payment-customers", "raw-error"), ("checkout", "422:901")] {
        let faults = json!({"faults": [{"step": step, "fault": fault, "times": 1}]});
        told("legacy", true).in_a_shop(faults).tell(|shop| {
            shop.checkout().pay_with(PAYPAL);
            if step != "payments" {
                Window::opened(shop).approve();
                shop.checkout().wait_for("review").settle();
                type_something(shop);
            }
            if step == "checkout" {
                shop.checkout().place();
            }
            shop.until_told("ec-error");
            expect_no_canary(shop);
            let told = json!(shop.events().of("ec-error")).to_string();
            let said = shop.checkout().text();
            for raw in ["Bad Gateway", "debug_id", "ada.payer"] {
                assert!(!told.contains(raw) && !said.contains(raw), "{told} {said}");
            }
        });
    }
}
