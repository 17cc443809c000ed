package pipeline

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"thidua/internal/bundle"
	"thidua/internal/compose"
	"thidua/internal/finding"
	"thidua/internal/font"
	"thidua/internal/paper"
	"thidua/internal/vi"
	"thidua/internal/xlsx"
)

// A Built is a workspace checked and what was made of it.
type Built struct {
	*Checked
	Output   string // folder of the results, with "/", as the officer named the workspace
	Written  []Written
	LeftOut  []LeftOut
	ToVerify []string // what the papers say without its source having been checked, Vietnamese
	Open     string   // what to open first, relative to Output
	Changes  *Changes // of a dry run, which writes nothing; else nil
}

// A Written file stands in Output.
type Written struct {
	Path  string // relative to Output
	Kind  string // key of the paper: "to-trinh"
	Pages int    // 0 for a file without pages
	Size  int
}

// A LeftOut says what the officer may miss in the results, and why it isn't there.
type LeftOut struct{ What, Why string }

// cityFolder is the city package within the results of a period.
const cityFolder = "nop-thanh-pho"

// Build checks a workspace and writes what is fit to be written: the city package
// where nothing forbids it, or its draft. Where there is nothing to write, the former
// result stays. An error leaves the former result whole, too.
func Build(o Options) (*Built, error) {
	c, err := Check(o)
	if err != nil {
		return nil, err
	}
	b := &Built{Checked: c, Output: path.Join(filepath.ToSlash(o.Workspace), outputFolder, c.Period)}
	files, err := b.papers(o)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(o.Workspace)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	switch {
	case o.DryRun:
		b.Changes, err = c.dryRun(root.FS(), files, o)
		return b, err
	case files == nil:
		return b, nil
	}
	if err := c.write(root, files, o); err != nil {
		return nil, err
	}
	for _, f := range files {
		b.Written = append(b.Written, Written{f.Path, f.Kind, f.Pages, len(f.Data)})
	}
	b.Open = path.Join(cityFolder, "01-to-trinh.pdf")
	return b, nil
}

// papers makes the city package and says what is left out of it, and why. It gives no
// files where nothing may be written.
func (b *Built) papers(o Options) ([]bundle.File, error) {
	c := b.Checked
	if b.LeftOut = forbidden(c, o); b.LeftOut != nil {
		return nil, nil
	}
	in := compose.Input{
		Case: c.records, Rulebook: c.rulebook, Outcome: c.Outcome,
		Period: c.Period, Date: o.Date, Draft: o.Draft,
	}
	files, err := c.files(in, o.Date)
	if err != nil || files == nil {
		b.LeftOut = forbidden(c, o) // what compose found
		return nil, err
	}
	b.LeftOut = b.notPutForward()
	b.ToVerify = c.unverified(files, o.Date)
	return files, nil
}

// dryRun tells what write would change, and writes nothing.
func (c *Checked) dryRun(workspace fs.FS, files []bundle.File, o Options) (*Changes, error) {
	if c.Outcome == nil {
		return &Changes{}, nil // nothing was judged
	}
	if _, ok := c.rulebook.PeriodByKey(c.Period); !ok {
		return &Changes{}, nil
	}
	if files != nil {
		returned, _, _, err := c.returns(workspace, o.Date)
		if err != nil {
			return nil, err
		}
		files = append(slices.Clip(files), returned...)
	}
	return c.changes(workspace, files)
}

// write puts the files in place, all or nothing, and with them the workbooks that go
// back to the units; then it keeps a record of the build.
func (c *Checked) write(root *os.Root, files []bundle.File, o Options) error {
	m, err := c.manifest(root.FS(), o)
	if err != nil {
		return err
	}
	// What goes back to the units is replaced with the rest, lest it be lost.
	returned, history, _, err := c.returns(root.FS(), o.Date)
	if err != nil {
		return err
	}
	files = append(slices.Clip(files), returned...)
	output, err := makeOutput(root)
	if err != nil {
		return err
	}
	defer output.Close()
	if err := bundle.Write(output, c.Period, files, m); err != nil {
		return err
	}
	if o.Draft {
		return nil
	}
	if err := keepReturns(root, c.Period, history); err != nil {
		return err
	}
	return keepRecord(root, c.record(files, o.Date.ISO()))
}

