package names

import "strings"

// stateTable has a line a state: name, demonym, capital, other names. It
// covers the states that news of diplomacy and war name most.
const stateTable = `United States|American|Washington|U.S.|US|USA|America|United States of America
United Kingdom|British|London|U.K.|UK|Britain|Great Britain
France|French|Paris
Germany|German|Berlin
Italy|Italian|Rome
Spain|Spanish|Madrid
Portugal|Portuguese|Lisbon
Netherlands|Dutch|Amsterdam
Belgium|Belgian|Brussels
Poland|Polish|Warsaw
Ukraine|Ukrainian|Kyiv
Russia|Russian|Moscow|Russian Federation
Belarus|Belarusian|Minsk
Moldova|Moldovan|Chisinau
Romania|Romanian|Bucharest
Bulgaria|Bulgarian|Sofia
Hungary|Hungarian|Budapest
Austria|Austrian|Vienna
Switzerland|Swiss|Bern
Czech Republic|Czech|Prague|Czechia
Slovakia|Slovak|Bratislava
Slovenia|Slovenian|Ljubljana
Croatia|Croatian|Zagreb
Serbia|Serbian|Belgrade
Greece|Greek|Athens
Turkey|Turkish|Ankara|Türkiye
Cyprus|Cypriot|Nicosia
Denmark|Danish|Copenhagen
Sweden|Swedish|Stockholm
Norway|Norwegian|Oslo
Finland|Finnish|Helsinki
Iceland|Icelandic|Reykjavik
Ireland|Irish|Dublin
Estonia|Estonian|Tallinn
Latvia|Latvian|Riga
Lithuania|Lithuanian|Vilnius
Canada|Canadian|Ottawa
Mexico|Mexican|Mexico City
Brazil|Brazilian|Brasilia
Argentina|Argentine|Buenos Aires
Chile|Chilean|Santiago
Colombia|Colombian|Bogota
Venezuela|Venezuelan|Caracas
Cuba|Cuban|Havana
China|Chinese|Beijing
Taiwan|Taiwanese|Taipei
Japan|Japanese|Tokyo
South Korea|South Korean|Seoul
North Korea|North Korean|Pyongyang
India|Indian|New Delhi
Pakistan|Pakistani|Islamabad
Afghanistan|Afghan|Kabul
Australia|Australian|Canberra
New Zealand|New Zealander|Wellington
Indonesia|Indonesian|Jakarta
Philippines|Philippine|Manila
Vietnam|Vietnamese|Hanoi
Thailand|Thai|Bangkok
Iran|Iranian|Tehran
Iraq|Iraqi|Baghdad
Syria|Syrian|Damascus
Lebanon|Lebanese|Beirut
Israel|Israeli|Jerusalem
Jordan|Jordanian|Amman
Saudi Arabia|Saudi|Riyadh
Yemen|Yemeni|Sanaa
Qatar|Qatari|Doha
United Arab Emirates|Emirati|Abu Dhabi|UAE
Kuwait|Kuwaiti|Kuwait City
Egypt|Egyptian|Cairo
Libya|Libyan|Tripoli
Tunisia|Tunisian|Tunis
Algeria|Algerian|Algiers
Morocco|Moroccan|Rabat
Sudan|Sudanese|Khartoum
Ethiopia|Ethiopian|Addis Ababa
Kenya|Kenyan|Nairobi
Nigeria|Nigerian|Abuja
South Africa|South African|Pretoria
Armenia|Armenian|Yerevan
Azerbaijan|Azerbaijani|Baku
Kazakhstan|Kazakh|Astana`

var (
	states   = map[string]bool{}   // every name of a state
	official = map[string]string{} // name of a state to its first name
	demonyms = map[string]string{} // demonym to state
	capitals = map[string]string{} // capital to state
	_        = readStates()
)

func readStates() bool {
	for line := range strings.SplitSeq(stateTable, "\n") {
		f := strings.Split(line, "|")
		demonyms[f[1]], capitals[f[2]] = f[0], f[0]
		for _, n := range append([]string{f[0]}, f[3:]...) {
			states[n], official[n] = true, f[0]
		}
	}
	return true
}

// stateOf gives the first name of the state that a name is one of, or "".
func stateOf(name string) string { return official[name] }
