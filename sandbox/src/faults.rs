//! Simulated faults: which request they affect, whether the server still processes it, and which answer it gets.

use crate::config::Dialect;
use crate::dialect::Problem;
use crate::http::{Hangup, Reply};
use crate::shop::refusals::Reason;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// One planned fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// The affected resource, or `script`, `approval` or `confirmation` for the provider.
    pub step: String,
    /// The kind of fault, as read by [`Kind::parse`].
    pub fault: String,
    /// How often it occurs; always when absent. Counts down.
    #[serde(default)]
    pub times: Option<u32>,
    /// How many requests succeed first. Counts down.
    #[serde(default)]
    pub skip: u32,
    /// Whether the request is processed although its answer is faulty. The default is [`Kind::acts`].
    #[serde(default)]
    pub acts: Option<bool>,
}

impl Fault {
    /// The kind of fault. `None` if the text is unknown.
    pub fn kind(&self) -> Option<Kind> {
        Kind::parse(&self.fault)
    }

    /// Whether the server processes the request.
    pub fn acts(&self) -> bool {
        self.acts.unwrap_or_else(|| self.kind().is_some_and(|kind| kind.acts()))
    }
}

/// Every client reads this many extra mebibytes. It may refuse to read more, and then does not know the answer.
const TOLERABLE: u32 = 2;

/// The fault for this request, if there is one. Counts it down.
pub fn take(plan: &mut [Fault], step: &str) -> Option<Fault> {
    for fault in plan.iter_mut().filter(|fault| fault.step == step && fault.times != Some(0)) {
        if fault.skip > 0 {
            fault.skip -= 1;
            continue;
        }
        fault.times = fault.times.map(|times| times - 1);
        return Some(fault.clone());
    }
    None
}

/// The kinds of faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `400`, `401`, `403`, `404`, `409`, `415`, `422`, `500`, `502`, `503`: that status, with the body of its kind.
    Status(u16),
    /// `422:CODE`, or only a checkout code such as `1102`: refused with that code.
    Code(String),
    /// `429:SECONDS`: throttled, with `Retry-After`.
    Throttled(u32),
    /// `html`: a success status with an HTML page as the body.
    Html,
    /// `empty`: success without a body.
    Empty,
    /// `cut`: the connection closes in the middle of the body.
    Cut,
    /// `truncated`: a complete answer with half of the JSON.
    Truncated,
    /// `wrong-types`: numbers instead of texts, and texts instead of numbers.
    WrongTypes,
    /// `null`: the body is `null`.
    Null,
    /// `null-attributes`: a document whose attributes are null.
    NullAttributes,
    /// `huge:MIB`: that many mebibytes more than needed; two by default.
    Huge(u32),
    /// `never`: no answer, and the connection stays open.
    Never,
    /// `drop`: the connection closes without an answer.
    Drop,
    /// `drip`: an endless body.
    Drip,
    /// `lost`: the request is processed, but the connection closes without an answer.
    Lost,
    /// `late:MS`: the request is processed, and the answer is delayed.
    Late(u64),
    /// `success-without-data`: "successful", but without the payment's data (hazard H6).
    SuccessWithoutData,
    /// `successful-null`: `isSuccessful` is null (hazard H6).
    SuccessfulNull,
    /// `unsuccessful`: `isSuccessful` is false, with a success status.
    Unsuccessful,
    /// `raw-error`: an error whose text is the provider's HTML page (hazard H8).
    RawError,
    /// `refused:REASONS`, with the names of `Reason::parse` joined by `+`: refused by the shop's conditions, before
    /// anything is saved.
    Refused(Vec<Reason>),
    /// `1102-saved`: another request locks the cart and saves the order, so this one gets only the generic text.
    /// `1102-saved:MS`: the order appears in lists after that delay.
    SavedByAnother(u64),
    /// `saved-1102`: the order is saved, then its payment cannot be confirmed (hazard H1).
    SavedThenRefused,
    /// `saved-1102:html`: the same, and the payment app's answer is an HTML page with personal data.
    SavedThenRefusedByPage,
    /// `saved-refused`: the order is saved and paid, then a project-specific step fails with its own text.
    SavedThenFailed,
    /// `foreign`: the list of orders belongs to another customer.
    Foreign,
    /// `1106`: the order is placed, but its cart is not deleted (hazard H2).
    CartKept,
    /// `total-changed`: from now on the cart costs 100 more.
    TotalChanged,
    /// `throw`: the provider's script throws an error.
    Throw,
    /// `no-global`: the provider's script defines nothing.
    NoGlobal,
    /// `forged-order-id`: the approval has the id of another payment.
    ForgedOrderId,
    /// `twice`: the approval is reported twice.
    Twice,
    /// `error`: the provider's window reports an error.
    Error,
    /// `no-id`: the provider returns without the payment's id.
    NoId,
    /// `approve-cancel`, `cancel-approve`, `approve-error`, `cancel-error`: the provider's script calls these two callbacks
    /// one after the other, for every button.
    InTurn(&'static str, &'static str),
}

