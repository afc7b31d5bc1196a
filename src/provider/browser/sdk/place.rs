//! The place of a provider's button: a container in the page. It notices when the page takes the container away or empties
//! it, as hydration, morphing libraries and other scripts of the provider do.

use super::{Preparation, Provider, Site, js, loading};
use crate::browser::{Stop, before, now, sleep, spawn};
use crate::flow::{ApprovalError, Event};
use crate::money::Money;
use crate::page::is_own_container;
use js_sys::{Array, Function, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, ShadowRoot};

/// How often a button is drawn again before its method is withdrawn.
const LOSSES: usize = 5;

/// How long a loss counts, in milliseconds.
const MEMORY: f64 = 10_000.0;

/// How long an empty container waits for its provider, which may be drawing again itself. In milliseconds.
const PATIENCE: u32 = 100;

/// The container of a provider's button, and what is known about it.
pub struct Place {
    site: Site,
    /// The container, in the page's own DOM.
    pub container: Element,
    /// The observer of changes to the container and around it.
    observer: JsValue,
    /// Dropped when the container is lost, or with this place.
    stop: Cell<Option<Stop>>,
    /// Resolved when `stop` is dropped.
    ended: Promise,
    lost: Cell<bool>,
    /// The provider has drawn its button.
    drawn: Cell<bool>,
    /// The button has nodes.
    filled: Cell<bool>,
    /// The button was visible.
    visible: Cell<bool>,
}

/// Lets the provider draw into its container. Draws again when the page takes the container away meanwhile.
pub fn draw(site: Site, prepare: fn(Site, Element) -> Preparation) -> Preparation {
    Box::pin(async move {
        loop {
            if site.forget_losses(LOSSES) {
                return Err(Some(ApprovalError::Removed));
            }
            let place = Place::take(&site).await?;
            let prepared = before(place.end(), prepare(site.clone(), place.container.clone())).await;
            // A provider that failed has left its container empty, which is no loss.
            let taken = |prepared: &Result<_, _>| prepared.is_err() && place.is_in_place() || place.is_intact();
            if let Some(prepared) = prepared.filter(taken) {
                let provider = prepared?;
                place.drawn.set(true);
                place.note_content();
                expect_height(&place);
                return Ok(Rc::new(Placed { provider, place }) as Rc<dyn Provider>);
            }
            place.lose();
        }
    })
}

/// A provider that has drawn its button into a place.
struct Placed {
    provider: Rc<dyn Provider>,
    place: Rc<Place>,
}

impl Provider for Placed {
    fn open(&self, payment: &Promise) {
        self.provider.open(payment);
    }

    fn reprice(&self, total: Money) -> bool {
        self.provider.reprice(total)
    }

    fn end(&self) {
        self.provider.end();
    }

    fn is_drawn(&self) -> bool {
        self.place.is_intact()
    }
}

impl Place {
    /// Takes the emptied container and begins to watch it.
    async fn take(site: &Site) -> Result<Rc<Self>, Option<ApprovalError>> {
        let container = site.container().await?;
        let (stop, ended) = Stop::begin();
        Ok(Rc::new_cyclic(|place: &std::rc::Weak<Self>| {
            let place = place.clone();
            let changed = js::callback(move |_, _| {
                if let Some(place) = place.upgrade() {
                    place.changed();
                }
                JsValue::UNDEFINED
            });
            // Without an observer, a loss is noticed at the next event of the checkout.
            let observer = observe(site, &container, &changed).unwrap_or(JsValue::UNDEFINED);
            let (lost, drawn, filled, visible) = Default::default();
            let stop = Cell::new(Some(stop));
            Self { site: site.clone(), container, observer, stop, ended, lost, drawn, filled, visible }
        }))
    }

    /// Resolves when the container is lost, and when this place is dropped.
    fn end(&self) -> impl Future<Output = ()> + use<> {
        let ended = JsFuture::from(self.ended.clone());
        async move {
            let _ = ended.await;
        }
    }

    /// Whether the container is still where it belongs, with its content.
    fn is_intact(&self) -> bool {
        !self.lost.get() && self.is_in_place() && !self.is_emptied()
    }

    fn is_in_place(&self) -> bool {
        let Some(page) = self.site.checkout().map(|checkout| checkout.page()) else { return false };
        // The whole checkout was removed a moment ago. It does not know that yet, or it will be put back.
        if page.host().is_some_and(|host| !host.is_connected()) {
            return true;
        }
        page.container(&self.site.method.key).as_ref() == Some(&self.container) && self.container.is_connected()
    }

    /// Whether the button was there and is gone.
    fn is_emptied(&self) -> bool {
        self.filled.get() && !self.has_nodes()
            || self.visible.get() && has_box(&self.container) && self.height() == Some(0.0)
    }

    fn has_nodes(&self) -> bool {
        js::get(&self.container, "firstElementChild").is_truthy()
    }

