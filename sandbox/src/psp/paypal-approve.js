// The payer's page: asks the shop before the shipping address or the shipping option changes.
(() => {
  'use strict';
  const { shop, addresses, options } = document.body.dataset;
  const listener = window.opener || (window.parent === window ? null : window.parent);
  const places = JSON.parse(addresses);
  const ways = JSON.parse(options);
  const byId = (id) => document.getElementById(id);
  const status = byId('status');
  const choice = { address: 0, option: 0 };
  const refused = new Set();
  let turn = 0;
  let asked = null;

  const agree = (may) => { byId('approve').disabled = !may; byId('decline').disabled = !may; };

  // Before the approval the shop only gets the parts of the address that it needs to calculate the price.
  const redacted = ({ city, state, country: countryCode, postal_code: postalCode }) =>
    ({ city, state, countryCode, postalCode });

  function ask(kind, choices, view) {
    choice[kind] = (choice[kind] + 1) % choices.length;
    asked = kind;
    turn += 1;
    agree(false);
    status.textContent = 'updating';
    const change = view(choices[choice[kind]]);
    listener.postMessage({ psp: 'paypal-look-alike', kind, turn, change }, shop);
  }

  window.addEventListener('message', ({ origin, source, data }) => {
    if (origin !== shop || source !== listener || data?.psp !== 'paypal-look-alike' || data.turn !== turn) return;
    refused[data.refused ? 'add' : 'delete'](asked);
    if (asked === 'address') document.forms[0].elements.abroad.value = choice.address === 1;
    agree(refused.size === 0);
    if (refused.size === 0) status.textContent = '';
    else status.textContent = refused.has('address') ? 'This address cannot be used' : 'This option cannot be used';
  });

  byId('change-address')?.addEventListener('click', () => ask('address', places, redacted));
  byId('change-option')?.addEventListener('click', () => ask('option', ways, (way) => way));
})();
