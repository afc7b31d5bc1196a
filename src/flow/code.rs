//! The security code of a customer with a multi-factor log-in. Without it (5900) or with a wrong one (5901), `/checkout`
//! refuses before it does any work. The page gives the code (`mfaCode`), or the review asks the shopper.

use super::active::Active;
use super::effect::Effect;
use super::failure::GlueError;
use super::notice::Notice;
use super::order::Secret;
use super::phase::{CodePrompt, Phase, Review};
use super::state::RequestId;
use super::step::Transition;

impl Active {
    /// Whether the shop wants a security code that was not given yet.
    pub(super) fn lacks_code(&self, review: &Review) -> bool {
        review.code.as_ref().is_some_and(|prompt| prompt.wrong || self.code.is_none())
    }
}

impl Transition {
    /// The shop wants the code. The page is asked first, and only once.
    pub fn ask_code(&mut self, review: &mut Review, wrong: bool) {
        let known = review.code.take().unwrap_or_default();
        let asking = if std::mem::replace(&mut review.code_requested, true) {
            self.effects.push(Effect::FocusMissing);
            None
        } else {
            let request = self.number();
            self.effects.push(Effect::AskCode(request));
            Some(request)
        };
        let agreed = asking.map(|_| review.shown());
        review.code = Some(CodePrompt { asking, agreed, wrong, ..known });
    }

    /// The page gave a code: the order that the shopper agreed to is sent with it. If the total has changed meanwhile, they are told
    /// and order again. Without a code, the review asks the shopper.
    pub fn code_given(&mut self, request: RequestId, code: Option<Secret>) {
        let Phase::Review(review) = &mut self.state.phase else { return };
        let Some(prompt) = review.code.as_mut().filter(|prompt| prompt.asking == Some(request)) else { return };
        prompt.asking = None;
        let agreed = prompt.agreed.take();
        if let Some(code) = code {
            review.code = None;
            review.notice = None;
            let changed = agreed.filter(|agreed| *agreed != review.shown());
            if let Some(agreed) = &changed {
                review.tell_change(Some(agreed), false, false);
            }
            let review = review.clone();
            self.state.code = Some(code);
            if changed.is_none() {
                self.check(review);
            }
        } else {
            self.effects.push(Effect::FocusMissing);
        }
    }

    /// The shopper asks the shop to send a code.
    pub fn code_asked(&mut self) {
        let request = self.number();
        if let Phase::Review(Review { code: Some(prompt), .. }) = &mut self.state.phase
            && prompt.sending.is_none()
        {
            prompt.sending = Some(request);
            self.effects.push(Effect::SendCode(request));
        }
    }

    /// `/multi-factor-auth-trigger` answered.
    pub fn code_sent(&mut self, request: RequestId, result: Result<(), GlueError>) {
        if let Phase::Review(Review { code: Some(prompt), .. }) = &mut self.state.phase
            && prompt.sending == Some(request)
        {
            prompt.sending = None;
            prompt.sent = Some(result.is_ok());
        }
    }

    /// The shopper typed the code. The next order is sent with it. Another buyer does not keep it.
    pub fn code_typed(&mut self, code: Secret) {
        if let Phase::Review(Review { code: Some(prompt), .. }) = &mut self.state.phase {
            prompt.wrong = false;
            self.state.code = Some(code).filter(|code| !code.0.trim().is_empty());
            if self.state.code.is_some() {
                self.forget_notice(Notice::CodeNeeded);
            }
        }
    }
}
