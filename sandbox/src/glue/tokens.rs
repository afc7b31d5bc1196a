//! `POST /access-tokens` and `POST /refresh-tokens`.

use super::{Call, document};
use crate::Sandbox;
use crate::dialect::Problem;
use crate::http::Reply;
use crate::shop::customers;
use crate::validate::{At, Check};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const LIFETIME_S: u64 = 3600;

/// A pair of tokens.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Session {
    /// Sent as `Bearer`.
    pub access_token: String,
    /// Good for one use.
    pub refresh_token: String,
    /// When the access token ends.
    pub expires_ms: u64,
    /// Customer reference.
    pub customer: String,
}

/// Opens a session.
pub fn open(sandbox: &mut Sandbox, now_ms: u64) -> Session {
    let number = sandbox.count();
    let session = Session {
        access_token: format!("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.sandbox.{number}"),
        refresh_token: format!("def50200sandbox{number}"),
        expires_ms: now_ms + LIFETIME_S * 1000,
        customer: customers::REFERENCE.to_owned(),
    };
    sandbox.sessions.push(session.clone());
    session
}

/// `POST /access-tokens`.
pub fn log_in(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<Reply, Problem> {
    let root = At::root(&call.attributes);
    let mut check = Check::new(call.dialect);
    let name = check.text(&root, "username");
    let password = check.text(&root, "password");
    check.done()?;
    if (name, password) != (Some(customers::EMAIL), Some(customers::PASSWORD)) {
        return Err(Problem::coded(401, "003", "Failed to authenticate user."));
    }
    let session = open(sandbox, call.now_ms);
    Ok(tell(sandbox, &session, call, "access-tokens"))
}

/// `POST /refresh-tokens`. The old pair is spent.
pub fn refresh(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<Reply, Problem> {
    let root = At::root(&call.attributes);
    let mut check = Check::new(call.dialect);
    let token = check.text(&root, "refreshToken");
    check.done()?;
    let known = sandbox.sessions.iter().position(|session| Some(session.refresh_token.as_str()) == token);
    let known = known.ok_or_else(|| Problem::coded(401, "004", "Failed to refresh token."))?;
    sandbox.sessions.remove(known);
    let session = open(sandbox, call.now_ms);
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
