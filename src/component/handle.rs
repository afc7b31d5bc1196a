//! The component and the hook for Yew applications.

use super::application::Application;
use super::event::{AddressPath, CheckoutState};
use super::props::ExpressCheckoutProps;
use super::view::{Addresses, Cart, OfferedMethod, missing};
use crate::address::Path;
use crate::browser::warn;
use crate::effects::Checkout;
use crate::effects::widget::{PageInput, Widget};
use crate::flow::{CancelReason, Event, Method, Phase, Secret};
use crate::glue::Credential;
use crate::json::Json;
use crate::locale::{Texts, canonical, is_right_to_left};
use crate::page::Page;
use crate::page::lifecycle::Lifecycle;
use crate::provider::browser::Providers;
use crate::ui::{Root, message};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// The whole checkout: payment buttons, review, order. Its stylesheet is [`STYLES`](crate::STYLES).
///
/// ```
/// use express_checkout::{ClickRequest, Completion, Consent, ConfirmRequest, ExpressCheckout, Settings};
/// use yew::prelude::*;
///
/// #[component]
/// fn CartPage() -> Html {
///     let agreed = use_state(|| false);
///     let on_confirm = {
///         let agreed = *agreed;
///         move |_: ConfirmRequest| if agreed { Consent::Given } else { Consent::Refused }
///     };
///     html! {
///         <ExpressCheckout
///             settings={Settings::guest("https://glue.shop.example", "cart-1", "guest-1").locale("de-DE")}
///             on_click={|click: ClickRequest| click.method.key != "closed-today"}
///             {on_confirm}
///             on_complete={|end: Completion| drop(end.order_reference)}
///         />
///     }
/// }
/// ```
#[component]
pub fn ExpressCheckout(props: &ExpressCheckoutProps) -> Html {
    let handle = use_express_checkout(props);
    let inside = match (&handle.instead(), &handle.checkout) {
        (Some(text), _) => html! { <p role="status">{text}</p> },
        (None, Some(checkout)) => html! { <Root checkout={checkout.clone()} /> },
        (None, None) => Html::default(),
    };
    let language = texts(props).written_in().to_owned();
    let direction = if is_right_to_left(&language) { "rtl" } else { "ltr" };
    html! { <div class="ec-root" lang={language} dir={direction} ref={handle.root()}>{inside}</div> }
}

/// A checkout without markup: its data, and functions for the shopper's actions.
#[derive(Clone)]
pub struct ExpressCheckoutHandle {
    /// `None` while the settings are invalid.
    checkout: Option<Checkout>,
    widget: Widget,
    page: Rc<Application>,
    /// Counts the changes of the checkout, so that a component with the handle re-renders.
    revision: u32,
}

/// Two handles are equal if they belong to the same checkout and nothing changed between them.
impl PartialEq for ExpressCheckoutHandle {
    fn eq(&self, other: &Self) -> bool {
        self.checkout == other.checkout && Rc::ptr_eq(&self.page, &other.page) && self.revision == other.revision
    }
}

impl ExpressCheckoutHandle {
    /// The state of the checkout. [`CheckoutState::Unavailable`] while the settings are invalid.
    pub fn state(&self) -> CheckoutState {
        self.checkout
            .as_ref()
            .map_or(CheckoutState::Unavailable, |checkout| CheckoutState::named(checkout.state().name()))
    }

    /// The payment methods that the shop offers and whose provider is ready, in their order. Keep the container of a
    /// provider mounted as long as its method is in this list, also during an attempt.
    pub fn methods(&self) -> Vec<OfferedMethod> {
        let Some(checkout) = &self.checkout else { return Vec::new() };
        let state = checkout.state();
        let Some(offer) = state.offer() else { return Vec::new() };
        let texts = checkout.texts();
        let one = |method: &Method| OfferedMethod {
            method: method.into(),
            name: texts.method(&method.key, &method.name).to_owned(),
            drawn_by_provider: Providers::draws(method),
        };
        let ready = |method: &&Method| checkout.providers().is_ready(method);
        state.methods(offer).filter(ready).map(one).collect()
    }

    /// Whether a click on a payment button would start an attempt now.
    pub fn can_start(&self) -> bool {
        self.checkout.as_ref().is_some_and(|checkout| !checkout.is_blocked() && checkout.state().clickable().is_some())
    }

    /// The shop's last answer about the cart; `None` before the first one.
    pub fn cart(&self) -> Option<Cart> {
        Cart::of(&self.checkout.as_ref()?.state())
    }

    /// The addresses of the cart.
    pub fn addresses(&self) -> Addresses {
        Addresses(self.checkout.as_ref().map(|checkout| checkout.state().addresses().clone()).unwrap_or_default())
    }

