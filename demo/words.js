// The shop's own words. English is written where it is used and in index.html; this is what it becomes in German.

const GERMAN = {
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
  'One tap. We ask your payment provider for the address, you check it, done.':
    'Ein Tippen. Wir holen die Adresse beim Zahlungsanbieter, Sie prüfen sie, fertig.',
  'I have read the terms, and how to return what I do not like.': 'Ich habe die AGB gelesen und die Hinweise zum Widerruf.',
  'Please tick this box first. Nothing was ordered.': 'Bitte setzen Sie zuerst diesen Haken. Es wurde nichts bestellt.',
  'or fill in the address yourself': 'oder die Adresse selbst eintragen',
  'Order another one': 'Noch einmal bestellen',
  'Your things are on their way, at least in this sandbox.': 'Alles ist unterwegs, jedenfalls in diesem Sandkasten.',
  'Contact': 'Kontakt',
  'Email': 'E-Mail',
  'Phone': 'Telefon',
  'Shipping address': 'Lieferadresse',
  'Billing address': 'Rechnungsadresse',
  'First name': 'Vorname',
  'Last name': 'Nachname',
  'Company (optional)': 'Firma (freiwillig)',
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
  'Bill to another address': 'An eine andere Adresse berechnen',
  'Continue to delivery': 'Weiter zum Versand',
  'Everything is there. A real shop would go on to delivery and payment now; this demo shows the express way.':
    'Alles ist da. Ein echter Shop ginge nun weiter zu Versand und Zahlung; diese Demo zeigt den Express-Weg.',
  'Filled in by {name}.': 'Eingetragen von {name}.',
  'Undo': 'Rückgängig',
  'Also in the shop': 'Auch im Shop',
  'Add': 'Dazu',
  'Add {name}': '{name} dazulegen',
  'One more {name}': '{name}: eins mehr',
  'One less {name}': '{name}: eins weniger',
  'Quantity of {name}': 'Anzahl: {name}',
  'Your basket is empty.': 'Ihr Warenkorb ist leer.',
  'New cart': 'Neuer Warenkorb',
};

let locale = 'en';
const written = new Map();

/** The words in the chosen language, with `{name}` filled in. */
export function words(english, values = {}) {
  const text = (locale === 'de' && GERMAN[english]) || english;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** Everything below `root` that is marked `data-words`, in this language. */
export function speak(chosen, ...roots) {
  locale = chosen;
  for (const root of roots) {
    for (const node of root.querySelectorAll('[data-words]')) {
      if (!written.has(node)) written.set(node, node.textContent);
      node.textContent = words(written.get(node));
    }
  }
}
