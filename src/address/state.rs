//! Recognises a state, province or prefecture. How it is written into an order: `region`.

use super::plain::is_same;

/// The states of each country. Each entry has the field's value first, then other texts for it. The value is the code of ISO
/// 3166-2 without the country. In Japan and China, where codes are not used in addresses, it is the name.
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
        "北海道,01;青森県,02;岩手県,03;宮城県,04;秋田県,05;山形県,06;福島県,07;茨城県,08;栃木県,09;群馬県,10;\
埼玉県,11;千葉県,12;東京都,13;神奈川県,14;新潟県,15;富山県,16;石川県,17;福井県,18;山梨県,19;長野県,20;岐阜県,21;\
静岡県,22;愛知県,23;三重県,24;滋賀県,25;京都府,26;大阪府,27;兵庫県,28;奈良県,29;和歌山県,30;鳥取県,31;島根県,32;\
岡山県,33;広島県,34;山口県,35;徳島県,36;香川県,37;愛媛県,38;高知県,39;福岡県,40;佐賀県,41;長崎県,42;熊本県,43;\
大分県,44;宮崎県,45;鹿児島県,46;沖縄県,47",
    ),
    (
        "CN",
        "安徽省,AH;北京市,BJ;重庆市,CQ;福建省,FJ;广东省,GD;甘肃省,GS;广西壮族自治区,GX;贵州省,GZ;河南省,HA;\
湖北省,HB;河北省,HE;海南省,HI;黑龙江省,HL;湖南省,HN;吉林省,JL;江苏省,JS;江西省,JX;辽宁省,LN;内蒙古自治区,NM;\
宁夏回族自治区,NX;青海省,QH;四川省,SC;山东省,SD;上海市,SH;陕西省,SN;山西省,SX;天津市,TJ;新疆维吾尔自治区,XJ;\
西藏自治区,XZ;云南省,YN;浙江省,ZJ",
    ),
];

/// The result of looking up a state.
pub(super) enum Found {
    /// The value for the field.
    Value(&'static str),
    /// None of the country's states.
    Nothing,
    /// The text stays as it is, because the country's states are not known here or the list may be incomplete.
    AsItIs,
}

/// Looks up a state of the country.
pub(super) fn state(text: &str, country: &str) -> Found {
    let states = STATES.iter().find(|(code, _)| *code == country).map_or("", |(_, states)| states);
    match find(states, bare(text, country)) {
        Some(value) => Found::Value(value),
        None if states.is_empty() || text.is_empty() || country == "JP" || country == "CN" => Found::AsItIs,
        None => Found::Nothing,
    }
}

/// The name of a state by its code. An unknown text is returned as it is.
pub(super) fn name<'a>(text: &'a str, country: &str) -> &'a str {
    let states = STATES.iter().find(|(code, _)| *code == country).map_or("", |(_, states)| states);
    let names = |line: &'static str| line.strip_prefix(text)?.strip_prefix(',')?.rsplit(',').next_back();
    states.split(';').find_map(names).unwrap_or(text)
}

/// The first word of the entry that contains the name. Entries are separated by semicolons, their words by commas.
pub(super) fn find(lines: &'static str, name: &str) -> Option<&'static str> {
    let mut first = "";
    let mut start = 0;
    for end in 0..=lines.len() {
        let byte = lines.as_bytes().get(end).copied().unwrap_or(b';');
        if byte == b',' || byte == b';' {
            let word = lines.get(start..end)?;
            if first.is_empty() {
                first = word;
            }
            if !name.is_empty() && is_same(word, name) {
                return Some(first);
            }
            start = end + 1;
            if byte == b';' {
                first = "";
            }
        }
    }
    None
}

/// Removes the country from a full ISO 3166-2 code: "CA" for "US-CA".
pub(super) fn bare<'a>(text: &'a str, country: &str) -> &'a str {
    text.strip_prefix(country).and_then(|rest| rest.strip_prefix('-')).unwrap_or(text)
}
