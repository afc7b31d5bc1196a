// The steps of the story: product, mini-cart, cart, checkout, thanks. The step is in the page's URL.

import { BAG, PRODUCT } from './carts.js';
import { byId } from './dom.js';
import { knowsOption } from './knobs.js';

const STEPS = ['product', 'cart', 'checkout'];
const FIRST_SKU = '066_23294028';

// Where the drawer sticks: below the line that leads to the diagram, if the page has one.
const stuck = () => parseFloat(getComputedStyle(byId('drawer-box')).top);

export class Story {
  step;
  sku = FIRST_SKU;
  /** Whether the visitor found the express buttons. Then the page does not lead to them any more. */
  found = false;
  #buysAlone = false;
  #withProduct = true;
  #isOpen = false;
  #opener;
  #isKnown = () => true;
  #acts;

  /** @param {{move: () => void, drawer: (open: boolean) => void}} acts */
  constructor(acts) {
    this.#acts = acts;
    this.#read();
    this.linkTo = (sku) => this.#url('product', sku);
    document.addEventListener('click', (event) => this.#clicked(event));
    window.addEventListener('popstate', () => this.#leave(() => this.#read()));
    byId('open-drawer').addEventListener('click', () => this.openDrawer(byId('open-drawer')));
    byId('close-drawer').addEventListener('click', () => this.closeDrawer());
    byId('veil').addEventListener('click', () => this.closeDrawer());
    byId('drawer').addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.closeDrawer();
    });
    this.wantsDrawer = new URL(location.href).searchParams.get('drawer') === 'open';
    this.show({});
  }

  /** Which cart the step is about. */
  get which() {
    return this.#withProduct && (this.step === 'product' || this.#buysAlone) ? PRODUCT : BAG;
  }

  /** Whether the drawer is open. */
  get isOpen() {
    return this.#isOpen;
  }

  /** Tells how to find out whether the shop has a product. */
  knows(isKnown) {
    this.#isKnown = isKnown;
    if (!isKnown(this.sku)) this.sku = FIRST_SKU;
  }

  /** Writes the step into the URL, so that a reload with options shows the same step. */
  pin() {
    history.replaceState(history.state, '', this.#url(this.step, this.#buysAlone || this.step === 'product' ? this.sku : undefined));
  }

  /** The shop is a real one: the page shows only its cart. */
  onlyCart() {
    this.#withProduct = false;
    this.#buysAlone = false;
    if (this.step === 'product') this.step = 'checkout';
    for (const link of document.querySelectorAll('a[data-view=product], a[data-view=drawer]')) link.hidden = true;
    byId('open-drawer').hidden = true;
    this.show({});
  }

  /** The shop's own checkout for the cart of an element. */
  checkoutUrl(inDrawer) {
    const alone = !inDrawer && this.which === PRODUCT;
    return `${this.#url('checkout', alone ? this.sku : undefined)}#checkout-form`;
  }

  /** Goes to a step. */
  go(step, sku = this.sku) {
    this.#leave(() => {
      Object.assign(this, { step, sku: this.#isKnown(sku) ? sku : this.sku });
      this.#buysAlone = false;
      history.pushState(null, '', this.#url(step, step === 'product' ? this.sku : undefined));
    });
    this.top();
  }

  /** Scrolls to the top of the shop. */
  top() {
    byId('frame').scrollTo(0, 0);
    if (byId('frame').getBoundingClientRect().top < 0) byId('frame').scrollIntoView({ block: 'start', behavior: 'instant' });
  }

  /** Opens the drawer. `opener` gets the focus back when it is closed. */
  openDrawer(opener = document.activeElement) {
    if (this.#isOpen) return;
    this.#opener = opener;
    this.#turn(true);
    byId('drawer').focus({ preventScroll: true });
  }

  closeDrawer() {
    if (!this.#isOpen) return;
    this.#turn(false);
    // The offers may have been drawn again meanwhile.
    const { isConnected, dataset } = this.#opener ?? {};
    const opener = isConnected ? this.#opener : byId('offers').querySelector(`[data-add="${dataset?.add}"]`);
    const isThere = opener && opener !== document.body && opener.checkVisibility();
    (isThere ? opener : byId('open-drawer')).focus({ preventScroll: true });
  }

  /** Shows the parts of the page that belong to the step. `thanks`: the order was placed in the drawer. */
  show({ ordered = false, thanks = false }) {
    const shown = ordered ? 'thanks' : this.step;
    byId('room').dataset.view = shown;
    for (const part of byId('room').querySelectorAll('[data-in]')) part.hidden = !part.dataset.in.split(' ').includes(shown);
    byId('drawer').classList.toggle('thanks', thanks);
    for (const id of ['begin', 'invite']) byId(id).hidden = this.found || this.#isOpen || shown !== 'product';
    const current = thanks ? 'thanks' : (this.#isOpen && 'drawer') || shown;
    for (const step of byId('welcome').querySelectorAll('.steps [data-view]')) {
      if (step.dataset.view === current) step.setAttribute('aria-current', 'step');
      else step.removeAttribute('aria-current');
    }
  }

  #turn(open) {
    this.#isOpen = open;
    for (const id of ['drawer', 'veil']) byId(id).hidden = !open;
    for (const part of byId('shop').querySelectorAll('.masthead, .room, .skip')) part.inert = open;
    byId('open-drawer').setAttribute('aria-expanded', String(open));
    if (open) this.#reveal();
    this.#acts.drawer(open);
  }

  // The drawer is as high as the window, so the page scrolls until the drawer is at the top. A phone has a window of its own.
  #reveal() {
    const isPhone = byId('frame').dataset.frame === 'phone';
    if (isPhone) byId('frame').scrollIntoView({ block: 'nearest', behavior: 'instant' });
    else if (byId('drawer-box').getBoundingClientRect().top > stuck()) byId('frame').scrollIntoView({ block: 'start', behavior: 'instant' });
  }

  #leave(change) {
    change();
    if (this.#isOpen) this.#turn(false);
    this.show({});
    this.#acts.move();
  }

  #clicked(event) {
    const link = event.target.closest?.('a[data-view]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.view === 'drawer') this.openDrawer();
    else this.go(link.dataset.view, link.dataset.sku);
  }

  // A link with options and without a step leads to the checkout, which shows most of them.
  #read() {
    const query = new URL(location.href).searchParams;
    const usual = [...query.keys()].some((name) => knowsOption(name) || ['glue', 'cart'].includes(name)) ? 'checkout' : 'product';
    this.step = STEPS.includes(query.get('view')) ? query.get('view') : usual;
    const sku = query.get('product') ?? FIRST_SKU;
    this.sku = this.#isKnown(sku) ? sku : FIRST_SKU;
    this.#buysAlone = this.step === 'checkout' && query.has('product');
    if (!this.#withProduct) this.onlyCart();
  }

  #url(step, sku) {
    const url = new URL(location.href);
    url.hash = '';
    url.searchParams.delete('drawer');
    url.searchParams.delete('product');
    url.searchParams.set('view', step);
    if (sku && sku !== (step === 'product' ? FIRST_SKU : undefined)) url.searchParams.set('product', sku);
    return url.href;
  }
}
