// The script of the payer's sheet. It sends the payer's actions to the shop's page, and confirms intents for it.
(() => {
  'use strict';
  const { shop, payer: known } = document.body.dataset;
  const payer = JSON.parse(known);
  const form = document.forms[0];
  // The buttons have the name `action`, so `form.action` would be the buttons.
  const address = form.getAttribute('action');
  const byId = (id) => document.getElementById(id);
  const status = byId('status');
  const hasShipping = byId('change-address') !== null;
  let action = 'cancel';
  // The id of another intent, if this fault is simulated.
  let id = null;
  let place = 0;
  let turn = 0;
  let asked = null;
  const refused = new Set();

  const tell = (message) => window.parent.postMessage({ psp: 'stripe-look-alike', ...message }, shop);
  const agree = (may) => { byId('approve').disabled = !may; byId('decline').disabled = !may; };
  const post = (url, fields) => fetch(url, { method: 'POST', body: new URLSearchParams(fields) });

  function ask(kind, facts) {
    turn += 1;
    asked = kind;
    agree(false);
    status.textContent = 'updating';
    tell({ kind, turn, ...facts });
  }

  // Before the approval the shop only gets the parts of the address that it needs to calculate the price.
  function askAddress() {
    const { city, state, postal_code, country } = payer.addresses[place];
    ask('address', { name: payer.name, address: { city, state, postal_code, country } });
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    ({ value: action } = event.submitter);
    agree(false);
    status.textContent = 'asking';
    try {
      const response = await post(address, { action });
      const { events, id: forged } = await response.json();
      id = forged;
      tell({ kind: 'told', events, payer, address: payer.addresses[place] });
    } catch {
      agree(true);
      status.textContent = 'Something went wrong. Try again.';
    }
  });

  async function confirm(fields) {
    let body = { error: { type: 'api_connection_error', message: 'The connection was lost.' } };
    try {
      const response = await post('confirm', { ...fields, action, abroad: place === 1 });
      body = await response.json();
    } catch {
      // `body` already has an error: the result of the confirmation is not known.
    }
    if (!body.error && !body.paymentIntent) body = { error: { type: 'api_error', message: 'Something went wrong.' } };
    if (body.paymentIntent && id !== null) body.paymentIntent.id = id;
    agree(true);
    status.textContent = body.error?.message ?? '';
    tell({ kind: 'confirmed', body });
  }

  function changed({ turn: answered, refused: no, amount }) {
    if (answered !== turn) return;
    refused[no ? 'add' : 'delete'](asked);
    agree(refused.size === 0);
    byId('amount').textContent = amount;
    if (refused.size === 0) status.textContent = '';
    else status.textContent = refused.has('address') ? 'This address cannot be used' : 'This option cannot be used';
  }

  window.addEventListener('message', ({ origin, source, data }) => {
    if (origin !== shop || source !== window.parent || data?.psp !== 'stripe-look-alike') return;
    if (data.kind === 'confirm') confirm(data.fields);
    if (data.kind === 'changed') changed(data);
  });

  byId('change-address')?.addEventListener('click', () => {
    place = 1 - place;
    askAddress();
  });
  byId('change-option')?.addEventListener('click', () => ask('option', {}));
  // As in real sheets, the preselected address counts as a choice.
  if (hasShipping) askAddress();
})();
