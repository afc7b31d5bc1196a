//! Renders `docs/errors.md`: the codes of `ec-error`, from the types of `flow/failure.rs`.

use super::codes::{STEPS, failures};
use super::compare;
use crate::flow::{ApprovalError, Cause, Failure, GlueError, Step};
use crate::json::Json;
use crate::locale::{Language, Texts, failure_sentence};

/// The text before and after the generated tables.
const HEAD: &str = include_str!("errors-head.txt");
const FOOT: &str = include_str!("errors-foot.txt");

/// The request of a step, and its deadline in seconds.
fn request(step: Step) -> (&'static str, u32) {
    use crate::flow::deadline;
    let (request, milliseconds) = match step {
        Step::Setup => ("", 0),
        Step::Methods | Step::Review => ("`POST /checkout-data`", deadline::OFFER),
        Step::Payment => ("`POST /payments`", deadline::PAYMENT),
        Step::Approval => ("at the provider", 0),
        Step::Customer => ("`POST /payment-customers`", deadline::CUSTOMER),
        Step::Order => ("`POST /checkout`", deadline::ORDER),
        Step::Cancellation => ("`POST /payment-cancellations`", deadline::CANCELLATION),
    };
    (request, milliseconds / 1_000)
}

/// A note for all codes of a step.
fn note(step: Step) -> &'static str {
    match step {
        Step::Setup => "",
        Step::Methods => {
            "The cart is read for the buttons. Requests that only read are sent up to three times when there is no \
                          answer, or 502 to 504."
        }
        Step::Payment => {
            "The click starts a payment. In the review the same request updates the payment to a new total; \
                          when that fails, the payment stays as it was and *Again* is `yes` for every code."
        }
        Step::Approval => {
            "The shopper is at the provider. When the provider's software fails before the click, the method \
                           loses its button and *Again* is `no`. The shopper then reads nothing about it, except that a \
                           script did not load; without another method they get the link to `checkout-url`."
        }
        Step::Customer => {
            "The element asks who paid. When that fails after an approval, the review opens and the shopper \
                           types the address; with `finish=\"prefill\"` the payment is cancelled. When it is not certain that \
                           the shopper approved, they can ask again, or cancel."
        }
        Step::Review => {
            "A new total is calculated, or the cart is checked before the order. The review stays open, except \
                         where the cart is gone or nothing is left to pay: then the payment is cancelled."
        }
        Step::Order => {
            "*Again* `yes` means: it is certain that nothing was ordered, and the review is open. `no` means: the \
                        outcome is not known yet, unless the line says otherwise."
        }
        Step::Cancellation => {
            "A payment without an order could not be cancelled. The event comes after the last of six \
                               tries. Nothing was ordered."
        }
    }
}

