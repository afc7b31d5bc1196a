//! The browser's side of providers: their windows and pages, the shopper's actions there, and the events for the flow. The
//! sandbox has the payments.

use crate::shop::ORIGIN;
use crate::world::{Happening, World};
use express_checkout::flow::{ApprovalError, CancelReason, Event, Method, PaymentData, Presentation};
use express_checkout::json::Json;
use express_checkout::provider::Kind;
use express_checkout::provider::redirect::redirect_url;
use express_checkout::settings::origin;
use sandbox::http::Hangup;

/// How long a script may take, in milliseconds.
const SCRIPT_LIMIT: u64 = 20_000;

/// A shopper's action at a provider, and how it is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderAction {
    /// Approves.
    Approve,
    /// Approves, but the bank declines.
    Decline,
    /// Cancels.
    Cancel,
    /// Closes the window, or uses the browser's back button.
    Close,
    /// The window is separated from the page and seems closed. The shopper approves there, and the page gets no report.
    CutOff,
    /// Does nothing.
    Nothing,
    /// Approves, but the report has another payment's id.
    Forge,
    /// Approves, and it is reported twice.
    Twice,
    /// The provider's window reports an error.
    Break,
}

/// The approval under way.
#[derive(Clone, Debug)]
pub enum Opening {
    /// The provider's script waits for the payment, or has it by this order id.
    Script(Option<String>),
    /// A window that we opened.
    Window(Option<String>),
    /// The page itself goes to the provider.
    SameTab,
}

impl World {
    /// The shopper clicks a button, and a window may open in the click. Clicks at a wrong time are sent too, because
    /// the flow must handle them.
    pub fn click(&mut self, method: &Method) {
        let (opening, presentation) = match Kind::of(method) {
            Some(Kind::PayPal) => (Opening::Script(None), Presentation::Provider),
            _ if self.conditions.blocks_windows => (Opening::SameTab, Presentation::SameTab),
            _ => (Opening::Window(None), Presentation::Popup),
        };
        if self.page.opening.is_none() {
            self.page.opening = Some(opening);
        }
        let correlation = self.observed.name_attempt();
        self.happens(Event::Clicked { key: method.key.clone(), correlation, presentation });
    }

    /// Loads PayPal's script. If it fails, returns the time until the failure and the event for it.
    pub fn load_script(&mut self) -> Option<(u64, Event)> {
        let offer = self.page.state.offer()?;
        let paypal = offer.methods.iter().find(|method| Kind::of(method) == Some(Kind::PayPal))?;
        let key = paypal.key.clone();
        if self.conditions.spoils_script(&mut self.chance) {
            let fault = self.chance.one_of(&["drop", "never", "throw", "no-global"]);
            self.shop.break_at("script", fault, Some(1));
        }
        let reply = self.shop.script(self.schedule.now());
        let (after, error) = match reply.hangup {
            Some(Hangup::Never | Hangup::Drip) => (SCRIPT_LIMIT, ApprovalError::Script),
            Some(Hangup::Drop | Hangup::CutOff) => (20, ApprovalError::Script),
            None if reply.status != 200 => (20, ApprovalError::Script),
            None if !reply.body.contains("window[namespace] =") => (20, ApprovalError::Sdk),
            None => return None,
        };
        Some((after, Event::MethodUnavailable(key, Some(error))))
    }

    /// Gives the payment to its provider.
    pub fn hand_over(&mut self, data: &PaymentData) {
        let wrong = match &mut self.page.opening {
            Some(Opening::Script(order_id)) => {
                *order_id = data.whole().get("orderId").text().map(str::to_owned);
                order_id.is_none().then_some(ApprovalError::Data)
            }
            Some(Opening::Window(_) | Opening::SameTab) => match redirect_url(data) {
                None => Some(ApprovalError::Data),
                Some(url) if !origin::allowed(url, &[ORIGIN.to_owned()]) => Some(ApprovalError::Origin),
                Some(url) => {
                    if let Some(Opening::Window(address)) = &mut self.page.opening {
                        *address = Some(url.to_owned());
                    }
                    None
                }
            },
            None => Some(ApprovalError::Sdk),
        };
        if let Some(error) = wrong {
            return self.happens(Event::ApprovalFailed(error));
        }
        let (action, after) = self.conditions.action(&mut self.chance);
        if matches!(self.page.opening, Some(Opening::SameTab)) {
            return self.go_away(data, action, after);
        }
        self.schedule.plan(after, Happening::Does(self.page.number, action));
    }

