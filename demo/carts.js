// The shopper's carts: the shop's own cart, and the one of the product page, which has that product alone. Both survive a
// reload and the return from a provider's page.

import { Glue, Trouble } from './glue.js';
import { keep, recall } from './memory.js';

/** The shop's cart. */
export const BAG = 'bag';
/** The cart of the product page. */
export const PRODUCT = 'product';

const KEPT = { [BAG]: 'demo-cart', [PRODUCT]: 'demo-product-cart' };
// A little less than the lifetime of Glue's access tokens.
const TOKEN_LIFETIME_MS = 50 * 60 * 1000;

/**
 * A cart: `{which, sku, shopper, glue, data}`. `data` is what Glue says about it.
 * @typedef {{which: string, sku?: string, shopper: object, glue: Glue, data: object}} Cart
 */

export class Carts {
  #held = new Map();
  #complain;

  /**
   * @param {{base: string, sandbox?: object, token?: string}} shop
   * @param {(trouble: Error) => void} complain
   */
  constructor(shop, complain) {
    this.shop = shop;
    this.#complain = complain;
  }

  /** The cart that was made or taken up before. */
  held(which) {
    return this.#held.get(which);
  }

  /** The cart from before a reload. If it no longer exists, but an attempt is open, the element finds out whether it was ordered. */
  async takeUp(which, kind, sku) {
    const kept = recall(KEPT[which]);
    if (kept?.base !== this.shop.base) return undefined;
    if (!kept.attempt && (kept.kind !== kind || kept.sku !== sku)) return undefined;
    return this.#open(which, this.#shopper(kept.cartId, kept.guestId), kept.sku, kept.attempt);
  }

  /** The cart that the page's URL names, as needed for a real shop. */
  async visit(cartId, guestId) {
    if (!cartId || (!guestId && !this.shop.token)) {
      throw new Trouble('This shop needs a cart in the URL. For a guest, add &cart=UUID&guest=ID. For a customer, add &cart=UUID and '
        + '#token=TOKEN. The token is not saved, so add it again after every reload.');
    }
    return this.#open(BAG, this.#shopper(cartId, this.shop.token ? undefined : guestId), undefined, true);
  }

  /** A new cart of the sandbox: with the usual things, or with one product alone. */
  async make(which, kind, sku) {
    if (!this.shop.sandbox) throw new Trouble('New carts can only be created in the sandbox.');
    const guest = kind === 'guest';
    const guestId = guest ? `demo-${crypto.randomUUID()}` : undefined;
    const wish = guest ? { guest: guestId } : { customer: true };
    if (sku) wish.items = [{ sku, quantity: 1 }];
    const made = await this.shop.sandbox.newCart(wish);
    const shopper = this.#shopper(made.cartId, guestId, made.accessToken);
    keep(KEPT[which], { base: this.shop.base, kind, sku, cartId: made.cartId, guestId, attempt: false });
    return this.#open(which, shopper, sku, false);
  }

  /** Says whether an attempt with this cart is open. */
  mark(which, attempt) {
    const kept = recall(KEPT[which]);
    if (kept) keep(KEPT[which], { ...kept, attempt });
  }

  /** Whether an attempt with this cart is open. */
  isUnderWay(which) {
    return Boolean(recall(KEPT[which])?.attempt);
  }

  /** Forgets the cart, such as after its order. */
  forget(which) {
    this.#held.delete(which);
    keep(KEPT[which], undefined);
  }

  async #open(which, shopper, sku, mayBeGone) {
    const cart = { which, sku, shopper, glue: new Glue(this.shop.base, shopper) };
    try {
      cart.data = await cart.glue.cart();
    } catch (trouble) {
      if (!mayBeGone) return undefined;
      const absent = 'The shop does not have this cart. The express checkout will find out whether it was ordered.';
      this.#complain(trouble.status === 404 ? new Trouble(absent) : trouble);
      cart.data = { currency: 'EUR', totals: {}, lines: [] };
    }
    this.#held.set(which, cart);
    return cart;
  }

  #shopper(cartId, guestId, first = this.shop.token) {
    if (guestId !== undefined) return { cartId, guestId };
    // The element calls this before every request, and again after a 401.
    let [current, until] = [first, Date.now() + TOKEN_LIFETIME_MS];
    const valid = async (again) => {
      if (this.shop.sandbox && (!current || again || Date.now() > until)) {
        [current, until] = [await this.shop.sandbox.logIn(), Date.now() + TOKEN_LIFETIME_MS];
      }
      return current;
    };
    return { cartId, token: valid };
  }
}
