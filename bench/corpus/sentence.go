package corpus

import (
	"math/rand/v2"
	"strings"
)

// How long sentences are, in words.
const (
	shortest = 8
	longest  = 25
)

// author writes sentences; voice is whose words it leans to, or -1.
type author struct {
	c     *Corpus
	rng   *rand.Rand
	voice int
	out   []string
}

// sentence gives one sentence, neither capitalised nor with an end mark.
func (a *author) sentence() string {
	for {
		a.out = a.out[:0]
		a.compose()
		s := strings.Join(a.out, " ")
		if n := strings.Count(s, " ") + 1; n >= shortest && n <= longest {
			return s
		}
	}
}

func (a *author) put(words ...string) { a.out = append(a.out, words...) }

func (a *author) chance(percent int) bool { return a.rng.IntN(100) < percent }

func (a *author) compose() {
	if a.chance(10) {
		a.put(a.c.phrases[rank(a.rng, len(a.c.phrases))])
	} else if a.chance(15) {
		a.put(pick(a.rng, openers))
	}
	if a.chance(4) {
		a.put(pick(a.rng, maybe))
	}
	a.clause()
	for a.chance(45) && len(a.out) < longest-8 {
		a.put(pick(a.rng, joins))
		a.clause()
	}
	switch roll := a.rng.IntN(100); {
	case roll < 12:
		a.put(pick(a.rng, opened))
		a.clause()
	case roll < 17:
		a.put(pick(a.rng, excepted))
		a.thing()
	}
}

func (a *author) clause() {
	if a.chance(40) {
		a.put(pick(a.rng, pronouns))
	} else {
		a.thing()
	}
	switch roll := a.rng.IntN(100); {
	case roll < 10:
		a.put(pick(a.rng, modals), "not")
	case roll < 13:
		a.put(pick(a.rng, modals), "never")
	case roll < 18:
		a.put(pick(a.rng, hedges))
	default:
		a.put(pick(a.rng, modals))
	}
	if a.chance(12) {
		a.put(a.invented())
	} else {
		a.put(word(a.rng, verbs))
	}
	a.thing()
	for a.chance(45) {
		a.put(pick(a.rng, preps))
		a.thing()
	}
}

func (a *author) thing() {
	a.put(pick(a.rng, dets))
	if a.chance(35) {
		if a.chance(60) {
			a.put(a.invented())
		} else {
			a.put(word(a.rng, adjectives))
		}
	}
	if a.chance(50) {
		a.put(a.invented())
	} else {
		a.put(word(a.rng, nouns))
	}
}

// invented gives a word of the vocabulary, one in three of the speaker's own.
func (a *author) invented() string {
	const own = 200
	if a.voice >= 0 && a.chance(33) {
		return a.c.words[(a.voice*37+rankAfter(a.rng, head, own))%Vocabulary]
	}
	return word(a.rng, a.c.words)
}
