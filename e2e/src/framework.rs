//! The projects of `examples/frameworks`, built with the packed package, and served as a shop would serve them.

use crate::found;
use crate::process::Process;
use crate::shop::Shop;
use crate::site::{File, Site};
use crate::trouble::{OrEnd, Result};
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// The path at which the shop's server says which cart the shopper has.
const CART: &str = "/api/cart";

/// How a built project is served.
#[derive(Debug, Clone, Copy)]
pub enum Way {
    /// As files of this folder.
    Files(&'static str),
    /// By a Node program of its own, with these arguments. `PORT` is replaced by the port.
    Node(&'static [&'static str]),
}

/// A project that is being served. It ends when this is dropped.
#[derive(Debug)]
pub struct Project {
    url: String,
    _site: Option<Site>,
    _server: Option<Process>,
}

impl Project {
    /// Serves a project, with the shop's cart.
    #[track_caller]
    pub fn serve(shop: &Shop, name: &str, way: Way) -> Self {
        Self::try_serve(shop, name, way).or_end(name)
    }

    fn try_serve(shop: &Shop, name: &str, way: Way) -> Result<Self> {
        let folder = found::frameworks()?.join(name);
        match way {
            Way::Files(built) => {
                let site = Site::start(&[("/", &folder.join(built))])?;
                site.put(CART, cart(shop));
                Ok(Self { url: site.url("/"), _site: Some(site), _server: None })
            }
            Way::Node(arguments) => {
                shop.site.put(CART, cart(shop));
                let (server, port) = Process::that_listens(|port| node(&folder, arguments, port, &shop.site.url("")))?;
                Ok(Self { url: format!("http://127.0.0.1:{port}/"), _site: None, _server: Some(server) })
            }
        }
    }

    /// Opens its page. The recorder of the other stories listens on it.
    #[track_caller]
    pub fn enter(&self, shop: &Shop) {
        let recorder = json!({"source": include_str!("recorder.js")});
        shop.browser.devtools("Page.addScriptToEvaluateOnNewDocument", recorder).or_end("the recorder");
        shop.browser.go(&self.url).or_end("the page does not open");
    }
}

/// What the shop's server says of the cart.
fn cart(shop: &Shop) -> File {
    let glue = format!("{}/glue", shop.sandbox.url());
    let text = json!({"glueUrl": glue, "cartId": shop.cart.id, "anonymousId": shop.cart.anonymous_id}).to_string();
    File { kind: "application/json", text, ..File::default() }
}

fn node(folder: &Path, arguments: &[&str], port: u16, shop: &str) -> Command {
    let port = port.to_string();
    let mut command = Command::new("node");
    command.current_dir(folder).args(arguments.iter().map(|argument| argument.replace("PORT", &port)));
    command.env("PORT", &port).env("HOST", "127.0.0.1").env("SHOP_URL", shop);
    command
}
