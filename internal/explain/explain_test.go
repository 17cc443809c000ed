package explain

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"thidua/data"
	"thidua/internal/casetest"
	"thidua/internal/finding"
	"thidua/internal/intake"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
)

func sample(t *testing.T) *rulebook.Rulebook {
	t.Helper()
	book, faults := rulebook.Parse("ke-hoach.yaml", data.Rulebook)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return book
}

// TestEveryCode holds every code to an entry that says all of it.
func TestEveryCode(t *testing.T) {
	book := sample(t)
	codes := finding.Codes()
	if len(codes) != len(explanations) {
		t.Errorf("%d codes, %d explanations", len(codes), len(explanations))
	}
	for _, code := range codes {
		e, ok := of(code, book)
		if !ok {
			t.Errorf("%s has no explanation", code)
			continue
		}
		for what, text := range map[string]string{"meaning": e.Meaning, "fix": e.Fix, "why": e.Why, "example": e.Example.Message} {
			if !strings.HasSuffix(text, ".") {
				t.Errorf("%s: %s is no sentence: %q", code, what, text)
			}
		}
		if e.Example.Place.File == "" || e.Example.Code != code {
			t.Errorf("%s: example stands nowhere: %v", code, e.Example)
		}
		words := map[finding.Severity]string{finding.Error: "Là lỗi", finding.Warning: "cảnh báo", finding.Note: "lưu ý"}
		if want := words[e.Severity]; !strings.Contains(e.Why, want) && code.Severity() != finding.Error {
			t.Errorf("%s is a %s, but the reason doesn't say %q: %s", code, e.Severity, want, e.Why)
		}
	}
}

// TestExamplesArePrinted wants every example among what check printed for the cases of
// its own tests, or prints here.
func TestExamplesArePrinted(t *testing.T) {
	printed := map[string]bool{}
	for _, dir := range []string{"../intake/testdata", "../rule/testdata"} {
		files, err := filepath.Glob(dir + "/*.txtar")
		if err != nil || len(files) == 0 {
			t.Fatalf("no cases in %s (%v)", dir, err)
		}
		for _, file := range files {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range printedFinding.FindAllStringSubmatch(string(b), -1) {
				printed[m[1]+m[2]+m[3]+"|"+m[4]] = true
			}
		}
	}
	_, found := rulebook.Parse(nomination.RulebookName, []byte("version: 1\n\nplan:\n  key: cchc\n  campain: Đẩy mạnh cải cách hành chính\n"))
	_, large, err := intake.Read(fstest.MapFS{"data/de-nghi/" + workbook: {Data: make([]byte, 50<<20+1)}}, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(found, large...) {
		printed[as(f)] = true
	}
	for _, e := range All(sample(t)) {
		if !printed[as(e.Example)] {
			t.Errorf("%s: check prints no such finding:\n%s", e.Code, casetest.Format([]finding.Finding{e.Example}))
		}
	}
}

// printedFinding takes a finding apart into its code, its severity, its message and its
// fix; where it stands is left out, since the cases have fewer columns than the forms.
var printedFinding = regexp.MustCompile(`(?m)^(TD\d{3}) (\w+)!? .*?: (.*)\n(?:\tsửa: (.*)\n)?`)

// as gives a finding in the same form.
func as(f finding.Finding) string {
	return string(f.Code) + f.Severity.String() + f.Message + "|" + f.Fix
}

// TestRulesHaveTheirSentence asks that a code which stands for a rule of the plan
// cites a clause with its sentence.
func TestRulesHaveTheirSentence(t *testing.T) {
	book := sample(t)
	without := map[finding.Code]bool{ // a reading: a clause, but no sentence of the plan
		finding.ReadingUndecided: true,
	}
	for _, e := range All(book) {
		if !strings.ContainsAny(string(e.Code[2:3]), "3456") || e.Code == finding.DatesOutOfOrder {
			continue
		}
		if len(e.Citations) == 0 {
			t.Errorf("%s cites nothing", e.Code)
			continue
		}
		for _, c := range e.Citations {
			if c.Clause == "" || c.Basis == "" || c.Sentence == "" && !without[e.Code] {
				t.Errorf("%s cites %+v", e.Code, c)
			}
		}
	}
}

func TestParseAndNearest(t *testing.T) {
	for in, want := range map[string]finding.Code{"TD304": "TD304", " td304 ": "TD304", "304": "TD304"} {
		if got, ok := Parse(in); !ok || got != want {
			t.Errorf("Parse(%q) = %q, %v", in, got, ok)
		}
	}
	for in, want := range map[string]finding.Code{"TD399": "TD301", "TD31": "TD310", "TD9": "TD901", "TD000": "", "": ""} {
		if _, ok := Parse(in); ok {
			t.Errorf("Parse(%q) succeeds", in)
		}
		if got, _ := Nearest(in); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestWholeBookSpeaks asks that no criterion loses its condition on the way out: an
// all_of that holds nothing is one of the certificate's only.
func TestWholeBookSpeaks(t *testing.T) {
	source := sample(t)
	book := Whole(source)
	if len(book.Codes) != len(finding.Codes()) || len(book.Forms) != len(source.Forms) {
		t.Errorf("%d codes, %d forms", len(book.Codes), len(book.Forms))
	}
	var check func(form string, c Criterion)
	check = func(form string, c Criterion) {
		if c.Key == "all_of" && len(c.Criteria) == 0 && form != "ward-certificate" {
			t.Errorf("%s: %q asks for nothing", form, c.Label)
		}
		for _, below := range c.Criteria {
			check(form, below)
		}
		for _, k := range c.Cases {
			check(form, k.Criterion)
		}
	}
	for _, f := range book.Forms {
		for _, root := range []*Criterion{f.Collective, f.Individual} {
			if root != nil {
				check(f.Key, *root)
			}
		}
	}
	b, err := json.Marshal(book)
	if err != nil || strings.Contains(string(b), "null") {
		t.Errorf("the book has a null (%v)", err)
	}
}
