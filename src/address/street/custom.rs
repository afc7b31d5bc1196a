//! What is usual where: the order of street and number, and the words that say what a number counts.
//!
//! Lists are divided by spaces; capitals do not matter, nor does a full stop or a colon behind a word. What you add here
//! needs its case in `fixtures/addresses/`.

/// Julie-Wolfthorn-Straße 1a.
pub(super) const NUMBER_LAST: &str = "DE AT CH LI NL BE LU BQ AW CW SX DK FO GL NO SJ SE FI AX IS EE LV LT PL CZ \
SK HU SI HR RS BA ME MK AL XK RO MD BG GR CY MT UA BY RU KZ GE AM TR IT SM VA ES AD PT BR MX AR CL CO PE \
UY PY BO EC VE ID KR JP IL";

/// 12 bis rue de Rivoli, 221 B Baker Street. Where a country is in both lists, both are usual.
pub(super) const NUMBER_FIRST: &str = "FR MC RE GP MQ GF YT PM BL MF WF NC PF GB JE GG IM GI FK IE CH BE LU MT CY IL \
KR JP CN TW HK MO SG MY TH VN PH IN LK ZA NG KE GH EG MA DZ TN SN CI SA JM TT";

/// 100 N Main St: a single letter behind the number is a direction.
pub(super) const NUMBER_FIRST_THEN_DIRECTION: &str = "US GU VI AS MP CA AU NF CX CC NZ";

/// Houses have numbers of four digits there, and a number is no year.
pub(super) const LONG_STREETS: &str = "BR MX AR CL CO PE UY PY BO EC VE";

/// A house there may have a name in place of a number.
pub(super) const HOUSE_NAMES: &str = "GB JE GG IM IE";

/// "Unit 5/12" is one number there.
pub(super) const UNIT_BEFORE_STROKE: &str = "AU NZ";

/// The post's boxes: a line with these has a number that is no house's.
pub(super) const BOXES: &str = "box pobox p.o.box bag postfach packstation postfiliale paketshop paketbox poststation \
postbus postboks apartado apdo casella casilla skrytka skr postilokero paczkomat";

/// These stand before a box's number too, but also in streets.
pub(super) const BOX_WORDS: &str = "dhl po p.o gpo private locked de correos postal postale poczt pocztowa caixa case bp \
b.p cs pl";

/// Routes of the American post and its army, which have boxes.
pub(super) const ROUTES: &str = "rr hc psc cmr unit omc umr";

/// What follows these is within the house, or at least not the house's number: a kilometre's, a block's.
pub(super) const UNITS: &str = "app apt appt apto apartment appartement flat unit suite ste studio floor fl room rm level \
lvl tower bldg building block blk lot phase section sec bloc bloco bât bat bâtiment batiment escalier esc étage etage \
km t/o sqn sqs mz";

/// The same where the number comes last; elsewhere these are parts of names, as in Hill Top Road.
pub(super) const UNITS_BEHIND: &str = "bus bte boîte boite m lok lgh top tür stiege whg wohnung int interno scala piso pta \
puerta bajo ático entlo planta portal bl sc et ap haus hinterhaus vorderhaus gebäude halle as em fszt \
dz кв корп ап ет бл вх оф depto dpto dto of lote lt rt rw kav kat daire";

/// A floor or a side, behind its ordinal or alone: 3. OG, 2. tv, st.
pub(super) const FLOORS: &str = "og ug dg eg stock stk st th tv mf kl sal tr";

/// Words that only announce the number.
pub(super) const ANNOUNCING: &str = "nr no nº n° n num č č.p čp № # д дом буд br số";

/// Words before the number that stay with it.
pub(super) const KEPT_WITH_NUMBER: &str = "blk lot";

/// Behind the digits, with or without a space.
pub(super) const ADDITIONS: &str = "bis ter quater hs huis bg ii iii iv 1/2 1/4 3/4";

/// In the number's place where there is none, as the post writes it: sin número, senza numero civico, bez broja.
pub(super) const NO_NUMBER: &str = "s/n snc bb";

/// Behind the digits of an ordinal: 2e Jan Steenstraat, 5th Avenue, 3º.
pub(super) const ORDINALS: &str = "e er de ème eme st nd rd th ης η º ª °";

/// A number before these is a date, and the date is a name: Rua 7 de Setembro, ul. 3 Maja, Via 4 Novembre.
pub(super) const DATES: &str = "de maja listopada stycznia sierpnia czerwca novembre settembre aprile giugno maggio luglio \
decembrie";

/// What a Hungarian street ends in; the number follows at once.
pub(super) const HUNGARIAN_STREETS: &str = "utca u út útja tér tere körút krt köz sor sétány rakpart";

/// What a British or Irish street ends in.
pub(super) const BRITISH_STREETS: &str = "street st road rd lane ln avenue ave drive dr close way hill green terrace \
crescent gardens grove place row walk mews square";
