package names

import (
	"strings"
)

// A role is an office as the text words it, before it is known whose.
type role struct {
	title  string // lower case, without state, "former" and the like
	text   string // as written, lower case
	of     string // key of the state or organisation; "" where none is named
	former bool
	an     bool // "a minister", one of many
	his    bool // "his minister"
}

// roleAt reads an office that begins at word i and ends by limit: "the former
// French prime minister", "Norway's minister of health", "president of the
// European Commission". It gives where the office ends, or i.
func (b *Book) roleAt(i, limit int) (role, int) {
	r, k := role{}, i
	switch b.at(k).Lower {
	case "the":
		k++
	case "a", "an":
		r.an = true
		k++
	case "his", "her", "their", "its", "my", "our", "your":
		r.his = true
		k++
	}
	k = b.times(&r, k, limit)
	k = b.holder(&r, k, limit)
	k = b.times(&r, k, limit)
	start := k
	var title []string
	last := false // the last word is an office
	for k < limit && (!last || offices[b.at(k).Lower]) {
		w := b.at(k).Lower
		if !offices[w] && !roleModifiers[w] {
			break
		}
		title = append(title, longer(w))
		last = offices[w]
		k++
		if w == "chief" && b.at(k).Lower == "executive" && k < limit && !offices[b.at(k+1).Lower] {
			title = append(title, "executive")
			k++
		}
		if last && b.at(k).Lower == "of" && k+1 < limit && (spheres[b.at(k+1).Lower] || b.at(k+1).Lower == "the" && spheres[b.at(k+2).Lower]) {
			k += 1
			if b.at(k).Lower == "the" {
				k++
			}
			title = append(title, "of", b.at(k).Lower)
			k++
			if b.at(k).Lower == "affairs" || b.at(k).Lower == "security" {
				title = append(title, b.at(k).Lower)
				k++
			}
		}
	}
	if k == start || !last {
		return role{}, i
	}
	r.title = strings.Join(title, " ")
	if w := b.at(k).Lower; r.of == "" && k+1 < limit && (w == "of" || w == "for" || w == "at") {
		from := k + 1
		if b.at(from).Lower == "the" {
			from++
		}
		if to := b.bodyEnd(from, limit); to > from {
			r.of, k = b.holderOf(from, to), to
		}
	}
	written := make([]string, 0, k-i)
	for j := i; j < k; j++ {
		if w := b.at(j).Lower; j > i || w != "the" && w != "a" && w != "an" {
			written = append(written, w)
		}
	}
	r.text = strings.ReplaceAll(strings.Join(written, " "), " 's", "'s")
	return r, k
}

// times skips what says when an office was held.
func (b *Book) times(r *role, k, limit int) int {
	for k < limit && (past[b.at(k).Lower] || present[b.at(k).Lower]) {
		r.former = r.former || past[b.at(k).Lower]
		k++
	}
	return k
}

// holder reads the state or organisation that an office is of, before it.
func (b *Book) holder(r *role, k, limit int) int {
	to := k
	if e, n := known.at(b.t, k, limit); n > 0 && e.sort != isPlace {
		to = k + n
	} else {
		for to < limit && proper(b.at(to)) && !offices[b.at(to).Lower] && !roleModifiers[b.at(to).Lower] {
			to++
		}
	}
	if to > k && to < limit {
		r.of = b.holderOf(k, to)
		if b.at(to).Tag == "POS" || b.at(to).Lower == "'s" || b.at(to).Lower == "'" {
			to++
		}
		return to
	}
	return k
}

// bodyEnd gives where a name that begins at word i ends.
func (b *Book) bodyEnd(i, limit int) int {
	if _, n := known.at(b.t, i, limit); n > 0 {
		return i + n
	}
	for i < limit && proper(b.at(i)) {
		i++
	}
	return i
}

