package seeds

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

const (
	actor    = "person state organization group"
	actorish = actor + " force"
	ground   = "place state"
	anything = actorish + " place event document statement commitment"
	whole    = "place state organization force event document commitment group"
)

// ends gives the kinds that each relation type may join: from, then to.
var ends = map[string][2]string{
	"ABOUT":            {"statement commitment event document", anything},
	"ADOPTED":          {actor + " event", "document commitment"},
	"ALLIED_WITH":      {actor, actor},
	"CAPTURED":         {actorish, "person force " + ground},
	"CAUSED":           {actorish + " place event", anything},
	"CLAIMS":           {actor, "organization force " + ground},
	"CONTRIBUTES_TO":   {actorish + " commitment", "force organization event"},
	"DEMANDS":          {actor, anything},
	"ENDORSED":         {actor, "document commitment statement event person organization"},
	"HOLDS_OFFICE":     {"person", "state organization place group"},
	"INCLUDED_IN":      {"commitment", "document"},
	"INVADED":          {actorish, ground},
	"LEADS":            {actor, "organization group force event"},
	"LOCATED_IN":       {actorish + " place event commitment", ground},
	"MEMBER_OF":        {actorish, "organization group force"},
	"OCCUPIES":         {actorish, ground},
	"OMITTED_FROM":     {"commitment", "document"},
	"OPPOSES":          {actorish, anything},
	"PARTICIPATED_IN":  {actorish, "event"},
	"PART_OF":          {whole, whole},
	"POSSIBLY_SAME_AS": {anything, anything},
	"PRECEDES":         {"event document statement", "event document statement"},
	"RELATED_TO":       {actor, actor},
	"REPRESENTS":       {"person organization group", actor},
	"RESTATES":         {"statement commitment", "statement commitment"},
	"REVISION_OF":      {"document", "document"},
	"SIGNED":           {actor, "document"},
}

// roles gives the kinds that the fields of statements and commitments name.
func (r record) roles() map[string][]string {
	events := []string{}
	for _, c := range r.Conditions {
		events = append(events, c.Event)
	}
	return map[string][]string{
		actor:        slices.Concat([]string{r.Speaker}, r.AttributionChain, r.AddressedTo, r.PledgedBy, r.OwedTo),
		actorish:     r.Beneficiaries,
		"force":      r.Forces,
		ground:       r.Places,
		"event":      events,
		"document":   {r.Document, r.SourceDocument},
		"statement":  {r.AccordingTo},
		"commitment": r.Expresses,
		anything:     r.About,
	}
}

var idForm = regexp.MustCompile(`^(person|state|organization|group|force|place|event|document|statement|commitment):[a-z0-9]+(-[a-z0-9]+)*$`)

func kindOf(id string) string { return strings.SplitN(id, ":", 2)[0] }

func oneOf(word, list string) bool { return strings.Contains(" "+list+" ", " "+word+" ") }

// check returns everything that is wrong with an annotation of the article.
func check(article string, annotation []byte) []string {
	records, problems := decode(annotation)
	complain := func(r record, format string, args ...any) {
		problems = append(problems, fmt.Sprintf("line %d (%s %s%s): ", r.line, r.Record, r.ID, r.Type)+fmt.Sprintf(format, args...))
	}
	defined := map[string]int{}
	for _, r := range records {
		checkID(r, defined, complain)
	}
	for _, r := range records {
		checkReferences(r, defined, complain)
		checkWords(r, article, complain)
		checkClaim(r, complain)
	}
	problems = append(problems, uncovered(article, records)...)
	return append(problems, unattributed(article, records)...)
}

type complaint func(r record, format string, args ...any)

func checkID(r record, defined map[string]int, complain complaint) {
	switch r.Record {
	case "document", "node", "statement", "commitment":
	default:
		return
	}
	want := r.Record
	if want == "node" {
		want = strings.ToLower(r.Kind)
	}
	switch first, taken := defined[r.ID]; {
	case !idForm.MatchString(r.ID):
		complain(r, "the id is not kind:slug")
	case kindOf(r.ID) != want:
		complain(r, "the id is not that of a %s", want)
	case taken:
		complain(r, "line %d has this id already", first)
	default:
		defined[r.ID] = r.line
	}
}

func checkReferences(r record, defined map[string]int, complain complaint) {
	for _, id := range r.references() {
		if _, found := defined[id]; id != "" && !found {
			complain(r, "names %q, which no line defines", id)
		}
	}
	for kinds, ids := range r.roles() {
		for _, id := range ids {
			if id != "" && !oneOf(kindOf(id), kinds) {
				complain(r, "names %q where one of %q belongs", id, kinds)
			}
		}
	}
	if r.Record != "relation" {
		return
	}
	rule, known := ends[r.Type]
	switch {
	case !known:
		complain(r, "unknown relation type")
	case !oneOf(kindOf(r.From), rule[0]) || !oneOf(kindOf(r.To), rule[1]):
		complain(r, "does not join %q to %q", r.From, r.To)
	}
}

