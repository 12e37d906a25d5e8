package corpus

import (
	"math"
	"math/rand/v2"
	"strings"
)

// Vocabulary is how many words are invented.
const Vocabulary = 20_000

var (
	nouns = strings.Fields(`agreement army attack bank border bridge budget camp capital ceasefire city claim
		coalition coast command commission committee company contract convoy council country court crisis
		currency deal debt decision delegation deployment district document dock dredging economy election
		embassy energy exercise export factory farm field fleet force forest fund gas government grain grid
		guarantee harbour hospital house industry inflation inquiry inspection island job judge junction
		kitchen labour land law leader letter line loan market mayor meeting member minister ministry mission
		money month navy network office officer oil operation opposition order parliament partner party path
		patrol payment peace pension people pipeline plan plant police policy port power president price
		prison problem process project promise proposal province question quota railway reactor reform refugee
		region report request reserve result river road route sanction school season security shipment soldier
		station strategy strike summit supply support system table talk tax team territory text threat timetable
		town trade training treaty troop truce union university vehicle verdict victim village vote wage war
		water weapon week winter witness worker year`)
	verbs = strings.Fields(`accept adopt announce answer approve arrange ask attend bring build buy call carry
		cause change check choose clear close collect command compare complete confirm consider continue control
		cover create cut defend deliver demand deploy describe develop discuss divide draft draw enter establish
		examine expand expect explain export extend face finance find finish follow fund give guard handle help
		hold identify import include increase inform inspect join keep launch lead leave limit maintain manage
		measure meet monitor move name negotiate notice obtain offer open order organise oversee pay permit plan
		prepare present produce promise propose protect provide publish put raise reach read receive recognise
		record reduce refer repair replace request require review revise secure see sell send settle share show
		sign spend start stop study supply support take teach test train transfer treat trust use verify visit
		watch withdraw write`)
	adjectives = strings.Fields(`annual armed big broad central civil clear common deep direct early eastern
		economic entire far fast final firm foreign former free fresh full global good heavy high internal joint
		large last late legal local long main major military modern national naval new next northern old open
		past permanent plain political private public quick rapid recent regional rich senior short simple
		single small social southern special strong temporary upper urgent vast warm western whole wide young`)
	dets     = strings.Fields(`the the the the the a our our this these every their its some all his`)
	preps    = strings.Fields(`in of for with on at from by to into over under across near during through between`)
	modals   = strings.Fields(`will will will must can shall will must`)
	hedges   = strings.Fields(`may might could`)
	pronouns = strings.Fields(`we we we they he she it I everyone`)
	joins    = []string{"and", "and", "because", "so", "and then", "which means that", "as", "and also"}
	openers  = []string{"today", "this year", "in the end", "from now on", "by next week", "as a result", "in this region", "together"}
	opened   = []string{"if", "only if", "unless", "provided that"}
	excepted = []string{"except for", "with the exception of", "except in"}
	maybe    = []string{"perhaps", "probably", "possibly"}
)

// vocabulary is the invented words, the most frequent first.
func vocabulary(seed uint64) []string {
	onsets := strings.Fields("b br c ch cl d dr f fl fr g gl gr h j k kl kr l m n p pl pr r s sk sl st t tr v w y z")
	vowels := strings.Fields("a e i o u ai ea ia io ou")
	codas := strings.Fields("l m n nd r rk s st t th v x")
	rng := rand.New(rand.NewPCG(seed, 0x776f726473))
	taken := map[string]bool{}
	for _, list := range [][]string{nouns, verbs, adjectives, dets, preps, modals, hedges, pronouns, strings.Fields("ask not never no if unless")} {
		for _, w := range list {
			taken[w] = true
		}
	}
	out := make([]string, 0, Vocabulary)
	for len(out) < Vocabulary {
		var w strings.Builder
		for range 2 + rng.IntN(3) {
			w.WriteString(pick(rng, onsets))
			w.WriteString(pick(rng, vowels))
		}
		if rng.IntN(3) > 0 {
			w.WriteString(pick(rng, codas))
		}
		if s := w.String(); len(s) >= 5 && !taken[s] {
			taken[s] = true
			out = append(out, s)
		}
	}
	return out
}

func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

// rank draws a number below n; the k-th is drawn about 1/k as often as the
// first.
func rank(rng *rand.Rand, n int) int { return rankAfter(rng, 1, n) }

// head is how many function words are more frequent than any other word. Zipf's
// law is one of all words; those that say something begin after the head.
const head = 50

// word draws a word that says something: the k-th is drawn 1/(head+k) as often
// as a word that would lead the whole list.
func word(rng *rand.Rand, list []string) string { return list[rankAfter(rng, head, len(list))] }

func rankAfter(rng *rand.Rand, before, n int) int {
	from, to := float64(before), float64(before+n)
	return min(int(from*math.Pow(to/from, rng.Float64())-from), n-1)
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
