// The shop's own address form, which the element fills by its autocomplete tokens.

import { byId } from './dom.js';
import { words } from './words.js';

const form = byId('checkout-form');
const otherBilling = byId('other-billing');
const billing = byId('billing');

function showBilling() {
  billing.hidden = !otherBilling.checked;
  billing.disabled = !otherBilling.checked;
}

/** Makes the form work; `undo` is called by its link. */
export function start(undo) {
  otherBilling.addEventListener('change', showBilling);
  showBilling();
  byId('undo').addEventListener('click', () => {
    filled(undefined);
    undo();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    byId('form-said').textContent =
      words('Everything is there. A real shop would go on to delivery and payment now; this demo shows the express way.');
  });
  form.addEventListener('input', () => { byId('form-said').textContent = ''; });
}

/** Says who filled the form; nobody when the name is missing. */
export function filled(name) {
  byId('filled').classList.toggle('shown', Boolean(name));
  byId('filled-by').textContent = name ? words('Filled in by {name}.', { name }) : '';
  byId('undo').disabled = !name;
}

/** Opens the billing address where it is another one. */
export function compare({ billingAddress, shippingAddress } = {}) {
  const facts = ['firstName', 'lastName', 'address1', 'address2', 'zipCode', 'city', 'iso2Code'];
  const differs = facts.some((fact) => (billingAddress?.[fact] ?? '') !== (shippingAddress?.[fact] ?? ''));
  if (differs && billingAddress?.address1) otherBilling.checked = true;
  showBilling();
}
