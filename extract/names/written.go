package names

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file is about what is written like a name and is not all of it one:
// questions, units, the marks of footnotes, and names in capitals.

// asks: the word that opens a sentence, or what stands after a colon, is its
// verb and begins no name: "Will Estonia send ships?", "Ask Norway". May alone
// is a surname, and Save the Children a charity.
func (f *finder) asks(k int) bool {
	w, next := f.at(k), f.at(k+1)
	if !auxiliaries[w.Lower] && !commands[w.Lower] || !f.initial(k) || !proper(next) {
		return false
	}
	_, n := known.at(f.t, k+1, f.sentenceEnd(k))
	_, given := firstNames[w.Text]
	switch {
	case commands[w.Lower]:
		_, somebody := firstNames[next.Text]
		return n > 0 || somebody
	case given:
		// Will Smith is a person; "Will Norway" asks.
		return n > 0 || f.at(f.sentenceEnd(k)-1).Text == "?"
	}
	return true
}

// called: Will, as a first name, which is tagged as the verb it looks like:
// "Will Smith said".
func (f *finder) called(k int) bool {
	w, next := f.at(k), f.at(k+1)
	if _, given := firstNames[w.Text]; !given || w.Tag != "MD" || !proper(next) || f.asks(k) {
		return false
	}
	v := f.at(k + 2)
	return v.Tag == "VBD" || v.Tag == "VBZ" || v.Lower == ","
}

// initial: the word opens a sentence, or what a colon or mark announces.
func (f *finder) initial(k int) bool {
	before := f.at(k - 1)
	return k == f.t.Sentences[f.at(k).Sentence].First || before.Text == ":" || before.Mark || before.Text == "—" || before.Text == "–" || before.Text == "-"
}

// What questions and commands begin with.
var (
	auxiliaries = set(`will would can could may might shall should must do does did is are was were has have had isn't aren't don't doesn't didn't won't wouldn't can't couldn't shouldn't hasn't haven't`)
	commands    = set("ask tell let see read watch thank blame remember consider imagine compare support meet")
)

// unit: what stands after a number says what it counts: 300 MW.
func (f *finder) unit(k int) bool {
	if !units[f.at(k).Text] {
		return false
	}
	before := f.at(k - 1)
	return before.Tag == "CD" || before.Text[0] >= '0' && before.Text[0] <= '9'
}

var units = set(`W kW KW MW GW TW Wh kWh KWh KWH MWh MWH GWh GWH TWh TWH V kV KV MV A mA J kJ MJ GJ Hz kHz KHz MHz GHz THz B KB kB MB GB TB PB Kb Mb Gb Mbps Gbps kbps bps
m M mm MM cm CM km KM KMH Km NM nm ft FT mi MI mph MPH kph KPH kmh kn KN kt KT Mt MT Gt t T g G kg KG Kg mg MG lb lbs LB oz OZ l L ml ML bbl BBL bcm BCM mcm MCM bn BN mn MN tn TN K C F °C °F Pa kPa MPa psi PSI dB DB ha HA sq hp HP rpm RPM
TEU DWT EUR USD GBP JPY CHF CAD AUD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN RSD UAH RUB TRY CNY INR KRW BRL MXN ZAR ILS AED SAR EGP NGN KZT GEL`)

// numbered: "No 10" counts something: "the No 10 shirt".
func (f *finder) numbered(k int) bool {
	switch f.at(k).Lower {
	case "no", "no.", "number":
	default:
		return false
	}
	before, after := f.at(k-1), f.at(k+2)
	switch before.Lower {
	case "the", "a", "his", "her", "their", "its", "as", "world", "ranked":
		return true
	}
	return strings.HasPrefix(after.Tag, "NN") && f.at(k).Lower != "number" && !offices[after.Lower]
}

// footnote gives where the marks of footnotes begin that hang on a name: at
// its end where there are none. "John Healey1" is John Healey, where somebody
// is called so, or the name is a person's; MI6 is MI6.
func (f *finder) footnote(first, end int) int {
	w := f.at(end - 1)
	bare := strings.TrimRight(w.Text, "0123456789¹²³⁴⁵⁶⁷⁸⁹⁰*†‡")
	if bare == w.Text || len(w.Text)-len(bare) > 6 || len(bare) < 3 {
		return w.End
	}
	last, _ := utf8.DecodeLastRuneInString(bare)
	if !unicode.IsLower(last) {
		return w.End
	}
	if _, given := firstNames[f.at(first).Text]; !(given && end-first > 1) && !f.wrote(bare) {
		return w.End
	}
	return w.Start + len(bare)
}

