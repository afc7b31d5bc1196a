// The script of the wallet's page. It sends the payer's actions to the payment handler.
(() => {
  'use strict';
  const payer = JSON.parse(document.body.dataset.payer);
  const form = document.forms[0];
  // The buttons have the name `action`, so `form.action` would be the buttons.
  const address = form.getAttribute('action');
  const byId = (id) => document.getElementById(id);
  const status = byId('status');
  let place = 0;
  let turn = 0;

  const agree = (may) => { byId('approve').disabled = !may; byId('decline').disabled = !may; };
  const worker = () => navigator.serviceWorker.ready.then(({ active }) => active);
  const tell = async (message) => (await worker()).postMessage(message);

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    form.elements.abroad.value = place === 1;
    // Read the form before its buttons are disabled, because disabled buttons are not part of it.
    const fields = new URLSearchParams(new FormData(form, event.submitter));
    agree(false);
    status.textContent = 'asking';
    try {
      const response = await fetch(address, { method: 'POST', body: fields });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      const { details } = await response.json();
      await tell({ kind: 'outcome', details, payer, address: payer.addresses[place] });
      status.textContent = 'Done.';
    } catch {
      agree(true);
      status.textContent = 'Something went wrong. Try again.';
    }
  });

  function ask(kind) {
    turn += 1;
    agree(false);
    status.textContent = 'updating';
    tell({ kind, turn, address: payer.addresses[place] });
  }

  byId('hang').addEventListener('click', () => tell({ kind: 'hang' }));
  byId('change-address')?.addEventListener('click', () => {
    place = 1 - place;
    ask('address');
  });
  byId('change-option')?.addEventListener('click', () => ask('option'));

  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    if (data.turn !== turn) return;
    agree(!data.refused);
    if (data.total) byId('amount').textContent = data.total;
    status.textContent = data.refused ? 'This address cannot be used' : '';
  });
  navigator.serviceWorker.startMessages();
})();
