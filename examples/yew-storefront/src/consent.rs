//! Asks the shopper to accept the terms. The order waits for the answer.

use express_checkout::Consent;
use futures_channel::oneshot::{self, Sender};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{HtmlDialogElement, HtmlElement};
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

/// Asks whether the shopper accepts the terms, in a modal dialog: it is in view wherever the page is scrolled. The text has the
/// focus and not a button, so that a second press of Enter does not answer.
#[component]
pub fn Terms(props: &TermsProps) -> Html {
    let (dialog, text) = (use_node_ref(), use_node_ref());
    {
        let (dialog, text) = (dialog.clone(), text.clone());
        use_effect_with((), move |()| {
            // If the dialog cannot be modal, its attribute `open` shows it in its place in the page.
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>()
                && dialog.show_modal().is_err()
            {
                dialog.set_open(true);
            }
            if let Some(text) = text.cast::<HtmlElement>() {
                // If the text cannot be focused, the browser has focused a button.
                let _ = text.focus();
            }
        });
    }
    let answer = {
        let (question, on_answer, dialog) = (props.question.clone(), props.on_answer.clone(), dialog.clone());
        move |accepted: bool| {
            // The browser gives the focus back when a dialog is closed, and not when its node is removed.
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
            question.answer(accepted);
            on_answer.emit(accepted);
        }
    };
    let answer_with = |accepted: bool| {
        let answer = answer.clone();
        move |_: MouseEvent| answer(accepted)
    };
    let (accept, refuse) = (answer_with(true), answer_with(false));
    let on_escape = move |_: Event| answer(false);
    html! {
        <dialog id="terms" role="alertdialog" aria-label="Terms" ref={dialog} oncancel={on_escape}>
            <p tabindex="-1" ref={text}>{"Do you accept our terms and the conditions of return?"}</p>
            <button id="accept" onclick={accept}>{"Accept and order"}</button>
            <button id="refuse" onclick={refuse}>{"Back"}</button>
        </dialog>
    }
}
