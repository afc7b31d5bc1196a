// The demo shop's address form. The element fills it by its autocomplete tokens.

import { byId } from './dom.js';
import { words } from './words.js';

const form = byId('checkout-form');
const otherBilling = byId('other-billing');
const billing = byId('billing');

function showBilling() {
  billing.hidden = !otherBilling.checked;
  billing.disabled = !otherBilling.checked;
}

/** Adds the form's listeners. */
export function start() {
  otherBilling.addEventListener('change', showBilling);
  showBilling();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    byId('form-said').textContent =
      words('The address is complete. A real shop would continue with delivery and payment. This demo only shows express checkout.');
  });
  form.addEventListener('input', () => { byId('form-said').textContent = ''; });
}

/** Shows the billing address if it differs from the shipping address. */
export function compare({ billingAddress, shippingAddress } = {}) {
  const fields = ['firstName', 'lastName', 'address1', 'address2', 'zipCode', 'city', 'iso2Code'];
  const differs = fields.some((field) => (billingAddress?.[field] ?? '') !== (shippingAddress?.[field] ?? ''));
  if (differs && billingAddress?.address1) otherBilling.checked = true;
  showBilling();
}