// holderOf gives the key of the state or organisation that words name.
func (b *Book) holderOf(first, end int) string {
	if e, n := known.at(b.t, first, end); n == end-first {
		switch e.sort {
		case isState, isDemonym, isSeat:
			return stateKey + e.name
		case isCapital:
			return e.name + capitalKey // the mayor of London is not Britain's
		case isBody:
			return bodyKey + e.name
		}
	}
	parts := make([]string, 0, end-first)
	for k := first; k < end; k++ {
		parts = append(parts, b.at(k).Text)
	}
	return fold(strings.Join(parts, " "))
}

const (
	stateKey   = "="
	bodyKey    = "+"
	capitalKey = "*"
)

func longer(w string) string {
	if l, ok := longTitle[w]; ok {
		return l
	}
	return w
}

// roleBefore reads the office directly before the name [upto, end), and where
// it begins.
func (f *finder) roleBefore(upto, end int) (role, int, bool) {
	to := upto
	apposed := f.at(upto-1).Lower == "," && (f.at(end).Lower == "," || f.at(end).Text == "." || f.at(end).Text == ")")
	if apposed {
		to--
	}
	last := f.at(to - 1)
	if !offices[last.Lower] && !spheres[last.Lower] && !(proper(last) && apposed) && !(last.Lower == "security" || last.Lower == "affairs") {
		if !proper(last) || f.at(to-2).Lower != "of" && f.at(to-2).Lower != "the" {
			return role{}, 0, false
		}
	}
	from := to
	for from > 0 && to-from < 11 && f.at(from-1).Sentence == f.at(upto).Sentence && f.at(from-1).Quote == f.at(upto).Quote && f.titular(from-1) {
		from--
	}
	for ; from < to; from++ {
		if from > 0 && offices[f.at(from-1).Lower] && !apposed && f.at(from).Lower != "of" {
			continue
		}
		w := f.at(from).Lower
		if apposed && w != "the" && f.at(from+1).Lower != "'s" && known.entries[f.at(from).Text] == nil {
			continue
		}
		if r, k := f.roleAt(from, to); k == to {
			if apposed && r.of == "" {
				return role{}, 0, false
			}
			return r, from, true
		}
	}
	return role{}, 0, false
}

// titular: the word can stand in an office before a name.
func (f *finder) titular(k int) bool {
	w := f.at(k)
	return offices[w.Lower] || roleModifiers[w.Lower] || past[w.Lower] || present[w.Lower] || spheres[w.Lower] || proper(w) || w.Tag == "POS" || w.Lower == "'s" || w.Lower == "of" || w.Lower == "the"
}

// roleAfter reads an office in apposition: "Holm, the Danish prime minister,",
// and where it ends.
func (f *finder) roleAfter(first, end int) (role, int, bool) {
	if f.at(end).Lower != "," || f.at(end).Sentence != f.at(first).Sentence {
		return role{}, 0, false
	}
	w := f.at(end + 1)
	if w.Lower != "the" && w.Lower != "a" && w.Lower != "an" && !f.titular(end+1) {
		return role{}, 0, false
	}
	r, k := f.roleAt(end+1, min(f.sentenceEnd(first), end+14))
	if k == end+1 {
		return role{}, 0, false
	}
	switch next := f.at(k); {
	case next.Sentence != f.at(first).Sentence, next.Lower == ",", next.Text == ".", next.Text == ";", next.Lower == "who", next.Lower == "-", next.Text == "—":
		return r, k, !r.his
	}
	return role{}, 0, false
}

// unheld notes offices that are spoken of without a name, for Link: "the
// French president", "France's president".
func (f *finder) unheld(i int) {
	w := f.at(i)
	if w.Lower != "the" {
		if n := f.at(i + 1); n.Tag != "POS" && n.Lower != "'s" && n.Lower != "'" || !capital(w.Text) {
			return
		}
	}
	r, k := f.roleAt(i, min(f.sentenceEnd(i), i+12))
	if k == i || !strings.HasPrefix(r.of, stateKey) && !strings.HasPrefix(r.of, bodyKey) || r.former || r.his || proper(f.at(k)) {
		return
	}
	if strings.HasPrefix(r.of, stateKey) {
		f.stateNamed(r.of[len(stateKey):])
	}
	f.asked = append(f.asked, asked{r})
}

// asked is an office that is spoken of without a name.
type asked struct{ role role }
