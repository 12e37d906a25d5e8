package graph

// RelationType is the type of a relation. The names are those clients see.
type RelationType string

// The relation types.
const (
	Stated         RelationType = "STATED"
	Pledged        RelationType = "PLEDGED"
	OmittedFrom    RelationType = "OMITTED_FROM"
	IncludedIn     RelationType = "INCLUDED_IN"
	ReportedIn     RelationType = "REPORTED_IN"
	About          RelationType = "ABOUT"
	Expresses      RelationType = "EXPRESSES"
	AddressedTo    RelationType = "ADDRESSED_TO"
	ConditionalOn  RelationType = "CONDITIONAL_ON"
	OwedTo         RelationType = "OWED_TO"
	Benefits       RelationType = "BENEFITS"
	ContributesTo  RelationType = "CONTRIBUTES_TO"
	FulfilledBy    RelationType = "FULFILLED_BY"
	BreachedBy     RelationType = "BREACHED_BY"
	Withdrew       RelationType = "WITHDREW"
	Denies         RelationType = "DENIES"
	Signed         RelationType = "SIGNED"
	Adopted        RelationType = "ADOPTED"
	Endorsed       RelationType = "ENDORSED"
	Declined       RelationType = "DECLINED"
	HoldsOffice    RelationType = "HOLDS_OFFICE"
	Represents     RelationType = "REPRESENTS"
	MemberOf       RelationType = "MEMBER_OF"
	Leads          RelationType = "LEADS"
	ParticipatedIn RelationType = "PARTICIPATED_IN"
	LocatedIn      RelationType = "LOCATED_IN"
	PartOf         RelationType = "PART_OF"
	RelatedTo      RelationType = "RELATED_TO"
	AlliedWith     RelationType = "ALLIED_WITH"
	Opposes        RelationType = "OPPOSES"
	Demands        RelationType = "DEMANDS"
	Occupies       RelationType = "OCCUPIES"
	Invaded        RelationType = "INVADED"
	Captured       RelationType = "CAPTURED"
	Claims         RelationType = "CLAIMS"
	Caused         RelationType = "CAUSED"
	Precedes       RelationType = "PRECEDES"
	RevisionOf     RelationType = "REVISION_OF"
	TranslationOf  RelationType = "TRANSLATION_OF"
	VariantOf      RelationType = "VARIANT_OF"
	Restates       RelationType = "RESTATES"
	Contradicts    RelationType = "CONTRADICTS"
	PossiblySameAs RelationType = "POSSIBLY_SAME_AS"
)

// Rule says which relations of a type make sense: from which kinds of nodes to
// which, and how the relation reads from either end.
type Rule struct {
	Type   RelationType
	Code   byte // the type's code in keys; never reused
	Domain []NodeKind
	Range  []NodeKind
	// Symmetric relations hold both ways; they are stored once, with the
	// smaller id first.
	Symmetric bool
	// SameKind: both ends must be of one kind.
	SameKind bool
	Forward  string // "X stated Y"
	Reverse  string // "Y was stated by X"
}

var (
	actors     = []NodeKind{Person, State, Organization, Group}
	actorsEtc  = []NodeKind{Person, State, Organization, Group, Force}
	placesEtc  = []NodeKind{Place, State}
	things     = []NodeKind{Person, State, Organization, Group, Force, Place, Event}
	utterances = []NodeKind{Statement, Commitment}
	anything   = []NodeKind{Person, State, Organization, Group, Force, Place, Event, Document, Statement, Commitment}
)

