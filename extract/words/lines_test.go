package words

import "testing"

// TestUnwrapped: a line break inside a sentence is a space, one between lines
// stays.
func TestUnwrapped(t *testing.T) {
	r := &Reader{reports: func(w string) bool { return w == "said" }}
	wrapped := "The harbour master of the northern port told the council on Monday that the\nBoats of the fleet would leave at dawn, whatever the weather, because the\nAdmiral had said so."
	flat := "The harbour master of the northern port told the council on Monday that the Boats of the fleet would leave at dawn, whatever the weather, because the Admiral had said so."
	for in, want := range map[string]string{
		"We will pay\nfor the bridge, said\nAda Brook, the mayor.":  "We will pay for the bridge, said Ada Brook, the mayor.",
		"Harbour closed\nThe boats left at dawn.\n\nNobody stayed.": "Harbour closed\nThe boats left at dawn.\n\nNobody stayed.",
		"France:\n- boats\n- trains":                                "France:\n- boats\n- trains",
		"one line":                                                  "one line",
		wrapped:                                                     flat,
		"The boats left.\nNobody stayed in the harbour that night.": "The boats left.\nNobody stayed in the harbour that night.",
	} {
		if got := r.unwrapped(in); got != want {
			t.Errorf("%q\n got %q\nwant %q", in, got, want)
		}
	}
}