impl Kind {
    /// Reads the text of a fault in the settings.
    pub fn parse(text: &str) -> Option<Self> {
        let (word, argument) = text.split_once(':').unwrap_or((text, ""));
        Some(match (word, argument) {
            ("400" | "401" | "403" | "404" | "409" | "415" | "422" | "500" | "502" | "503", "") => {
                Self::Status(word.parse().ok()?)
            }
            ("422", code) => Self::Code(code.to_owned()),
            ("1101" | "1102" | "1103" | "1104" | "1105" | "1107" | "1108" | "1109", "") => Self::Code(word.to_owned()),
            ("429", seconds) => Self::Throttled(seconds.parse().ok()?),
            ("late", milliseconds) => Self::Late(milliseconds.parse().ok()?),
            ("html", "") => Self::Html,
            ("empty", "") => Self::Empty,
            ("cut", "") => Self::Cut,
            ("truncated", "") => Self::Truncated,
            ("wrong-types", "") => Self::WrongTypes,
            ("null", "") => Self::Null,
            ("null-attributes", "") => Self::NullAttributes,
            ("huge", "") => Self::Huge(TOLERABLE),
            ("huge", mebibytes) => Self::Huge(mebibytes.parse().ok()?),
            ("never", "") => Self::Never,
            ("drop", "") => Self::Drop,
            ("drip", "") => Self::Drip,
            ("lost", "") => Self::Lost,
            ("success-without-data", "") => Self::SuccessWithoutData,
            ("successful-null", "") => Self::SuccessfulNull,
            ("unsuccessful", "") => Self::Unsuccessful,
            ("raw-error", "") => Self::RawError,
            ("refused", reasons) => Self::Refused(reasons.split('+').map(Reason::parse).collect::<Option<_>>()?),
            ("1102-saved", "") => Self::SavedByAnother(0),
            ("1102-saved", milliseconds) => Self::SavedByAnother(milliseconds.parse().ok()?),
            ("saved-1102", "") => Self::SavedThenRefused,
            ("saved-1102", "html") => Self::SavedThenRefusedByPage,
            ("saved-refused", "") => Self::SavedThenFailed,
            ("foreign", "") => Self::Foreign,
            ("1106", "") => Self::CartKept,
            ("total-changed", "") => Self::TotalChanged,
            ("throw", "") => Self::Throw,
            ("no-global", "") => Self::NoGlobal,
            ("forged-order-id", "") => Self::ForgedOrderId,
            ("twice", "") => Self::Twice,
            ("error", "") => Self::Error,
            ("no-id", "") => Self::NoId,
            ("approve-cancel", "") => Self::InTurn("approve", "cancel"),
            ("cancel-approve", "") => Self::InTurn("cancel", "approve"),
            ("approve-error", "") => Self::InTurn("approve", "error"),
            ("cancel-error", "") => Self::InTurn("cancel", "error"),
            _ => return None,
        })
    }

    /// Whether the request is processed. It is for a faulty answer to a processed request. It is not for a refusal, a proxy's
    /// page and a missing answer.
    pub fn acts(&self) -> bool {
        match self {
            Self::Status(_)
            | Self::Code(_)
            | Self::Throttled(_)
            | Self::Html
            | Self::Never
            | Self::Drop
            | Self::SuccessWithoutData
            | Self::SuccessfulNull
            | Self::Unsuccessful
            | Self::RawError
            | Self::Throw
            | Self::NoGlobal => false,
            Self::Empty
            | Self::Cut
            | Self::Truncated
            | Self::WrongTypes
            | Self::Null
            | Self::NullAttributes
            | Self::Huge(_)
            | Self::Drip
            | Self::Lost
            | Self::Late(_)
            | Self::Refused(_)
            | Self::SavedByAnother(_)
            | Self::SavedThenRefused
            | Self::SavedThenRefusedByPage
            | Self::SavedThenFailed
            | Self::Foreign
            | Self::CartKept
            | Self::TotalChanged
            | Self::ForgedOrderId
            | Self::Twice
            | Self::Error
            | Self::NoId
            | Self::InTurn(..) => true,
        }
    }

