//! Answers `POST /access-tokens` and `POST /refresh-tokens`.

use super::{Call, document};
use crate::Sandbox;
use crate::dialect::Problem;
use crate::http::Reply;
use crate::shop::customers::{self, Customer};
use crate::validate::{At, Check};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const LIFETIME_S: u64 = 3600;

/// A pair of tokens.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Session {
    /// Sent as `Bearer`.
    pub access_token: String,
    /// Can be used once.
    pub refresh_token: String,
    /// When the access token expires.
    pub expires_ms: u64,
    /// Customer reference.
    pub customer: String,
}

/// Opens a session for a customer.
pub fn open(sandbox: &mut Sandbox, customer: &Customer, now_ms: u64) -> Session {
    let number = sandbox.count();
    let access_token = if sandbox.config.opaque_tokens {
        format!("{:048x}", u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
    } else {
        jwt(sandbox, customer, number, now_ms)
    };
    let session = Session {
        access_token,
        refresh_token: format!("def50200sandbox{number}"),
        expires_ms: now_ms + LIFETIME_S * 1000,
        customer: customer.reference.to_owned(),
    };
    sandbox.sessions.push(session.clone());
    session
}

// Access tokens as in Spryker: the subject is JSON inside a text, with the customer. The sandbox does not check the signature.
fn jwt(sandbox: &Sandbox, customer: &Customer, number: u64, now_ms: u64) -> String {
    let now_s = now_ms / 1000;
    let subject = json!({
        "customer_reference": customer.reference,
        "id_customer": customer.id,
        "id_company_user": sandbox.config.company_user.then_some(customers::COMPANY_USER),
        "permissions": null,
    });
    let claims = json!({
        "aud": "frontend",
        "jti": format!("{number:032x}"),
        "iat": now_s,
        "nbf": now_s,
        "exp": now_s + LIFETIME_S,
        "sub": subject.to_string(),
        "scopes": ["customer"],
    });
    let header = base64url(br#"{"typ":"JWT","alg":"RS256"}"#);
    format!("{header}.{}.{}", base64url(claims.to_string().as_bytes()), base64url(b"not a signature"))
}

fn base64url(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let all = group.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        // Three bytes become four characters, two become three, one becomes two.
        for place in 0..=group.len() {
            text.push(char::from(SIGNS[(all >> (18 - 6 * place) & 63) as usize]));
        }
    }
    text
}

/// Answers `POST /access-tokens`.
pub fn log_in(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<Reply, Problem> {
    let root = At::root(&call.attributes);
    let mut check = Check::new(call.dialect);
    let name = check.text(&root, "username");
    let password = check.text(&root, "password");
    check.done()?;
    let known = customers::CUSTOMERS.iter().find(|customer| Some(customer.email) == name);
    let known = known.filter(|_| password == Some(customers::PASSWORD));
    let customer = known.ok_or_else(|| Problem::coded(401, "003", "Failed to authenticate user."))?;
    let session = open(sandbox, customer, call.now_ms);
    Ok(tell(sandbox, &session, call, "access-tokens"))
}

/// Answers `POST /refresh-tokens`. The old pair of tokens becomes invalid.
pub fn refresh(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<Reply, Problem> {
    let root = At::root(&call.attributes);
    let mut check = Check::new(call.dialect);
    let token = check.text(&root, "refreshToken");
    check.done()?;
    let known = sandbox.sessions.iter().position(|session| Some(session.refresh_token.as_str()) == token);
    let known = known.ok_or_else(|| Problem::coded(401, "004", "Failed to refresh token."))?;
    let spent = sandbox.sessions.remove(known);
    let session = open(sandbox, customers::with_reference(&spent.customer), call.now_ms);
    Ok(tell(sandbox, &session, call, "refresh-tokens"))
}

fn tell(sandbox: &Sandbox, session: &Session, call: &Call<'_>, kind: &str) -> Reply {
    let attributes = json!({
        "tokenType": "Bearer",
        "expiresIn": LIFETIME_S,
        "accessToken": session.access_token,
        "refreshToken": session.refresh_token,
        "idCompanyUser": sandbox.config.company_user.then_some(customers::COMPANY_USER),
    });
    let resource = document::resource(kind, Value::Null, attributes, call.link(&format!("/{kind}")));
    Reply::document(201, &json!({ "data": resource }))
}
