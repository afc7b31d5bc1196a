// Clients for the two servers that the demo storefront uses: Glue, for the cart, and the sandbox's control routes.

const JSON_API = 'application/vnd.api+json';

/** The payment methods of the demo's shop. */
export const OFFERED = ['paypal', 'wallet', 'stripe', 'invoice'];

/** An error with a message for the page. */
export class Trouble extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new Trouble(`${new URL(url).origin} cannot be reached from this page. Is it running, and does its CORS configuration allow this origin?`);
  }
  if (response.status === 204) return undefined;
  const body = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body;
  const detail = body?.errors?.[0]?.detail ?? body?.detail ?? body?.error ?? 'an answer that is not JSON';
  throw new Trouble(`${new URL(url).pathname} answered ${response.status}: ${detail}`, response.status);
}

/** A client for the shopper's cart. */
export class Glue {
  /**
   * @param {string} base Glue's URL without a trailing slash.
   * @param {{cartId: string, guestId?: string, token?: (again: boolean) => Promise<string>}} shopper
   */
  constructor(base, shopper) {
    this.base = base;
    this.shopper = shopper;
    const guest = shopper.guestId !== undefined;
    this.items = guest ? 'guest-cart-items' : 'items';
    this.path = `${guest ? 'guest-carts' : 'carts'}/${encodeURIComponent(shopper.cartId)}`;
  }

  /** `{currency, totals, discounts: [name], lines: [{key, sku, name, quantity, sum}]}` */
  async cart() {
    const { data, included = [] } = await this.#ask('GET', `${this.path}?include=${this.items},concrete-products`);
    const names = new Map(included.filter(({ type }) => type === 'concrete-products').map(({ id, attributes }) => [id, attributes.name]));
    const line = ({ id, attributes: { sku, quantity, calculations } }) =>
      ({ key: id, sku, name: names.get(sku), quantity, sum: calculations?.sumPrice ?? 0 });
    const lines = included.filter(({ type }) => type === this.items).map(line);
    const { currency, totals, discounts = [] } = data.attributes;
    return { currency, totals, discounts: discounts.map(({ displayName }) => displayName).filter(Boolean), lines };
  }

  add(sku) {
    return this.#ask('POST', `${this.path}/${this.items}`, { sku, quantity: 1 });
  }

  setQuantity({ key, sku }, quantity) {
    const path = `${this.path}/${this.items}/${encodeURIComponent(key)}`;
    return quantity > 0 ? this.#ask('PATCH', path, { sku, quantity }) : this.#ask('DELETE', path);
  }

  async #ask(method, path, attributes, again = false) {
    const { guestId, token } = this.shopper;
    const headers = { accept: JSON_API };
    if (guestId !== undefined) headers['x-anonymous-customer-unique-id'] = guestId;
    else headers.authorization = `Bearer ${await token(again)}`;
    let body;
    if (attributes) {
      headers['content-type'] = JSON_API;
      body = JSON.stringify({ data: { type: this.items, attributes } });
    }
    try {
      return await ask(`${this.base}/${path}`, { method, headers, body });
    } catch (trouble) {
      // The token has expired: try again with a new one.
      if (trouble.status === 401 && token && !again) return this.#ask(method, path, attributes, true);
      throw trouble;
    }
  }
}

/** A client for the sandbox's control routes. */
export class Sandbox {
  constructor(glue) {
    this.glue = glue;
    this.base = new URL('../sandbox/', `${glue}/`);
  }

  /** The sandbox that serves this Glue, or `undefined` for a real shop. */
  static async beside(glue) {
    const sandbox = new Sandbox(glue);
    try {
      const { payer } = await sandbox.#ask('config');
      return payer ? sandbox : undefined;
    } catch {
      return undefined;
    }
  }

  config() { return this.#ask('config'); }

  configure(settings) { return this.#ask('config', settings); }

  products() { return this.#ask('products'); }

  ledger() { return this.#ask('ledger'); }

  reset() { return this.#ask('reset', {}); }

  newCart(wish) { return this.#ask('carts', wish); }

  /** Approves a payment, as the payer does at the provider. */
  approve(transaction) { return this.#ask(`psp/${encodeURIComponent(transaction)}/approve`, {}); }

  /** Logs in the sandbox's first customer, and returns the access token. */
  async logIn() {
    const attributes = { username: 'sonia@example.com', password: 'change123' };
    const headers = { accept: JSON_API, 'content-type': JSON_API };
    const body = JSON.stringify({ data: { type: 'access-tokens', attributes } });
    const { data } = await ask(`${this.glue}/access-tokens`, { method: 'POST', headers, body });
    return data.attributes.accessToken;
  }

  #ask(path, body) {
    const url = new URL(path, this.base).href;
    if (!body) return ask(url, { headers: { accept: 'application/json' } });
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    return ask(url, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}
