package names

// quantified: the words [lo, hi) tell how many or which kind, and of nobody in
// particular: "nobody", "few", "some MPs", "one of the ministers", "three
// lawmakers". A name that begins with such a word is a name.
func (b *Book) quantified(lo, hi int) bool {
	if lo < hi && b.at(lo).Lower == "the" && indefinite[b.at(lo+1).Lower] {
		lo++ // the others
	}
	w := b.at(lo)
	if i := b.firstFrom(w.Start); i < len(b.mentions) && b.mentions[i].span.Start == w.Start {
		return false
	}
	switch {
	case indefinite[w.Lower]:
		return true
	case w.Lower == "all" || w.Lower == "both":
		return lo+1 == hi || b.at(lo+1).Lower == "of" || indefinite[b.at(lo+1).Lower]
	case w.Lower == "a" || w.Lower == "an":
		return amounts[b.at(lo+1).Lower] && (lo+2 >= hi || b.at(lo+2).Lower == "of" || b.at(lo+1).Lower == "few")
	}
	return w.Tag == "CD" || amounts[w.Lower] && b.at(lo+1).Lower == "of"
}

var (
	indefinite = set(`nobody somebody everybody anybody no-one someone everyone anyone none no few fewer many some most more several any every each half other others another
various certain numerous countless enough much one two three four five six seven eight nine ten eleven twelve nothing something everything anything neither either whoever`)
	amounts = set("few number handful couple majority minority lot host range dozen score third quarter fraction dozens scores hundreds thousands millions lots plenty tens group string series")
)