// Ontology is the table of all relation types, in the order of the contract.
// A relation outside its row's domain or range is refused.
var Ontology = []Rule{
	{Stated, 1, actors, []NodeKind{Statement}, false, false, "stated", "was stated by"},
	{Pledged, 2, actors, []NodeKind{Commitment}, false, false, "pledged", "was pledged by"},
	{OmittedFrom, 3, []NodeKind{Commitment}, []NodeKind{Document}, false, false, "was omitted from", "omits"},
	{IncludedIn, 4, []NodeKind{Commitment}, []NodeKind{Document}, false, false, "is included in", "includes"},
	{ReportedIn, 5, []NodeKind{Statement, Commitment, Event}, []NodeKind{Document}, false, false, "is reported in", "reports"},
	{About, 6, []NodeKind{Statement, Commitment, Event, Document}, anything, false, false, "is about", "is the subject of"},
	{Expresses, 7, []NodeKind{Statement}, []NodeKind{Commitment}, false, false, "expresses", "is expressed by"},
	{AddressedTo, 8, []NodeKind{Statement, Document}, actors, false, false, "is addressed to", "is the addressee of"},
	{ConditionalOn, 9, []NodeKind{Commitment}, []NodeKind{Event}, false, false, "is conditional on", "is a condition of"},
	{OwedTo, 10, []NodeKind{Commitment}, actors, false, false, "is owed to", "is owed"},
	{Benefits, 11, []NodeKind{Commitment, Force}, append(append([]NodeKind{}, actorsEtc...), Place), false, false, "benefits", "benefits from"},
	{ContributesTo, 12, append([]NodeKind{Commitment}, actorsEtc...), []NodeKind{Force, Organization, Event}, false, false, "contributes to", "receives contributions from"},
	{FulfilledBy, 13, []NodeKind{Commitment}, []NodeKind{Event}, false, false, "was fulfilled by", "fulfilled"},
	{BreachedBy, 14, []NodeKind{Commitment}, []NodeKind{Event}, false, false, "was breached by", "breached"},
	{Withdrew, 15, append([]NodeKind{Statement}, actors...), []NodeKind{Commitment}, false, false, "withdrew", "was withdrawn by"},
	{Denies, 16, append([]NodeKind{Statement}, actors...), []NodeKind{Commitment, Statement, Event}, false, false, "denies", "is denied by"},
	{Signed, 17, actors, []NodeKind{Document}, false, false, "signed", "was signed by"},
	{Adopted, 18, append([]NodeKind{Event}, actors...), []NodeKind{Document, Commitment}, false, false, "adopted", "was adopted by"},
	{Endorsed, 19, actors, []NodeKind{Document, Commitment, Statement, Event, Person, Organization}, false, false, "endorsed", "was endorsed by"},
	{Declined, 20, actors, []NodeKind{Document, Commitment, Event}, false, false, "declined", "was declined by"},
	{HoldsOffice, 21, []NodeKind{Person}, []NodeKind{State, Organization, Place, Group}, false, false, "holds office in", "has as office holder"},
	{Represents, 22, []NodeKind{Person, Organization, Group}, actors, false, false, "represents", "is represented by"},
	{MemberOf, 23, actorsEtc, []NodeKind{Organization, Group, Force}, false, false, "is a member of", "has as member"},
	{Leads, 24, actors, []NodeKind{Organization, Group, Force, Event}, false, false, "leads", "is led by"},
	{ParticipatedIn, 25, actorsEtc, []NodeKind{Event}, false, false, "participated in", "had as participant"},
	{LocatedIn, 26, []NodeKind{Person, State, Organization, Group, Force, Place, Event, Commitment}, placesEtc, false, false, "is located in", "is the location of"},
	{PartOf, 27, []NodeKind{Place, State, Organization, Force, Event, Document, Commitment, Group}, []NodeKind{Place, State, Organization, Force, Event, Document, Commitment, Group}, false, false, "is part of", "has as part"},
	{RelatedTo, 28, actors, actors, false, false, "is related to", "is related to"},
	{AlliedWith, 29, actors, actors, true, false, "is allied with", "is allied with"},
	{Opposes, 30, actorsEtc, anything, false, false, "opposes", "is opposed by"},
	{Demands, 31, actors, anything, false, false, "demands", "is demanded by"},
	{Occupies, 32, actorsEtc, placesEtc, false, false, "occupies", "is occupied by"},
	{Invaded, 33, actorsEtc, placesEtc, false, false, "invaded", "was invaded by"},
	{Captured, 34, actorsEtc, append([]NodeKind{Person, Force}, placesEtc...), false, false, "captured", "was captured by"},
	{Claims, 35, actors, append([]NodeKind{Organization, Force}, placesEtc...), false, false, "claims", "is claimed by"},
	{Caused, 36, things, append([]NodeKind{Statement, Commitment}, things...), false, false, "caused", "was caused by"},
	{Precedes, 37, []NodeKind{Event, Document, Statement}, []NodeKind{Event, Document, Statement}, false, false, "precedes", "follows"},
	{RevisionOf, 38, []NodeKind{Document}, []NodeKind{Document}, false, true, "is a revision of", "was revised as"},
	{TranslationOf, 39, []NodeKind{Document, Statement}, []NodeKind{Document, Statement}, false, true, "is a translation of", "was translated as"},
	{VariantOf, 40, utterances, utterances, true, true, "is a variant of", "is a variant of"},
	{Restates, 41, utterances, utterances, false, false, "restates", "is restated by"},
	{Contradicts, 42, utterances, utterances, true, false, "contradicts", "contradicts"},
	{PossiblySameAs, 43, anything, anything, true, true, "is possibly the same as", "is possibly the same as"},
}

// RuleFor finds the row of a relation type.
func RuleFor(t RelationType) (Rule, bool) {
	r := ruleOf(t)
	return r, r.Code != 0
}

func ruleOf(t RelationType) Rule {
	for i := range Ontology {
		if Ontology[i].Type == t {
			return Ontology[i]
		}
	}
	return Rule{}
}

// typeOf finds a relation type by its code, which is its place in the table.
func typeOf(c byte) RelationType {
	if c == 0 || int(c) > len(Ontology) {
		return ""
	}
	return Ontology[c-1].Type
}
