//! The browser that takes the pictures, on a static server with the built demo.

use crate::motif::Motif;
use e2e::site::Site;
use e2e::trouble::{Result, Trouble};
use e2e::until::until;
use e2e::{Browser, Engine, found};
use serde_json::{Value, json};
use std::time::Duration;

/// The first page installs the service worker of the sandbox.
const ARRIVAL: Duration = Duration::from_secs(60);
/// Pages that are longer are cut off.
const LONGEST: f64 = 9_000.0;

/// Two signs of the languages that need a font of their own. Without it, both are the same box.
const SIGNS: [(&str, &str); 2] = [("ar", "بس"), ("ja", "日本")];

/// The browser with the demo.
pub struct Camera {
    browser: Browser,
    site: Site,
}

impl Camera {
    /// Opens the demo.
    pub fn open() -> Result<Self> {
        let site = Site::start(&[("/", &found::demo()?)])?;
        let browser = Browser::open(Engine::Chromium)?;
        // As on phones, where scroll bars take no room.
        browser.devtools("Emulation.setScrollbarsHidden", json!({"hidden": true}))?;
        Ok(Self { browser, site })
    }

    /// The states that the gallery knows.
    pub fn states(&self) -> Result<Vec<Value>> {
        self.browser.go(&self.site.local_url("/demo/terms.html"))?;
        let list =
            "return import('/demo/states.js').then(({ STATES }) => STATES.map(({ name, title }) => ({ name, title })))";
        Ok(self.browser.run(list, &[])?.as_array().cloned().unwrap_or_default())
    }

    /// Those of these languages for which the machine has no font.
    pub fn unreadable(&self, locales: &[&'static str]) -> Result<Vec<&'static str>> {
        let alike = "const [one, other] = Array.from(arguments[0], (sign) => {
                const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
                const pen = canvas.getContext('2d');
                pen.font = '32px sans-serif';
                pen.fillText(sign, 16, 40);
                return canvas.toDataURL();
            });
            return one === other";
        let mut unreadable = Vec::new();
        for (locale, signs) in SIGNS.into_iter().filter(|(locale, _)| locales.contains(locale)) {
            if self.browser.run(alike, &[json!(signs)])? == json!(true) {
                unreadable.push(locale);
            }
        }
        Ok(unreadable)
    }

    /// Goes to a page and waits until it is complete.
    pub fn visit(&self, motif: &Motif, locale: &str) -> Result<()> {
        // An attempt that the page before left open would be continued.
        self.browser.run("sessionStorage.clear()", &[])?;
        self.browser.go(&self.site.local_url(&format!("{}{locale}", motif.address)))?;
        let script = format!("return Boolean({})", motif.ready);
        until(&motif.title, ARRIVAL, || Ok((self.browser.run(&script, &[])? == json!(true)).then_some(())))?;
        let trouble =
            self.browser.run("const node = document.querySelector('#trouble'); return node?.textContent ?? ''", &[])?;
        match trouble.as_str().unwrap_or_default() {
            "" => Ok(()),
            said => Err(Trouble::System(said.to_owned())),
        }
    }

    /// Sets the colours that the device prefers.
    pub fn prefer(&self, scheme: &str) -> Result<()> {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).map(drop)
    }

    /// Sets the size of the screen and the colours that the device prefers, and waits until that is drawn.
    pub fn set(&self, (width, height): (u32, u32), scheme: &str) -> Result<()> {
        self.prefer(scheme)?;
        let screen = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.browser.devtools("Emulation.setDeviceMetricsOverride", screen)?;
        // Fonts, and the end of what moves and ends.
        let drawn = "return Promise.all([document.fonts.ready, ...document.getAnimations({ subtree: true })
            .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime)).map((one) => one.finished.catch(() => {}))])
            .then(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))))";
        self.browser.run(drawn, &[]).map(drop)
    }

    /// What is wrong with the page at this size, if something is.
    pub fn fault(&self) -> Result<Option<String>> {
        let script = "const page = document.documentElement; return page.scrollWidth - page.clientWidth";
        let over = self.browser.run(script, &[])?.as_f64().unwrap_or_default();
        Ok((over > 0.0).then(|| format!("scrolls sideways by {over} px")))
    }

    /// The whole page as a PNG in base64.
    pub fn image(&self, motif: &Motif) -> Result<String> {
        let script = "const { scrollWidth, scrollHeight } = document.documentElement; scrollTo(0, 0); return [scrollWidth, scrollHeight]";
        let size = self.browser.run(script, &[])?;
        let (width, height) = (size[0].as_f64().unwrap_or_default(), size[1].as_f64().unwrap_or_default().min(LONGEST));
        let mut wanted = json!({"format": "png"});
        if motif.is_state {
            // What sticks to the lower edge of the screen belongs to the end of the page.
            let screen =
                json!({"width": width as u32, "height": height as u32, "deviceScaleFactor": 1, "mobile": false});
            self.browser.devtools("Emulation.setDeviceMetricsOverride", screen)?;
        } else {
            wanted["captureBeyondViewport"] = json!(true);
            wanted["clip"] = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": 1});
        }
        self.capture(wanted)
    }

    /// What the screen shows of the page's beginning, as a PNG in base64.
    pub fn first_screen(&self) -> Result<String> {
        self.browser.run("scrollTo(0, 0)", &[])?;
        self.capture(json!({"format": "png"}))
    }

    fn capture(&self, wanted: Value) -> Result<String> {
        let answer = self.browser.devtools("Page.captureScreenshot", wanted)?;
        Ok(answer["data"].as_str().unwrap_or_default().to_owned())
    }
}
