//! Implements the trait `Page` for a Yew application.

use super::event::{CheckoutEvent, ClickRequest, ConfirmRequest, PrefillProposal};
use super::props::ExpressCheckoutProps;
use crate::flow::Announcement;
use crate::glue::Credential;
use crate::money::Money;
use crate::page::{Consent, Page, Question, RequestReport};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};
use yew::NodeRef;

/// The page around one checkout.
pub(super) struct Application {
    /// The latest properties, because callbacks may change with every rendering.
    props: Rc<RefCell<ExpressCheckoutProps>>,
    /// The containers of the providers' buttons, by payment method key.
    containers: RefCell<Vec<(String, Element)>>,
    /// The node that the checkout is drawn in.
    pub root: NodeRef,
    /// The message that is shown in place of the checkout.
    pub instead: RefCell<Option<String>>,
    /// Re-renders the component.
    update: Box<dyn Fn()>,
}

impl Application {
    pub(super) fn new(props: Rc<RefCell<ExpressCheckoutProps>>, root: NodeRef, update: impl Fn() + 'static) -> Self {
        let (containers, instead) = (RefCell::default(), RefCell::default());
        Self { props, containers, root, instead, update: Box::new(update) }
    }

    fn props(&self) -> ExpressCheckoutProps {
        // Cloned, because a callback may cause a rendering, which borrows the properties mutably.
        self.props.borrow().clone()
    }

    fn tell(&self, event: CheckoutEvent) {
        self.props().on_event.emit(event);
    }
}

impl Page for Application {
    fn announce(&self, announcement: &Announcement, message: &str) {
        let event = CheckoutEvent::of(announcement, message);
        let completion = if let CheckoutEvent::Complete(completion) = &event { Some(completion.clone()) } else { None };
        self.tell(event);
        if let Some(completion) = completion {
            self.props().on_complete.emit(completion);
        }
    }

    fn report(&self, request: RequestReport) {
        self.tell(CheckoutEvent::Request(request));
    }

    fn ask(&self, question: Question) -> bool {
        let props = self.props();
        match question {
            Question::Click { method, express_page } => {
                let request = ClickRequest { method: method.into(), express_page };
                let agreed = props.on_click.is_none_or(|answer| answer.emit(request.clone()));
                self.tell(CheckoutEvent::Click(request));
                agreed
            }
            Question::Prefill { addresses, missing } => {
                let proposal = PrefillProposal::new(addresses, missing);
                let agreed = props.on_prefill.is_none_or(|answer| answer.emit(proposal.clone()));
                self.tell(CheckoutEvent::Prefill(proposal));
                agreed
            }
        }
    }

    fn ask_consent(&self, amount: Money) -> Consent {
        let request = ConfirmRequest { amount };
        let consent = self.props().on_confirm.map_or(Consent::Given, |answer| answer.emit(request));
        self.tell(CheckoutEvent::Confirm(request));
        consent
    }

    fn host(&self) -> Option<Element> {
        self.root.cast()
    }

    fn container(&self, key: &str) -> Option<Element> {
        self.containers.borrow().iter().find(|(known, _)| known == key).map(|(_, element)| element.clone())
    }

    fn set_container(&self, key: &str, element: Element) {
        self.containers.borrow_mut().retain(|(known, _)| known != key);
        self.containers.borrow_mut().push((key.to_owned(), element));
    }

    fn remove_containers(&self) {
        self.containers.borrow_mut().clear();
    }

    fn focus_missing(&self) {
        let field =
            self.root.cast::<Element>().and_then(|root| root.query_selector("[aria-invalid=true]").ok().flatten());
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // If the node cannot be focused, the focus does not change.
            let _ = field.focus();
        }
    }

    fn show_message(&self, text: &str) {
        *self.instead.borrow_mut() = Some(text.to_owned());
        (self.update)();
    }

    /// Does nothing: an application has all code in one module, so loading cannot fail.
    fn give_up(&self, _given_up: bool) {}

    fn places(&self) -> usize {
        // The element alone remembers them.
        0
    }

    fn navigate(&self, url: &str) {
        crate::browser::go_to(url);
    }

    fn nonce(&self) -> Option<String> {
        self.props.borrow().nonce.as_ref().filter(|nonce| !nonce.is_empty()).map(ToString::to_string)
    }

    fn security_code(&self) -> Option<Credential> {
        self.props.borrow().mfa_code.clone()
    }

    fn trusted(&self, url: &str) -> JsValue {
        url.into()
    }
}
