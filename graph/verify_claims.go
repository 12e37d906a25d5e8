package graph

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"onrecord/graph/text"
)

func (v *verifier) node(i int) {
	n := v.draft.Nodes[i]
	path := place("nodes", i, n.Line)
	v.fail(path, checkWords("the name", n.Name, 500, !v.held[n.ID]))
	v.aliases(path, n.Aliases)
	v.out.ids = append(v.out.ids, n.ID)
	v.out.changes = append(v.out.changes, Change{Node: &NodeChange{
		ID: n.ID, Kind: n.Kind, Name: n.Name, Aliases: n.Aliases, Standing: v.standing(path, n.Standing),
	}})
	v.nodeFacts(path, n.Facts, n.ID, "")
}

func (v *verifier) aliases(path string, list []Alias) {
	if len(list) > 200 {
		v.fail(path, errorf(CodeBadInput, "%d aliases; the limit is 200", len(list)))
	}
	for i := range list {
		a := &list[i]
		v.fail(path, checkWords("an alias", a.Text, 500, true))
		v.fail(path, checkWords("a language", a.Language, 35, false))
		v.fail(path, checkWords("a script", a.Script, 35, false))
		if a.Script == "" {
			a.Script = text.Script(a.Text)
		}
	}
}

func (v *verifier) nodeFacts(path string, list []FactDraft, node, via string) {
	for i, f := range list {
		if f.Node != "" && f.Node != node {
			v.fail(path, errorf(CodeBadInput, "a fact inside the record of %s names another node, %s", quoted(node), quoted(f.Node)))
		}
		v.fact(fmt.Sprintf("%s.facts[%d]", path, i), f, node, via)
	}
}

func (v *verifier) fact(path string, f FactDraft, node, via string) {
	k := v.known(path, node)
	if k == "" {
		return
	}
	v.fail(path, checkProperty(k, f.Property, f.Value))
	v.fail(path, checkWords("the value", f.Value, 4000, true))
	v.fail(path, checkWords("the reason", f.Reason, 4000, false))
	if f.Number != nil && (math.IsNaN(*f.Number) || math.IsInf(*f.Number, 0)) {
		v.fail(path, errorf(CodeBadInput, "the number of property %s is not finite", f.Property))
	}
	s := v.standing(path, f.Standing)
	spans := v.evidence(path, f.Evidence, false)
	if len(f.Evidence) == 0 && (s.Origin != Curated || f.Reason == "") {
		v.fail(path, errorf(CodeNoEvidence, "the fact %s has no evidence: quote the words, or give it origin CURATED and a reason", f.Property))
	}
	if p := propertyOf(f.Property); p != nil && p.verbatim && f.Reason == "" {
		v.verbatim(path, "the "+f.Property, f.Value, spans)
	}
	if f.AccordingTo != "" {
		v.knownAs(path, f.AccordingTo, Statement)
	}
	change := &FactChange{
		Node: node, Property: f.Property, Value: f.Value, Number: f.Number, Approximate: f.Approximate,
		Evidence: spans, AccordingTo: f.AccordingTo, Reason: f.Reason, Via: via, Standing: s,
	}
	change.identify()
	if !v.seen[change.ID] {
		v.seen[change.ID] = true
		v.facts = append(v.facts, Change{Fact: change})
	}
}

