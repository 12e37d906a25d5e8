# Everything here works on a machine with Go; `make check` also wants Node.
.PHONY: run test check vet lint race fuzz outside bench bench-peers bench-go profile

run: ## build and serve on 127.0.0.1:8080, with the founding article
	go run ./cmd/onrecord serve

test: ## all tests, about three minutes
	go test ./...

check: vet lint race fuzz outside ## what decides whether a change may land

vet:
	go vet ./...
	go tool staticcheck ./...

lint:
	@unformatted=$$(git ls-files '*.go' | xargs go tool gofumpt -l); \
	if [ -n "$$unformatted" ]; then echo "not gofumpt-ed:"; echo "$$unformatted"; exit 1; fi

race: ## the short tests under the race detector
	go test -race -short ./...

FUZZTIME ?= 10s
fuzz: ## each fuzz target for ten seconds
	@set -e; for pkg in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
			echo "fuzz $$pkg $$target"; \
			.ci/fuzz $$pkg $$target $(FUZZTIME); \
		done; \
	done

outside: ## npm clients against a running server: HTTP audits, schema, contract
	cd web/checks && npm ci --no-audit --no-fund --ignore-scripts
	ONRECORD_REQUIRE_CHECKS=1 go test -count=1 -run '^TestOutside' -v ./web

BENCH ?=
bench: ## the seven questions over HTTP, about two minutes; BENCH="-statements 100000" for more, see bench/README.md
	go run ./bench $(BENCH)

bench-peers: ## the same of onrecord and of PostgreSQL with PostGraphile, in one run and one table
	go run ./bench -peer $(BENCH)

bench-go: ## Go benchmarks, with allocations
	go test -run '^$$' -bench . -benchmem ./store/... ./graph/... ./schema/... ./web/...

profile: ## renew what the compiler is guided by (cmd/onrecord/default.pgo), some two minutes
	@set -e; dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	ONRECORD_CPU_PROFILE=$$dir/cpu go run ./bench -statements 100000 -time 4s -warm 2s; \
	go run ./bench/profile cmd/onrecord/default.pgo $$dir/cpu.import $$dir/cpu.serve
