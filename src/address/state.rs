//! The state, province or prefecture by its code.
//!
//! Glue's checkout takes no state; it is kept beside the rest for the page's form and for shops that extend their Glue.

use super::plain::is_same;

/// ISO 3166-2 without its country, then the names that mean it. In Japan and China the code tells nobody anything, so there
/// the name is what a code becomes.
const STATES: [(&str, &str); 10] = [
    (
        "US",
        "AL,Alabama;AK,Alaska;AZ,Arizona;AR,Arkansas;CA,California;CO,Colorado;CT,Connecticut;DE,Delaware;\
DC,District of Columbia,Washington DC;FL,Florida;GA,Georgia;HI,Hawaii;ID,Idaho;IL,Illinois;IN,Indiana;IA,Iowa;KS,Kansas;\
KY,Kentucky;LA,Louisiana;ME,Maine;MD,Maryland;MA,Massachusetts;MI,Michigan;MN,Minnesota;MS,Mississippi;MO,Missouri;\
MT,Montana;NE,Nebraska;NV,Nevada;NH,New Hampshire;NJ,New Jersey;NM,New Mexico;NY,New York;NC,North Carolina;\
ND,North Dakota;OH,Ohio;OK,Oklahoma;OR,Oregon;PA,Pennsylvania;RI,Rhode Island;SC,South Carolina;SD,South Dakota;\
TN,Tennessee;TX,Texas;UT,Utah;VT,Vermont;VA,Virginia;WA,Washington;WV,West Virginia;WI,Wisconsin;WY,Wyoming;AA;AE;AP",
    ),
    (
        "CA",
        "AB,Alberta;BC,British Columbia;MB,Manitoba;NB,New Brunswick;NL,Newfoundland and Labrador,Newfoundland;\
NS,Nova Scotia;NT,Northwest Territories;NU,Nunavut;ON,Ontario;PE,Prince Edward Island;QC,Quebec;SK,Saskatchewan;YT,Yukon",
    ),
    (
        "AU",
        "ACT,Australian Capital Territory;NSW,New South Wales;NT,Northern Territory;QLD,Queensland;SA,South Australia;\
TAS,Tasmania;VIC,Victoria;WA,Western Australia",
    ),
    (
        "BR",
        "AC,Acre;AL,Alagoas;AP,Amapá;AM,Amazonas;BA,Bahia;CE,Ceará;DF,Distrito Federal;ES,Espírito Santo;GO,Goiás;\
MA,Maranhão;MT,Mato Grosso;MS,Mato Grosso do Sul;MG,Minas Gerais;PA,Pará;PB,Paraíba;PR,Paraná;PE,Pernambuco;PI,Piauí;\
RJ,Rio de Janeiro;RN,Rio Grande do Norte;RS,Rio Grande do Sul;RO,Rondônia;RR,Roraima;SC,Santa Catarina;SP,São Paulo;\
SE,Sergipe;TO,Tocantins",
    ),
    (
        "IN",
        "AN,Andaman and Nicobar Islands;AP,Andhra Pradesh;AR,Arunachal Pradesh;AS,Assam;BR,Bihar;CH,Chandigarh;\
CG,CT,Chhattisgarh;DH,DN,DD,Dadra and Nagar Haveli and Daman and Diu;DL,Delhi,New Delhi;GA,Goa;GJ,Gujarat;HR,Haryana;\
HP,Himachal Pradesh;JK,Jammu and Kashmir;JH,Jharkhand;KA,Karnataka;KL,Kerala;LA,Ladakh;LD,Lakshadweep;MP,Madhya Pradesh;\
MH,Maharashtra;MN,Manipur;ML,Meghalaya;MZ,Mizoram;NL,Nagaland;OD,OR,Odisha,Orissa;PY,Puducherry,Pondicherry;PB,Punjab;\
RJ,Rajasthan;SK,Sikkim;TN,Tamil Nadu;TS,TG,Telangana;TR,Tripura;UK,UT,Uttarakhand;UP,Uttar Pradesh;WB,West Bengal",
    ),
    (
        "MX",
        "AGU,Aguascalientes;BCN,Baja California;BCS,Baja California Sur;CAM,Campeche;CMX,CDMX,DIF,Ciudad de México,\
Distrito Federal;CHP,Chiapas;CHH,Chihuahua;COA,Coahuila,Coahuila de Zaragoza;COL,Colima;DUR,Durango;GUA,Guanajuato;\
GRO,Guerrero;HID,Hidalgo;JAL,Jalisco;MEX,México,Estado de México;MIC,Michoacán,Michoacán de Ocampo;MOR,Morelos;\
NAY,Nayarit;NLE,Nuevo León;OAX,Oaxaca;PUE,Puebla;QUE,Querétaro;ROO,Quintana Roo;SLP,San Luis Potosí;SIN,Sinaloa;\
SON,Sonora;TAB,Tabasco;TAM,Tamaulipas;TLA,Tlaxcala;VER,Veracruz,Veracruz de Ignacio de la Llave;YUC,Yucatán;ZAC,Zacatecas",
    ),
    (
        "IT",
        "AG,Agrigento;AL,Alessandria;AN,Ancona;AO,Aosta;AR,Arezzo;AP,Ascoli Piceno;AT,Asti;AV,Avellino;BA,Bari;\
BT,Barletta-Andria-Trani;BL,Belluno;BN,Benevento;BG,Bergamo;BI,Biella;BO,Bologna;BZ,Bolzano,Bozen;BS,Brescia;BR,Brindisi;\
CA,Cagliari;CL,Caltanissetta;CB,Campobasso;CE,Caserta;CT,Catania;CZ,Catanzaro;CH,Chieti;CO,Como;CS,Cosenza;CR,Cremona;\
KR,Crotone;CN,Cuneo;EN,Enna;FM,Fermo;FE,Ferrara;FI,Firenze;FG,Foggia;FC,Forlì-Cesena;FR,Frosinone;GE,Genova;GO,Gorizia;\
GR,Grosseto;IM,Imperia;IS,Isernia;AQ,L'Aquila;SP,La Spezia;LT,Latina;LE,Lecce;LC,Lecco;LI,Livorno;LO,Lodi;LU,Lucca;\
MC,Macerata;MN,Mantova;MS,Massa-Carrara;MT,Matera;ME,Messina;MI,Milano;MO,Modena;MB,Monza e Brianza;NA,Napoli;NO,Novara;\
NU,Nuoro;OR,Oristano;PD,Padova;PA,Palermo;PR,Parma;PV,Pavia;PG,Perugia;PU,Pesaro e Urbino;PE,Pescara;PC,Piacenza;PI,Pisa;\
PT,Pistoia;PN,Pordenone;PZ,Potenza;PO,Prato;RG,Ragusa;RA,Ravenna;RC,Reggio Calabria;RE,Reggio Emilia;RI,Rieti;RN,Rimini;\
RM,Roma;RO,Rovigo;SA,Salerno;SS,Sassari;SV,Savona;SI,Siena;SR,Siracusa;SO,Sondrio;SU,Sud Sardegna;TA,Taranto;TE,Teramo;\
TR,Terni;TO,Torino;TP,Trapani;TN,Trento;TV,Treviso;TS,Trieste;UD,Udine;VA,Varese;VE,Venezia;VB,Verbano-Cusio-Ossola;\
VC,Vercelli;VR,Verona;VV,Vibo Valentia;VI,Vicenza;VT,Viterbo",
    ),
    (
        "ES",
        "C,A Coruña,La Coruña,Coruña;VI,Álava,Araba;AB,Albacete;A,Alicante,Alacant;AL,Almería;O,Asturias;AV,Ávila;\
BA,Badajoz;PM,IB,Illes Balears,Islas Baleares,Baleares;B,Barcelona;BI,Bizkaia,Vizcaya;BU,Burgos;CC,Cáceres;CA,Cádiz;\
S,Cantabria;CS,Castellón,Castelló;CE,Ceuta;CR,Ciudad Real;CO,Córdoba;CU,Cuenca;SS,Gipuzkoa,Guipúzcoa;GI,Girona,Gerona;\
GR,Granada;GU,Guadalajara;H,Huelva;HU,Huesca;J,Jaén;LO,La Rioja;GC,Las Palmas;LE,León;L,Lleida,Lérida;LU,Lugo;M,Madrid;\
MA,Málaga;ML,Melilla;MU,Murcia;NA,Navarra;OR,Ourense,Orense;P,Palencia;PO,Pontevedra;SA,Salamanca;\
TF,Santa Cruz de Tenerife;SG,Segovia;SE,Sevilla;SO,Soria;T,Tarragona;TE,Teruel;TO,Toledo;V,València;VA,Valladolid;\
ZA,Zamora;Z,Zaragoza",
    ),
    (
        "JP",
        "01,北海道;02,青森県;03,岩手県;04,宮城県;05,秋田県;06,山形県;07,福島県;08,茨城県;09,栃木県;10,群馬県;11,埼玉県;\
12,千葉県;13,東京都;14,神奈川県;15,新潟県;16,富山県;17,石川県;18,福井県;19,山梨県;20,長野県;21,岐阜県;22,静岡県;23,愛知県;\
24,三重県;25,滋賀県;26,京都府;27,大阪府;28,兵庫県;29,奈良県;30,和歌山県;31,鳥取県;32,島根県;33,岡山県;34,広島県;35,山口県;\
36,徳島県;37,香川県;38,愛媛県;39,高知県;40,福岡県;41,佐賀県;42,長崎県;43,熊本県;44,大分県;45,宮崎県;46,鹿児島県;47,沖縄県",
    ),
    (
        "CN",
        "AH,安徽省;BJ,北京市;CQ,重庆市;FJ,福建省;GD,广东省;GS,甘肃省;GX,广西壮族自治区;GZ,贵州省;HA,河南省;HB,湖北省;\
HE,河北省;HI,海南省;HL,黑龙江省;HN,湖南省;JL,吉林省;JS,江苏省;JX,江西省;LN,辽宁省;NM,内蒙古自治区;NX,宁夏回族自治区;QH,青海省;\
SC,四川省;SD,山东省;SH,上海市;SN,陕西省;SX,山西省;TJ,天津市;XJ,新疆维吾尔自治区;XZ,西藏自治区;YN,云南省;ZJ,浙江省",
    ),
];

