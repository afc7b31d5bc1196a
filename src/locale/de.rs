//! The German texts, with formal address.

use super::Text;

/// The texts that are needed before the first click. All others are empty here.
pub(super) fn first(text: Text) -> &'static str {
    use Text::*;
    match text {
        PayWith => "Bezahlen mit {method}",
        BuyWith => "Kaufen mit {method}",
        CheckoutWith => "Zur Kasse mit {method}",
        FailedMethods => "Die Express-Kasse konnte nicht geladen werden.",
        _ => "",
    }
}

pub(super) fn text(text: Text) -> &'static str {
    use Text::*;
    match text {
        PayWith | BuyWith | CheckoutWith | FailedMethods => first(text),
        Loading => "Die Express-Kasse wird geladen",
        FinishAt => "Bitte schließen Sie die Zahlung im Fenster von {method} ab.",
        TakenTo => "Sie werden zu {method} weitergeleitet …",
        ConnectingTo => "Verbindung zu {method} wird hergestellt …",
        CloseWindow => "Sie können dieses Fenster schließen.",
        FinishedQuestion => "Sind Sie bei {method} fertig?",
        Finished => "Ich bin fertig",
        Cancel => "Abbrechen",
        Fetching => "Ihre Angaben werden abgerufen …",
        Cancelling => "Wird abgebrochen …",
        StepApprove => "Bestätigen",
        StepCheck => "Prüfen",
        StepDone => "Fertig",
        ReviewHeading => "Bestellung prüfen – noch nicht bestellt",
        NotOrderedYet => "Noch nicht bestellt. Sie bestellen erst mit dieser Schaltfläche:",
        Prefilled => "Ihre Angaben sind eingetragen. Noch nicht bestellt.",
        Undo => "Meine eigenen Angaben wiederherstellen",
        CustomerHeading => "Ihre Angaben",
        ShippingHeading => "Lieferadresse",
        BillingHeading => "Rechnungsadresse",
        BillingSame => "Die Rechnungsadresse ist gleich der Lieferadresse",
        SavedAddress => "Gespeicherte Adresse",
        OtherAddress => "Andere Adresse",
        Salutation => "Anrede",
        ChooseSalutation => "Bitte wählen",
        NoSalutation => "Keine Anrede",
        Mr => "Herr",
        Ms => "Frau",
        Mrs => "Frau (Mrs)",
        Dr => "Dr.",
        FirstName => "Vorname",
        LastName => "Nachname",
        Email => "E-Mail",
        Phone => "Telefon",
        Company => "Firma",
        Address1 => "Straße",
        Address2 => "Hausnummer",
        Address3 => "Adresszusatz",
        ZipCode => "Postleitzahl",
        ZipCodeUs => "ZIP Code",
        ZipCodeIn => "PIN Code",
        ZipCodeIe => "Eircode",
        ZipCodeBr => "CEP",
        City => "Ort",
        State => "Region",
        FederalState => "Bundesstaat",
        Province => "Provinz",
        County => "Grafschaft",
        Prefecture => "Präfektur",
        Country => "Land",
        ChooseCountry => "Bitte wählen",
        Optional => "optional",
        FillIn => "Bitte ergänzen",
        Required => "Diese Angabe wird für die Bestellung benötigt. Bitte ergänzen Sie sie.",
        CityFlaw => "Bitte geben Sie mindestens drei Zeichen ein.",
        EmailFlaw => "Bitte geben Sie eine E-Mail-Adresse wie name@example.com ein.",
        CountryFlaw => "Bitte geben Sie den Ländercode aus zwei Buchstaben ein, zum Beispiel DE.",
        CountryForeign => "Der Shop liefert nicht in dieses Land. Bitte geben Sie eine andere Adresse an.",
        Flaw => "Der Shop akzeptiert diese Angabe nicht. Bitte korrigieren Sie sie.",
        CheckStreetSplit => "Aus einer Zeile aufgeteilt – bitte prüfen",
        CheckStreetWhole => "Bitte prüfen, ob hier die Hausnummer steht",
        CheckName => "Aus einem Namen aufgeteilt – bitte prüfen",
        CheckNameWhole => "Enthält vielleicht Vor- und Nachname – bitte prüfen",
        CheckCountry => "Automatisch erkannt – bitte prüfen",
        CheckUnusual => "Hier ungewöhnlich – bitte prüfen",
        CheckCopied => "Aus der anderen Adresse übernommen – bitte prüfen",
        ShippingMethod => "Versandart",
        Shipment => "Paket {number}",
        MoreItems => "{number} weitere",
        ShipTo => "Liefern an",
        ShipToCommon => "Die Lieferadresse oben",
        Subtotal => "Artikel",
        Discount => "Rabatt",
        ShippingCosts => "Versand",
        Fees => "Gebühren",
        TaxOnTop => "Steuer",
        Tax => "Enthaltene Steuer",
        GiftCards => "Gutscheine",
        Total => "Gesamtsumme",
        ThresholdMissed => "Der Shop nimmt Bestellungen mit diesem Betrag nicht an. Bitte ändern Sie Ihren Warenkorb.",
        OnlyPickUp => {
            "Ihr Warenkorb enthält einen Artikel, der nur abgeholt werden kann. Bitte nutzen Sie die Kasse des Shops."
        }
        Updating => "wird berechnet …",
        PlaceOrder => "Zahlungspflichtig bestellen",
        Placing => "Ihre Bestellung wird aufgegeben …",
        Placed => "Vielen Dank!",
        PlacedReference => "Ihre Bestellung {reference} ist bei uns eingegangen.",
        PlacedMail => "Ihre Bestellung ist bei uns eingegangen. Sie erhalten eine Bestätigung per E-Mail.",
        PlacedTo => "Eine Bestätigung geht an {email}.",
        Unknown => "Wir wissen noch nicht, ob Ihre Bestellung angekommen ist. Bitte bestellen Sie nicht noch einmal.",
        UnknownOrdered => {
            "Ihre Bestellung ist eingegangen, aber die Zahlung konnte nicht bestätigt werden. Bitte bestellen Sie nicht \
             noch einmal."
        }
        UnknownReference => {
            "Bestellung {reference} ist eingegangen, aber die Zahlung konnte nicht bestätigt werden. Bitte bestellen Sie \
             nicht noch einmal."
        }
        Verifying => "Wir fragen beim Shop nach …",
        AskShop => "Bitte prüfen Sie, ob Sie eine Bestätigung per E-Mail erhalten haben, oder fragen Sie den Shop.",
        CheckAgain => "Noch einmal prüfen",
        ShopReference => "Kennung für den Shop: {reference}",
        PleaseWait => {
            "Bitte warten Sie einen Moment, der Shop ist ausgelastet. Wir versuchen es automatisch noch einmal."
        }
        TryAgain => "Noch einmal versuchen",
        StartOver => "Von vorn beginnen",
        ToCheckout => "Zur Kasse des Shops",
        UseCheckout => "Bitte nutzen Sie die Kasse des Shops.",
        NoticeCancelled => "Abgebrochen. Es wurde nichts bestellt und es wird nichts berechnet.",
        NoticeInterrupted => {
            "Der letzte Versuch wurde unterbrochen, bevor Sie die Zahlung freigegeben haben. Es wurde nichts bestellt."
        }
        NoticeElsewhere => {
            "Ihre Bestellung ist schon in einem anderen Tab oder Fenster geöffnet. Bitte machen Sie dort weiter."
        }
        NoticeApproveAgain => {
            "Die Summe hat sich von {was} auf {now} geändert. Bitte geben Sie die Zahlung noch einmal frei. Es wurde nichts \
             bestellt."
        }
        NoticeCartChanged => "Ihr Warenkorb hat sich inzwischen geändert. Bitte prüfen Sie alles noch einmal.",
        NoticeTotalChanged => "Die Summe hat sich geändert. Bitte prüfen Sie sie, bevor Sie bestellen.",
        NoticePriceUnknown => "Die Summe konnte nicht berechnet werden. Bitte versuchen Sie es noch einmal.",
        NoticeCustomerUnavailable => "Ihre Angaben konnten nicht abgerufen werden. Bitte tragen Sie sie ein.",
        NoticeMissing => "Einige Angaben fehlen noch. Bitte ergänzen Sie die markierten Felder.",
        NoticeNoShipment => "An diese Adresse ist kein Versand möglich. Bitte prüfen Sie die Adresse.",
        NoticeNotConfirmed => "Es wurde nichts bestellt. Bitte prüfen Sie, welche Angaben der Shop noch benötigt.",
        NoticeOrderRefused => {
            "Der Shop hat die Bestellung nicht angenommen. Es wurde nichts bestellt. Bitte prüfen Sie Ihre Angaben."
        }
        NoticeLogInAgain => {
            "Sie sind nicht mehr angemeldet, deshalb wurde nichts bestellt. Bitte melden Sie sich noch einmal an."
        }
        NoticeOrderRefusedBecause => "Der Shop hat die Bestellung nicht angenommen. Es wurde nichts bestellt. Grund:",
        NoticeBlocked => "Der Shop nimmt diese Bestellung nicht an. Grund:",
        NoticeCodeNeeded => {
            "Ihr Konto ist geschützt: Der Shop braucht einen Sicherheitscode, bevor er die Bestellung annimmt. Es wurde noch \
             nichts bestellt."
        }
        SecurityCode => "Sicherheitscode",
        SendCode => "Code senden",
        CodeSent => "Der Shop sendet Ihnen einen Code. Er gilt 30 Minuten.",
        CodeNotSent => "Der Shop konnte keinen Code senden. Bitte versuchen Sie es noch einmal.",
        CodeWrong => "Der Code war falsch oder zu alt.",
        NoticeUpdateFailed => {
            "Die Zahlung konnte nicht auf die neue Summe geändert werden. Es wurde nichts bestellt. Bitte versuchen Sie es \
             noch einmal."
        }
        NoticeNotOrdered => "Jetzt ist sicher, dass nichts bestellt wurde. Sie können noch einmal bestellen.",
        FailedSetup => "Die Express-Kasse ist hier nicht richtig eingerichtet.",
        FailedCart => "Dieser Warenkorb ist leer oder nicht mehr vorhanden.",
        FailedPayment => "Die Zahlung konnte nicht vorbereitet werden. Es wurde nichts berechnet.",
        FailedPaymentUnsure => "Wir wissen nicht, ob die Zahlung vorbereitet wurde. Es wurde nichts bestellt.",
        FailedDeclined => {
            "Die Zahlung wurde abgelehnt. Es wurde nichts abgebucht. Bitte wählen Sie eine andere Zahlungsart."
        }
        FailedNothingToPay => "Hier ist nichts mehr zu zahlen. Bitte bestellen Sie in der Kasse des Shops.",
        FailedApproval => "Die Zahlung konnte nicht freigegeben werden. Es wurde nichts bestellt.",
        FailedCustomer => "Ihre Angaben konnten nicht abgerufen werden. Es wurde nichts bestellt.",
        FailedCancellation => "Eine Zahlung konnte noch nicht abgebrochen werden. Sie gehört zu keiner Bestellung.",
    }
}
