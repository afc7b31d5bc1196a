//! German.

use super::Text;

/// What stands on a page where nobody has clicked yet; nothing for all else.
pub(super) fn first(text: Text) -> &'static str {
    use Text::*;
    match text {
        PayWith => "Bezahlen mit {method}",
        BuyWith => "Kaufen mit {method}",
        CheckoutWith => "Zur Kasse mit {method}",
        FailedMethods => "Die Express-Kasse ließ sich nicht laden.",
        _ => "",
    }
}

pub(super) fn text(text: Text) -> &'static str {
    use Text::*;
    match text {
        PayWith | BuyWith | CheckoutWith | FailedMethods => first(text),
        Loading => "Die Express-Kasse lädt",
        FinishAt => "Bitte schließen Sie im Fenster von {method} ab.",
        TakenTo => "Sie werden zu {method} weitergeleitet …",
        CloseWindow => "Sie können dieses Fenster schließen.",
        FinishedQuestion => "Sind Sie bei {method} fertig?",
        Finished => "Ich bin fertig",
        Cancel => "Abbrechen",
        Fetching => "Ihre Angaben werden geholt …",
        Cancelling => "Wird abgebrochen …",
        ReviewHeading => "Bestellung prüfen – noch nicht bestellt",
        NotOrderedYet => "Noch nicht bestellt. Sie bestellen mit diesem Knopf:",
        Prefilled => "Ihre Angaben sind eingetragen. Noch nicht bestellt.",
        Undo => "Meine eigenen Angaben wiederherstellen",
        CustomerHeading => "Ihre Angaben",
        ShippingHeading => "Lieferadresse",
        BillingHeading => "Rechnungsadresse",
        BillingSame => "Die Rechnungsadresse ist dieselbe",
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
        Optional => "freiwillig",
        FillIn => "Bitte ergänzen",
        Required => "Das wird zum Bestellen gebraucht. Bitte ergänzen.",
        CityFlaw => "Bitte mindestens drei Zeichen angeben.",
        EmailFlaw => "Bitte eine E-Mail-Adresse wie name@example.com angeben.",
        CountryFlaw => "Bitte die zwei Buchstaben des Landes angeben, etwa DE.",
        CountryForeign => "Der Shop liefert nicht in dieses Land. Bitte geben Sie eine andere Adresse an.",
        Flaw => "Das nimmt der Shop nicht an. Bitte berichtigen.",
        CheckStreetSplit => "Aus einer Zeile aufgeteilt – bitte prüfen",
        CheckStreetWhole => "Bitte prüfen, ob hier die Hausnummer steht",
        CheckName => "Aus einem Namen aufgeteilt – bitte prüfen",
        CheckNameWhole => "Enthält vielleicht Vor- und Nachname – bitte prüfen",
        CheckCountry => "Erkannt – bitte prüfen",
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
        ThresholdMissed => "Der Shop nimmt keine Bestellung über diesen Betrag an. Bitte ändern Sie Ihren Warenkorb.",
        OnlyPickUp => "Etwas in Ihrem Warenkorb kann nur abgeholt werden. Bitte nutzen Sie die Kasse des Shops.",
        Updating => "wird berechnet …",
        PlaceOrder => "Zahlungspflichtig bestellen",
        Placing => "Ihre Bestellung wird aufgegeben …",
        Placed => "Vielen Dank!",
        PlacedReference => "Ihre Bestellung {reference} ist bei uns eingegangen.",
        PlacedMail => "Ihre Bestellung ist bei uns eingegangen. Die Bestätigung kommt per E-Mail.",
        Unknown => "Wir wissen noch nicht, ob Ihre Bestellung angekommen ist. Bitte bestellen Sie nicht noch einmal.",
        UnknownOrdered => {
            "Ihre Bestellung ist eingegangen, ihre Zahlung ließ sich aber nicht bestätigen. Bitte bestellen Sie nicht noch \
             einmal."
        }
        UnknownReference => {
            "Bestellung {reference} ist eingegangen, ihre Zahlung ließ sich aber nicht bestätigen. Bitte bestellen Sie nicht \
             noch einmal."
        }
        Verifying => "Der Shop wird gefragt …",
        AskShop => "Bitte sehen Sie in Ihren E-Mails nach der Bestätigung, oder fragen Sie den Shop.",
        CheckAgain => "Noch einmal prüfen",
        ShopReference => "Kennung für den Shop: {reference}",
        PleaseWait => "Bitte warten Sie einen Moment, der Shop ist ausgelastet. Es geht von selbst weiter.",
        TryAgain => "Noch einmal versuchen",
        StartOver => "Von vorn beginnen",
        ToCheckout => "Zur Kasse des Shops",
        UseCheckout => "Bitte nutzen Sie die Kasse des Shops.",
        NoticeCancelled => "Abgebrochen. Es wurde nichts bestellt und es wird nichts berechnet.",
        NoticeInterrupted => "Der letzte Versuch brach ab, bevor Sie die Zahlung freigaben. Es wurde nichts bestellt.",
        NoticeElsewhere => {
            "Ihre Bestellung läuft schon in einem anderen Tab oder Fenster dieses Browsers. Bitte machen Sie dort weiter."
        }
        NoticeApproveAgain => {
            "Die Summe hat sich von {was} auf {now} geändert und muss neu freigegeben werden. Es wurde nichts bestellt."
        }
        NoticeCartChanged => "Ihr Warenkorb wurde inzwischen geändert. Bitte prüfen Sie alles noch einmal.",
        NoticeTotalChanged => "Die Summe hat sich geändert. Bitte prüfen Sie sie, bevor Sie bestellen.",
        NoticePriceUnknown => "Die Summe ließ sich nicht berechnen. Bitte versuchen Sie es noch einmal.",
        NoticeCustomerUnavailable => "Ihre Angaben ließen sich nicht holen. Bitte tragen Sie sie ein.",
        NoticeMissing => "Es fehlt noch etwas. Bitte ergänzen Sie die markierten Felder.",
        NoticeNoShipment => "An diese Adresse ist kein Versand möglich. Bitte prüfen Sie sie.",
        NoticeNotConfirmed => "Es wurde nicht bestellt. Bitte prüfen Sie, was der Shop noch von Ihnen wissen möchte.",
        NoticeOrderRefused => {
            "Der Shop nahm die Bestellung nicht an. Es wurde nichts bestellt. Bitte prüfen Sie Ihre Angaben."
        }
        NoticeOrderRefusedBecause => "Der Shop nahm die Bestellung nicht an, es wurde nichts bestellt. Der Shop sagt:",
        NoticeBlocked => "Der Shop nimmt diese Bestellung nicht an. Der Shop sagt:",
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
            "Die Zahlung ließ sich nicht auf die neue Summe ändern. Es wurde nichts bestellt. Bitte versuchen Sie es noch \
             einmal."
        }
        NoticeNotOrdered => "Es ist jetzt sicher: Es wurde nichts bestellt. Sie können noch einmal bestellen.",
        FailedSetup => "Die Express-Kasse ist hier nicht richtig eingerichtet.",
        FailedCart => "Dieser Warenkorb ist leer oder nicht mehr da.",
        FailedPayment => "Die Zahlung ließ sich nicht vorbereiten. Es wurde nichts berechnet.",
        FailedPaymentUnsure => {
            "Wir konnten nicht herausfinden, ob die Zahlung vorbereitet ist. Es wurde nichts bestellt."
        }
        FailedDeclined => {
            "Die Zahlung wurde abgelehnt. Es wurde nichts abgebucht; bitte wählen Sie eine andere Zahlungsart."
        }
        FailedNothingToPay => "Hier ist nichts mehr zu zahlen. Bitte bestellen Sie in der Kasse des Shops.",
        FailedApproval => "Die Zahlung ließ sich nicht freigeben. Es wurde nichts bestellt.",
        FailedCustomer => "Ihre Angaben ließen sich nicht holen. Es wurde nichts bestellt.",
        FailedCancellation => "Eine Zahlung ließ sich noch nicht abbrechen. Sie gehört zu keiner Bestellung.",
    }
}
