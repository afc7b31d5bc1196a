//! The providers' pages, on which the payer approves, declines or cancels.

use crate::config::{Dialect, Payer};
use crate::http::Reply;
use crate::payers;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'";

/// A page with three buttons.
pub struct Page<'a> {
    /// The provider's name, for the heading.
    pub provider: &'a str,
    /// The URL of the form.
    pub action: String,
    /// Hidden fields of the form.
    pub fields: &'a [(&'a str, &'a str)],
    /// Further buttons, by id and text. They need a script.
    pub extras: &'a [(&'a str, &'a str)],
    /// The path of the script below `/psp`, if there is one.
    pub script: Option<&'a str>,
    /// Data for the script, by the name of the attribute.
    pub facts: &'a [(&'a str, &'a str)],
}

impl Page<'_> {
    /// The page with the amount and the buttons.
    pub fn ask(&self, amount: &str, payer: Payer, origin: &str) -> Reply {
        let customer = payers::customer(payer, false, Dialect::Legacy);
        let name =
            [&customer["firstName"], &customer["lastName"]].map(|part| part.as_str().unwrap_or_default()).join(" ");
        let email = customer["email"].as_str().unwrap_or_default();
        let mut fields = String::new();
        for (field, value) in self.fields {
            fields.push_str(&format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(field), escape(value)));
        }
        let mut extras = String::new();
        for (id, text) in self.extras {
            extras.push_str(&format!("\n<button id=\"{id}\" type=\"button\" class=\"quiet\">{text}</button>"));
        }
        let body = format!(
            "<p class=\"amount\" id=\"amount\">{amount}</p>\n\
             <p class=\"payer\">{name}<br><span>{email}</span></p>\n\
             <p id=\"status\" role=\"status\"></p>\n\
             <form method=\"post\" action=\"{action}\">{fields}\n\
             <button id=\"approve\" name=\"action\" value=\"approve\">Approve</button>\n\
             <button id=\"decline\" name=\"action\" value=\"decline\" class=\"quiet\">Approve, but the bank declines</button>\n\
             <button id=\"cancel\" name=\"action\" value=\"cancel\" class=\"quiet\">Cancel and return</button>{extras}\n</form>",
            amount = escape(amount),
            name = escape(name.trim()),
            email = escape(email),
            action = escape(&self.action),
        );
        let script = self.script.map(|path| script(origin, path)).unwrap_or_default();
        frame(self.provider, &body, &attributes(self.facts), &script, origin)
    }
}

/// The page for a payment that does not exist.
pub fn gone(provider: &str, origin: &str) -> Reply {
    let text = "<p id=\"gone\">This payment no longer exists. You can close this window.</p>";
    Reply { status: 404, ..frame(provider, text, "", "", origin) }
}

/// The page that sends the payer's choice to the opener, and closes.
pub fn done(provider: &str, facts: &[(&str, &str)], origin: &str) -> Reply {
    let script = script(origin, "paypal/done.js");
    frame(provider, "<p id=\"done\">Done. You can close this window.</p>", &attributes(facts), &script, origin)
}

fn attributes(facts: &[(&str, &str)]) -> String {
    facts.iter().map(|(name, value)| format!(" data-{name}=\"{}\"", escape(value))).collect()
}

fn script(origin: &str, path: &str) -> String {
    format!("<script src=\"{}/psp/{path}\" defer></script>", escape(origin))
}

fn frame(provider: &str, body: &str, data: &str, script: &str, origin: &str) -> Reply {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{provider} (look-alike)</title>\
         <link rel=\"stylesheet\" href=\"{origin}/psp/pages.css\">{script}</head>\n\
         <body{data}><main><p class=\"label\">Look-alike, no real money</p><h1>{provider}</h1>\n{body}\n</main></body></html>\n",
        origin = escape(origin),
    );
    Reply::html(200, page)
        .with("content-security-policy", POLICY)
        .with("referrer-policy", "no-referrer")
        .with("cache-control", "no-store")
}

/// Formats an amount with the digits of ISO 4217.
pub fn amount(minor: i64, currency: &str) -> String {
    decimal(minor, iso_digits(currency), currency)
}

/// Formats an amount with this number of decimal digits.
pub fn decimal(minor: i64, digits: u32, currency: &str) -> String {
    let unit = 10_i64.pow(digits);
    match digits {
        0 => format!("{minor} {currency}"),
        _ => format!("{}.{:0width$} {currency}", minor / unit, minor % unit, width = digits as usize),
    }
}

/// The number of decimal digits of a currency by ISO 4217.
pub fn iso_digits(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

/// Escapes a text for markup and for quoted attributes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