    /// Remembers that the button was there.
    fn note_content(&self) {
        if self.has_nodes() {
            self.filled.set(true);
        }
        if self.height().is_some_and(|height| height > 0.0) {
            self.visible.set(true);
        }
    }

    /// The height of the button. `None` while the page hides the whole checkout, or the buttons are not shown.
    fn height(&self) -> Option<f64> {
        let checkout = self.site.checkout()?;
        checkout.state().clickable()?;
        let around = checkout.page().host().or_else(|| self.container.parent_element())?;
        js::get(&self.container, "offsetHeight").as_f64().filter(|_| has_box(&around))
    }

    /// The page has changed something at the container.
    fn changed(self: &Rc<Self>) {
        if !self.is_in_place() {
            return self.lose_and_update();
        }
        // The page may empty it before the provider says that it is ready.
        self.note_content();
        if self.drawn.get() && self.is_emptied() {
            let place = self.clone();
            spawn(async move {
                if before(place.end(), sleep(PATIENCE)).await.is_some() && !place.is_intact() {
                    place.lose_and_update();
                }
            });
        }
    }

    fn lose_and_update(&self) {
        self.lose();
        // During an attempt this changes nothing. The button is drawn again when the offer is shown again.
        if let Some(checkout) = self.site.checkout().filter(|checkout| !checkout.has_left()) {
            checkout.providers().update(&*checkout);
        }
    }

    /// The container is lost. A loss counts once.
    fn lose(&self) {
        if self.lost.replace(true) {
            return;
        }
        self.site.note_loss();
        drop(self.stop.take());
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = js::call(&self.observer, "disconnect", &[]);
    }
}

/// Empties the container, unless the page has made it a node of its own, as morphing libraries do.
pub fn empty(container: &Element) {
    if is_own_container(container) || container.has_attribute("data-drawn") {
        container.set_text_content(None);
    }
}

/// Whether the browser lays the node out.
fn has_box(node: &Element) -> bool {
    let boxes = js::call(node, "getClientRects", &[]).unwrap_or_default();
    js::get(&boxes, "length").as_f64().is_some_and(|count| count > 0.0)
}

/// Observes the container, and the children of each node around it that the page could change.
fn observe(site: &Site, container: &Element, changed: &JsValue) -> Result<JsValue, JsValue> {
    let class: Function = js::get(&js_sys::global(), "MutationObserver").dyn_into()?;
    let observer = Reflect::construct(&class, &Array::of1(changed))?;
    let observe = |node: &Element, subtree: bool| {
        let names = Array::of2(&"slot".into(), &"name".into()).into();
        let options = [("childList", true.into()), ("subtree", subtree.into()), ("attributeFilter", names)];
        js::call(&observer, "observe", &[node.into(), js::object(&options)])
    };
    observe(container, true)?;
    if let Some(around) = container.parent_element() {
        observe(&around, false)?;
    }
    // A host inside of shadow roots has a chain of slots, which begins at its own child.
    let mut host = site.checkout().and_then(|checkout| checkout.page().host());
    while let Some(node) = host {
        observe(&node, false)?;
        host = node.get_root_node().dyn_into::<ShadowRoot>().ok().map(|root| root.host());
    }
    Ok(observer)
}

/// Withdraws the method if its button still has no height after having been in view for a while.
fn expect_height(place: &Rc<Place>) {
    let (end, ended) = (place.end(), place.ended.clone());
    let (container, site, key) = (place.container.clone(), place.site.clone(), place.site.method.key.clone());
    let place = Rc::downgrade(place);
    spawn(async move {
        let waiting = async {
            loop {
                loading::seen(&container, &site, &ended).await;
                sleep(loading::LIMIT).await;
                let Some(place) = place.upgrade() else { return };
                match place.height() {
                    Some(0.0) => return site.send(Event::MethodUnavailable(key, Some(ApprovalError::Empty))),
                    Some(_) => return place.visible.set(true),
                    // It cannot be seen now.
                    None => {}
                }
            }
        };
        before(end, waiting).await;
    });
}

impl Site {
    /// Notes that the page took the container of this method away.
    fn note_loss(&self) {
        if let Some(checkout) = self.checkout() {
            checkout.providers().losses.borrow_mut().push((self.method.key.clone(), now()));
        }
    }

    /// Whether this method has had more losses than that lately. If so, they are forgotten, so that it can be tried again.
    fn forget_losses(&self, most: usize) -> bool {
        let Some(checkout) = self.checkout() else { return false };
        let mut losses = checkout.providers().losses.borrow_mut();
        losses.retain(|(_, at)| at + MEMORY > now());
        let mine = |loss: &(String, f64)| loss.0 == self.method.key;
        let many = losses.iter().filter(|loss| mine(loss)).count() > most;
        if many {
            losses.retain(|loss| !mine(loss));
        }
        many
    }
}
