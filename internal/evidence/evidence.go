// Package evidence reads what units attach to their dossiers. The report of
// achievement (báo cáo thành tích) that a unit wrote in Word becomes section II of the
// nominee's paper; of PDFs and pictures the pages go into the package, and nothing
// but their pages.
//
// A Word file can hold far more than a paper has words for. What is taken over is
// text: paragraphs, headings, bold and italic, tables, lists with their numbers as
// text, line breaks, no-break spaces. Whatever else stands in it (a picture, a text box, a
// footnote, a struck-out word) is a finding that names the place, so that nothing of a
// unit's report is lost without the officer knowing. That is why no library reads it:
// those there are give the text that they understand and drop the rest in silence.
package evidence

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/paper"
)

// Options say how to read.
type Options struct {
	Period         string          // of the dossiers whose reports are read
	Printable      func(rune) bool // whether the font in use has a letter; nil: not asked
	AcceptEncoding bool            // use what TCVN3 and VNI texts become; else they stay as they are
	Limits         Limits          // a zero field means the usual one
}

// Limits keep a hostile or broken file from taking the machine's memory. The zero value
// stands for the usual ones.
type Limits struct {
	FileSize int64 // bytes of a file
	Unpacked int64 // bytes of all its parts together
	Part     int64 // bytes of one part that is read
	Side     int   // pixels of the longer side of a picture that stands in a paper
	ScanSize int64 // bytes of a PDF or picture whose pages go into the package
}

// defaults are far beyond a report of words, one of 100 pages has parts of 3 MB, and
// beyond 200 scanned pages. A picture of 4000 pixels prints 40 mm at 2400 dpi; package
// pdfa takes no larger one.
var defaults = Limits{FileSize: 50 << 20, Unpacked: 256 << 20, Part: 16 << 20, Side: 4000, ScanSize: 200 << 20}

func (l Limits) orDefault() Limits {
	return Limits{
		cmp.Or(l.FileSize, defaults.FileSize), cmp.Or(l.Unpacked, defaults.Unpacked), cmp.Or(l.Part, defaults.Part),
		cmp.Or(l.Side, defaults.Side), cmp.Or(l.ScanSize, defaults.ScanSize),
	}
}

// Reports is what the attached files give to the papers and to the package.
type Reports struct {
	Text map[nomination.ID][]paper.Block // section II of the report, from Word
	AsIs map[nomination.ID][]string      // files that are the whole report: a PDF or scans

	Enclosed []Enclosed        // what goes into the package beside the papers, in the units' order
	Sheets   map[string]Extent // of each PDF and picture in use, by its name below the folder of attachments

	Files []string // that were read, below the workspace's root

	most int64 // bytes of a PDF or picture
}

// An Enclosed file proves something of a dossier.
type Enclosed struct {
	Nominee nomination.ID
	Kind    string // Loại giấy tờ
	File    string // below the folder of attachments
}

// An Extent is how large a file is, and whether its pages can be kept as PDF/A-2b.
type Extent struct {
	Pages    int
	Size     int64
	Archival bool

	sheets *Sheets // while few: else the file is read again
}

// kept bounds the files that stay in memory between check and package, in bytes.
const kept = 32 << 20

// Open gives the pages of a file in use.
func (r *Reports) Open(fsys fs.FS, file string) (*Sheets, error) {
	if e := r.Sheets[file]; e.sheets != nil {
		return e.sheets, nil
	}
	return openSheets(fsys, file, r.most)
}

// Size gives the bytes of all PDFs and pictures in use.
func (r *Reports) Size() (total int64) {
	for _, e := range r.Sheets {
		total += e.Size
	}
	return total
}

