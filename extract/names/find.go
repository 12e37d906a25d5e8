package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/extract/words"
	"onrecord/graph/text"
)

// finder goes through the words once and notes names, offices and what is
// said about them.
type finder struct {
	*Book
	mark    int // end of the last quotation mark
	roles   []roleOf
	written map[string]bool // the words of the text, once somebody asks
	asking  bool            // a question stands after "Q:"; known once written is
}

// roleOf is an office that the words beside a mention give its bearer.
type roleOf struct {
	mention int
	role    role
	span    text.Span // of the words that show it
}

func (f *finder) run() {
	for i := 0; i < len(f.t.Words); {
		if f.t.Words[i].Mark {
			f.mark = f.t.Words[i].End
		}
		f.unheld(i)
		end := f.end(i)
		if end == i {
			i++
			continue
		}
		f.cut(i, end)
		i = end
	}
}

func (b *Book) at(k int) *words.Word {
	if k < 0 || k >= len(b.t.Words) {
		return &nothing
	}
	return &b.t.Words[k]
}

var nothing = words.Word{Text: " ", Quote: -1, Sentence: -1}

// end gives where the run of capitalised words that begins at word i ends, or
// i.
func (f *finder) end(i int) int {
	if f.asks(i) || f.unit(i) {
		return i
	}
	end := i
	for k := i; k < len(f.t.Words); k++ {
		w := &f.t.Words[k]
		if k > i && (w.Sentence != f.t.Words[i].Sentence || w.Quote != f.t.Words[i].Quote) {
			return end
		}
		if c := w.Text[0]; c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf || c == '1' {
			if _, n := known.at(f.t, k, f.sentenceEnd(k)); n > 1 && end == k && !f.numbered(k) {
				k += n - 1
				end = k + 1
				continue
			}
		}
		switch {
		case proper(w):
			end = k + 1
		case k == i && (f.called(k) || f.opens(k)):
			end = k + 1
		case k == i && leading[w.Text] && proper(f.at(k+1)) && !proper(f.at(k-1)):
		case k > i && end == k && f.joins(k):
		case k > i && (w.Lower == "the" || leading[w.Text] || particles[w.Text]) && end == k-1 && proper(f.at(k+1)):
		default:
			return end
		}
	}
	return end
}

func (f *finder) sentenceEnd(k int) int { return f.t.Sentences[f.t.Words[k].Sentence].End }

// joins: the word between two names makes them one: Ministry of Defence,
// Ursula von der Leyen.
func (f *finder) joins(k int) bool {
	w, before, next := &f.t.Words[k], f.at(k-1), f.at(k+1)
	if _, n := known.at(f.t, k-1, k); n > 0 && !ofHeads[before.Lower] {
		return false
	}
	switch w.Lower {
	case "&":
		return proper(next)
	case "of":
		return (ofHeads[before.Lower] || polities[before.Lower] && len(known.entries[next.Text]) > 0) && (proper(next) || next.Lower == "the" && proper(f.at(k+2)))
	case "and":
		return fields[next.Lower] && proper(next) && (f.at(k-2).Lower == "of" || f.at(k-2).Lower == "for" || f.at(k-3).Lower == "of" || f.at(k-3).Lower == "for")
	case "for", "on":
		return ofHeads[before.Lower] && proper(next) && !offices[before.Lower] && before.Lower != "house" && before.Lower != "bank" && before.Lower != "party" && before.Lower != "congress"
	}
	return particles[w.Text] && (proper(next) || leading[next.Text] || particles[next.Text] && proper(f.at(k+2)))
}

// proper says whether a word is one of a name.
func proper(w *words.Word) bool {
	if notNames[w.Lower] || !capital(w.Text) || compound(w) {
		return false
	}
	if strings.HasPrefix(w.Tag, "NNP") || w.Text[0] >= 'a' && w.Text[0] <= 'z' || len(w.Text) > 2 && strings.Contains(w.Text, ".") || leading[w.Lower] && w.Tag != "IN" {
		return true
	}
	for _, e := range known.entries[w.Text] {
		if len(e.words) == 1 && e.sort != isPlace {
			return true
		}
	}
	return false
}

