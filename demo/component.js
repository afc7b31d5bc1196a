// Shows the element and the Yew storefront beside each other, each with a cart of its own in the sandbox.

import { byId, make } from './dom.js';
import { knownLanguage } from './languages.js';
import { keep, recall } from './memory.js';

const KEPT = 'demo-pair';
const root = new URL('../', import.meta.url);

async function newCart() {
  const guest = crypto.randomUUID();
  const answer = await fetch(new URL('sandbox/carts', root), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ guest }),
  });
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
  const { cartId } = await answer.json();
  return { cartId, guest };
}

// A reload, and the way back from a provider, go on with the same carts. Ordered ones are not known any more.
async function carts() {
  const kept = recall(KEPT) ?? [];
  const known = await Promise.all(kept.map(async ({ cartId, guest }) => {
    const headers = { accept: 'application/vnd.api+json', 'x-anonymous-customer-unique-id': guest };
    return (await fetch(new URL(`glue/guest-carts/${cartId}`, root), { headers })).ok;
  }));
  const pair = known.length === 2 && known.every(Boolean) ? kept : [await newCart(), await newCart()];
  keep(KEPT, pair);
  return pair;
}

async function start() {
  const { startSandbox } = await import(new URL('register.js', root).href);
  await startSandbox();
  const [left, right] = await carts();
  const glue = new URL('glue', root).href;
  const locale = knownLanguage(new URL(location.href).searchParams.get('locale'));
  byId('element').append(make('express-checkout', {
    'glue-url': glue, 'cart-id': left.cartId, 'anonymous-id': left.guest, 'provider-origins': location.origin, locale,
  }));
  Object.assign(byId('storefront').dataset, {
    glueUrl: glue, cartId: right.cartId, anonymousId: right.guest, providerOrigins: location.origin, locale,
  });
  const { default: draw } = await import(new URL('yew-storefront.js', root).href);
  await draw();
}

start().catch((trouble) => {
  byId('trouble').textContent = trouble.message;
  byId('trouble').hidden = false;
});