func (v *verifier) statement(i int) {
	s := &v.draft.Statements[i]
	path := place("statements", i, s.Line)
	spans := v.evidence(path, s.Evidence, true)
	v.quotable(path, spans)
	for _, p := range spans {
		if p.Document != spans[0].Document {
			v.fail(path, errorf(CodeBadInput, "a statement is one occurrence in one document; its evidence lies in %s and in %s", quoted(spans[0].Document), quoted(p.Document)))
		}
	}
	if s.QuoteType == "" {
		v.fail(path, errorf(CodeBadInput, "quoteType is missing: use one of %v", quoteTypes))
	}
	v.fail(path, enumOf("quoteType", quoteTypes, s.QuoteType))
	v.fail(path, enumOf("sourceKind", sources, s.SourceKind))
	v.fail(path, enumOf("act", acts, s.Act))
	v.fail(path, checkWords("the language", s.Language, 35, false))
	v.fail(path, checkWords("the spoken language", s.SpokenLanguage, 35, false))
	chain := v.speakers(path, s)
	if v.draft.Explicit && (len(chain) > 0 || len(s.About)+len(s.AddressedTo)+len(s.Expresses)+len(s.Facts) > 0) {
		v.fail(path, errExplicit())
	}
	v.verbatim(path, "cue", s.Cue, spans)
	v.verbatim(path, "speakerAs", s.SpeakerAs, spans)
	for _, h := range s.Hedges {
		v.verbatim(path, "hedge", h, spans)
	}
	if s.ID == "" {
		s.ID = IDPrefix(Statement) + identity(identities(spans), strings.Join(chain, " "), s.SourceDocument)
		v.declareID(path, s.ID, Statement)
	}
	v.sameSpeaker(path, s.ID, chain)
	standing := v.standing(path, s.Standing)
	v.out.ids = append(v.out.ids, s.ID)
	v.out.changes = append(v.out.changes, Change{Statement: &StatementChange{
		ID: s.ID, Evidence: spans, QuoteType: s.QuoteType, SourceKind: s.SourceKind, SpeakerAs: s.SpeakerAs,
		SourceDocument: s.SourceDocument, Cue: s.Cue, Act: s.Act, Hedges: s.Hedges,
		Language: s.Language, SpokenLanguage: s.SpokenLanguage, Translated: s.Translated, Standing: standing,
	}})
	v.nodeFacts(path, s.Facts, s.ID, s.ID)
	if len(spans) == 0 || v.draft.Explicit {
		return
	}
	tie := func(t RelationType, from, to, role string) {
		v.assert(path, AssertChange{Type: t, From: from, To: to, Role: role, Evidence: spans, Via: s.ID, Standing: standing})
	}
	tie(ReportedIn, s.ID, spans[0].Document, "")
	for n, who := range chain {
		role := ""
		if n > 0 {
			role = RoleRelayed
		}
		tie(Stated, who, s.ID, role)
	}
	for _, to := range s.About {
		tie(About, s.ID, to, "")
	}
	for _, to := range s.AddressedTo {
		tie(AddressedTo, s.ID, to, "")
	}
	for _, to := range s.Expresses {
		tie(Expresses, s.ID, to, "")
	}
}

// sameSpeaker refuses another speaker for a statement that is there: it would
// look as if one had relayed the other.
func (v *verifier) sameSpeaker(path, id string, chain []string) {
	have, known := v.chains[id]
	if known && len(have) > 0 && len(chain) > 0 && !slices.Equal(have, chain) {
		v.fail(path, errorf(CodeExists, "%s is there already, said by %v; to correct the speaker, review the STATED relation and relate the right one", quoted(id), have))
	}
}

// RoleRelayed is the role of a STATED relation whose actor passed on another's
// words.
const RoleRelayed = "relayed"

// speakers gives the attribution chain and the kind of source, and refuses
// combinations that contradict each other.
func (v *verifier) speakers(path string, s *StatementDraft) []string {
	chain := s.Chain
	if len(chain) == 0 && s.Speaker != "" {
		chain = []string{s.Speaker}
	}
	if len(chain) > 0 && s.Speaker != "" && chain[0] != s.Speaker {
		v.fail(path, errorf(CodeBadInput, "attributionChain begins with %s, but the speaker is %s", quoted(chain[0]), quoted(s.Speaker)))
	}
	if len(chain) > 8 {
		v.fail(path, errorf(CodeBadInput, "%d links in attributionChain; the limit is 8", len(chain)))
		chain = chain[:8]
	}
	for i, who := range chain {
		v.knownAs(path, who, actors...)
		if slices.Contains(chain[:i], who) {
			v.fail(path, errorf(CodeBadInput, "%s stands twice in attributionChain", quoted(who)))
		}
	}
	if s.SourceDocument != "" {
		v.knownAs(path, s.SourceDocument, Document)
	}
	if s.SourceKind == "" {
		switch {
		case len(chain) > 0:
			s.SourceKind = Named
		case s.SourceDocument != "":
			s.SourceKind = SourceDocument
		case s.SpeakerAs != "":
			s.SourceKind = Unnamed
		default:
			s.SourceKind = Narrator
		}
	}
	wrong := ""
	switch s.SourceKind {
	case Named:
		if len(chain) == 0 && !v.draft.Explicit {
			wrong = "a NAMED source needs a speaker"
		}
	case SourceDocument:
		if s.SourceDocument == "" {
			wrong = "a DOCUMENT source needs a sourceDocument"
		}
	case Unnamed:
		if len(chain) > 0 {
			wrong = "an UNNAMED source has no speaker"
		}
	case Narrator:
		if len(chain) > 0 || s.SourceDocument != "" {
			wrong = "the NARRATOR is the document itself: no speaker, no sourceDocument"
		}
	}
	if wrong != "" {
		v.fail(path, errorf(CodeBadInput, "%s", wrong))
	}
	return chain
}