/// What a text is, as a state.
pub(super) enum Found {
    /// The state's code, or its name where that is what counts.
    Value(&'static str),
    /// None of the country's states.
    Nothing,
    /// There is nothing to say, as the country's states are not known here.
    AsItIs,
}

/// Looks the state up.
pub(super) fn state(text: &str, country: &str) -> Found {
    let states = STATES.iter().find(|(code, _)| *code == country).map_or("", |(_, states)| states);
    let named = country == "JP" || country == "CN";
    match find(states, bare(text, country)) {
        Some(line) => Found::Value(line.split([',', ';']).nth(usize::from(named)).unwrap_or_default()),
        None if states.is_empty() || text.is_empty() || named => Found::AsItIs,
        None => Found::Nothing,
    }
}

/// The lines from that on which has the name. Lines are divided by semicolons, names by commas.
pub(super) fn find(lines: &'static str, name: &str) -> Option<&'static str> {
    let mut line = 0;
    let mut start = 0;
    for end in 0..=lines.len() {
        let byte = lines.as_bytes().get(end).copied().unwrap_or(b';');
        if byte == b',' || byte == b';' {
            if !name.is_empty() && is_same(lines.get(start..end)?, name) {
                return lines.get(line..);
            }
            start = end + 1;
            if byte == b';' {
                line = start;
            }
        }
    }
    None
}

/// ISO's whole code begins with the country's.
pub(super) fn bare<'a>(text: &'a str, country: &str) -> &'a str {
    text.strip_prefix(country).and_then(|rest| rest.strip_prefix('-')).unwrap_or(text)
}