    /// The fields that the order still needs. Mark their inputs with `aria-invalid="true"` inside [`Self::root`]. When
    /// the shopper asks to order, the first of them gets the focus.
    pub fn missing(&self) -> Vec<AddressPath> {
        self.checkout.as_ref().map(|checkout| missing(&checkout.state())).unwrap_or_default()
    }

    /// The message for the shopper, in their language. Put it into a live region (`role="status"`) that always stays in
    /// the page.
    pub fn message(&self) -> Option<String> {
        let said = || message(self.checkout.as_ref()?);
        self.instead().or_else(said)
    }

    /// The shopper clicked the button of that payment method. Call this within the click, because it opens the
    /// provider's window.
    pub fn click(&self, key: &str) {
        if let Some(checkout) = &self.checkout {
            checkout.click(key);
        }
    }

    /// Sets the element into which the provider draws the button of that payment method.
    pub fn provider_container(&self, key: &str, element: Element) {
        self.page.set_container(key, element);
    }

    /// The reference for the node that contains your markup of the checkout.
    pub fn root(&self) -> NodeRef {
        self.page.root.clone()
    }

    /// Places the order in the review. While the total is being calculated, the order waits and is placed if the total is
    /// unchanged. After `Finish::Prefill`, this shows the review.
    pub fn place_order(&self) {
        self.send(Event::PlaceAsked);
    }

    /// Cancels the attempt. Does nothing while an order is being placed.
    pub fn cancel(&self) {
        self.send(Event::CancelAsked(CancelReason::Shopper));
    }

    /// Reads the cart again, or tries again after a failure. A cart or buyer that waits behind a confirmation is shown at once.
    pub fn reload(&self) {
        self.widget.reload();
    }

    /// Undoes the pre-fill with the provider's addresses.
    pub fn undo_prefill(&self) {
        self.send(Event::UndoAsked);
    }

    /// The shopper typed into a field.
    pub fn set_address(&self, path: AddressPath, value: &str) {
        let Some(checkout) = &self.checkout else { return };
        let (shipment, path) = (path.shipment, Path { part: path.part, field: path.field });
        let state = checkout.state();
        if let Some(shipment) = shipment {
            checkout.send(Event::ShipmentEdited(shipment, path.field, value.to_owned()));
        } else if matches!(state.phase(), Some(Phase::Review(_))) {
            checkout.send(Event::Edited(path, value.to_owned()));
        } else {
            let mut addresses = state.addresses().clone();
            addresses.edit(path, value);
            checkout.send(Event::AddressesSet(addresses));
        }
    }

    /// The shopper chose whether the billing address is the shipping address.
    pub fn set_billing_same(&self, same: bool) {
        self.send(Event::BillingSame(same));
    }

    /// The shopper chose a shipping method (`idShipmentMethod`) for the shipment of that number, from 0.
    pub fn choose_shipping(&self, shipment: usize, method: i64) {
        self.send(Event::ShipmentChosen(shipment, method));
    }

    /// Whether the total is being calculated, or will be when the shopper stops typing. An order in the meantime waits for it.
    pub fn is_calculating(&self) -> bool {
        let settling = |checkout: &Checkout| matches!(checkout.state().phase(), Some(Phase::Review(review)) if review.is_settling());
        self.checkout.as_ref().is_some_and(settling)
    }

    /// Whether the shopper has ordered while the total was being calculated. The order is placed if the total stays the same.
    pub fn is_checking_total(&self) -> bool {
        let checks = |checkout: &Checkout| matches!(checkout.state().phase(), Some(Phase::Review(review)) if review.press.is_some());
        self.checkout.as_ref().is_some_and(checks)
    }

    /// Whether to ask the shopper if they have finished at the provider, because the provider's window cannot be watched.
    pub fn asks_whether_finished(&self) -> bool {
        let asks = |checkout: &Checkout| {
            matches!(checkout.state().phase(), Some(Phase::AwaitingApproval { asking: Some(_), .. }))
        };
        self.checkout.as_ref().is_some_and(asks)
    }

    /// The shopper says that they have finished at the provider.
    pub fn say_finished(&self) {
        self.send(Event::FinishedSaid);
    }

    /// Whether the shop wants a security code before it accepts the order.
    pub fn asks_for_code(&self) -> bool {
        let asks = |checkout: &Checkout| matches!(checkout.state().phase(), Some(Phase::Review(review)) if review.code.is_some());
        self.checkout.as_ref().is_some_and(asks)
    }

    /// Asks the shop to send the security code.
    pub fn request_code(&self) {
        self.send(Event::CodeAsked);
    }

    /// The shopper typed the security code.
    pub fn enter_code(&self, code: &str) {
        self.send(Event::CodeTyped(Secret(code.to_owned())));
    }