func checkWords(r record, article string, complain complaint) {
	for _, s := range r.spans() {
		if at := occurrences(article, s); len(at) != 1 {
			complain(r, "evidence %q, between %q and %q, occurs %d times", s.Exact, s.Prefix, s.Suffix, len(at))
		}
	}
	for _, w := range r.words() {
		if !strings.Contains(article, w) {
			complain(r, "%q is not in the article", w)
		}
	}
}

// checkClaim holds claims to evidence, and values from outside to a reason.
func checkClaim(r record, complain complaint) {
	if oneOf(r.Record, "statement commitment relation") && len(r.Evidence) == 0 {
		complain(r, "has no evidence")
	}
	all := r.Facts
	if r.Record == "fact" {
		all = append(all, fact{Property: r.Property, Value: r.Value, Evidence: r.Evidence, Reason: r.Reason})
	}
	for _, f := range all {
		said := false
		for _, s := range f.Evidence {
			said = said || strings.Contains(s.Exact, f.Value)
		}
		if !said && f.Reason == "" {
			complain(r, "the evidence for %s does not say %q, and no reason is given", f.Property, f.Value)
		}
	}
	for _, c := range r.Conditions {
		if len(c.Evidence) == 0 {
			complain(r, "the condition %s has no evidence", c.Event)
		}
	}
	if r.Confidence != 0 && r.Reason == "" {
		complain(r, "is less than certain, and no reason is given")
	}
}

// occurrences returns the byte offsets at which a span's words stand.
func occurrences(article string, s span) (at []int) {
	if s.Exact == "" {
		return nil
	}
	whole := s.Prefix + s.Exact + s.Suffix
	for i := range article {
		if strings.HasPrefix(article[i:], whole) {
			at = append(at, i+len(s.Prefix))
		}
	}
	return at
}

// sentenceEnd is a full stop, perhaps behind a closing mark, before a capital
// or an opening mark. "U.S. envoy" and "U.S. capture" do not end a sentence.
var sentenceEnd = regexp.MustCompile(`\.»? ([A-Z«])`)

// sentences returns the half-open byte spans of the article's sentences.
func sentences(article string) (all [][2]int) {
	start := 0
	for _, paragraph := range strings.SplitAfter(article, "\n\n") {
		from, end := start, start+len(strings.TrimRight(paragraph, "\n"))
		for _, m := range sentenceEnd.FindAllStringSubmatchIndex(article[start:end], -1) {
			all = append(all, [2]int{from, start + m[2] - 1})
			from = start + m[2]
		}
		all = append(all, [2]int{from, end})
		start += len(paragraph)
	}
	return all
}

// quotations returns the half-open byte spans of the words between the marks.
func quotations(article string) (all [][2]int) {
	for _, m := range regexp.MustCompile(`«([^«»]*)»`).FindAllStringSubmatchIndex(article, -1) {
		all = append(all, [2]int{m[2], m[3]})
	}
	return all
}

// statementSpans returns where the statements stand that which keeps.
func statementSpans(article string, records []record, which func(record) bool) (all [][2]int) {
	for _, r := range records {
		if r.Record != "statement" || !which(r) {
			continue
		}
		for _, s := range r.Evidence {
			for _, at := range occurrences(article, s) {
				all = append(all, [2]int{at, at + len(s.Exact)})
			}
		}
	}
	return all
}

func uncovered(article string, records []record) (problems []string) {
	said := statementSpans(article, records, func(record) bool { return true })
	for _, s := range sentences(article) {
		if !slices.ContainsFunc(said, func(e [2]int) bool { return e[0] < s[1] && s[0] < e[1] }) {
			problems = append(problems, fmt.Sprintf("no statement accounts for the sentence %q", article[s[0]:s[1]]))
		}
	}
	return problems
}

func unattributed(article string, records []record) (problems []string) {
	said := statementSpans(article, records, func(r record) bool { return r.Speaker != "" || r.SourceDocument != "" })
	for _, q := range quotations(article) {
		if !slices.ContainsFunc(said, func(e [2]int) bool { return e[0] <= q[0] && q[1] <= e[1] }) {
			problems = append(problems, fmt.Sprintf("no speaker or document is named for «%s»", article[q[0]:q[1]]))
		}
	}
	return problems
}