// Read reads the reports of achievement attached to a period's dossiers. Faults of the
// files are findings at the cell that names the file.
func Read(fsys fs.FS, c *nomination.Case, o Options) (Reports, []finding.Finding) {
	o.Limits = o.Limits.orDefault()
	out := Reports{Text: map[nomination.ID][]paper.Block{}, AsIs: map[nomination.ID][]string{}, Sheets: map[string]Extent{}, most: o.Limits.ScanSize}
	var found []finding.Finding
	for _, s := range c.Submissions {
		if s.Period != o.Period {
			continue
		}
		unit := c.UnitName(s.Unit)
		for _, a := range s.Attachments {
			if a.File == "" {
				continue
			}
			if a.Kind != nomination.AttachedReport || bindable(a.File) {
				faults := out.enclose(fsys, a)
				for i := range faults {
					faults[i].Unit = unit
				}
				found = append(found, faults...)
				continue
			}
			blocks, faults := readReport(fsys, a, o)
			for i := range faults {
				faults[i].Unit = unit
			}
			found = append(found, faults...)
			if blocks != nil {
				out.Files = append(out.Files, nomination.AttachedFolder+"/"+a.File)
				out.Text[a.Nominee] = append(out.Text[a.Nominee], blocks...)
			}
		}
		for _, f := range out.unused(s) {
			f.Unit = unit
			found = append(found, f)
		}
	}
	return out, found
}

// enclose looks at a file that goes into the package with its pages.
func (r *Reports) enclose(fsys fs.FS, a *nomination.Attachment) (found []finding.Finding) {
	if !bindable(a.File) {
		return []finding.Finding{about(a, finding.Warning,
			fmt.Sprintf("Tệp Word \"%s\" không đưa được vào hồ sơ nộp thành phố; chỉ báo cáo thành tích được nhận bằng Word.", a.File),
			"lưu thành PDF (chọn PDF/A), hoặc quét văn bản đã ký")}
	}
	if _, known := r.Sheets[a.File]; !known {
		s, err := openSheets(fsys, a.File, r.most)
		if reason := (*fault)(nil); errors.As(err, &reason) {
			return []finding.Finding{about(a, finding.Error, fmt.Sprintf("Tệp \"%s\" %s.", a.File, reason.message), reason.fix)}
		}
		e := Extent{Pages: s.Pages, Size: s.Size, Archival: s.Plain == ""}
		if r.Size()+e.Size <= kept {
			e.sheets = s
		}
		r.Sheets[a.File] = e
		r.Files = append(r.Files, nomination.AttachedFolder+"/"+a.File)
		if s.Plain != "" {
			found = append(found, about(a, finding.Warning,
				fmt.Sprintf("Tệp \"%s\" không đạt PDF/A (%s); vẫn được đưa vào, nhưng ho-so.pdf khi đó chỉ là PDF thường, không bảo đảm lưu trữ lâu dài.", a.File, s.Plain),
				"quét văn bản thành ảnh, hoặc khi lưu từ Word chọn “Tuân thủ PDF/A (ISO 19005-1)”"))
		}
	}
	if a.Kind == nomination.AttachedReport {
		r.AsIs[a.Nominee] = append(r.AsIs[a.Nominee], a.File)
	} else {
		r.Enclosed = append(r.Enclosed, Enclosed{a.Nominee, a.Kind, a.File})
	}
	return found
}