/// A sentence that says what happened.
fn happened(failure: &Failure) -> String {
    let (request, seconds) = request(failure.step);
    match &failure.cause {
        Cause::AttemptFailed => "The files that a payment needs could not be loaded. No request was sent.".to_owned(),
        Cause::NothingToPay => "The total became zero, so a payment is not possible.".to_owned(),
        Cause::Blocked => "The shop would refuse the order: the cart misses a hard threshold, or an item can only be \
                           picked up. There is no `ec-error` for it: the state is `failed`, and the shop's sentence \
                           is shown."
            .to_owned(),
        Cause::Approval(error) | Cause::Unavailable(error, _) => match error {
            ApprovalError::Script => {
                "The provider's script did not load, or was not ready after 15 seconds.".to_owned()
            }
            ApprovalError::Sdk => {
                "The provider's script loaded, but does not work here: it threw an error or lacks a function."
                    .to_owned()
            }
            ApprovalError::Registered(_) => {
                "A [provider of the page](providers.md#your-own-provider) has a wrong shape, or its `isEligible` or \
                 `render` threw an error."
                    .to_owned()
            }
            ApprovalError::Provider => "The provider reported an error.".to_owned(),
            ApprovalError::Data => "The payment's data lack what this provider needs, such as `orderId`, \
                                    `redirectUrl` or `clientSecret`."
                .to_owned(),
            ApprovalError::Origin => {
                "The provider's script or page has an address whose origin is not allowed.".to_owned()
            }
            ApprovalError::Mismatch => "The provider approved a different payment.".to_owned(),
            ApprovalError::Declined => "The provider declined the shopper's card or account.".to_owned(),
            ApprovalError::Window => {
                "A frame could not open a window, and cannot go to the provider itself.".to_owned()
            }
            ApprovalError::Module => "The element's own file for providers did not load. If it comes late, its \
                                      methods are offered then; `reload()` asks for it again."
                .to_owned(),
            ApprovalError::Removed => {
                "The page removed or emptied the node of the provider's button, six times within \
                                       ten seconds. Before that, the button is drawn again each time."
                    .to_owned()
            }
            ApprovalError::Empty => {
                "The provider reported that its button is ready, but 15 seconds later it still has no height."
                    .to_owned()
            }
            ApprovalError::Conflict => {
                "The page has its own script of this provider, and the script ignores `data-namespace`.".to_owned()
            }
        },
        Cause::Glue(GlueError::Network) => format!("{request} got no answer: offline, blocked by CORS, or cut off."),
        Cause::Glue(GlueError::Timeout) => format!("{request} did not answer within {seconds} seconds."),
        Cause::Glue(GlueError::Unreadable { .. }) => {
            format!("{request} answered with success, but its body is empty, HTML or lacks required data.")
        }
        Cause::Glue(GlueError::Unsuccessful { .. }) => {
            format!("{request} answered `isSuccessful: false`: the payment app refused.")
        }
        Cause::Glue(GlueError::Refused(refusal)) => match (refusal.status, refusal.codes.as_slice()) {
            (_, [1103 | 1104]) => "Code 1103 or 1104: the cart does not exist or is empty.".to_owned(),
            (_, [5900 | 5901]) => "Code 5900 or 5901: the customer's security code is missing or wrong.".to_owned(),
            (_, [1102]) if refusal.order_reference.is_some() => {
                "Code 1102 with “Failed to confirm pre-order payment”: the order is stored, its payment is not \
                 confirmed."
                    .to_owned()
            }
            (_, [1102]) if refusal.reasons.is_empty() => {
                "Code 1102 without a reason: another request may have placed the order.".to_owned()
            }
            (401 | 403, _) => format!(
                "{request} answered 401 or 403, or the page's `accessToken` failed or took longer than 10 seconds."
            ),
            (404, _) => format!("{request} answered 404: this Glue has no such route."),
            (429, _) => format!("{request} answered 429: too many requests."),
            (500.., _) => format!("{request} answered 5xx."),
            _ => format!("{request} answered another 4xx; `detail` names the codes and the refused fields."),
        },
    }
}