    fn send(&self, event: Event) {
        if let Some(checkout) = &self.checkout {
            checkout.send(event);
        }
    }

    fn instead(&self) -> Option<String> {
        self.page.instead.borrow().clone()
    }
}

/// The parts of the hook that live from the first rendering to the last.
struct Running {
    widget: Widget,
    page: Rc<Application>,
    revision: Rc<Cell<u32>>,
    /// The first rendering applies the properties at once, so that it can already show the checkout.
    fresh: Cell<bool>,
}

impl Running {
    /// Applies the latest properties.
    fn take(&self, props: &Rc<RefCell<ExpressCheckoutProps>>) {
        let settings = props.borrow().settings.clone();
        let errors = settings.errors();
        if !errors.is_empty() {
            errors.iter().for_each(|error| warn(&error.to_string()));
            self.widget.end();
            return;
        }
        let texts = Rc::new(texts(&props.borrow()));
        self.widget.update(PageInput { texts, settings: Rc::new(settings), token: token(props) });
    }
}

/// A checkout for your own markup: its data, and functions for the shopper's actions.
///
/// ```
/// use express_checkout::{CheckoutState, ExpressCheckoutProps, Settings, use_express_checkout};
/// use yew::prelude::*;
///
/// #[component]
/// fn CheckoutPage() -> Html {
///     let settings = Settings::guest("https://glue.shop.example", "cart-1", "guest-1");
///     let checkout = use_express_checkout(&ExpressCheckoutProps::new(settings));
///     let buttons = checkout.methods().into_iter().map(|offered| {
///         let (checkout, key) = (checkout.clone(), offered.method.key);
///         html! { <button onclick={move |_| checkout.click(&key)}>{offered.method.name}</button> }
///     });
///     html! {
///         <div ref={checkout.root()}>
///             <p role="status">{checkout.message()}</p>
///             if checkout.state() == CheckoutState::Ready {
///                 { for buttons }
///             }
///         </div>
///     }
/// }
/// ```
#[hook]
pub fn use_express_checkout(props: &ExpressCheckoutProps) -> ExpressCheckoutHandle {
    let update = use_force_update();
    let root = use_node_ref();
    let current = use_mut_ref(|| props.clone());
    current.replace(props.clone());
    let running = {
        let current = current.clone();
        use_memo((), move |()| {
            let revision = Rc::new(Cell::new(0));
            let changed = {
                let revision = revision.clone();
                move || {
                    revision.set(revision.get() + 1);
                    update.force_update();
                }
            };
            let page = Rc::new(Application::new(current.clone(), root, changed.clone()));
            let widget = Widget::new(page.clone(), Rc::new(move |_| changed()));
            let running = Running { widget, page, revision, fresh: Cell::new(true) };
            running.take(&current);
            running
        })
    };
    {
        let (running, fixed) =
            (running.clone(), props.access_token.as_ref().and_then(Credential::fixed).map(str::to_owned));
        // A token function is always read from the latest properties, so here only its presence matters.
        let asks = props.access_token.as_ref().is_some_and(Credential::is_provider);
        let names = props.method_names.clone();
        use_effect_with((props.settings.clone(), props.language.clone(), names, fixed, asks), move |_| {
            if !running.fresh.replace(false) {
                running.take(&current);
            }
        });
    }
    {
        let running = running.clone();
        use_effect_with((), move |()| {
            let widget = running.widget.clone();
            let lifecycle = Lifecycle::listen(move |event| widget.hear(event));
            move || {
                drop(lifecycle);
                running.widget.leave();
            }
        });
    }
    let (widget, page) = (running.widget.clone(), running.page.clone());
    ExpressCheckoutHandle { checkout: widget.checkout(), widget, page, revision: running.revision.get() }
}

/// The access token from the latest properties.
fn token(props: &Rc<RefCell<ExpressCheckoutProps>>) -> Option<Credential> {
    let given = props.borrow().access_token.clone()?;
    if !given.is_provider() {
        return Some(given);
    }
    let props = props.clone();
    Some(Credential::provider(move || {
        let newest = props.borrow().access_token.clone();
        async move {
            match newest {
                Some(newest) => newest.get().await,
                None => None,
            }
        }
    }))
}

/// The texts in the wanted language: that of the settings, or the browser's.
fn texts(props: &ExpressCheckoutProps) -> Texts {
    let browser = || web_sys::window().and_then(|window| window.navigator().language());
    let language = props.settings.locale.clone().or_else(browser);
    let named = |(key, name): &(String, String)| (["method.", key].concat(), Json::Str(name.clone()));
    let messages = Json::Map(props.method_names.iter().map(named).collect());
    Texts::new(&canonical(language.as_deref().unwrap_or("en")), props.language.clone(), &messages)
}