// unused tells what of a submission the attached reports push aside: a file beside a
// report in Word, and columns whose text a report in Word replaces.
func (r Reports) unused(s *nomination.Submission) []finding.Finding {
	var out []finding.Finding
	for _, a := range s.Attachments {
		if a.Kind != nomination.AttachedReport || !slices.Contains(r.AsIs[a.Nominee], a.File) {
			continue
		}
		if r.Text[a.Nominee] != nil {
			out = append(out, about(a, finding.Note, fmt.Sprintf("Hồ sơ có cả báo cáo bằng Word; văn bản lập theo tệp Word, tệp \"%s\" không dùng.", a.File), "bỏ một trong hai tệp nếu không cần"))
			continue
		}
		out = append(out, about(a, finding.Note,
			fmt.Sprintf("Báo cáo thành tích \"%s\" được đưa vào hồ sơ nguyên như đơn vị gửi, không lập từ các cột.", a.File),
			"muốn chương trình lập báo cáo thì gửi bằng Word (.docx)"))
	}
	for id := range r.Text {
		delete(r.AsIs, id) // the Word file beside it is what the paper is made of
	}
	for _, c := range s.Collectives {
		out = append(out, r.replaced(&c.Nominee, []column{
			{nomination.HeadOutstanding, c.Achievements},
			{nomination.HeadMeasures, c.Measures},
			{nomination.HeadEmulation, c.Emulation},
			{nomination.HeadCompliance, c.Compliance},
			{nomination.HeadParty, c.Party},
		})...)
	}
	for _, p := range s.Individuals {
		out = append(out, r.replaced(&p.Nominee, []column{{nomination.HeadDuties, p.Duties}, {nomination.HeadAchievement, p.Achievements}})...)
	}
	return out
}

// A column is a cell of a nominee's row, under its heading.
type column struct{ head, text string }

// replaced notes the columns of section II that are written although a report stands
// in their place.
func (r Reports) replaced(n *nomination.Nominee, columns []column) []finding.Finding {
	if r.Text[n.ID] == nil {
		return nil
	}
	var heads []string
	at := finding.Place{}
	for _, c := range columns {
		if c.text == "" {
			continue
		}
		if heads == nil {
			at = n.Row.At(c.head)
		}
		heads = append(heads, c.head)
	}
	if heads == nil {
		return nil
	}
	return []finding.Finding{{
		Code: finding.BadAttachment, Severity: finding.Note, Place: at, Nominee: string(n.ID),
		Message: fmt.Sprintf("Mục II của báo cáo lấy từ tệp Word kèm theo; chữ ở cột %s không in vào báo cáo.", strings.Join(heads, ", ")),
		Fix:     "xóa tệp báo cáo kèm theo nếu muốn in chữ ở các cột này.",
	}}
}

// about gives a finding on an attached file, at the cell that names it.
func about(a *nomination.Attachment, s finding.Severity, message, fix string) finding.Finding {
	return finding.Finding{
		Code: finding.BadAttachment, Severity: s, Place: a.Row.At(nomination.HeadFile), Nominee: string(a.Nominee),
		Message: message, Got: a.File, Fix: fix + ".",
	}
}

// A fault is why a file can't be read, in the officer's words.
type fault struct{ message, fix string }

func (f *fault) Error() string { return f.message }

var broken = &fault{"bị hỏng hoặc chép chưa xong", "mở bằng Word rồi lưu lại; không mở được thì lấy lại tệp gốc"}

// readReport reads one report. It gives no blocks where the file can't be used.
func readReport(fsys fs.FS, a *nomination.Attachment, o Options) ([]paper.Block, []finding.Finding) {
	d, err := open(fsys, nomination.AttachedFolder+"/"+a.File, o.Limits)
	var c *converter
	if err == nil {
		c, err = d.convert(o)
	}
	if reason := (*fault)(nil); errors.As(err, &reason) {
		return nil, []finding.Finding{about(a, finding.Error, fmt.Sprintf("Tệp \"%s\" %s.", a.File, reason.message), reason.fix)}
	}
	taken, cut := c.sectionTwo()
	found := c.findings(a, taken)
	if cut != "" {
		found = append(found, about(a, finding.Note, fmt.Sprintf("Tệp \"%s\": %s.", a.File, cut), "không phải sửa; soát lại mục II của báo cáo đã lập"))
	}
	blocks := c.blocksOf(taken)
	if len(blocks) == 0 {
		return nil, append(found, about(a, finding.Error, fmt.Sprintf("Tệp \"%s\" không có chữ nào để đưa vào báo cáo.", a.File), "gửi lại báo cáo có nội dung gõ trong Word, không dùng ảnh chụp"))
	}
	return blocks, found
}
