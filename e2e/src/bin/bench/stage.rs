//! What is compared, and the shop in which it stands: pages, files with their compressed copies, and a sandbox.

use e2e::bundle::bundle;
use e2e::found;
use e2e::site::{File, Site};
use e2e::trouble::{Result, Trouble};
use e2e::wire;
use sandbox::server::{Options, Server};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A page with one button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidate {
    /// An element written by hand, with the same first frame.
    Vanilla,
    /// The same page once more. The difference to the first shows what is noise.
    Again,
    /// The element that ships.
    Element,
    /// The button of a React application.
    React,
}

impl Candidate {
    /// All, in the order of the tables.
    pub const ALL: [Self; 4] = [Self::Vanilla, Self::Again, Self::Element, Self::React];
    /// All but the control.
    pub const EACH: [Self; 3] = [Self::Vanilla, Self::Element, Self::React];

    /// The name in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vanilla => "by hand",
            Self::Again => "by hand, again",
            Self::Element => "express-checkout",
            Self::React => "React",
        }
    }

    /// The path of its page.
    pub fn page(self) -> &'static str {
        match self {
            Self::Vanilla => "/vanilla.html",
            Self::Again => "/again.html",
            Self::Element => "/element.html",
            Self::React => "/react.html",
        }
    }

    fn script(self) -> &'static str {
        match self {
            Self::Vanilla => "/files/vanilla.js",
            Self::Again => "/files/again.js",
            Self::Element => "/files/express-checkout.js",
            Self::React => "/files/react.js",
        }
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Vanilla | Self::Again => "vanilla-checkout",
            Self::Element => "express-checkout",
            Self::React => "div",
        }
    }

    fn markup(self, attributes: &str) -> String {
        let (tag, script) = (self.tag(), self.script());
        format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Cart</title>\n<style>body {{ margin: 0; }}</style>\n\
             <script type=\"module\" src=\"{script}\"></script></head>\n<body><{tag} id=\"checkout\"{attributes}></{tag}></body></html>\n"
        )
    }
}

/// The files that all pages load, each with a compressed copy. The folder is deleted when this is dropped.
#[derive(Debug)]
pub struct Files(PathBuf);

impl Files {
    /// Copies and bundles them.
    ///
    /// # Errors
    /// When a tool or the shipped files are missing.
    pub fn make() -> Result<Self> {
        let files = Self(std::env::temp_dir().join(format!("express-checkout-bench-{}", std::process::id())));
        std::fs::create_dir_all(&files.0)?;
        for entry in std::fs::read_dir(found::dist()?)? {
            let path = entry?.path();
            std::fs::copy(&path, files.0.join(path.file_name().unwrap_or_default()))?;
        }
        let vanilla = bundle("bench/vanilla.js")?;
        std::fs::write(files.0.join("again.js"), &vanilla)?;
        std::fs::write(files.0.join("vanilla.js"), vanilla)?;
        std::fs::write(files.0.join("react.js"), bundle("bench/react.jsx")?)?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("pages/bench/compress.mjs");
        let compressed = Command::new("node").arg(script).arg(&files.0).status()?;
        if compressed.success() {
            Ok(files)
        } else {
            Err(Trouble::System("node does not compress the files".to_owned()))
        }
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        // A folder that stays is in the system's folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A shop with a cart and the pages. It is new for each visit, so that none finds what an earlier one left.
#[derive(Debug)]
pub struct Stage {
    pub sandbox: Server,
    pub site: Site,
}

impl Stage {
    /// A guest's cart with two things.
    pub fn open(files: &Files) -> Result<Self> {
        Self::with_cart(files, json!({}), 1)
    }

    /// A guest's cart with this content, which the shop splits into so many parcels.
    pub fn with_cart(files: &Files, mut wish: Value, parcels: u32) -> Result<Self> {
        let sandbox = Server::start(Options::default())?;
        // The wallet has a button that the element draws, and a window of its own.
        let settings = json!({"methods": ["wallet"], "parcels": parcels});
        let settings = settings.as_object().cloned().unwrap_or_default();
        sandbox.with(|sandbox| sandbox.config().update(&settings)).map_err(Trouble::System)?;
        wish["guest"] = json!("guest");
        let cart = wire::call(sandbox.port(), "POST", "/sandbox/carts", Some(&wish))?;
        let Some(id) = cart.body["cartId"].as_str() else {
            return Err(Trouble::System(format!("no cart: {}", cart.body)));
        };
        // Another site than that of the pages: then the browser runs the payer's page in a process of its own, as everywhere.
        let origin = sandbox.url().replace("127.0.0.1", "localhost");
        let attributes = format!(
            " glue-url=\"{origin}/glue\" cart-id=\"{id}\" anonymous-id=\"guest\" provider-origins=\"{origin}\" checkout-url=\"/checkout\""
        );
        let site = Site::start(&[("/files", &files.0)])?;
        for candidate in Candidate::ALL {
            let (kind, text) = ("text/html; charset=utf-8", candidate.markup(&attributes));
            site.put(candidate.page(), File { kind, text, ..File::default() });
        }
        Ok(Self { sandbox, site })
    }
}