func (v *verifier) commitment(i int) {
	c := v.draft.Commitments[i]
	path := place("commitments", i, c.Line)
	v.fail(path, checkWords("the summary", c.Summary, 2000, true))
	if c.Strength == "" && !v.draft.Explicit {
		v.fail(path, errorf(CodeBadInput, "strength is missing: use one of %v", strengths))
		return
	}
	spans := v.evidence(path, c.Evidence, true)
	if c.AccordingTo != "" {
		v.knownAs(path, c.AccordingTo, Statement)
	}
	standing := v.standing(path, c.Standing)
	v.out.ids = append(v.out.ids, c.ID)
	v.out.changes = append(v.out.changes, Change{Commitment: &CommitmentChange{
		ID: c.ID, Summary: c.Summary, Evidence: spans, AccordingTo: c.AccordingTo, Standing: standing,
	}})
	if v.draft.Explicit {
		if c.Strength != "" || c.Quantity != "" || c.Deadline != "" || c.Action != "" || c.Modal != "" ||
			len(c.PledgedBy)+len(c.OwedTo)+len(c.Beneficiaries)+len(c.Forces)+len(c.Places)+len(c.Conditions)+len(c.Facts) > 0 {
			v.fail(path, errExplicit())
		}
		return
	}
	for _, p := range []struct{ name, value string }{
		{PropStrength, string(c.Strength)},
		{PropQuantity, c.Quantity},
		{PropDeadline, c.Deadline},
		{PropAction, c.Action},
		{PropModal, c.Modal},
	} {
		if p.value != "" {
			v.fact(path, FactDraft{Property: p.name, Value: p.value, Evidence: c.Evidence, Standing: c.Standing}, c.ID, c.ID)
		}
	}
	v.nodeFacts(path, c.Facts, c.ID, c.ID)
	tie := func(t RelationType, from, to, role string, alternative int, spans []Passage) {
		v.assert(path, AssertChange{Type: t, From: from, To: to, Role: role, Alternative: alternative, Evidence: spans, AccordingTo: c.AccordingTo, Via: c.ID, Standing: standing})
	}
	for _, who := range c.PledgedBy {
		tie(Pledged, who, c.ID, "", 0, spans)
	}
	for _, who := range c.OwedTo {
		tie(OwedTo, c.ID, who, "", 0, spans)
	}
	for _, who := range c.Beneficiaries {
		tie(Benefits, c.ID, who, "", 0, spans)
	}
	for _, f := range c.Forces {
		tie(ContributesTo, c.ID, f, "", 0, spans)
	}
	for _, p := range c.Places {
		tie(LocatedIn, c.ID, p, "", 0, spans)
	}
	for j, k := range c.Conditions {
		if k.Kind == "" {
			k.Kind = Precedent
		}
		at := fmt.Sprintf("%s.conditions[%d]", path, j)
		v.fail(at, enumOf("the kind of condition", conditionKinds, k.Kind))
		tie(ConditionalOn, c.ID, k.Event, string(k.Kind), k.Alternative, v.evidence(at, k.Evidence, true))
	}
}

var conditionKinds = []ConditionKind{Precedent, Subsequent, Concurrent}

