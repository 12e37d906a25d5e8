package names

import "strings"

// behaves notes what a name does in its sentence that only people do, or only
// bodies: it laughs, "who" takes it up, it says what "it" would do.
func (f *finder) behaves(o *form, first, end int) {
	k := f.verbOf(first, end)
	several := len(o.words) > 1 && len(o.words) < 5 && !o.organ
	switch next := f.at(end); {
	case next.Lower == "," && f.relative(end+1, several) && !o.organ && !plurals(o.words[len(o.words)-1]) && f.at(end-1).Tag != "NNPS":
		f.shows(o, person, 2)
	case (next.Tag == "POS" || next.Lower == "'s") && kin[f.at(end+1).Lower]:
		f.shows(o, person, 3)
	case next.Lower == "itself":
		f.shows(o, body, 2)
	}
	if k < 0 {
		return
	}
	verb := f.at(k).Lower
	switch {
	case onlyPeople[verb]:
		f.shows(o, person, 3)
		o.human = true
	case human[verb] && several:
		f.shows(o, person, 3)
	case human[verb]:
		f.shows(o, person, 2)
	case several && reporting[verb]:
		f.shows(o, person, 2)
	}
	if k < end || !reporting[verb] && !human[verb] && !onlyPeople[verb] {
		return
	}
	f.takenUp(o, k)
}

// relative: the pronoun at word k takes up people only. "Whose" may follow a
// movement or a country that is named in one word.
func (f *finder) relative(k int, several bool) bool {
	return f.at(k).Lower == "who" || several && f.at(k).Lower == "whose"
}

// verbOf gives the verb whose subject the name is, or -1: after it, or before
// it at the end of a quotation.
func (f *finder) verbOf(first, end int) int {
	if f.at(first-1).Tag == "IN" || f.at(first-1).Lower == "and" {
		return -1
	}
	if next := f.at(end); strings.HasPrefix(next.Tag, "VB") && next.Tag != "VBG" && next.Tag != "VBN" && next.Quote == f.at(first).Quote {
		return end
	}
	if v := f.at(first - 1); (v.Tag == "VBD" || v.Tag == "VBZ") && v.Quote == f.at(first).Quote && (f.at(first-2).Mark || f.at(first-2).Lower == ",") {
		if w := f.at(end); w.Lower == "," || w.Text == "." || w.Lower == "who" || w.Mark {
			return first - 1
		}
	}
	return -1
}

// takenUp: who says that he will is a person, what says that it will a body.
func (f *finder) takenUp(o *form, k int) {
	k++
	if f.at(k).Lower == "that" {
		k++
	}
	next := f.at(k + 1)
	switch f.at(k).Lower {
	case "he", "she":
		f.shows(o, person, 2)
	case "it":
		if next.Tag == "MD" && !light[f.at(k+2).Lower] || next.Lower == "had" || next.Lower == "has" || next.Lower == "plans" || next.Lower == "planned" || next.Lower == "expects" {
			f.shows(o, body, 3)
		}
	case "its":
		if len(o.words) == 1 {
			f.shows(o, body, 3)
		}
	}
}

// light verbs follow an "it" that takes nothing up: "it would be hard".
var light = set("be have take help make seem appear only also not never")

// onlyPeople are verbs of human that no body is ever the subject of, however
// much "it" takes the name up.
var onlyPeople = set(`replied replies answered answers retorted laughed laughs smiled smiles grinned nodded shrugged wept sighed joked jokes quipped quips chuckled giggled whispered muttered blushed frowned winked limped`)

// human are verbs that people are the subject of, and hardly ever bodies.
var human = set(`laughed laughs smiled smiles grinned grins nodded nods shrugged shrugs wept sighed sighs joked jokes quipped quips chuckled giggled whispered whispers shouted shouts yelled screamed muttered mused
winked blushed frowned remembers remembered recalls recalled confided grew married divorced slept ate drank walked ran sat knelt stood drove smoked swam limped sang danced died retired graduated
loves hates thinks thought wonders wondered apologized apologised tweeted retorted`)

// kin stand after a person's possessive.
var kin = set(`wife husband widow father mother parents son sons daughter daughters brother sister children family uncle aunt nephew niece grandfather grandmother girlfriend boyfriend lawyer lawyers attorney attorneys
friend friends face hair eyes voice hand hands heart death birthday funeral childhood mind body arrest predecessor`)
