//! Lines as shoppers have them in their wallets.

use super::split;

#[test]
fn the_parcel_finds_the_house() {
    for (country, line, street, number, rest, why) in [
        ("DE", "Julie-Wolfthorn-Straße 1a", "Julie-Wolfthorn-Straße", "1a", "", "the number comes last"),
        ("DE", "Straße des 17. Juni 135", "Straße des 17. Juni", "135", "", "an ordinal in the street's name"),
        ("DE", "Musterstr. 12 a", "Musterstr.", "12 a", "", "a letter apart"),
        ("DE", "Musterstr. 12 - 14", "Musterstr.", "12 - 14", "", "a range"),
        ("DE", "Hauptstr.5", "Hauptstr.", "5", "", "a forgotten space"),
        ("DE", "Hauptstraße Nr. 5", "Hauptstraße", "5", "", "an announced number"),
        ("DE", "Straße A 5", "Straße A", "5", "", "the letter is the street's"),
        ("DE", "Linienstraße 12, 3. OG links", "Linienstraße", "12", "3. OG links", "the floor is another line"),
        ("DE", "Linienstraße 12, Hinterhaus", "Linienstraße", "12", "Hinterhaus", "so is the rear building"),
        ("DE", "Linienstraße 12 Whg. 5", "Linienstraße", "12", "Whg. 5", "so is the flat"),
        ("DE", "Linienstraße 12 Haus 3, 2. OG", "Linienstraße", "12", "Haus 3, 2. OG", "and all behind it"),
        ("AT", "Gasse 3/2/14", "Gasse", "3/2/14", "", "house, staircase, door"),
        ("AT", "Lange Gasse 3 / 2 / 14", "Lange Gasse", "3 / 2 / 14", "", "with spaces"),
        ("AT", "Neubaugasse 3 Top 5", "Neubaugasse", "3", "Top 5", "an Austrian flat"),
        ("NL", "Straat 12-2", "Straat", "12-2", "", "an addition"),
        ("NL", "Prinsengracht 12 hs", "Prinsengracht", "12 hs", "", "the ground floor"),
        ("BE", "Rue de la Loi 16 bte 3", "Rue de la Loi", "16", "bte 3", "a Belgian box"),
        ("DK", "Nørregade 12, 3. tv", "Nørregade", "12", "3. tv", "third floor left"),
        ("SE", "Storgatan 5 lgh 1101", "Storgatan", "5", "lgh 1101", "a flat of four digits"),
        ("FI", "Mannerheimintie 12 A 5", "Mannerheimintie", "12 A 5", "", "stairs and flat"),
        ("ES", "C/ Mayor 3", "C/ Mayor", "3", "", "a stroke in the street"),
        ("ES", "C/ Mayor 3, 2º B", "C/ Mayor", "3", "2º B", "floor and door"),
        ("ES", "Calle Mayor, 3, 2º B", "Calle Mayor", "3", "2º B", "a comma before the number"),
        ("PL", "ul. Prosta 5/7", "ul. Prosta", "5/7", "", "house and flat"),
        ("PL", "ul. Prosta 5 m. 7", "ul. Prosta", "5", "m. 7", "the flat in words"),
        ("IT", "Via Roma 3/A", "Via Roma", "3/A", "", "a letter behind a stroke"),
        ("HU", "Kossuth Lajos utca 12.", "Kossuth Lajos utca", "12", "", "the Hungarian full stop"),
        ("CZ", "28. října 5", "28. října", "5", "", "a date is a street"),
        ("BR", "Rua Augusta, 1500", "Rua Augusta", "1500", "", "Brazil"),
        ("FR", "12 rue de Rivoli", "rue de Rivoli", "12", "", "the number comes first"),
        ("FR", "12, rue de Rivoli", "rue de Rivoli", "12", "", "with its comma"),
        ("FR", "12, rue de Rivoli, Bât. B", "rue de Rivoli", "12", "Bât. B", "and a building"),
        ("FR", "12 bis rue de Rivoli", "rue de Rivoli", "12 bis", "", "the second twelve"),
        ("FR", "3 place du 8 mai 1945", "place du 8 mai 1945", "3", "", "a date is a square"),
        ("GB", "221B Baker Street", "Baker Street", "221B", "", "Mr Holmes"),
        ("GB", "221 B Baker Street", "Baker Street", "221 B", "", "Mr Holmes, apart"),
        ("US", "1455 Market St", "Market St", "1455", "", "American"),
        ("US", "1455 Market St, Suite 600", "Market St", "1455", "Suite 600", "the suite is another line"),
        ("US", "1455 Market St #600", "Market St", "1455", "#600", "the suite, short"),
        ("US", "1455 Market St Apt 5, rear", "Market St", "1455", "Apt 5, rear", "all of it"),
        ("US", "100 N Main St", "N Main St", "100", "", "north is the street's"),
        ("US", "350 5th Ave", "5th Ave", "350", "", "the fifth"),
        ("US", "42-40 Bell Blvd", "Bell Blvd", "42-40", "", "Queens"),
        ("AU", "5/12 George St", "George St", "5/12", "", "flat and house"),
    ] {
        let found = split(line, country).unwrap_or_else(|| panic!("{country} {line}: {why}"));
        assert_eq!((found.street, found.number, found.rest), (street, number, rest), "{country} {line}: {why}");
    }
}

#[test]
fn a_line_that_could_be_read_two_ways_stays_whole() {
    for (country, line, why) in [
        ("DE", "Q7, 24", "a square of Mannheim"),
        ("DE", "Q 7, 24", "the same, apart"),
        ("DE", "Q7 24", "the same, without its comma"),
        ("DE", "Straße des 17. Juni", "no number at all"),
        ("DE", "Linienstraße", "no number at all"),
        ("DE", "12", "no street"),
        ("DE", "Packstation 123", "not a house"),
        ("DE", "DHL Packstation 123", "not a house"),
        ("DE", "Postfach 12 34", "not a house"),
        ("DE", "Linienstraße 12 14", "two numbers"),
        ("DE", "Linienstraße 12 Seitenflügel 5", "which of them is the house's?"),
        ("DE", "c/o Meier 5, Linienstraße 12", "two streets?"),
        ("DE", "Linienstraße 12, 10178 Berlin", "the city does not belong here"),
        ("DE", "Top 5", "a flat without a house"),
        ("AT", "Au 12", "hamlet or abbreviation"),
        ("NL", "Plein 1944", "a square's name"),
        ("PL", "ul. 3 Maja 5", "a date without its full stop"),
        ("ES", "Carretera N-340 km 12", "a kilometre is no house"),
        ("SE", "Box 123", "a post-office box"),
        ("FR", "BP 123", "a post-office box"),
        ("FR", "rue de Rivoli", "no number"),
        ("GB", "Flat 3, 12 High Street", "the flat comes first"),
        ("GB", "3 Rose Cottage, 12 High Street", "two numbers"),
        ("GB", "1st Floor, 12 High Street", "a floor"),
        ("US", "P.O. Box 123", "a post-office box"),
        ("US", "PO Box 123", "a post-office box"),
        ("US", "5th Avenue", "no number"),
        ("US", "1455", "no street"),
        ("US", "12 14 Main St", "two numbers"),
        ("JP", "丸の内 1-9-1", "no streets there"),
        ("KR", "Teheran-ro 152", "not our custom to judge"),
        ("", "Linienstraße 12", "no country, no custom"),
    ] {
        assert_eq!(split(line, country), None, "{country} {line}: {why}");
    }
}