func (v *verifier) relation(i int) {
	r := v.draft.Relations[i]
	path := place("relations", i, r.Line)
	spans := v.evidence(path, r.Evidence, true)
	v.verbatim(path, "quantity", r.Quantity, spans)
	v.fail(path, checkWords("the role", r.Role, 300, false))
	v.fail(path, checkWords("the reason", r.Reason, 4000, false))
	if r.AccordingTo != "" {
		v.knownAs(path, r.AccordingTo, Statement)
	}
	v.via(path, r.Via, r.From, r.To)
	v.assert(path, AssertChange{
		Type: r.Type, From: r.From, To: r.To, Role: r.Role, ValidFrom: r.ValidFrom, ValidTo: r.ValidTo, Via: r.Via,
		Alternative: r.Alternative, Quantity: r.Quantity, Evidence: spans, AccordingTo: r.AccordingTo,
		Strength: r.Strength, TextStatus: r.TextStatus, Reason: r.Reason, Standing: v.standing(path, r.Standing),
	})
}

// assert checks one assertion against the ontology and queues it.
func (v *verifier) assert(path string, a AssertChange) {
	rule, ok := RuleFor(a.Type)
	if !ok {
		v.fail(path, errorf(CodeBadInput, "there is no relation type %s", quoted(string(a.Type))))
		return
	}
	from, to := v.known(path, a.From), v.known(path, a.To)
	if from == "" || to == "" {
		return
	}
	if e := rule.check(from, to, a.From, a.To); e != nil {
		v.fail(path, e)
		return
	}
	if e := checkRelation(&a); e != nil {
		v.fail(path, e)
		return
	}
	if rule.Symmetric && a.To < a.From {
		a.From, a.To = a.To, a.From
	}
	a.identify()
	if v.seen[a.Assertion] {
		return
	}
	v.seen[a.Assertion] = true
	v.asserts = append(v.asserts, Change{Assert: &a})
}

// check says whether the rule allows a relation between nodes of two kinds.
func (r Rule) check(from, to NodeKind, fromID, toID string) *Error {
	switch {
	case !slices.Contains(r.Domain, from):
		return errorf(CodeDomain, "%s cannot begin at %s, a %s: its domain is %v", r.Type, quoted(fromID), from, r.Domain)
	case !slices.Contains(r.Range, to):
		return errorf(CodeDomain, "%s cannot end at %s, a %s: its range is %v", r.Type, quoted(toID), to, r.Range)
	case r.SameKind && from != to:
		return errorf(CodeDomain, "%s joins nodes of one kind; %s is a %s and %s a %s", r.Type, quoted(fromID), from, quoted(toID), to)
	case fromID == toID:
		return errorf(CodeDomain, "%s cannot join %s with itself", r.Type, quoted(fromID))
	}
	return nil
}

// checkRelation checks what only some types of relations carry.
func checkRelation(a *AssertChange) *Error {
	for _, d := range []string{a.ValidFrom, a.ValidTo} {
		if d == "" {
			continue
		}
		if wrong := checkEDTF(d); wrong != "" {
			return errorf(CodeBadDate, "validity: %s", wrong)
		}
	}
	if a.ValidFrom != "" && a.ValidTo != "" {
		if _, err := periodOf(a.ValidFrom, a.ValidTo); err != nil {
			return errorf(CodeBadDate, "validity: it ends (%s) before it begins (%s)", a.ValidTo, a.ValidFrom)
		}
	}
	if a.Type == ConditionalOn {
		if a.Role == "" {
			a.Role = string(Precedent)
		}
		if e := enumOf("the role of a condition", conditionKinds, ConditionKind(a.Role)); e != nil {
			return e
		}
		if a.Alternative < 0 || a.Alternative > 1000 {
			return errorf(CodeBadInput, "alternative %d is not within 0 to 1000", a.Alternative)
		}
	} else if a.Alternative != 0 {
		return errorf(CodeBadInput, "alternative belongs to CONDITIONAL_ON, not to %s", a.Type)
	}
	if a.Type != IncludedIn && (a.Strength != "" || a.TextStatus != "") {
		return errorf(CodeBadInput, "strength and textStatus belong to INCLUDED_IN, not to %s", a.Type)
	}
	if e := enumOf("strength", strengths, a.Strength); e != nil {
		return e
	}
	if a.TextStatus == Omitted {
		return errorf(CodeBadInput, "what was omitted is not included: use OMITTED_FROM")
	}
	return enumOf("textStatus", texts, a.TextStatus)
}
