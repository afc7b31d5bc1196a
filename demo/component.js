// Shows the element and the Yew storefront beside each other, each with a cart of its own in the sandbox.

import { byId, make } from './dom.js';
import { OFFERED, Sandbox } from './glue.js';
import { knownLanguage } from './languages.js';
import { keep, recall } from './memory.js';
import { MESSAGES } from './methods.js';
import { leadBack } from './return.js';
import { onlyElement, setLanguage, speak } from './words.js';

const KEPT = 'demo-pair';
const root = new URL('../', import.meta.url);

async function newCart(sandbox) {
  const guest = crypto.randomUUID();
  const { cartId } = await sandbox.newCart({ guest });
  return { cartId, guest };
}

// A reload, and the way back from a provider, go on with the same carts. Ordered ones are not known any more.
async function carts(sandbox) {
  const kept = recall(KEPT) ?? [];
  const known = await Promise.all(kept.map(async ({ cartId, guest }) => {
    const headers = { accept: 'application/vnd.api+json', 'x-anonymous-customer-unique-id': guest };
    return (await fetch(new URL(`glue/guest-carts/${cartId}`, root), { headers })).ok;
  }));
  const pair = known.length === 2 && known.every(Boolean) ? kept : [await newCart(sandbox), await newCart(sandbox)];
  keep(KEPT, pair);
  return pair;
}

async function start() {
  const query = new URL(location.href).searchParams;
  const locale = knownLanguage(query.get('locale'));
  const theme = query.get('theme') ?? 'auto';
  document.documentElement.dataset.theme = theme;
  setLanguage(locale);
  speak(document);
  byId('spoken').textContent = onlyElement(locale);
  byId('spoken').hidden = !byId('spoken').textContent;
  byId('english').hidden = locale === 'en';
  leadBack(byId('back'));
  const { startSandbox } = await import(new URL('register.js', root).href);
  await startSandbox();
  const glue = new URL('glue', root).href;
  const sandbox = await Sandbox.beside(glue);
  // Without a setting the sandbox leaves Stripe out.
  await sandbox.configure({ methods: OFFERED });
  const [left, right] = await carts(sandbox);
  const element = make('express-checkout', {
    'glue-url': glue, 'cart-id': left.cartId, 'anonymous-id': left.guest, 'provider-origins': location.origin, locale, theme,
  });
  element.messages = MESSAGES;
  byId('element').append(element);
  Object.assign(byId('storefront').dataset, {
    glueUrl: glue, cartId: right.cartId, anonymousId: right.guest, providerOrigins: location.origin, locale, theme,
  });
  const { default: draw } = await import(new URL('yew-storefront.js', root).href);
  await draw();
}

start().catch((trouble) => {
  byId('trouble').textContent = trouble.message;
  byId('trouble').hidden = false;
});