    /// The page goes to the provider, and later the same page or a new one returns.
    fn go_away(&mut self, data: &PaymentData, action: ProviderAction, after: u64) {
        let session = redirect_url(data).and_then(|url| url.rsplit('/').next()).unwrap_or_default();
        let action = match action {
            ProviderAction::Approve | ProviderAction::Forge | ProviderAction::Twice | ProviderAction::CutOff => {
                Some("approve")
            }
            ProviderAction::Decline => Some("decline"),
            ProviderAction::Cancel => Some("cancel"),
            ProviderAction::Close | ProviderAction::Nothing | ProviderAction::Break => None,
        };
        // The other effects of this step are carried out before the page is gone.
        self.schedule.plan(0, Happening::Leaves(self.page.number));
        if let Some(action) = action {
            let fields = [("transactionId", session), ("action", action), ("returnUrl", ORIGIN)];
            self.shop.submit("/psp/wallet/outcome", &fields, self.schedule.now());
            self.read_ledger();
        }
        let restored = action.is_none() && self.chance.once_in(2);
        self.schedule.plan(after, if restored { Happening::Shown } else { Happening::Loads });
    }

    /// The shopper does something at the provider.
    pub fn does(&mut self, action: ProviderAction) {
        match self.page.opening.clone() {
            Some(Opening::Script(Some(order_id))) => self.does_with_script(action, &order_id),
            Some(Opening::Window(Some(url))) => self.does_in_window(action, &url),
            _ => {}
        }
    }

    fn does_with_script(&mut self, action: ProviderAction, order_id: &str) {
        let button = match action {
            ProviderAction::Nothing => return,
            ProviderAction::Cancel | ProviderAction::Close => "cancel",
            ProviderAction::Decline => "decline",
            ProviderAction::Approve
            | ProviderAction::CutOff
            | ProviderAction::Forge
            | ProviderAction::Twice
            | ProviderAction::Break => "approve",
        };
        let fault = match action {
            ProviderAction::Forge => Some("forged-order-id"),
            ProviderAction::Twice => Some("twice"),
            ProviderAction::Break => Some("error"),
            _ => None,
        };
        if let Some(fault) = fault {
            self.shop.break_at("approval", fault, Some(1));
        }
        let fields = [("token", order_id), ("action", button), ("shop", ORIGIN)];
        let page = self.shop.submit("/psp/paypal/outcome", &fields, self.schedule.now()).body;
        self.read_ledger();
        if action == ProviderAction::CutOff {
            return;
        }
        let told = fact(&page, "order-id").to_owned();
        match fact(&page, "kind") {
            "approve" => {
                for _ in 0..fact(&page, "times").parse().unwrap_or(1) {
                    self.report_approval(&told);
                }
            }
            "error" => self.happens(Event::ApprovalFailed(ApprovalError::Provider)),
            // The shopper cancelled, or the payment no longer exists and the shopper closes the window.
            _ => self.happens(Event::CancelAsked(CancelReason::Provider)),
        }
    }

    fn report_approval(&mut self, order_id: &str) {
        let ours = matches!(&self.page.opening, Some(Opening::Script(Some(known))) if known == order_id);
        self.happens(if ours {
            Event::Approved(Json::map([("payerID", "SANDBOXPAYER1".into()), ("orderID", order_id.into())]), None)
        } else {
            Event::ApprovalFailed(ApprovalError::Mismatch)
        });
    }

    fn does_in_window(&mut self, action: ProviderAction, url: &str) {
        let session = url.rsplit('/').next().unwrap_or_default();
        let button = match action {
            ProviderAction::Nothing => return,
            ProviderAction::Break => return self.happens(Event::ApprovalFailed(ApprovalError::Provider)),
            ProviderAction::Close => None,
            ProviderAction::Cancel => Some("cancel"),
            ProviderAction::Decline => Some("decline"),
            ProviderAction::Approve | ProviderAction::CutOff | ProviderAction::Forge | ProviderAction::Twice => {
                Some("approve")
            }
        };
        if let Some(button) = button {
            if action == ProviderAction::CutOff {
                self.happens(Event::Returned { watched: false });
            }
            let fields = [("transactionId", session), ("action", button), ("returnUrl", ORIGIN)];
            self.shop.submit("/psp/wallet/outcome", &fields, self.schedule.now());
            self.read_ledger();
        }
        let times = if action == ProviderAction::Twice { 2 } else { 1 };
        for _ in 0..times {
            self.happens(Event::Returned { watched: true });
        }
    }
}

/// The value of the attribute `data-NAME` in the provider's last page.
fn fact<'a>(page: &'a str, name: &str) -> &'a str {
    let start = page.split_once(&format!(" data-{name}=\"")).map_or("", |(_, rest)| rest);
    start.split_once('"').map_or("", |(value, _)| value)
}
