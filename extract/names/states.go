package names

// stateTable has a line a state: its ISO 3166-1 code, name, adjectives,
// capital, and other names, each list with commas. The members of the United
// Nations and Taiwan, Kosovo, Palestine and the Vatican are there. Where the
// government sits elsewhere than in the capital by law, both are given.
const stateTable = `AD|Andorra|Andorran|Andorra la Vella|
AE|United Arab Emirates|Emirati|Abu Dhabi|UAE,U.A.E.,the Emirates
AF|Afghanistan|Afghan|Kabul|
AG|Antigua and Barbuda|Antiguan|Saint John’s,St. John’s|
AL|Albania|Albanian|Tirana|
AM|Armenia|Armenian|Yerevan|
AO|Angola|Angolan|Luanda|
AR|Argentina|Argentine,Argentinian,Argentinean|Buenos Aires|Argentine Republic
AT|Austria|Austrian|Vienna|
AU|Australia|Australian|Canberra|
AZ|Azerbaijan|Azerbaijani,Azeri|Baku|
BA|Bosnia and Herzegovina|Bosnian|Sarajevo|Bosnia,Bosnia-Herzegovina
BB|Barbados|Barbadian|Bridgetown|
BD|Bangladesh|Bangladeshi|Dhaka|
BE|Belgium|Belgian|Brussels|
BF|Burkina Faso|Burkinabe,Burkinabé|Ouagadougou|
BG|Bulgaria|Bulgarian|Sofia|
BH|Bahrain|Bahraini|Manama|
BI|Burundi|Burundian|Gitega,Bujumbura|
BJ|Benin|Beninese|Porto-Novo|
BN|Brunei|Bruneian|Bandar Seri Begawan|Brunei Darussalam
BO|Bolivia|Bolivian|La Paz,Sucre|
BR|Brazil|Brazilian|Brasilia,Brasília|
BS|Bahamas|Bahamian|Nassau|the Bahamas
BT|Bhutan|Bhutanese|Thimphu|
BW|Botswana|Botswanan,Motswana|Gaborone|
BY|Belarus|Belarusian,Belarussian|Minsk|
BZ|Belize|Belizean|Belmopan|
CA|Canada|Canadian|Ottawa|
CD|Democratic Republic of the Congo|Congolese|Kinshasa|DR Congo,DRC,D.R.C.,Democratic Republic of Congo,Congo-Kinshasa
CF|Central African Republic|Central African|Bangui|
CG|Republic of the Congo||Brazzaville|Congo-Brazzaville,Republic of Congo
CH|Switzerland|Swiss|Bern,Berne|
CI|Ivory Coast|Ivorian|Yamoussoukro,Abidjan|Côte d’Ivoire,Cote d’Ivoire
CL|Chile|Chilean|Santiago|
CM|Cameroon|Cameroonian|Yaounde,Yaoundé|
CN|China|Chinese|Beijing|People’s Republic of China,PRC
CO|Colombia|Colombian|Bogota,Bogotá|
CR|Costa Rica|Costa Rican|San Jose,San José|
CU|Cuba|Cuban|Havana|
CV|Cape Verde|Cape Verdean|Praia|Cabo Verde
CY|Cyprus|Cypriot|Nicosia|
CZ|Czech Republic|Czech|Prague|Czechia
DE|Germany|German|Berlin|Federal Republic of Germany
DJ|Djibouti|Djiboutian|Djibouti|
DK|Denmark|Danish|Copenhagen|Kingdom of Denmark
DM|Dominica||Roseau|
DO|Dominican Republic|Dominican|Santo Domingo|
DZ|Algeria|Algerian|Algiers|
EC|Ecuador|Ecuadorian,Ecuadorean|Quito|
EE|Estonia|Estonian|Tallinn|
EG|Egypt|Egyptian|Cairo|
ER|Eritrea|Eritrean|Asmara|
ES|Spain|Spanish|Madrid|
ET|Ethiopia|Ethiopian|Addis Ababa|
FI|Finland|Finnish|Helsinki|
FJ|Fiji|Fijian|Suva|
FM|Micronesia|Micronesian|Palikir|Federated States of Micronesia
FR|France|French|Paris|French Republic
GA|Gabon|Gabonese|Libreville|
GB|United Kingdom|British|London|U.K.,UK,Britain,Great Britain,United Kingdom of Great Britain and Northern Ireland
GD|Grenada|Grenadian|Saint George’s,St. George’s|
GE|Georgia|Georgian|Tbilisi|
GH|Ghana|Ghanaian|Accra|
GM|Gambia|Gambian|Banjul|the Gambia
GN|Guinea|Guinean|Conakry|
GQ|Equatorial Guinea|Equatorial Guinean,Equatoguinean|Malabo|
GR|Greece|Greek|Athens|Hellenic Republic
GT|Guatemala|Guatemalan|Guatemala City|
GW|Guinea-Bissau|Bissau-Guinean|Bissau|
GY|Guyana|Guyanese|Georgetown|
HN|Honduras|Honduran|Tegucigalpa|
HR|Croatia|Croatian|Zagreb|
HT|Haiti|Haitian|Port-au-Prince|
HU|Hungary|Hungarian|Budapest|
ID|Indonesia|Indonesian|Jakarta|
IE|Ireland|Irish|Dublin|Republic of Ireland
IL|Israel|Israeli|Jerusalem|
IN|India|Indian|New Delhi,Delhi|
IQ|Iraq|Iraqi|Baghdad|
IR|Iran|Iranian|Tehran,Teheran|Islamic Republic of Iran
IS|Iceland|Icelandic|Reykjavik,Reykjavík|
IT|Italy|Italian|Rome|
JM|Jamaica|Jamaican|Kingston|
JO|Jordan|Jordanian|Amman|
JP|Japan|Japanese|Tokyo|
KE|Kenya|Kenyan|Nairobi|
KG|Kyrgyzstan|Kyrgyz|Bishkek|
KH|Cambodia|Cambodian|Phnom Penh|
KI|Kiribati|I-Kiribati|South Tarawa,Tarawa|
KM|Comoros|Comorian,Comoran|Moroni|the Comoros
KN|Saint Kitts and Nevis|Kittitian|Basseterre|St. Kitts and Nevis
KP|North Korea|North Korean|Pyongyang|DPRK,Democratic People’s Republic of Korea
KR|South Korea|South Korean|Seoul|Republic of Korea
KW|Kuwait|Kuwaiti|Kuwait City|
KZ|Kazakhstan|Kazakh,Kazakhstani|Astana|
LA|Laos|Laotian,Lao|Vientiane|
LB|Lebanon|Lebanese|Beirut|
LC|Saint Lucia|Saint Lucian,St. Lucian|Castries|St. Lucia
LI|Liechtenstein|Liechtensteiner|Vaduz|
LK|Sri Lanka|Sri Lankan|Colombo,Sri Jayawardenepura Kotte|
LR|Liberia|Liberian|Monrovia|
LS|Lesotho|Basotho|Maseru|
LT|Lithuania|Lithuanian|Vilnius|
LU|Luxembourg|Luxembourgish,Luxembourger|Luxembourg|Luxemburg
LV|Latvia|Latvian|Riga|
LY|Libya|Libyan|Tripoli|
MA|Morocco|Moroccan|Rabat|
MC|Monaco|Monegasque,Monégasque|Monaco|
MD|Moldova|Moldovan|Chisinau,Chișinău|Republic of Moldova
ME|Montenegro|Montenegrin|Podgorica|
MG|Madagascar|Malagasy|Antananarivo|
MH|Marshall Islands|Marshallese|Majuro|
MK|North Macedonia|Macedonian,North Macedonian|Skopje|Macedonia
ML|Mali|Malian|Bamako|
MM|Myanmar|Burmese|Naypyidaw,Naypyitaw|Burma
MN|Mongolia|Mongolian|Ulaanbaatar,Ulan Bator|
MR|Mauritania|Mauritanian|Nouakchott|
MT|Malta|Maltese|Valletta|
MU|Mauritius|Mauritian|Port Louis|
MV|Maldives|Maldivian|Male,Malé|the Maldives
MW|Malawi|Malawian|Lilongwe|
MX|Mexico|Mexican|Mexico City|
MY|Malaysia|Malaysian|Kuala Lumpur,Putrajaya|
MZ|Mozambique|Mozambican|Maputo|
NA|Namibia|Namibian|Windhoek|
NE|Niger|Nigerien|Niamey|
NG|Nigeria|Nigerian|Abuja|
NI|Nicaragua|Nicaraguan|Managua|
NL|Netherlands|Dutch|Amsterdam,The Hague|Holland,the Netherlands
NO|Norway|Norwegian|Oslo|
NP|Nepal|Nepali,Nepalese|Kathmandu|
NR|Nauru|Nauruan|Yaren|
NZ|New Zealand|New Zealander|Wellington|
OM|Oman|Omani|Muscat|
PA|Panama|Panamanian|Panama City|
PE|Peru|Peruvian|Lima|
PG|Papua New Guinea|Papua New Guinean|Port Moresby|
PH|Philippines|Philippine,Filipino|Manila|the Philippines
PK|Pakistan|Pakistani|Islamabad|
PL|Poland|Polish|Warsaw|
PS|Palestine|Palestinian|Ramallah|State of Palestine
PT|Portugal|Portuguese|Lisbon|
PW|Palau|Palauan|Ngerulmud|
PY|Paraguay|Paraguayan|Asuncion,Asunción|
QA|Qatar|Qatari|Doha|
RO|Romania|Romanian|Bucharest|
RS|Serbia|Serbian|Belgrade|
RU|Russia|Russian|Moscow|Russian Federation
RW|Rwanda|Rwandan|Kigali|
SA|Saudi Arabia|Saudi,Saudi Arabian|Riyadh|
SB|Solomon Islands|Solomon Islander|Honiara|
SC|Seychelles|Seychellois|Victoria|
SD|Sudan|Sudanese|Khartoum|
SE|Sweden|Swedish|Stockholm|
SG|Singapore|Singaporean|Singapore|
SI|Slovenia|Slovenian,Slovene|Ljubljana|
SK|Slovakia|Slovak,Slovakian|Bratislava|Slovak Republic
SL|Sierra Leone|Sierra Leonean|Freetown|
SM|San Marino|Sammarinese|San Marino|
SN|Senegal|Senegalese|Dakar|
SO|Somalia|Somali,Somalian|Mogadishu|
SR|Suriname|Surinamese|Paramaribo|
SS|South Sudan|South Sudanese|Juba|
ST|Sao Tome and Principe|Santomean|Sao Tome,São Tomé|São Tomé and Príncipe
SV|El Salvador|Salvadoran,Salvadorean|San Salvador|
SY|Syria|Syrian|Damascus|Syrian Arab Republic
SZ|Eswatini|Swazi|Mbabane,Lobamba|Swaziland
TD|Chad|Chadian|N’Djamena|
TG|Togo|Togolese|Lome,Lomé|
TH|Thailand|Thai|Bangkok|
TJ|Tajikistan|Tajik,Tajikistani|Dushanbe|
TL|East Timor|Timorese,East Timorese|Dili|Timor-Leste
TM|Turkmenistan|Turkmen|Ashgabat|
TN|Tunisia|Tunisian|Tunis|
TO|Tonga|Tongan|Nuku’alofa,Nukualofa|
TR|Turkey|Turkish|Ankara|Türkiye,Turkiye
TT|Trinidad and Tobago|Trinidadian|Port of Spain|
TV|Tuvalu|Tuvaluan|Funafuti|
TW|Taiwan|Taiwanese|Taipei|Republic of China
TZ|Tanzania|Tanzanian|Dodoma|
UA|Ukraine|Ukrainian|Kyiv,Kiev|the Ukraine
UG|Uganda|Ugandan|Kampala|
US|United States|American|Washington,Washington D.C.|U.S.,US,USA,U.S.A.,America,United States of America
UY|Uruguay|Uruguayan|Montevideo|
UZ|Uzbekistan|Uzbek,Uzbekistani|Tashkent|
VA|Vatican City|Vatican|Vatican City|the Vatican,Vatican,Holy See
VC|Saint Vincent and the Grenadines|Vincentian|Kingstown|St. Vincent and the Grenadines
VE|Venezuela|Venezuelan|Caracas|
VN|Vietnam|Vietnamese|Hanoi|Viet Nam
VU|Vanuatu|Vanuatuan|Port Vila|
WS|Samoa|Samoan|Apia|
XK|Kosovo|Kosovar,Kosovan|Pristina,Prishtina|
YE|Yemen|Yemeni|Sanaa,Sana’a|
ZA|South Africa|South African|Pretoria|
ZM|Zambia|Zambian|Lusaka|
ZW|Zimbabwe|Zimbabwean|Harare|`

// seatTable has the houses and addresses that stand for a government: they
// are buildings where something happens in them, and the state where they
// speak.
const seatTable = `White House,the White House,Oval Office|United States
Kremlin|Russia
Downing Street,10 Downing Street,No. 10,No 10,Number 10,Number 10 Downing Street,No. 10 Downing Street,Whitehall|United Kingdom
Élysée,Elysée,Elysee,Élysée Palace,Elysée Palace,Elysee Palace,Quai d’Orsay,Matignon|France
Bankova,Bankova Street|Ukraine
Palazzo Chigi,Quirinal Palace|Italy
Moncloa,Moncloa Palace|Spain
Zhongnanhai|China
Blue House|South Korea
Kantei|Japan
Casa Rosada|Argentina
Planalto,Planalto Palace|Brazil
Miraflores,Miraflores Palace|Venezuela
Malacañang,Malacanang,Malacañang Palace,Malacanang Palace|Philippines
Raisina Hill|India
Cotroceni,Cotroceni Palace|Romania
Binnenhof|Netherlands
Government Buildings,Leinster House|Ireland`
