package phrases

import (
	"strings"

	"onrecord/extract/grammar"
)

// Form is the form of a verb.
type Form int

// Forms of verbs. Past and participle of most are one word.
const (
	Base Form = iota
	Third
	Past
	Participle
	Ing
)

// Verbs knows verbs by their lemma in all their forms.
type Verbs map[string]Use

// A Use is a lemma in one form. Of a past and a participle that are one word
// it is the past.
type Use struct {
	Lemma string
	Form  Form
}

// NewVerbs makes the forms of the lemmas in a list.
func NewVerbs(list string) Verbs {
	v := Verbs{}
	for lemma := range strings.FieldsSeq(list) {
		for form, word := range forms(lemma) {
			if _, ok := v[word]; !ok {
				v[word] = Use{lemma, Form(form)}
			}
		}
	}
	return v
}

// Lemma of a word that is one of the verbs, or "".
func (v Verbs) Lemma(word string) string { return v[word].Lemma }

// Stem gives a lemma for the participle or past of a verb nobody listed.
func Stem(word string) string {
	for _, s := range [...]string{"ied", "ying"} {
		if r, ok := strings.CutSuffix(word, s); ok && len(r) > 1 {
			return r + "y"
		}
	}
	for _, s := range [...]string{"ed", "ing"} {
		r, ok := strings.CutSuffix(word, s)
		if !ok || len(r) < 3 {
			continue
		}
		n := len(r)
		switch {
		case r[n-1] == r[n-2] && strings.IndexByte("bdgmnprt", r[n-1]) >= 0:
			return r[:n-1]
		case strings.HasSuffix(r, "at") || strings.HasSuffix(r, "iz") || strings.HasSuffix(r, "is") || strings.HasSuffix(r, "c") || strings.HasSuffix(r, "v") || strings.HasSuffix(r, "rg") || strings.HasSuffix(r, "ag") || strings.HasSuffix(r, "uc") || strings.HasSuffix(r, "ur") || strings.HasSuffix(r, "as") || strings.HasSuffix(r, "u") || strings.HasSuffix(r, "ys"):
			return r + "e"
		}
		return r
	}
	return word
}

// forms gives base, third person, past, participle and -ing.
func forms(lemma string) [5]string {
	third, past, ing := lemma+"s", lemma+"ed", lemma+"ing"
	n := len(lemma)
	switch last := lemma[n-1]; {
	case last == 'e':
		past = lemma + "d"
		if !strings.HasSuffix(lemma, "ee") {
			ing = lemma[:n-1] + "ing"
		}
	case last == 'y' && n > 1 && strings.IndexByte("aeiou", lemma[n-2]) < 0:
		third, past = lemma[:n-1]+"ies", lemma[:n-1]+"ied"
	case doubled[lemma]:
		past, ing = lemma+string(last)+"ed", lemma+string(last)+"ing"
	}
	if strings.HasSuffix(lemma, "s") || strings.HasSuffix(lemma, "sh") || strings.HasSuffix(lemma, "ch") || strings.HasSuffix(lemma, "x") || lemma == "go" || lemma == "do" || lemma == "veto" {
		third = lemma + "es"
	}
	participle := past
	if f, ok := irregular[lemma]; ok {
		past, participle = f[0], f[1]
	}
	return [5]string{lemma, third, past, participle, ing}
}

// doubled are the lemmas whose last letter doubles before -ed and -ing.
var doubled = grammar.Set("commit permit submit admit stop drop cut set put let quit scrap step plan ban equip transfer patrol refer ship shut run begin get hit win sit omit rip strip cap trim swap plug defer bar control compel enrol spin forget")

// irregular has the past and participle.
var irregular = map[string][2]string{
	"send": {"sent", "sent"}, "build": {"built", "built"}, "give": {"gave", "given"}, "spend": {"spent", "spent"}, "lend": {"lent", "lent"},
	"buy": {"bought", "bought"}, "sell": {"sold", "sold"}, "pay": {"paid", "paid"}, "lead": {"led", "led"}, "hold": {"held", "held"},
	"keep": {"kept", "kept"}, "make": {"made", "made"}, "take": {"took", "taken"}, "go": {"went", "gone"}, "come": {"came", "come"},
	"do": {"did", "done"}, "cut": {"cut", "cut"}, "set": {"set", "set"}, "put": {"put", "put"}, "let": {"let", "let"}, "quit": {"quit", "quit"},
	"shut": {"shut", "shut"}, "leave": {"left", "left"}, "bring": {"brought", "brought"}, "meet": {"met", "met"}, "swear": {"swore", "sworn"},
	"back": {"backed", "backed"}, "fight": {"fought", "fought"}, "stand": {"stood", "stood"}, "withdraw": {"withdrew", "withdrawn"}, "draw": {"drew", "drawn"},
	"undertake": {"undertook", "undertaken"}, "rebuild": {"rebuilt", "rebuilt"}, "begin": {"began", "begun"}, "run": {"ran", "run"}, "write": {"wrote", "written"},
	"strike": {"struck", "struck"}, "forgive": {"forgave", "forgiven"}, "repay": {"repaid", "repaid"}, "get": {"got", "got"}, "become": {"became", "become"},
	"break": {"broke", "broken"}, "show": {"showed", "shown"}, "see": {"saw", "seen"}, "find": {"found", "found"}, "offset": {"offset", "offset"}, "throw": {"threw", "thrown"},
	"tear": {"tore", "torn"}, "fall": {"fell", "fallen"}, "say": {"said", "said"}, "rewrite": {"rewrote", "rewritten"}, "forgo": {"forwent", "forgone"}, "resell": {"resold", "resold"}, "creep": {"crept", "crept"},
	"speak": {"spoke", "spoken"}, "free": {"freed", "freed"}, "agree": {"agreed", "agreed"}, "guarantee": {"guaranteed", "guaranteed"}, "seek": {"sought", "sought"}, "forego": {"forewent", "foregone"},
	"feed": {"fed", "fed"}, "bind": {"bound", "bound"}, "tell": {"told", "told"}, "overcome": {"overcame", "overcome"}, "uphold": {"upheld", "upheld"}, "freeze": {"froze", "frozen"},
}
