package intake

import (
	"fmt"
	"strings"
	"unicode"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// lossy reports whether cleaning takes from a text what may be a letter of an old
// encoding (the soft hyphen, which is ư in TCVN3, and the eth, which is é), or
// composes its marks.
func lossy(s string) bool {
	return strings.ContainsAny(s, "\u00adÐð") || decomposed(s)
}

// decomposed reports whether letters and marks of a text stand apart that Unicode
// has as one: a Mac or a PDF wrote it.
func decomposed(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Mn, r) }) && vi.NFC(s) != s
}

// recognise finds the texts in old encodings. Where they are accepted, what they
// become takes their place, before anything else looks at them.
func (r *reader) recognise(g *grid) {
	for i := range g.rows {
		for j := range g.rows[i].cells {
			c := &g.rows[i].cells[j]
			if c.kind != textCell {
				continue
			}
			raw := c.text
			if c.note != nil && c.note.raw != "" {
				raw = c.note.raw
			}
			decoded, coding, ok := vi.Legacy(raw, r.book.style(c.style).font)
			if !ok {
				continue
			}
			n := c.noted()
			n.raw, n.decoded, n.coding = strings.TrimSpace(vi.NFC(raw)), vi.Clean(decoded), coding
			if r.accept {
				c.text = n.decoded
			}
		}
	}
}

// checkCoding reports a text in an old encoding, and notes the file's first text
// whose marks were composed.
func (r *rowReader) checkCoding(col nomination.Column, c *cell, at finding.Place) {
	switch {
	case c.note == nil:
	case c.note.decoded != "":
		f := finding.Finding{
			Code: finding.LegacyEncoding, Place: at, Expected: short(c.note.decoded), Got: short(c.note.raw),
			Message: fmt.Sprintf("Ô %q gõ theo bảng mã %s, không phải Unicode: \"%s\" → \"%s\".", col.Head, c.note.coding, short(c.note.raw), short(c.note.decoded)),
			Fix:     "gõ lại bằng Unicode; hoặc nếu chữ sau mũi tên đúng thì chạy lại với --accept-encoding để dùng chữ đó",
		}
		if r.accept {
			f.Message += " Chữ sau mũi tên được dùng."
			f.Fix = "soát lại chữ sau mũi tên; sai thì gõ lại ô này bằng Unicode"
		}
		r.report(f)
	case !r.composed && decomposed(c.note.raw):
		r.composed = true
		r.report(finding.Finding{
			Code: finding.LegacyEncoding, Severity: finding.Note, Place: at, Expected: short(c.text), Got: short(c.note.raw),
			Message: fmt.Sprintf("Tệp có chữ gõ bằng Unicode tổ hợp, từ ô %q: đã ghép thành Unicode dựng sẵn, nội dung không đổi.", col.Head),
			Fix:     "không phải sửa; lần sau nên chọn bảng mã Unicode dựng sẵn khi gõ",
		})
	}
}

// checkWriting notes where a unit's text isn't written as Decree 30 asks, on request.
func (r *rowReader) checkWriting(col nomination.Column, c *cell, at finding.Place) {
	if !r.writing || r.register || c.kind != textCell || col.Kind != nomination.LongText && col.Kind != nomination.Text {
		return
	}
	var got, want, change []string
	for _, m := range vi.Writing(c.text) {
		got, want = append(got, m.Got), append(want, m.Want)
		change = append(change, fmt.Sprintf("%q → %q", m.Got, m.Want))
	}
	if len(got) == 0 {
		return
	}
	r.report(finding.Finding{
		Code: finding.WritingStyle, Place: at, Got: strings.Join(got, "; "), Expected: strings.Join(want, "; "),
		Message: fmt.Sprintf("Ô %q có %s chỗ viết chưa đúng thể thức: %s.", col.Head, vi.Count(len(got)), strings.Join(change, "; ")),
		Clause:  "ND30.PL1.I.II", Basis: "Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP",
		Fix: "sửa lại theo chữ sau mũi tên nếu đúng ý; văn bản in nguyên như đơn vị viết",
	})
}
