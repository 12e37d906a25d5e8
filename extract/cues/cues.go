package cues

import "strings"

// Class says what a cue attributes.
type Class string

// Classes of cues.
const (
	Speech     Class = "statement"
	Finding    Class = "finding"
	Belief     Class = "belief"
	Intent     Class = "intent"
	Commitment Class = "commitment"
)

// Form is the form of a verb.
type Form int

// Forms. Past and participle of most verbs are one.
const (
	Base Form = iota
	Third
	Past
	Participle
	Ing
)

type group struct {
	class   Class
	pattern string
	lemmas  string
}

// A Sense is one way in which a cue is used.
type Sense struct {
	Class   Class
	Pattern string
	// After are the words, one of which must follow the verb; none when empty.
	After []string
}

// Takes says whether the sense has one of the letters of the pattern.
func (s *Sense) Takes(letters string) bool { return strings.ContainsAny(s.Pattern, letters) }

// A Verb is an entry of the lexicon.
type Verb struct {
	Lemma  string
	Senses []Sense
}

// A Use is a form of a verb.
type Use struct {
	Verb *Verb
	Form Form
}

// Lexicon answers which words are cues. It is immutable.
type Lexicon struct {
	uses       map[string][]Use
	nouns      map[string]Class
	adjectives map[string]Class
}

// New builds the lexicon.
func New() *Lexicon {
	l := &Lexicon{uses: map[string][]Use{}, nouns: byWord(nouns, true), adjectives: byWord(adjectives, false)}
	entries := map[string]*Verb{}
	for _, g := range verbs {
		for _, f := range strings.Fields(g.lemmas) {
			lemma, after, _ := strings.Cut(f, ":")
			v := entries[lemma]
			if v == nil {
				v = &Verb{Lemma: lemma}
				entries[lemma] = v
				for form, word := range forms(lemma) {
					l.uses[word] = append(l.uses[word], Use{v, Form(form)})
				}
			}
			s := Sense{Class: g.class, Pattern: g.pattern}
			if after != "" {
				s.After = strings.Split(after, "+")
			}
			v.Senses = append(v.Senses, s)
		}
	}
	return l
}

// Verb gives the verb that a word in lower case is a form of. Of a past and a
// participle that are one, it gives the past.
func (l *Lexicon) Verb(word string) (Use, bool) {
	u := l.uses[word]
	if len(u) == 0 {
		return Use{}, false
	}
	return u[0], true
}

// Reports says whether the word is a past or present of a verb that can follow
// what somebody said.
func (l *Lexicon) Reports(word string) bool {
	for _, u := range l.uses[word] {
		for i := range u.Verb.Senses {
			if s := &u.Verb.Senses[i]; u.Form != Base && s.Class == Speech && s.Takes("q") {
				return true
			}
		}
	}
	return false
}

// Holds says whether the verb is one of belief that takes a clause: what
// somebody thinks, not what somebody likes.
func (l *Lexicon) Holds(lemma string) bool {
	for _, u := range l.uses[lemma] {
		for i := range u.Verb.Senses {
			if s := &u.Verb.Senses[i]; u.Verb.Lemma == lemma && s.Class == Belief && s.Takes("c") {
				return true
			}
		}
	}
	return false
}

// Noun gives the class of a noun that takes a clause.
func (l *Lexicon) Noun(word string) (Class, bool) {
	c, ok := l.nouns[word]
	return c, ok
}

// Adjective gives the class of an adjective that takes a clause.
func (l *Lexicon) Adjective(word string) (Class, bool) {
	c, ok := l.adjectives[word]
	return c, ok
}

func byWord(lists map[Class]string, plural bool) map[string]Class {
	m := map[string]Class{}
	for class, list := range lists {
		for _, w := range strings.Fields(list) {
			m[w] = class
			if plural {
				m[third(w)] = class
			}
		}
	}
	return m
}

// forms gives base, third person, past, participle and -ing.
func forms(lemma string) [5]string {
	if f, ok := irregular[lemma]; ok {
		return [5]string{lemma, f[0], f[1], f[2], f[3]}
	}
	past := lemma + "ed"
	ing := lemma + "ing"
	switch {
	case strings.HasSuffix(lemma, "e"):
		past = lemma + "d"
		if !strings.HasSuffix(lemma, "ee") {
			ing = lemma[:len(lemma)-1] + "ing"
		}
	case endsConsonantY(lemma):
		past = lemma[:len(lemma)-1] + "ied"
	}
	return [5]string{lemma, third(lemma), past, past, ing}
}

func third(w string) string {
	switch {
	case endsConsonantY(w):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "x"):
		return w + "es"
	}
	return w + "s"
}

func endsConsonantY(w string) bool {
	return len(w) > 1 && w[len(w)-1] == 'y' && !strings.ContainsRune("aeiou", rune(w[len(w)-2]))
}
