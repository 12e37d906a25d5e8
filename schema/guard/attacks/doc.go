// Package attacks is a corpus of hostile GraphQL requests for tests: each is
// cheap to send, costs an unguarded server dearly, and must be refused at once.
// The field names are those of the public contract, so that the corpus works
// against the full schema and against a small one that has some of them.
package attacks

// Attack is one request and the code of the error that refuses it.
type Attack struct {
	Name      string
	Query     string
	Variables string // JSON text
	Operation string
	Code      string
}

// All gives the corpus.
func All() []Attack {
	var all []Attack
	for _, part := range [][]Attack{lexical(), shapes(), fragments(), values(), findings(), costs()} {
		all = append(all, part...)
	}
	return all
}
