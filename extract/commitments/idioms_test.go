package commitments_test

import "testing"

// TestIdioms: promises, refusals and withdrawals in more words than a verb, and
// clauses that leave words out.
func TestIdioms(t *testing.T) {
	check(t, []example{
		{name: "signed up to a deed", text: "Chile has signed up to sharing its seismic data.", want: "PLEDGED DECLARED_INTENT share | by Chile"},
		{name: "put its name to", text: "Jakarta put its name to a promise to stop burning peat.", want: "PLEDGED DECLARED_INTENT stop | by Jakarta"},
		{name: "gave his word", text: "Hassan gave his word to release the sailors.", want: "PLEDGED DECLARED_INTENT release | by Hassan | force sailors"},
		{name: "bound itself", text: "The junta bound itself to hold elections.", want: "PLEDGED DECLARED_INTENT hold | by The junta"},
		{name: "turned a request down", text: "Ankara turned down a request to host the tribunal.", want: "REFUSED DECLARED_INTENT host | by Ankara"},
		{name: "balked", text: "Budapest balked at sending police.", want: "REFUSED DECLARED_INTENT send | by Budapest | force police"},
		{name: "went back on its word", text: "Seoul went back on its word to open the fishing grounds.", want: "WITHDRAWN DECLARED_INTENT open | by Seoul"},
		{name: "walked away, on a day", text: "The port authority walked away on Tuesday from its promise to dredge the channel.", want: "WITHDRAWN DECLARED_INTENT dredge | by The port authority"},
		{name: "shelved, by whoever", text: "Brazil's plans to widen the canal have been shelved.", want: "WITHDRAWN DECLARED_INTENT widen | by Brazil"},
		{name: "a treaty commits a party", text: "The agreement commits Greece to sell two ports.", want: "PLEDGED DECLARED_INTENT sell | by Greece | of two"},
		{name: "must, under a contract", text: "Under a contract signed in May, Airbus must deliver 12 planes.", want: "PLEDGED LEGALLY_BINDING deliver | by Airbus | modal must | force planes | of 12 planes"},
		{name: "a headline", text: "Council to close two libraries", want: "PLEDGED DECLARED_INTENT close | by Council | of two"},
		{name: "is to", text: "Finland is to train 200 divers.", want: "PLEDGED DECLARED_INTENT train | by Finland | for divers | force divers | of 200 divers"},
		{name: "the verb is not said twice", text: "Ghana has offered 300 soldiers and Senegal 150.", want: "PLEDGED OFFER offer | by Ghana | force soldiers | of 300 soldiers\nPLEDGED OFFER offer | by Senegal | of 150"},
		{name: "for as long as", text: "Bolivia would halt exports for as long as the duty stayed.", want: "PLEDGED DECLARED_INTENT halt | by Bolivia | modal would | concurrent [for as long as the duty stayed] the duty stayed"},
		{name: "turned down a street", text: "She turned down the street."},
		{name: "nobody promised", text: "Nobody promised to pay for the roof."},
		{name: "a match", text: "France to meet Ghana in final"},
		{name: "walked away from a crash", text: "The hikers walked away from the crash."},
		{name: "a bill that would oblige", text: "A bill would oblige Airbus to pay the fine."},
	})
}