// wrote: the text has the word elsewhere.
func (f *finder) wrote(word string) bool {
	f.overview()
	return f.written[word]
}

// interview: the text has questions after "Q:".
func (f *finder) interview() bool {
	f.overview()
	return f.asking
}

// overview reads all words once.
func (f *finder) overview() {
	if f.written != nil {
		return
	}
	f.written = map[string]bool{}
	for i := range f.t.Words {
		w := f.t.Words[i].Text
		f.written[w] = true
		f.asking = f.asking || (w == "Q" || w == "QUESTION" || w == "Question") && f.at(i+1).Text == ":"
	}
}

// label: the words are the name of who speaks, in capitals before a colon, as
// transcripts write it.
func (f *finder) label(first, end int) bool {
	if f.at(end).Text != ":" || end-first > 4 {
		return false
	}
	for k := first; k < end; k++ {
		w := f.at(k)
		if !shouting(w.Text) || headings[w.Lower] || orgWords[w.Lower] || placeWords[w.Lower] || things[w.Lower] || callings[w.Lower] {
			return false
		}
	}
	return true
}

// shouting: all letters are capitals, and there are three or more.
func shouting(s string) bool { return len(s) > 2 && strings.ToUpper(s) == s && strings.ToLower(s) != s }

// headings stand in capitals before a colon and are nobody's name.
var headings = set(`breaking news latest live update updates watch key points point note notes editor's summary background analysis exclusive opinion fact facts check video photo photos read more contact contacts source sources press release
question questions answer answers interviewer moderator reporter journalist host audience speaker narrator voiceover transcript subject date time place location from to cc re attention warning alert correction clarification
about related topics tags share tweet image caption credit file photograph listen explained explainer timeline map chart graphic advertisement headline headlines quote quotes title section part chapter annex table figure figures
world business politics sport sports culture health science tech technology today tonight yesterday tomorrow week morning evening men women game final score result results best worst top first last new big why how what who when where`)

// unshouted gives the words of a name as one writes it in a sentence: HANNO
// PEVKUR is Hanno Pevkur where it is the name of who speaks, or begins with a
// given name. Acronyms stay.
func (f *finder) unshouted(first, end int) []string {
	out := make([]string, 0, end-first)
	loud := true
	for k := first; k < end; k++ {
		s := f.at(k).Text
		out = append(out, s)
		loud = loud && (shouting(s) || strings.HasSuffix(s, ".") && strings.ToUpper(s) == s)
	}
	if !loud {
		return out
	}
	if _, given := firstNames[titled(out[0])]; !(given && len(out) > 1) && !f.label(first, end) && !f.wrote(titled(out[len(out)-1])) {
		return out
	}
	if _, n := known.at(f.t, first, end); n > 0 || len(out) == 1 && !f.wrote(titled(out[0])) && !f.wrote(strings.ToUpper(out[0])) {
		return out
	}
	for i, s := range out {
		if !strings.HasSuffix(s, ".") {
			out[i] = titled(s)
		}
	}
	return out
}

// titled writes a word with a capital at its beginning, and in its parts:
// O'Brien, Smith-Jones.
func titled(s string) string {
	b := []rune(strings.ToLower(s))
	upper := true
	for i, r := range b {
		if upper {
			b[i] = unicode.ToUpper(r)
		}
		upper = r == '-' || i == 1 && (r == '\'' || r == '’')
	}
	return string(b)
}

// firstPerson: who is named before a colon says what follows: "HOLM: We will".
func (f *finder) firstPerson(colon int) bool {
	for k := colon + 1; k < len(f.t.Words) && k < colon+40 && f.at(k).Sentence <= f.at(colon).Sentence+1; k++ {
		switch f.at(k).Lower {
		case "i", "we", "my", "our", "me", "us", "i'm", "we're", "i've", "we've":
			return true
		}
	}
	return false
}