/// A sentence that says what the developer of the page or the operator of the shop can do.
fn to_do(failure: &Failure) -> &'static str {
    let cors = "Check that Glue is reachable, and its [CORS settings](spryker.md#cors). Run `diagnose()`.";
    let expires = "The element does not start a second payment. The shopper goes to the normal checkout. A payment that \
                   Glue did create expires at the PSP.";
    let unknown = "Do not offer to order this cart again; see [lost answers](money-and-recovery.md#lost-answers).";
    match (&failure.cause, failure.step) {
        (Cause::AttemptFailed, _) => "Serve all files of the folder; see [caching](operations.md#caching).",
        (Cause::NothingToPay, _) => "Nothing. The shopper orders in the normal checkout; set `checkout-url`.",
        (Cause::Blocked, _) => "Nothing. `cart.thresholds` has the shop's sentence; after a change call `reload()`.",
        (Cause::Approval(error) | Cause::Unavailable(error, _), _) => match error {
            ApprovalError::Script => {
                "Allow the script and its frames in your [CSP](spryker.md#content-security-policy)."
            }
            ApprovalError::Sdk => "Check the provider's settings and the browser's console.",
            ApprovalError::Registered(_) => {
                "For a registered provider `detail` and the console name the function and what is wrong; see \
                 [the table](providers.md#what-you-see-and-what-it-means)."
            }
            ApprovalError::Provider => "Look into the PSP's logs; the payment is cancelled.",
            ApprovalError::Data => "Correct the payment app's answer; see [providers](providers.md).",
            ApprovalError::Origin => "Add the origin to [`provider-origins`](reference.md#attributes).",
            ApprovalError::Mismatch => "Check the payment app. The approval is ignored; the shopper may approve again.",
            ApprovalError::Declined => "Nothing. The shopper chooses another card or account.",
            ApprovalError::Window => "Give the frame `allow-popups` and `allow-popups-to-escape-sandbox`.",
            ApprovalError::Module => "Serve all files of the folder; see [caching](operations.md#caching).",
            ApprovalError::Removed => {
                "Leave the children of the element alone; see [what a page may do](integration.md#what-a-page-may-do). \
                 `reload()` shows the button again."
            }
            ApprovalError::Empty => "Draw into the container that `render` gets, or leave the method out.",
            ApprovalError::Conflict => "Remove the page's script of the provider.",
        },
        (Cause::Glue(error), Step::Order) => match error {
            GlueError::Refused(refusal) if refusal.order_reference.is_some() => {
                "Confirm or refund the payment at the PSP. Do not offer to order this cart again."
            }
            GlueError::Refused(refusal) if refusal.codes.iter().any(|code| matches!(code, 5900 | 5901)) => {
                "Set the property `mfaCode`, or do nothing: the review asks the shopper for the code."
            }
            GlueError::Refused(refusal) if !refusal.reasons.is_empty() => {
                "With code 1102, `reasons` are the shop's sentences: the shopper reads them and corrects the order."
            }
            GlueError::Refused(refusal) if refusal.status == 404 => {
                "Install the module that has `/checkout`. The payment is cancelled."
            }
            GlueError::Refused(refusal) if failure.retryable && refusal.status == 401 => "Give a valid `accessToken`.",
            _ if failure.retryable => "Correct the fields that `detail` names.",
            GlueError::Network
            | GlueError::Timeout
            | GlueError::Unreadable { .. }
            | GlueError::Unsuccessful { .. }
            | GlueError::Refused(_) => unknown,
        },
        (Cause::Glue(_), Step::Cancellation) => "Cancel the payment at the PSP, or let it expire.",
        (Cause::Glue(GlueError::Refused(refusal)), step) => match (refusal.status, refusal.codes.as_slice()) {
            (_, [1103 | 1104]) => "Set the `cart-id` of a cart with items.",
            (_, [5900 | 5901]) => "Accept this route without a security code: only `POST /checkout` sends one.",
            (401 | 403, _) => "Give a valid `accessToken`, or the `anonymous-id` of this cart.",
            (404, _) if step == Step::Methods => "Check `glue-url`, and that Glue has the [routes](spryker.md#routes).",
            (404, _) => "Install the module that has this [route](spryker.md#routes).",
            (429, _) => "Raise Glue's limit. With `Retry-After` the element waits, at most 60 seconds.",
            (500.., _) if step == Step::Payment => expires,
            (500.., _) => "Look into Glue's logs with the `correlationId` and the time.",
            (_, [901]) if step == Step::Payment => "Correct the refused fields, for a guest by `guestQuote`.",
            _ => "Read `detail`; compare with the [back end's checklist](spryker.md#what-to-check-in-the-shop).",
        },
        (Cause::Glue(GlueError::Network | GlueError::Timeout | GlueError::Unreadable { .. }), Step::Payment) => expires,
        (Cause::Glue(GlueError::Network), _) => cors,
        (Cause::Glue(GlueError::Timeout), _) => "Find out why Glue is slow.",
        (Cause::Glue(GlueError::Unreadable { .. }), _) => {
            "Check `glue-url`: a web page or a proxy may answer there instead of Glue."
        }
        (Cause::Glue(GlueError::Unsuccessful { .. }), _) => "Look into the payment app's logs.",
    }
}

/// One line of a table. Several causes may have the same code.
struct Line {
    code: String,
    happened: Vec<String>,
    actors: Vec<&'static str>,
    again: Vec<&'static str>,
    message: Vec<String>,
    to_do: Vec<&'static str>,
}

fn lines(step: Step, texts: &Texts) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for failure in failures(step) {
        let code = failure.code();
        let place = lines.iter().position(|line| line.code == code).unwrap_or_else(|| {
            let (happened, message) = (Vec::new(), Vec::new());
            lines.push(Line { code, happened, actors: Vec::new(), again: Vec::new(), message, to_do: Vec::new() });
            lines.len() - 1
        });
        let line = &mut lines[place];
        add(&mut line.happened, happened(&failure));
        add(&mut line.actors, failure.actor().name());
        add(&mut line.again, if failure.retryable { "yes" } else { "no" });
        add(&mut line.message, failure_sentence(texts, &failure));
        add(&mut line.to_do, to_do(&failure));
    }
    lines
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// The whole file.
fn render() -> String {
    let texts = Texts::new("en", Language::default(), &Json::Null);
    let mut page = HEAD.to_owned();
    for step in STEPS {
        let (request, _) = request(step);
        page += &format!("\n### `{}`: {request}\n\n{}\n\n", step.name(), note(step));
        page += "| Code | What happened | Who acts | Again | `message` in English | What to do |\n";
        page += "| --- | --- | --- | --- | --- | --- |\n";
        for line in lines(step, &texts) {
            let cells = [
                ["`", &line.code, "`"].concat(),
                line.happened.join(" "),
                line.actors.join(" or "),
                line.again.join(" or "),
                line.message.join(" / "),
                line.to_do.join(" "),
            ];
            page += &["| ", &cells.join(" | "), " |\n"].concat();
        }
    }
    page + FOOT
}

#[test]
fn the_error_reference_is_up_to_date() {
    compare("docs/errors.md", &render());
}