// forbidden says why no package is made; nil where it may be.
func forbidden(c *Checked, o Options) []LeftOut {
	const what = "Hồ sơ nộp thành phố"
	switch {
	case c.Outcome == nil, len(c.records.Submissions) == 0:
		return []LeftOut{{what, "dữ liệu chưa dùng được, xem các lỗi đã nêu; kết quả lần trước (nếu có) được giữ nguyên."}}
	case len(c.Outcome.City) == 0:
		return []LeftOut{{what, "trang Kết quả xét chưa có hồ sơ nào được kết luận «Đề nghị cấp thành phố» trong kỳ " + c.Period + "."}}
	case !o.Draft && c.Outcome.CityBlocked:
		return []LeftOut{{what, fmt.Sprintf("có %d lỗi chặn, xem các lỗi đã nêu; kết quả lần trước (nếu có) được giữ nguyên. Dùng --draft để xem bản dự thảo.", c.Summary.Blocking)}}
	}
	return nil
}

// notPutForward tells of the dossiers that are not in the package, and of the papers
// that this version doesn't make.
func (b *Built) notPutForward() []LeftOut {
	put := map[string]bool{}
	for _, v := range b.Outcome.City {
		put[string(v.Nominee)] = true
	}
	count := map[string]int{}
	var order []string
	for _, v := range b.Outcome.Verdicts {
		if put[string(v.Nominee)] {
			continue
		}
		why := "chưa có kết luận trong trang Kết quả xét"
		if v.Conclusion != nil {
			why = "kết luận «" + v.Conclusion.Decision + "»"
		}
		if count[why] == 0 {
			order = append(order, why)
		}
		count[why]++
	}
	var out []LeftOut
	for _, why := range order {
		out = append(out, LeftOut{vi.Count(count[why]) + " hồ sơ không đưa vào hồ sơ nộp thành phố", why + "."})
	}
	return append(out, LeftOut{
		"Biên bản họp, trích ngang bản PDF, minh chứng, giấy tờ cấp phường",
		"phiên bản này chưa lập; bổ sung bằng tay trước khi nộp.",
	})
}

// unverified tells what the rulebook marks so of the plan, and of the legal bases that
// the papers cite.
func (c *Checked) unverified(files []bundle.File, on vi.Date) []string {
	out := slices.Clone(c.rulebook.Plan.Unverified)
	for _, f := range files {
		for _, base := range c.rulebook.Bases(f.Kind, on) {
			if !base.Unverified {
				continue
			}
			text := base.Text + ": " + base.Note
			if !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// files makes the city package. It gives nil where a template turned out wrong: the
// findings say so.
func (c *Checked) files(in compose.Input, date vi.Date) ([]bundle.File, error) {
	papers, books, faults, err := c.templates.Compose(in)
	if err != nil {
		return nil, err
	}
	if c.report(faults) {
		return nil, nil
	}
	typeset, err := setAll(papers, c.family)
	if err != nil {
		return nil, err
	}
	contents, faults, err := c.templates.Contents(in, entries(typeset))
	if err != nil {
		return nil, err
	}
	if c.report(faults) {
		return nil, nil
	}
	first, err := setAll([]*paper.Paper{contents}, c.family)
	if err != nil {
		return nil, err
	}
	files, err := writePDF(append(first, typeset...), c.family, date)
	if err != nil {
		return nil, err
	}
	for _, b := range books {
		f, err := writeBook(b, c.family, xlsx.Options{Created: date.Time(), Draft: in.Draft})
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// report adds findings that came up after the check, and tells whether one forbids
// to go on.
func (c *Checked) report(faults []finding.Finding) (stop bool) {
	if len(faults) == 0 {
		return false
	}
	c.Findings = append(c.Findings, faults...)
	finding.Sort(c.Findings)
	files, nominees := c.Summary.Files, c.Summary.Nominees
	c.Summary = finding.Count(c.Findings)
	c.Summary.Files, c.Summary.Nominees = files, nominees
	for _, f := range faults {
		stop = stop || f.Severity == finding.Error
	}
	c.Outcome.CityBlocked = c.Outcome.CityBlocked || stop
	return stop
}

// entries gives the contents what it lists: pages counted through the package.
func entries(papers []setPaper) []compose.Entry {
	out := make([]compose.Entry, 0, len(papers))
	next := 1
	for _, p := range papers {
		n := len(p.document.Pages)
		out = append(out, compose.Entry{Paper: p.paper, First: next, Last: next + n - 1})
		next += n
	}
	return out
}

func writeBook(b *paper.Book, f *font.Family, o xlsx.Options) (bundle.File, error) {
	var buf bytes.Buffer
	if err := xlsx.Write(&buf, b, f, o); err != nil {
		return bundle.File{}, fmt.Errorf("write %s.xlsx: %w", b.Name, err)
	}
	return bundle.File{Path: path.Join(cityFolder, b.Name+".xlsx"), Kind: b.Name, Data: buf.Bytes()}, nil
}
