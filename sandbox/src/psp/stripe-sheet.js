// The sheet's own script. It tells the shop's page what the payer does, and confirms intents for it.
(() => {
  'use strict';
  const { shop, payer: known } = document.body.dataset;
  const payer = JSON.parse(known);
  const form = document.forms[0];
  // Its buttons are called `action`: the property of that name is theirs.
  const address = form.getAttribute('action');
  const byId = (id) => document.getElementById(id);
  const status = byId('status');
  const hasShipping = byId('change-address') !== null;
  let action = 'cancel';
  // Another id than the intent's own, when a fault is played.
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

  // Before the approval the shop learns no more of an address than what a quote needs.
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
      // As prepared: nobody knows what became of it.
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
  // As real sheets do: the address that is chosen from the start counts as a choice.
  if (hasShipping) askAddress();
})();
