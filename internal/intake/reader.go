package intake

import (
	"fmt"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// A reader reads one workbook and collects what there is to say about it.
type reader struct {
	file      string // as findings name it
	source    string // as the folder names it
	book      *book
	limits    Limits
	printable func(rune) bool
	register  bool   // the office's book, not a unit's
	unit      string // whose bare codes are; "" in the register
	nominee   nomination.ID
	findings  []finding.Finding
	accept    bool // texts in old encodings are used as what they become
	writing   bool // texts are held against Decree 30's ways of writing
	composed  bool // a decomposed text was noted: once is enough

	letters [0x2000]bool // those that were met and are fit to be printed
}

// mostFindings bounds what is said of one file: more than anybody mends cell by cell.
const mostFindings = 10_000

// nobody owns the bare codes of a workbook that doesn't say whose it is.
const nobody = "?"

// report adds a finding, names the nominee whose row is being read and settles
// whether it blocks: an error of a file, of the register or of the sheet that says
// who nominates blocks everything built from it; an error in a nominee's row is
// judged later, by who was concluded for what.
//
// Beyond mostFindings the file itself is what is wrong: that is said in their place,
// and a unit's workbook is not used.
func (r *reader) report(f finding.Finding) {
	switch n := len(r.findings); {
	case n > mostFindings:
		return
	case n == mostFindings:
		f = finding.Finding{
			Code: finding.BeyondLimits, Place: r.whole(), Message: fmt.Sprintf("Tệp có quá %s chỗ cần xem; chỉ nêu từng ấy chỗ đầu tiên.", vi.Thousands(mostFindings)),
			Fix: "sửa những chỗ đã nêu, hoặc chép số liệu sang biểu mẫu mới, rồi kiểm tra lại",
		}
	}
	if f.Severity == 0 {
		f.Severity = f.Code.Severity()
	}
	if f.Nominee == "" {
		f.Nominee = string(r.nominee)
	}
	f.Fix = sentence(f.Fix)
	if f.Severity == finding.Error {
		f.Blocks = r.blocks(f)
	}
	r.findings = append(r.findings, f)
}

// sentence ends a text that was put together of parts.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

func (r *reader) blocks(f finding.Finding) bool {
	switch f.Code {
	case finding.NothingHere, finding.UnreadableFile, finding.NotANomination, finding.MissingHeading, finding.BeyondLimits, finding.Disagreement:
		return true
	}
	if r.register && f.Place.Sheet == nomination.SheetFigures {
		return false // only the periodic report is made of it
	}
	if r.register {
		// What was concluded decides who is in the package at all.
		return f.Nominee == "" || f.Place.Sheet == nomination.SheetConclusions
	}
	return f.Place.Sheet == nomination.SheetUnit
}

// whole is the place of a finding about the file itself.
func (r *reader) whole() finding.Place { return finding.Place{File: r.file} }