func capital(s string) bool {
	if c := s[0]; c < utf8.RuneSelf {
		if c >= 'A' && c <= 'Z' {
			return true
		}
		// al-Assad
		a, b, ok := strings.Cut(s, "-")
		return ok && len(a) <= 3 && (a == "al" || a == "el" || a == "ul" || a == "as" || a == "ash" || a == "ad") && b != "" && b[0] >= 'A' && b[0] <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// compound: U.S.-led, pro-Russian, Franco-British, U.S.-Ukraine name nobody.
func compound(w *words.Word) bool {
	i := strings.LastIndexByte(w.Lower, '-')
	if i < 0 {
		return false
	}
	if _, ok := known.entries[straight(w.Text)]; ok {
		return false
	}
	first, _, _ := strings.Cut(w.Lower, "-")
	if len(first) == 1 && i == 1 && strings.Contains("rdi", first) {
		return true // (R-Ohio)
	}
	return turned[w.Lower[i+1:]] || turning[first] || len(statesIn(w.Text)) > 0
}

// statesIn gives the states whose name or adjective is a part of a compound:
// the United States of "U.S.-led", both of "Russian-Ukrainian".
func statesIn(s string) []string {
	if strings.IndexByte(s, '-') < 0 {
		return nil
	}
	var out []string
	for part := range strings.SplitSeq(s, "-") {
		if n := combining[part]; n != "" {
			out = append(out, n)
			continue
		}
		for _, e := range known.entries[part] {
			if len(e.words) == 1 && (e.sort == isState || e.sort == isDemonym || e.sort == isCapital) {
				out = append(out, e.name)
			}
		}
	}
	return out
}

// combining are the adjectives as they stand first in a compound.
var combining = map[string]string{"Franco": "France", "Anglo": "United Kingdom", "Russo": "Russia", "Sino": "China", "Greco": "Greece", "Italo": "Italy", "Turco": "Turkey", "Indo": "India", "Austro": "Austria", "Hispano": "Spain"}

// cut divides a run of capitalised words into titles, adjectives and names.
func (f *finder) cut(first, end int) {
	lead := first
	for first < end {
		e, n := known.at(f.t, first, end)
		switch p := f.titleEnd(first, end); {
		case n == end-first:
			f.known(first, end, e)
			return
		case f.unnamed(first, end):
			f.inTitle(first, end)
			return
		case p > first:
			f.inTitle(first, p)
			f.name(p, end, lead)
			return
		case spheres[f.t.Words[first].Lower] && f.at(first-1).Lower == "of" && offices[f.at(first-2).Lower]:
			first++ // Secretary of | State | John Kerry
		case polities[f.t.Words[first].Lower] && f.polity(first, end):
			return
		case f.organized(first, end):
			f.name(first, end, first)
			return
		case n > 0 && e.sort == isDemonym && f.personal(first+n, end):
			f.known(first, first+n, e)
			first += n
			lead = first
		case n > 0 && (e.sort == isBody || e.sort == isState && abbreviated(f.t.Words[first].Text)):
			f.known(first, first+n, e)
			first += n
			lead = first
		case adjectives[f.t.Words[first].Lower] && f.personal(first+1, end):
			first++
			lead = first
		default:
			f.name(first, end, first)
			return
		}
	}
}

// polity notes a state by its long name: the Kingdom of Norway.
func (f *finder) polity(first, end int) bool {
	k := first + 2
	if f.at(first+1).Lower != "of" {
		return false
	}
	if f.at(k).Lower == "the" {
		k++
	}
	e, n := known.at(f.t, k, end)
	if n == 0 || k+n != end || e.sort != isState {
		return false
	}
	f.known(k, end, e)
	f.mentions[len(f.mentions)-1].lead = f.t.Words[first].Start
	return true
}

func abbreviated(s string) bool { return len(s) <= 6 && strings.ToUpper(s) == s }

// unnamed: the words are adjectives and offices only.
func (f *finder) unnamed(first, end int) bool {
	for k := first; k < end; {
		if e, n := known.at(f.t, k, end); n > 0 && (e.sort == isDemonym || e.sort == isState && k+n < end) {
			k += n
			continue
		}
		if w := f.t.Words[k].Lower; !adjectives[w] && !offices[w] && !roleModifiers[w] && !spheres[w] && !past[w] && !present[w] && honorifics[w] == Unknown {
			return false
		}
		k++
	}
	return true
}

// personal: the words are a name of somebody, as far as one can see.
func (f *finder) personal(first, end int) bool {
	if first >= end {
		return true
	}
	_, given := firstNames[f.t.Words[first].Text]
	return given && end-first > 1 || f.titleEnd(first, end) > first
}

// organized: a word of the name says that it is an organisation's or a place's.
func (f *finder) organized(first, end int) bool {
	if last := f.t.Words[end-1].Lower; orgWords[last] || placeWords[last] {
		return true
	}
	for k := first + 1; k < end-1; k++ {
		if w := f.t.Words[k].Lower; w == "of" || w == "for" || w == "on" {
			return true
		}
	}
	return false
}

// titleEnd gives where the title at the beginning of a run ends: after "House
// Speaker" in "House Speaker Anna Holm".
func (f *finder) titleEnd(first, end int) int {
	if _, n := known.at(f.t, first, end); n == 0 {
		if _, given := firstNames[f.t.Words[first].Text]; given && !offices[f.at(first+1).Lower] {
			return first
		}
	}
	if last := f.t.Words[end-1].Lower; orgWords[last] && !offices[last] {
		return first
	}
	for k := end - 2; k >= first; k-- {
		w := f.t.Words[k].Lower
		_, honorific := honorifics[w]
		if (offices[w] || honorific) && !suffixes[f.t.Words[k+1].Lower] && !f.unnamed(k+1, end) {
			return k + 1
		}
	}
	return first
}

// inTitle notes the states and organisations that a title names.
func (f *finder) inTitle(first, end int) {
	for k := first; k < end; {
		if e, n := known.at(f.t, k, end); n > 0 {
			f.known(k, k+n, e)
			k += n
			continue
		}
		w := f.t.Words[k].Lower
		_, honorific := honorifics[w]
		if offices[w] || roleModifiers[w] || adjectives[w] || honorific || past[w] || present[w] || spheres[w] || !proper(&f.t.Words[k]) {
			k++
			continue
		}
		// An unknown name: the company of "Arbor CEO Anna Holm".
		to := k + 1
		for to < end && proper(&f.t.Words[to]) && !offices[f.t.Words[to].Lower] && !roleModifiers[f.t.Words[to].Lower] {
			to++
		}
		o := f.form(k, to)
		f.add(k, to, k, o)
		f.evidence(o, k, to, false)
		k = to
	}
}

// known notes a name that the tables have.
func (f *finder) known(first, end int, e entry) {
	if e.sort == isDemonym {
		f.stateNamed(e.name)
		f.shown[e.name] = true
		return
	}
	o := f.form(first, end)
	if o.entry.sort == 0 {
		o.entry = e
	}
	m := f.add(first, end, first, o)
	switch e.sort {
	case isState:
		f.shown[e.name] = true
	case isCapital, isSeat:
		m.state = e.name
		f.stateNamed(e.name)
	}
	f.evidence(m.form, first, end, false)
}

// name notes a name, with the title that stands before it or after it.
func (f *finder) name(first, end, lead int) {
	if e, n := known.at(f.t, first, end); n == end-first {
		if lead == first || e.sort == isBody {
			f.known(first, end, e)
			return
		}
	}
	if f.month(first, end) {
		return
	}
	o := f.form(first, end)
	m := f.add(first, end, first, o)
	index := len(f.mentions) - 1
	titled := false
	upto := first
	for g, ok := honorifics[f.at(upto-1).Lower]; ok && !offices[f.at(upto-1).Lower]; g, ok = honorifics[f.at(upto-1).Lower] {
		titled = true
		if g != Unknown {
			o.gender = g
		}
		upto--
	}
	m.lead = f.at(upto).Start
	if r, from, ok := f.roleBefore(upto, end); ok {
		titled = true
		shown := text.Span{Start: f.at(from).Start, End: f.mentions[index].span.End}
		if from < upto {
			m.lead = f.at(from).Start
		}
		if _, n := known.at(f.t, end+1, f.sentenceEnd(end-1)); r.of == "" && f.at(end).Lower == "of" && n > 0 {
			r.of = f.holderOf(end+1, end+1+n)
			shown.End = f.at(end + n).End
		}
		f.roles = append(f.roles, roleOf{index, r, shown})
	}
	if r, k, ok := f.roleAfter(first, end); ok && !orgWords[f.at(end-1).Lower] {
		titled = true
		f.roles = append(f.roles, roleOf{index, r, text.Span{Start: f.mentions[index].span.Start, End: f.at(k - 1).End}})
	}
	f.evidence(o, first, end, titled)
}

// month: May, when it is not a surname.
func (f *finder) month(first, end int) bool {
	if end-first > 1 || f.at(first).Lower != "may" {
		return false
	}
	before := f.at(first - 1)
	_, honorific := honorifics[before.Lower]
	return !honorific && !offices[before.Lower] && (before.Tag == "IN" || before.Tag == "CD" || f.at(end).Tag == "CD" || strings.HasPrefix(before.Tag, "J"))
}

// add notes a mention of the words [first, end).
func (f *finder) add(first, end, lead int, o *form) *mention {
	f.mentions = append(f.mentions, mention{
		span: text.Span{Start: f.t.Words[first].Start, End: f.footnote(first, end)},
		lead: f.t.Words[lead].Start, quote: f.mark, form: o,
	})
	o.mentions = append(o.mentions, len(f.mentions)-1)
	return &f.mentions[len(f.mentions)-1]
}
