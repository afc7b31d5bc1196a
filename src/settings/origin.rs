//! The allowed origins for scripts and pages of providers. Pure.

/// Origins that are allowed without being named in `provider-origins`.
const BUILT_IN: [&str; 4] = [
    "https://www.paypal.com",
    "https://www.sandbox.paypal.com",
    "https://www.paypalobjects.com",
    "https://js.stripe.com",
];

/// The origin of an absolute http(s) address, as a browser writes it; `None` for anything else. Addresses with user names,
/// white space or backslashes are refused rather than interpreted.
pub fn origin(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let end = url.len() - rest.len() + authority.len();
    let plain = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b':' | b'[' | b']');
    (!authority.is_empty() && authority.bytes().all(plain) && !has(url, b'\\')).then(|| url.get(..end))?
}

/// Whether a provider's script, window or page may have this address: a built-in origin, or one that the page names, over
/// https. Plain http is allowed only on loopback, for development.
pub fn allowed(url: &str, named: &[String]) -> bool {
    let Some(origin) = origin(url) else { return false };
    let known = BUILT_IN.contains(&origin) || named.iter().any(|name| name.trim_end_matches('/') == origin);
    known && (origin.starts_with("https://") || loopback(origin))
}

/// Whether the text has this ASCII character. `str::contains` would link the search for whole texts.
pub(super) fn has(text: &str, ascii: u8) -> bool {
    text.bytes().any(|byte| byte == ascii)
}

fn loopback(origin: &str) -> bool {
    let host = origin.strip_prefix("http://").unwrap_or(origin);
    let host = match host.rsplit_once(':') {
        Some((name, _)) if !host.ends_with(']') => name,
        _ => host,
    };
    let numbered =
        host.strip_prefix("127.").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
    host == "localhost" || host == "[::1]" || host.ends_with(".localhost") || numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_origins_over_https_and_loopback_are_allowed() {
        let named =
            ["https://pay.example".to_owned(), "http://127.0.0.1:8090/".to_owned(), "http://shop.example".to_owned()];
        for url in [
            "https://pay.example/session/1?a=b",
            "https://www.paypal.com/sdk/js",
            "http://127.0.0.1:8090/psp",
            "https://pay.example",
        ] {
            assert!(allowed(url, &named), "{url}");
        }
        for url in [
            "http://pay.example/x",
            "https://pay.example.evil/x",
            "https://evil/https://pay.example",
            "https://pay.example@evil/",
            "https://pay.example:444/",
            "//pay.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://pay.example\\@evil/",
            "https://PAY.example/",
            "http://shop.example/",
            "http://127.0.0.1.evil:8090/",
            "http://localhost:1/",
            "",
        ] {
            assert!(!allowed(url, &named), "{url}");
        }
    }
}
