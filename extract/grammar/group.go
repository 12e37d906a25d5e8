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
	aux := false
	last := q.Head
	for i := q.Head - 1; i >= 0; i-- {
		it := &c.Items[i]
		switch {
		case it.Quote >= 0:
			return q
		case it.Comma() && i > 2 && c.Items[i-1].Adverb() && c.Items[i-2].Comma() && Auxiliaries[c.Items[i-3].Lower]:
			i -= 2
			q.First, last, aux = i, i, true
		case Auxiliaries[it.Lower] && it.Tag != "POS":
			if it.Is("not", "n't") {
				q.Negated = true
				continue
			}
			if it.Is("to") {
				q.Infinitive = !aux
				if p := c.At(i - 1); !raising[p.Lower] && !p.Is("have", "has", "had", "was", "is", "were", "are") {
					q.First = i
					return q
				}
			}
			if Be[it.Lower] && last == q.Head {
				q.Passive = !q.Ing
			}
			q.Ing = q.Ing && it.Is("to")
			aux = true
			q.First, last = i, i
		case it.Adverb() && !it.Is("so") || it.Is("never"):
			if it.Is("never") {
				q.Negated = true
			}
			if aux || i > 0 && (c.Items[i-1].Noun() || Auxiliaries[c.Items[i-1].Lower] || c.Items[i-1].Is("and", "but", "who", "which", "that")) {
				q.First = i
			} else if i == q.Head-1 {
				q.First = i
			}
		case raising[it.Lower] && (last < q.Head && c.Items[last].Is("to") || it.Is("on") || it.Is("went", "kept", "keeps", "started", "began", "stopped")):
			if it.Tag == "IN" && !raising[c.At(i-1).Lower] {
				return q
			}
			q.Ing, q.Infinitive = false, false
			q.First, last, aux = i, i, true
		default:
			return q
		}
	}
	return q
}
