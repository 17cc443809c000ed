# Two commands are enough to start: make demo, make test.

GO       ?= go
BIN      := bin/thidua
GOLANGCI := $(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
# The sample's papers are dated after its council has met.
DEMODATE := 2027-02-22

.PHONY: demo test acceptance lint golden bench bench-peers batch build windows contact-sheet

build: ; $(GO) build -trimpath -o $(BIN) ./cmd/thidua

demo: build ; $(BIN) build --workspace . --date $(DEMODATE)

test: ; $(GO) vet ./... && $(GO) test ./...

lint: ; test -z "$$($(GO)fmt -l cmd internal templates fonts data)" && $(GOLANGCI) run ./...

# Judges the finished files with independent readers; installs them where apt-get is at hand.
acceptance: build ; ./.ci/acceptance

# Writes the golden files and the sample workspace anew: look at the difference before committing it.
golden: ; for p in sample compose evidence html intake pdf rule typeset; do $(GO) test ./internal/$$p -update || exit 1; done

# Draws every page of both sample periods into docs/contact-sheet.png.
contact-sheet: build ; ./.ci/contact-sheet

# Written to BENCH.txt as benchstat reads it (docs/performance.md says how); COUNT=10
# makes it fit for comparing. Ends with what a nominee costs by size.
COUNT ?= 1
bench: ; $(GO) test -run '^$$' -bench . -benchmem -count $(COUNT) -timeout 0 ./... | tee BENCH.txt | grep -v -e ^PASS -e ^ok; ./.ci/growth BENCH.txt

# The same papers and workbooks through other tools and through us; needs npm, installs the rest where apt-get is at hand.
bench-peers: ; ./.ci/bench-peers

# As many workspaces as the city has communes, one after the other and as batch engines build them (docs/batch.md).
batch: build ; THIDUA_WORKSPACES=114 $(GO) test -v -count 1 -tags acceptance -run '^TestBatch$$' ./internal/acceptance

windows: ; GOOS=windows GOARCH=amd64 $(GO) build -trimpath -o bin/thidua.exe ./cmd/thidua
