//! Asks the shopper to accept the terms. The order waits for the answer.

use express_checkout::Consent;
use futures_channel::oneshot::{self, Sender};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

// guide: consent
/// An open question, and the sender of its answer.
#[derive(Clone, Default)]
pub struct Question(Rc<RefCell<Option<Sender<bool>>>>);

impl Question {
    /// Asks the question. The order waits until the shopper answers. Without an answer it is not sent.
    pub fn ask(&self) -> Consent {
        let (answer, answered) = oneshot::channel();
        *self.0.borrow_mut() = Some(answer);
        Consent::later(async move { answered.await.unwrap_or(false) })
    }

    fn answer(&self, accepted: bool) {
        if let Some(answer) = self.0.borrow_mut().take() {
            // Sending fails when the attempt has ended meanwhile. Then the answer is not needed.
            let _ = answer.send(accepted);
        }
    }
}
// guide: end

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(PartialEq, Properties)]
pub struct TermsProps {
    pub question: Question,
    /// The shopper has answered.
    pub on_answer: Callback<bool>,
}

/// Asks whether the shopper accepts the terms.
#[component]
pub fn Terms(props: &TermsProps) -> Html {
    let answer = |accepted: bool| {
        let (question, on_answer) = (props.question.clone(), props.on_answer.clone());
        move |_: MouseEvent| {
            question.answer(accepted);
            on_answer.emit(accepted);
        }
    };
    html! {
        <div id="terms" role="alertdialog" aria-label="Terms">
            <p>{"Do you accept our terms and the conditions of return?"}</p>
            <button id="accept" onclick={answer(true)}>{"Accept and order"}</button>
            <button id="refuse" onclick={answer(false)}>{"Back"}</button>
        </div>
    }
}
