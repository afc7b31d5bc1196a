//! Address customs by country: the order of street and number, and the words that give a number its meaning.
//!
//! The words of a list are separated by spaces. Case, and a full stop or a colon after a word, are ignored. Every new word
//! needs a case in `fixtures/addresses/`.

/// Countries where the number follows the street: Julie-Wolfthorn-Straße 1a.
pub(super) const NUMBER_LAST: &str = "DE AT CH LI NL BE LU BQ AW CW SX DK FO GL NO SJ SE FI AX IS EE LV LT PL CZ \
SK HU SI HR RS BA ME MK AL XK RO MD BG GR CY MT UA BY RU KZ GE AM TR IT SM VA ES AD PT BR MX AR CL CO PE \
UY PY BO EC VE ID KR JP IL";

/// Countries where the number comes before the street: 12 bis rue de Rivoli, 221 B Baker Street. A country may be in both
/// lists, if both orders are usual.
pub(super) const NUMBER_FIRST: &str = "FR MC RE GP MQ GF YT PM BL MF WF NC PF GB JE GG IM GI FK IE CH BE LU MT CY IL \
KR JP CN TW HK MO SG MY TH VN PH IN LK ZA NG KE GH EG MA DZ TN SN CI SA JM TT";

/// The same, where a single letter after the number is a direction: 100 N Main St.
pub(super) const NUMBER_FIRST_THEN_DIRECTION: &str = "US GU VI AS MP CA AU NF CX CC NZ";

/// Countries where house numbers of four digits are usual, so that 1944 is a number and not a year.
pub(super) const LONG_STREETS: &str = "BR MX AR CL CO PE UY PY BO EC VE";

/// Countries where a house may have a name instead of a number.
pub(super) const HOUSE_NAMES: &str = "GB JE GG IM IE";

/// Countries where "Unit 5/12" is one house number.
pub(super) const UNIT_BEFORE_STROKE: &str = "AU NZ";

/// Words for a post-office box or parcel station. The number in such a line is not a house number.
pub(super) const BOXES: &str = "box pobox p.o.box bag postfach packstation postfiliale paketshop paketbox poststation \
postbus postboks apartado apdo casella casilla skrytka skr postilokero paczkomat";

/// Words that may stand before the number of a box, but also occur in streets.
pub(super) const BOX_WORDS: &str = "dhl po p.o gpo private locked de correos postal postale poczt pocztowa caixa case bp \
b.p cs pl";

/// Routes of the American post and army, which have boxes.
pub(super) const ROUTES: &str = "rr hc psc cmr unit omc umr";

/// Words before a number that is not the house number: of a flat, a floor, a block, a kilometre.
pub(super) const UNITS: &str = "app apt appt apto apartment appartement flat unit suite ste studio floor fl room rm level \
lvl tower bldg building block blk lot phase section sec bloc bloco bât bat bâtiment batiment escalier esc étage etage \
km t/o sqn sqs mz";

/// The same, in countries where the number follows the street. In other countries these words are parts of street names, as
/// in Hill Top Road.
pub(super) const UNITS_AFTER_NUMBER: &str = "bus bte boîte boite m lok lgh top tür stiege whg wohnung int interno scala piso pta \
puerta bajo ático entlo planta portal bl sc et ap haus hinterhaus vorderhaus gebäude halle as em fszt \
dz кв корп ап ет бл вх оф depto dpto dto of lote lt rt rw kav kat daire";

/// A floor or a side, after an ordinal or alone: 3. OG, 2. tv, st.
pub(super) const FLOORS: &str = "og ug dg eg stock stk st th tv mf kl sal tr";

/// Words that only introduce the number.
pub(super) const ANNOUNCING: &str = "nr no nº n° n num č č.p čp № # д дом буд br số";

/// Words before the number that stay part of it.
pub(super) const KEPT_WITH_NUMBER: &str = "blk lot";

/// Additions after the digits, with or without a space.
pub(super) const ADDITIONS: &str = "bis ter quater hs huis bg ii iii iv 1/2 1/4 3/4";

/// Abbreviations for "no number", as the post writes them: sin número, senza numero civico, bez broja.
pub(super) const NO_NUMBER: &str = "s/n snc bb";

/// Endings of an ordinal: 2e Jan Steenstraat, 5th Avenue, 3º.
pub(super) const ORDINALS: &str = "e er de ème eme st nd rd th ης η º ª °";

/// Words after a number that make it a date in a street name: Rua 7 de Setembro, ul. 3 Maja, Via 4 Novembre.
pub(super) const DATES: &str = "de maja listopada stycznia sierpnia czerwca novembre settembre aprile giugno maggio luglio \
decembrie";

/// The last words of Hungarian street names. The number follows directly.
pub(super) const HUNGARIAN_STREETS: &str = "utca u út útja tér tere körút krt köz sor sétány rakpart";

/// The last words of British and Irish street names.
pub(super) const BRITISH_STREETS: &str = "street st road rd lane ln avenue ave drive dr close way hill green terrace \
crescent gardens grove place row walk mews square";
