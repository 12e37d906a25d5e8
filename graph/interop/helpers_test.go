package interop_test

import (
	"errors"

	"onrecord/graph"
)

func problems(err error) []*graph.Error {
	var all graph.Problems
	if errors.As(err, &all) {
		return all
	}
	return nil
}
