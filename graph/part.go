package graph

// Part is one part of a draft: exactly one field is set. Files are read and
// written part by part.
type Part struct {
	Document   *DocumentDraft
	Node       *NodeDraft
	Statement  *StatementDraft
	Commitment *CommitmentDraft
	Relation   *RelationDraft
	Fact       *FactDraft
	Merge      *MergeDraft
}

// Add appends a part.
func (d *Draft) Add(p Part) {
	switch {
	case p.Document != nil:
		d.Documents = append(d.Documents, *p.Document)
	case p.Node != nil:
		d.Nodes = append(d.Nodes, *p.Node)
	case p.Statement != nil:
		d.Statements = append(d.Statements, *p.Statement)
	case p.Commitment != nil:
		d.Commitments = append(d.Commitments, *p.Commitment)
	case p.Relation != nil:
		d.Relations = append(d.Relations, *p.Relation)
	case p.Fact != nil:
		d.Facts = append(d.Facts, *p.Fact)
	case p.Merge != nil:
		d.Merges = append(d.Merges, *p.Merge)
	}
}

// EachEvidence calls yield for every piece of evidence of the part, for those
// who fill in or check its document.
func (p Part) EachEvidence(yield func(*EvidenceDraft)) {
	each := func(list []EvidenceDraft) {
		for i := range list {
			yield(&list[i])
		}
	}
	facts := func(list []FactDraft) {
		for i := range list {
			each(list[i].Evidence)
		}
	}
	switch {
	case p.Document != nil:
		facts(p.Document.Facts)
	case p.Node != nil:
		facts(p.Node.Facts)
	case p.Statement != nil:
		each(p.Statement.Evidence)
		facts(p.Statement.Facts)
	case p.Commitment != nil:
		each(p.Commitment.Evidence)
		facts(p.Commitment.Facts)
		for i := range p.Commitment.Conditions {
			each(p.Commitment.Conditions[i].Evidence)
		}
	case p.Relation != nil:
		each(p.Relation.Evidence)
	case p.Fact != nil:
		each(p.Fact.Evidence)
	}
}
