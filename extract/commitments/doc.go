// Package commitments finds what actors undertake to do: "Norway pledged to
// send two boats", "France would deploy troops after a ceasefire", "a
// commitment from Washington to support the force".
//
// A sentence that has a word of promise or a modal in it is read in segments
// (package phrases). First its conditions are found, with their extent. Then
// these open a commitment: verbs of promise and their opposites (pledge.go,
// what they govern in govern.go), idioms such as "gave its word" and "turned
// down" (idioms.go), nouns of promise (nouns.go, nominal.go), modals
// (modal.go, whose voice it is in voice.go), adjectives such as "ready", texts
// that oblige their parties (obliges.go), and clauses that leave a word out
// (elliptic.go). Each leads to the verbs of the deed
// (deed.go), one commitment for each of coordinated verbs; what is done, with
// what, where, how much of it and by when is read behind the verb
// (details.go). A deed that is only named ("the establishment of an office")
// takes its verb from the noun. At last what a document says of its
// "assurances" further on ("will take effect only after ...") is added to the
// commitments they are (assurances.go).
//
// A bare modal promises something only in what somebody is reported to have
// said, only of an agent who can decide it, and only with a verb of
// deliberate action. Forecasts, opinions, what others should do and what
// happened are not commitments.
package commitments
