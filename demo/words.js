// The demo shop's German texts. The English texts are in index.html and in the scripts, and are the keys here.

import { make } from './dom.js';

const GERMAN = {
  'Welcome to the demo': 'Willkommen in der Demo',
  'A shop to play with: no money moves.': 'Ein Shop zum Ausprobieren: Es fließt kein Geld.',
  'Tap an express button and order.': 'Tippen Sie auf einen Express-Button und bestellen Sie.',
  'On the right you see what the shop and Spryker say to each other while you tap.':
    'Rechts sehen Sie, was der Shop und Spryker dabei austauschen.',
  'Below the shop you see what the shop and Spryker say to each other while you tap.':
    'Unter dem Shop sehen Sie, was der Shop und Spryker dabei austauschen.',
  'Start here': 'Hier beginnen',
  'The steps of the story': 'Die Schritte der Geschichte',
  'Product': 'Produkt',
  'Mini-cart': 'Mini-Warenkorb',
  'Cart': 'Warenkorb',
  'Checkout': 'Kasse',
  'Thank you': 'Danke',
  'Starting the sandbox …': 'Die Testumgebung startet …',
  'Your cart': 'Ihr Warenkorb',
  'Open the cart, items:': 'Warenkorb öffnen, Artikel:',
  'Objects for slow rooms': 'Dinge für ruhige Räume',
  'Skip to the checkout': 'Zur Kasse springen',
  'incl. VAT, plus shipping': 'inkl. MwSt., zzgl. Versand',
  'Add to cart': 'In den Warenkorb',
  'A lamp with a linen shade and a brass stem. Its light is warm and falls where you read.':
    'Eine Lampe mit Leinenschirm und Messingfuß. Ihr Licht ist warm und fällt dorthin, wo Sie lesen.',
  'Solid oak, oiled by hand. It carries breakfast to the bed and back.':
    'Massive Eiche, von Hand geölt. Es trägt das Frühstück ans Bett und zurück.',
  'A quiet clock of walnut. The hands move without a tick.': 'Eine leise Uhr aus Nussbaum. Die Zeiger laufen ohne Ticken.',
  'A round of wool felt under a hot cup.': 'Ein Rund aus Wollfilz unter einer heißen Tasse.',
  'A brass pen with your initials. It ages as you write.': 'Ein Messingstift mit Ihren Initialen. Er altert mit dem Schreiben.',
  'A pattern of leaves to print yourself. You get a file, nothing is shipped.':
    'Ein Blättermuster zum Selbstdrucken. Sie erhalten eine Datei, es wird nichts versandt.',
  'Items': 'Artikel',
  'Discount': 'Rabatt',
  'Shipping': 'Versand',
  'Total': 'Summe',
  'at the checkout': 'an der Kasse',
  'Includes VAT': 'inkl. MwSt.',
  'Go to checkout': 'Zur Kasse',
  'View the cart': 'Warenkorb ansehen',
  'Close': 'Schließen',
  'There is nothing to pay: your cart is empty.': 'Es gibt nichts zu bezahlen: Ihr Warenkorb ist leer.',
  'Express checkout': 'Express-Checkout',
  'One tap is enough. We get the address from your payment provider. You check it and order.':
    'Ein Tipp genügt. Wir erhalten die Adresse vom Zahlungsanbieter. Sie prüfen sie und bestellen.',
  'I have read the {terms} and the {withdrawal}.': 'Ich habe die {terms} und die {withdrawal} gelesen.',
  'terms and conditions': 'AGB',
  'right of withdrawal': 'Widerrufsbelehrung',
  'Please tick this box first. Nothing was ordered.': 'Bitte setzen Sie zuerst dieses Häkchen. Es wurde nichts bestellt.',
  'or fill in the address yourself': 'oder die Adresse selbst eintragen',
  'Start a new order': 'Neue Bestellung beginnen',
  'This is a demo, so nothing will be delivered and nothing was charged.':
    'Dies ist eine Demo: Es wird nichts geliefert, und es wurde nichts abgebucht.',
  'The e-mail that a shop would send now': 'Die E-Mail, die ein Shop jetzt schicken würde',
  'From: Atelier Ahorn': 'Von: Atelier Ahorn',
  'Subject: Your order {name}': 'Betreff: Ihre Bestellung {name}',
  'Thank you for your order. You bought:': 'Vielen Dank für Ihre Bestellung. Sie haben gekauft:',
  'Total: {name}': 'Summe: {name}',
  'We write again when your parcel is on its way.': 'Wir schreiben wieder, wenn Ihr Paket unterwegs ist.',
  'Contact': 'Kontakt',
  'E-mail': 'E-Mail',
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
    'Die Adresse ist vollständig. Ein echter Shop würde mit Versand und Zahlung fortfahren. Diese Demo zeigt nur den Express-Checkout.',
  'Filled in by {name}.': 'Eingetragen von {name}.',
  'Undo': 'Rückgängig',
  'Also in the shop': 'Auch im Shop',
  'Add': 'In den Warenkorb',
  'One more {name}': '{name}: eins mehr',
  'One less {name}': '{name}: eins weniger',
  'Quantity of {name}': 'Anzahl: {name}',
  'Your cart is empty.': 'Ihr Warenkorb ist leer.',
};

let spoken = 'en';
const written = new WeakMap();

/** The language of the shop's own texts. */
export const language = () => spoken;

/** Sets the language of the page. The shop speaks English where it has no texts, so it is never mirrored. The element is. */
export function setLanguage(tag) {
  spoken = tag.split('-')[0] === 'de' ? 'de' : 'en';
  document.documentElement.lang = spoken;
}

/** The value of `lang` for English texts of the shop's data, where the page is in another language. */
export const inEnglish = () => (spoken === 'en' ? undefined : 'en');

const textOf = (english) => (spoken === 'de' && GERMAN[english]) || english;

/** The text in the chosen language, with `{name}` filled in. */
export function words(english, values = {}) {
  return textOf(english).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** Translates all elements with `data-words` below the roots. */
export function speak(...roots) {
  for (const root of roots) {
    for (const node of root.querySelectorAll('[data-words]')) {
      if (!written.has(node)) written.set(node, node.textContent);
      node.textContent = words(written.get(node));
    }
    for (const label of root.querySelectorAll('[data-consent]')) consentText(label);
  }
}

// The sentence beside the box, with links to what it names. They open beside the shop, so that the order is not lost.
function consentText(label) {
  const link = (text, anchor) => make('a', {
    href: new URL(`terms.html#${anchor}`, import.meta.url).href, target: '_blank', rel: 'noopener',
  }, words(text));
  const links = { '{terms}': link('terms and conditions', 'terms'), '{withdrawal}': link('right of withdrawal', 'withdrawal') };
  const parts = textOf('I have read the {terms} and the {withdrawal}.').split(/(\{\w+\})/);
  label.replaceChildren(...parts.map((part) => links[part] ?? part));
}
