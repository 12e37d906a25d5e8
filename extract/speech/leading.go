package speech

import (
	"onrecord/extract/cues"
	"onrecord/extract/grammar"
)

// leading handles a cue whose content follows it.
func (c *clause) leading(i int) {
	q := &c.cues[i]
	if q.done || c.Claimed[q.Head] {
		return
	}
	start, class, confidence := c.contentStart(q)
	if start < 0 {
		return
	}
	if c.anonymity(q, start) {
		return
	}
	start = c.afterColon(q, start, class)
	end := c.contentEnd(start, i)
	end = c.participleEnd(q, start, end)
	end = c.subordinateEnd(q, start, end)
	end = c.nounEnd(q, start, end)
	if first := c.At(start); q.kind == verbCue && (!c.ClauseAt(start) || c.objectOnly(q)) && !first.Is("that", "to", "whether", "if") && first.Quote < 0 {
		end = c.beforeWhen(start, c.objectEnd(start, end))
	}
	if !c.Free(start, end) {
		for end > start && !c.Free(start, end) {
			end--
		}
	}
	if end <= start {
		return
	}
	src := c.subject(q)
	if q.Passive {
		c.passive(q, class, start, end)
		return
	}
	if !src.OK() && q.kind == verbCue && !q.Ing && c.invertedBefore(q) {
		return
	}
	if !src.OK() && c.saysWho(q) == start {
		src = c.MentionOf(q.End, start-1)
	}
	if !src.OK() {
		if class == cues.Belief || class == cues.Intent || q.Infinitive || q.Ing && q.First == 0 {
			return
		}
		confidence -= 0.2
	}
	c.add(q, class, [][2]int{{start, end}}, src, confidence, false)
}

// objectOnly: the verb takes no clause, whatever follows it.
func (c *clause) objectOnly(q *cue) bool {
	for i := range q.verb.Senses {
		if q.verb.Senses[i].Takes("cwt") {
			return false
		}
	}
	return true
}

// anonymity: who asked not to be named tells of himself, not of the matter.
func (c *clause) anonymity(q *cue, start int) bool {
	k := q.End
	for k < start || c.At(k).Is("not", "to", "be") {
		k++
	}
	return k >= q.End+3 && c.At(k-1).Is("be") && c.At(k).Is("named", "identified", "quoted")
}

// asNoted: after "as Brook noted", in front of the sentence, comes a comma at k
// and what he noted.
func (c *clause) asNoted(q *cue, k int) bool {
	if q.Ing || q.Infinitive || !c.At(k).Comma() || !c.ClauseAt(k+1) || c.reportingSense(q) == nil {
		return false
	}
	m := c.SubjectAt(q.First, 4)
	if !m.OK() || !c.At(m.A-1).Is("as") {
		return false
	}
	p := c.At(m.A - 2)
	return m.A == 1 || p.Is("and", "but") || p.Comma()
}

// saysWho: where a sentence begins with its verb, the subject stands between
// that and the quotation, which begins at the item it gives: Said Brook, “...”
func (c *clause) saysWho(q *cue) int {
	if q.kind != verbCue || q.Passive || q.Head != 0 || q.form == cues.Base || q.Ing || c.reportingSense(q) == nil {
		return -1
	}
	m := c.Inverted(q.End)
	k := c.Adverbials(m.B)
	if !m.OK() || !c.At(k).Is(",", ":") || c.At(k+1).Quote < 0 {
		return -1
	}
	return k + 1
}

// afterColon: of "said in a letter with many words: “...”" the content is what
// follows the colon.
func (c *clause) afterColon(q *cue, start int, class cues.Class) int {
	if class != cues.Speech || c.At(start).Quote >= 0 || c.At(start).Is("that", "whether", "if") || q.Passive {
		return start
	}
	for k := start; k+1 < len(c.Items); k++ {
		if c.Items[k].Is(":") && c.Items[k+1].Quote >= 0 && c.Items[k+1].OpensSentence() && c.Items[k+1].Size > 3 {
			return k + 1
		}
		if c.Items[k].Quote >= 0 {
			break
		}
	}
	return start
}

// invertedBefore: nothing stands before the verb that it could belong to.
func (c *clause) invertedBefore(q *cue) bool { return q.form == cues.Base }

// passive: somebody is said to, was accused of.
func (c *clause) passive(q *cue, class cues.Class, start, end int) {
	src := grammar.Mention{}
	if c.At(q.End).Is("by") {
		if b := c.NounPhraseRight(q.End + 1); b > q.End+1 {
			src = c.MentionOf(q.End+1, b)
			start = max(start, b)
		}
	}
	if start >= end && !src.OK() {
		return
	}
	subj := c.SubjectAt(q.First, 0)
	ranges := [][2]int{}
	if subj.OK() && c.Free(subj.A, subj.B) && !c.At(start).Is("that", "if", "whether", "about") && c.At(start).Quote < 0 {
		ranges = append(ranges, [2]int{subj.A, subj.B})
	}
	if start < end {
		ranges = append(ranges, [2]int{start, end})
	}
	if len(ranges) > 0 {
		c.add(q, class, ranges, src, 0.4, false)
	}
}

// contentStart finds where the content to the right of a cue begins, or -1.
func (c *clause) contentStart(q *cue) (int, cues.Class, float64) {
	switch q.kind {
	case nounCue:
		return q.End, q.class, 0.6
	case adjectiveCue:
		if q.First == q.Head && !grammar.Be[c.At(q.Head-1).Lower] {
			return -1, "", 0
		}
		return q.End, q.class, 0.5
	case accordingCue:
		return -1, "", 0
	}
	if q.Passive {
		return c.passiveStart(q)
	}
	q.End = q.Head + 1 // a particle found earlier is found again
	k := c.Adverbials(q.End)
	if c.asNoted(q, k) {
		return k + 1, cues.Speech, 0.8
	}
	if at := c.saysWho(q); at >= 0 {
		return at, cues.Speech, 0.8
	}
	for s := range q.verb.Senses {
		if at, ok := c.after(q, &q.verb.Senses[s]); ok {
			return at, q.verb.Senses[s].Class, 0.6
		}
	}
	for s := range q.verb.Senses {
		sense := &q.verb.Senses[s]
		if len(sense.After) > 0 {
			continue
		}
		if at := c.take(q, sense, k); at >= 0 {
			conf := 0.8
			if !sense.Takes("cq") || c.At(at).Quote < 0 && !c.At(at).Is("that") {
				conf = 0.6
			}
			return at, sense.Class, conf
		}
	}
	return -1, "", 0
}
