// The demo shop's German texts. The English texts are in index.html and in the scripts, and are the keys here.

const GERMAN = {
  'Starting the sandbox …': 'Die Testumgebung startet …',
  'Your basket': 'Ihr Warenkorb',
  'Objects for slow rooms': 'Dinge für ruhige Räume',
  'Skip to the checkout': 'Zur Kasse springen',
  'Items': 'Artikel',
  'Discount': 'Rabatt',
  'Shipping': 'Versand',
  'Total': 'Summe',
  'at the checkout': 'an der Kasse',
  'Tax included': 'Enthaltene Steuer',
  'Express checkout': 'Express-Kasse',
  'One tap. We get the address from your payment provider. You check it and order.':
    'Ein Tippen genügt. Wir erhalten die Adresse vom Zahlungsanbieter. Sie prüfen sie und bestellen.',
  'I have read the terms and conditions and the right of withdrawal.': 'Ich habe die AGB und die Widerrufsbelehrung gelesen.',
  'Please tick this box first. Nothing was ordered.': 'Bitte setzen Sie zuerst dieses Häkchen. Es wurde nichts bestellt.',
  'or fill in the address yourself': 'oder die Adresse selbst eintragen',
  'Start a new order': 'Neue Bestellung beginnen',
  'Your order is complete. This is a sandbox, so nothing will be delivered.':
    'Ihre Bestellung ist abgeschlossen. Dies ist eine Testumgebung, es wird nichts geliefert.',
  'Contact': 'Kontakt',
  'Email': 'E-Mail',
  'Phone': 'Telefon',
  'Shipping address': 'Lieferadresse',
  'Billing address': 'Rechnungsadresse',
  'First name': 'Vorname',
  'Last name': 'Nachname',
  'Company (optional)': 'Firma (optional)',
  'Street': 'Straße',
  'House number': 'Hausnummer',
  'Postal code': 'Postleitzahl',
  'City': 'Ort',
  'Country': 'Land',
  'Please choose': 'Bitte wählen',
  'Germany': 'Deutschland',
  'Austria': 'Österreich',
  'Switzerland': 'Schweiz',
  'France': 'Frankreich',
  'Japan': 'Japan',
  'United Kingdom': 'Vereinigtes Königreich',
  'United States': 'Vereinigte Staaten',
  'Bill to another address': 'Abweichende Rechnungsadresse',
  'Continue to delivery': 'Weiter zum Versand',
  'The address is complete. A real shop would continue with delivery and payment. This demo only shows express checkout.':
    'Die Adresse ist vollständig. Ein echter Shop würde mit Versand und Zahlung fortfahren. Diese Demo zeigt nur die Express-Kasse.',
  'Filled in by {name}.': 'Eingetragen von {name}.',
  'Undo': 'Rückgängig',
  'Also in the shop': 'Auch im Shop',
  'Add': 'Hinzufügen',
  'Add {name}': '{name} hinzufügen',
  'One more {name}': '{name}: eins mehr',
  'One less {name}': '{name}: eins weniger',
  'Quantity of {name}': 'Anzahl: {name}',
  'Your basket is empty.': 'Ihr Warenkorb ist leer.',
  'New cart': 'Neuer Warenkorb',
};

let locale = 'en';
const written = new Map();

/** The text in the chosen language, with `{name}` filled in. */
export function words(english, values = {}) {
  const text = (locale === 'de' && GERMAN[english]) || english;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** Sets the language, and translates all elements with `data-words` below the roots. */
export function speak(chosen, ...roots) {
  locale = chosen;
  for (const root of roots) {
    for (const node of root.querySelectorAll('[data-words]')) {
      if (!written.has(node)) written.set(node, node.textContent);
      node.textContent = words(written.get(node));
    }
  }
}
