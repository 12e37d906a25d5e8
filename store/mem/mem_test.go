package mem_test

import (
	"testing"

	"go.uber.org/goleak"

	"onrecord/store"
	"onrecord/store/mem"
	"onrecord/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestConformance(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Store { return mem.New() })
}