    /// Whether the client cannot tell from the answer that the request was processed.
    pub fn hides_the_answer(&self) -> bool {
        if let Self::Huge(mebibytes) = self {
            return *mebibytes > TOLERABLE;
        }
        !matches!(
            self,
            Self::Late(_)
                | Self::Refused(_)
                | Self::SavedByAnother(_)
                | Self::SavedThenRefused
                | Self::SavedThenRefusedByPage
                | Self::SavedThenFailed
                | Self::Foreign
                | Self::CartKept
                | Self::TotalChanged
                | Self::ForgedOrderId
                | Self::Twice
                | Self::Error
                | Self::NoId
                | Self::InTurn(..)
        )
    }

    /// The answer to send instead of the true one.
    pub fn answer(&self, dialect: Dialect, truth: Reply) -> Reply {
        let hung = |hangup| Reply { hangup: Some(hangup), ..truth.clone() };
        match self {
            Self::Status(status) => Problem::of_status(*status).answer(dialect),
            Self::Code(code) => Problem::of_code(code).answer(dialect),
            // Pages of other origins may read the header.
            Self::Throttled(seconds) => Problem::of_status(429)
                .answer(dialect)
                .with("retry-after", seconds.to_string())
                .with("access-control-expose-headers", "Retry-After"),
            Self::Html => {
                Reply::html(truth.status, "<!doctype html><title>Welcome</title><h1>Log in to the network</h1>")
            }
            Self::Empty => Reply { body: String::new(), ..truth },
            Self::Cut => hung(Hangup::CutOff),
            Self::Truncated => {
                let half = truth.body.floor_char_boundary(truth.body.len() / 2);
                Reply { body: truth.body[..half].to_owned(), ..truth }
            }
            Self::WrongTypes => changed(truth, |document| twist(&mut document["data"]["attributes"])),
            Self::Null => Reply { body: "null".to_owned(), ..truth },
            Self::NullAttributes => changed(truth, |document| document["data"]["attributes"] = Value::Null),
            Self::Huge(mebibytes) => {
                let padding = "x".repeat((*mebibytes as usize) << 20);
                changed(truth, |document| document["meta"] = json!({ "padding": padding }))
            }
            Self::Never => hung(Hangup::Never),
            Self::Drop | Self::Lost => hung(Hangup::Drop),
            Self::Drip => hung(Hangup::Drip),
            Self::Late(milliseconds) => Reply { delay_ms: truth.delay_ms + milliseconds, ..truth },
            Self::SuccessWithoutData => {
                let error = "Response does not have the required preOrderPaymentData.";
                changed(truth, |document| {
                    document["data"]["attributes"] =
                        json!({"isSuccessful": true, "error": error, "preOrderPaymentData": []});
                })
            }
            Self::SuccessfulNull => changed(truth, |document| {
                document["data"]["attributes"] =
                    json!({"isSuccessful": null, "error": null, "preOrderPaymentData": null});
            }),
            Self::Unsuccessful => changed(truth, |document| {
                document["data"]["attributes"] = json!({"isSuccessful": false, "error": "no"})
            }),
            Self::RawError => Problem::provider(
                "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center>\
                 <p>debug_id=f1d5a0cbb2c34 payer=ada.payer@example.com</p></body></html>",
            )
            .answer(dialect),
            Self::Throw => script("throw new Error('This script fails because of a simulated fault.');"),
            Self::NoGlobal => script("// Defines nothing because of a simulated fault."),
            // The answer does not tell the result of the other request. An earlier refusal stays as it is.
            Self::SavedByAnother(_) if truth.status == 201 => Problem::of_code("1102").answer(dialect),
            Self::Refused(_)
            | Self::SavedByAnother(_)
            | Self::SavedThenRefused
            | Self::SavedThenRefusedByPage
            | Self::SavedThenFailed
            | Self::Foreign
            | Self::CartKept
            | Self::TotalChanged
            | Self::ForgedOrderId
            | Self::Twice
            | Self::Error
            | Self::NoId
            | Self::InTurn(..) => truth,
        }
    }
}

fn script(text: &str) -> Reply {
    Reply::new(200, "text/javascript; charset=utf-8", text)
}

fn changed(truth: Reply, change: impl FnOnce(&mut Value)) -> Reply {
    // Only documents are changed, no error pages and no scripts.
    let Ok(mut document @ Value::Object(_)) = serde_json::from_str::<Value>(&truth.body) else {
        return truth;
    };
    if document["data"].is_object() {
        change(&mut document);
    }
    Reply { body: document.to_string(), ..truth }
}

fn twist(value: &mut Value) {
    match value {
        Value::Null => *value = json!([]),
        Value::Bool(_) => *value = json!("yes"),
        Value::Number(number) => *value = json!(number.to_string()),
        Value::String(_) => *value = json!(1),
        Value::Array(list) => list.iter_mut().for_each(twist),
        Value::Object(map) => map.values_mut().for_each(twist),
    }
}
