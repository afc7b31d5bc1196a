//! A page of a shop with elements on it. It has no inline script or style, so that it works under every policy.

use crate::engine::Engine;
use crate::site::{File, Site};

/// The parts of a page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The elements, by their attributes.
    elements: Vec<Vec<(String, String)>>,
    /// Before the elements.
    before: String,
    /// What the elements contain.
    inside: String,
    /// Runs before the element is defined.
    script: String,
    headers: Vec<(String, String)>,
    recorder: String,
    /// The tags of the script that defines the element.
    loader: String,
}

/// The strictest policy under which the element works. Glue and the providers have the same origin. The look-alike of
/// PayPal sets styles only by script, as the original does.
pub fn strict_policy(glue: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {glue}; style-src 'self'; connect-src 'self' {glue}; \
         img-src 'self'; frame-src {glue}; base-uri 'none'; form-action 'self'; object-src 'none'; \
         require-trusted-types-for 'script'; trusted-types express-checkout"
    )
}

impl Default for Page {
    fn default() -> Self {
        Self {
            elements: vec![Vec::new()],
            before: String::new(),
            inside: String::new(),
            script: String::new(),
            headers: Vec::new(),
            recorder: include_str!("recorder.js").to_owned(),
            loader: "<script type=\"module\" src=\"/dist/express-checkout.js\"></script>\n".to_owned(),
        }
    }
}

impl Page {
    /// Sets an attribute of every element. Does nothing if there are no elements.
    pub fn set(&mut self, name: &str, value: &str) {
        for element in &mut self.elements {
            element.retain(|(known, _)| known != name);
            element.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Sets an attribute on the elements that do not have it.
    pub fn set_default(&mut self, name: &str, value: &str) {
        for element in &mut self.elements {
            if !element.iter().any(|(known, _)| known == name) {
                element.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    /// Adds another element like the first.
    pub fn duplicate(&mut self) {
        let first = self.elements.first().cloned().unwrap_or_default();
        self.elements.push(first);
    }

    /// Adds markup before the elements.
    pub fn put_before(&mut self, markup: &str) {
        self.before.push_str(markup);
    }

    /// Adds markup inside of the elements.
    pub fn put_inside(&mut self, markup: &str) {
        self.inside.push_str(markup);
    }

    /// Adds a script that runs before the element is defined.
    pub fn put_script(&mut self, script: &str) {
        self.script.push_str(script);
        self.script.push('\n');
    }

    /// The shopper saves data, so that nothing is fetched before the pointer, the focus or a touch is at a button.
    pub fn save_data(&mut self) {
        self.put_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } });");
    }

    /// Holds the clock: timers of five seconds and more, and time limits of requests, fire only when the story says so.
    pub fn hold_the_clock(&mut self) {
        self.put_script(include_str!("clock.js"));
    }

    /// Records in the page what the driver of this engine cannot report.
    pub fn be_seen_in(&mut self, engine: Engine) {
        if !engine.tells_the_console() {
            self.recorder.push_str(include_str!("console.js"));
        }
        if !engine.sees_closed_roots() {
            self.recorder.push_str(include_str!("roots.js"));
        }
    }

    /// Adds a header, such as a policy.
    pub fn put_header(&mut self, name: &str, value: &str) {
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// Leaves out the script that defines the element, for pages with a definition of their own.
    pub fn without_loader(&mut self) {
        self.loader.clear();
    }

    /// Defines the element by these tags.
    pub fn with_loader(&mut self, tags: &str) {
        tags.clone_into(&mut self.loader);
    }

    /// Whether its script has this path.
    pub fn mentions(&self, path: &str) -> bool {
        self.script.contains(&format!("'{path}/"))
    }

    /// Puts the page and its script on a site.
    pub fn publish(&self, site: &Site, path: &str) {
        let javascript = "text/javascript; charset=utf-8";
        let file = |text: &str| File { kind: javascript, text: text.to_owned(), ..File::default() };
        site.put("/recorder.js", file(&self.recorder));
        let script_path = format!("{path}.js");
        site.put(&script_path, file(&self.script));
        let (kind, text) = ("text/html; charset=utf-8", self.markup(&script_path));
        site.put(path, File { kind, text, headers: self.headers.clone(), ..File::default() });
    }

    fn markup(&self, script_path: &str) -> String {
        let mut elements = String::new();
        for (index, attributes) in self.elements.iter().enumerate() {
            let id = if index == 0 { "checkout".to_owned() } else { format!("checkout-{}", index + 1) };
            elements.push_str(&format!("<express-checkout id=\"{id}\""));
            for (name, value) in attributes {
                elements.push_str(&format!(" {name}=\"{}\"", escape(value)));
            }
            elements.push_str(&format!(">{}</express-checkout>\n", self.inside));
        }
        format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Cart</title>\n\
             <script src=\"/recorder.js\"></script>\n{loader}</head>\n<body><h1>Cart</h1>\n<p id=\"before\">Two things.</p>\n\
             {before}{elements}<p id=\"after\">The page goes on.</p>\n<script src=\"{script_path}\"></script></body></html>\n",
            loader = self.loader,
            before = self.before,
        )
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_written_so_that_they_arrive_as_they_are() {
        let mut page = Page::default();
        page.set("glue-url", "/a&b\"<");
        page.set_default("glue-url", "/other");
        page.duplicate();
        let markup = page.markup("/cart.js");
        assert_eq!(markup.matches("glue-url=\"/a&amp;b&quot;&lt;\"").count(), 2);
        assert!(markup.contains("id=\"checkout-2\""));
    }
}
