package grammar

// A Group is a verb, a noun or an adjective that governs something, with the
// auxiliaries and adverbs before it: "has repeatedly said".
type Group struct {
	First, End int // items, half open; End is after particles
	Head       int
	Ing        bool // a participle with a subject elsewhere
	Infinitive bool
	Passive    bool
	Negated    bool
}

var (
	// Be are the forms of the verb that make a passive.
	Be = Set("be is are was were been being am 's 're 'm isn't get gets got")
	// Auxiliaries are the words that a verb group can begin with.
	Auxiliaries = Set("be is are was were been being am 's 're 'm 've 'd 'll has have had having do does did will would can could may might must shall should to n't not ought need ca wo")
)

// raising verbs and adjectives stand between a subject and an infinitive or
// -ing form whose subject is the same.
var raising = Set("went go goes gone going on continued continue continues began begin begins begun started start seemed seems appeared appears expected declined declines refused refuses sought seeks wanted wants tried tries used able quick careful happy likely came come close took takes pains let helped forced willing proceeded wasted failed fails managed forward kept keeps stopped repeatedly paused time moved")

// Group extends a verb to the left over auxiliaries, adverbs and raising verbs.
func (c *Clause) Group(q Group) Group {
	q.First = q.Head
	r := groupReader{c, &q, q.Head, false}
	for i := q.Head - 1; i >= 0; {
		next, more := r.step(i)
		if !more {
			break
		}
		i = next
	}
	return q
}

// A groupReader goes through a verb group from its verb to the left.
type groupReader struct {
	*Clause
	q    *Group
	last int  // the auxiliary or raising verb met last
	aux  bool // one was met
}

// step reads item i and says where to go on, if the group does.
func (r *groupReader) step(i int) (int, bool) {
	it := &r.Items[i]
	switch {
	case it.Quote >= 0:
		return i, false
	case it.Comma() && i > 2 && r.Items[i-1].Adverb() && r.Items[i-2].Comma() && Auxiliaries[r.Items[i-3].Lower]:
		r.reach(i - 2) // has, however, said
		return i - 3, true
	case Auxiliaries[it.Lower] && it.Tag != "POS":
		return i - 1, r.auxiliary(i)
	case it.Adverb() && !it.Is("so") || it.Is("never"):
		r.adverb(i)
		return i - 1, true
	case raising[it.Lower] && (r.last < r.q.Head && r.Items[r.last].Is("to") || it.Is("on", "went", "kept", "keeps", "started", "began", "stopped")):
		if it.Tag == "IN" && !raising[r.At(i-1).Lower] {
			return i, false
		}
		r.q.Ing, r.q.Infinitive = false, false
		r.reach(i)
		return i - 1, true
	}
	return i, false
}

func (r *groupReader) reach(i int) { r.q.First, r.last, r.aux = i, i, true }

// auxiliary reads one at i; it is false where the group begins with it.
func (r *groupReader) auxiliary(i int) bool {
	it, q := &r.Items[i], r.q
	if it.Is("not", "n't") {
		q.Negated = true
		return true
	}
	if it.Is("to") {
		q.Infinitive = !r.aux
		if p := r.At(i - 1); !raising[p.Lower] && !p.Is("have", "has", "had", "was", "is", "were", "are") {
			q.First = i
			return false
		}
	}
	if Be[it.Lower] && r.last == q.Head {
		q.Passive = !q.Ing
	}
	q.Ing = q.Ing && it.Is("to")
	r.reach(i)
	return true
}

// adverb reads one at i: it belongs to the group where the group goes on before
// it, or where it stands right before the verb.
func (r *groupReader) adverb(i int) {
	if r.Items[i].Is("never") {
		r.q.Negated = true
	}
	p := r.At(i - 1)
	if r.aux || i == r.q.Head-1 || i > 0 && (p.Noun() || Auxiliaries[p.Lower] || p.Is("and", "but", "who", "which", "that")) {
		r.q.First = i
	}
}
