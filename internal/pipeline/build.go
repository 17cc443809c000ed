package pipeline

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"thidua/internal/bundle"
	"thidua/internal/compose"
	"thidua/internal/evidence"
	"thidua/internal/finding"
	"thidua/internal/font"
	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/report"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// A Built is a workspace checked and what was made of it.
type Built struct {
	*Checked
	Output   string // folder of the results, with "/", as the officer named the workspace
	Written  []Written
	LeftOut  []LeftOut
	Kept     []string // submissions of earlier rounds, which stay as they were, below Output
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

// Build checks a workspace and writes what is fit to be written: the city package
// where nothing forbids it, or its draft; what goes back to the units always, unless a
// file can't be used. Where there is nothing to write, the former result stays. An
// error leaves the former result whole, too.
func Build(o Options) (*Built, error) {
	c, err := Check(o)
	if err != nil {
		return nil, err
	}
	defer c.free()
	boundMemory()
	b := &Built{Checked: c, Output: path.Join(filepath.ToSlash(o.Workspace), outputFolder, c.Period)}
	root, err := os.OpenRoot(o.Workspace)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	files, history, err := b.results(root.FS(), o)
	if err != nil {
		return nil, err
	}
	switch {
	case o.DryRun:
		b.Changes, err = c.dryRun(root.FS(), files)
		return b, err
	case len(files) == 0:
		return b, nil
	}
	if err := c.write(root, files, history, o); err != nil {
		return nil, err
	}
	for _, f := range files {
		size, _, err := f.Digest()
		if err != nil {
			return nil, err
		}
		b.Written = append(b.Written, Written{f.Path, f.Kind, f.Pages, int(size)})
	}
	slices.SortFunc(b.Written, func(a, b Written) int { return strings.Compare(a.Path, b.Path) })
	b.Open = firstPaper(b.Written)
	return b, nil
}

// free lets go of the files that were made. An error is no failure of theirs.
func (c *Checked) free() {
	if c.spool != nil {
		_ = c.spool.close()
	}
}

// firstPaper gives what to open first: the letter to the city, else the first of all.
func firstPaper(written []Written) string {
	for _, w := range written {
		if w.Kind == letterKind && w.Pages > 0 {
			return w.Path
		}
	}
	if len(written) == 0 {
		return ""
	}
	return written[0].Path
}

// Kinds of papers: the letter to the city, the appraisal.
const (
	letterKind    = "to-trinh"
	appraisalKind = "tham-dinh"
)

// results makes every file that is fit to be written and says what is left out, and
// why. It gives none where nothing may be written. The history is what is to be kept of
// the returns.
func (b *Built) results(workspace fs.FS, o Options) ([]bundle.File, returnHistory, error) {
	c := b.Checked
	var parts []compose.Part
	parts, b.LeftOut = c.fit(o)
	if c.unfit() {
		return nil, returnHistory{}, nil
	}
	in := c.input(o)
	in.Draft, in.Parts = o.Draft, parts
	files, err := c.files(workspace, in, o.Date)
	if err != nil {
		return nil, returnHistory{}, err
	}
	if c.Outcome.Unfit { // by what compose found
		_, b.LeftOut = c.fit(o)
		return nil, returnHistory{}, nil
	}
	intoRound(files, c.round())
	kept, lost := c.sent(workspace)
	b.Kept = kept
	b.LeftOut = append(b.LeftOut, lost...)
	b.LeftOut = append(b.LeftOut, c.unbound...)
	b.ToVerify = c.unverified(files, o.Date)
	// What goes back to the units is replaced with the rest, lest it be lost.
	returned, history, left, err := c.returns(workspace, o.Date)
	b.LeftOut = append(b.LeftOut, left...)
	return append(files, returned...), history, err
}

// input is what papers are made of, but for the parts.
func (c *Checked) input(o Options) compose.Input {
	return compose.Input{
		Case: c.records, Rulebook: c.rulebook, Outcome: c.Outcome, Period: c.Period, Round: c.round(), Date: o.Date,
		Printable: c.prints, RollCall: c.answers(o.Date), Reports: c.reports.Text, AsIs: c.reports.AsIs, Pictures: c.pictures(),
	}
}

// prints tells whether papers can show a letter: the font has it, or it is drawn.
func (c *Checked) prints(r rune) bool {
	_, drawn := font.MarkOf(r)
	return drawn || c.family.Face(font.Regular).Has(r)
}

// pictures gives the office's own pictures by the names that templates know them by.
func (c *Checked) pictures() map[string]compose.Picture {
	if c.emblem.File == "" {
		return nil
	}
	return map[string]compose.Picture{compose.Emblem: {Data: c.emblem.Data, Width: c.emblem.Width, Height: c.emblem.Height}}
}

// dryRun tells what write would change, and writes nothing.
func (c *Checked) dryRun(workspace fs.FS, files []bundle.File) (*Changes, error) {
	if c.Outcome == nil {
		return &Changes{}, nil // nothing was judged
	}
	if _, ok := c.rulebook.PeriodByKey(c.Period); !ok {
		return &Changes{}, nil
	}
	return c.changes(workspace, files)
}

// write puts the files in place, all or nothing; then it keeps a record of the build
// and of the returns among them.
func (c *Checked) write(root *os.Root, files []bundle.File, history returnHistory, o Options) error {
	m, err := c.manifest(root.FS(), o)
	if err != nil {
		return err
	}
	m.Kept, _ = c.sent(root.FS())
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
	r, err := c.record(files, o.Date.ISO())
	if err != nil {
		return err
	}
	return keepJSON(root, recordPath(r.Period), r)
}

// unfit reports whether the data can't be used as they are, so that nothing is made of
// them.
func (c *Checked) unfit() bool {
	return c.Outcome == nil || c.Outcome.Unfit || len(c.records.Submissions) == 0
}

// fit says which parts of the results may be written, and why others may not.
func (c *Checked) fit(o Options) ([]compose.Part, []LeftOut) {
	if c.unfit() {
		return nil, []LeftOut{{"Mọi giấy tờ", "dữ liệu chưa dùng được, xem các lỗi đã nêu; kết quả lần trước (nếu có) được giữ nguyên."}}
	}
	parts := []compose.Part{compose.Meeting, compose.Units, compose.Tables}
	var left []LeftOut
	const city = "Hồ sơ nộp thành phố"
	switch {
	case len(c.Outcome.City) == 0:
		left = append(left, LeftOut{city, "trang Kết quả xét chưa có hồ sơ nào được kết luận «Đề nghị cấp thành phố» trong kỳ " + c.Period + "."})
	case c.Outcome.CityBlocked && !o.Draft:
		left = append(left, LeftOut{city, fmt.Sprintf("có %d lỗi chặn, xem các lỗi đã nêu. Dùng --draft để xem bản dự thảo.", c.Summary.Blocking)})
	default:
		parts = append(parts, compose.City)
		left = append(left, c.notPutForward()...)
	}
	const ward = "Quyết định khen thưởng của phường"
	switch {
	case len(c.Outcome.Ward) == 0 && !c.awardsItself():
		// The final review has no award of the ward's own.
	case len(c.Outcome.Ward) == 0:
		left = append(left, LeftOut{ward, "trang Kết quả xét chưa có hồ sơ nào được kết luận «Tặng Giấy khen» trong kỳ " + c.Period + "."})
	case c.Outcome.WardBlocked && !o.Draft:
		left = append(left, LeftOut{ward, fmt.Sprintf("có %d lỗi chặn, xem các lỗi đã nêu. Dùng --draft để xem bản dự thảo.", c.Summary.Blocking)})
	default:
		parts = append(parts, compose.Ward)
	}
	switch faults := c.campaignFaults(); {
	case !compose.HasFigures(&c.records.Register, c.Period):
		// The register holds nothing to report of.
	case faults > 0 && !o.Draft:
		left = append(left, LeftOut{nomination.PaperCampaignReport, fmt.Sprintf("trang %s có %d lỗi, xem các lỗi đã nêu. Dùng --draft để xem bản dự thảo.", nomination.SheetFigures, faults)})
	default:
		parts = append(parts, compose.Campaign)
	}
	if o.Public {
		parts = append(parts, compose.Public)
	}
	return parts, left
}

// campaignFaults counts the errors of the figures that the periodic report is made of.
func (c *Checked) campaignFaults() int {
	n := 0
	for _, f := range c.Findings {
		if f.Place.Sheet == nomination.SheetFigures && f.Severity == finding.Error {
			n++
		}
	}
	return n
}

// awardsItself reports whether the ward gives an award of its own in the period.
func (c *Checked) awardsItself() bool {
	period, _ := c.rulebook.PeriodByKey(c.Period)
	return slices.ContainsFunc(c.rulebook.Forms, func(f rulebook.Form) bool {
		return f.Period == period.Kind && f.Level == nomination.LevelWard
	})
}

// notPutForward tells of the dossiers that are not in the package.
func (c *Checked) notPutForward() []LeftOut {
	put := map[string]bool{}
	for _, v := range c.Outcome.City {
		put[string(v.Nominee)] = true
	}
	count := map[string]int{}
	var order []string
	for _, v := range c.Outcome.Verdicts {
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
	return out
}

// unverified tells what the rulebook marks so of the plan, of the votes on the dossiers
// and of the legal bases that the papers cite.
func (c *Checked) unverified(files []bundle.File, on vi.Date) []string {
	out := append(slices.Clone(c.rulebook.Plan.Unverified), c.unconfirmed()...)
	for _, text := range rule.UnverifiedVotes(c.rulebook, c.Outcome.Verdicts, on) {
		out = append(out, "Tỷ lệ đồng ý của Hội đồng đối với "+text+".")
	}
	for _, f := range files {
		kind := f.Kind
		if kind == appraisalKind {
			kind = rulebook.PaperAppraisal // the rulebook has a name of its own for it
		}
		for _, base := range c.rulebook.Bases(kind, on) {
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

// unconfirmed tells of the money which the ward's papers don't state, because nobody
// has confirmed its coefficient.
func (c *Checked) unconfirmed() []string {
	var out []string
	for _, v := range c.Outcome.Ward {
		if v.Form == nil {
			continue
		}
		r := c.rulebook.RewardOf(v.Form.Key)
		if r == nil || !r.Unverified || c.records.Register.Settings.Confirms(v.Form.Name) {
			continue
		}
		text := "Hệ số tiền thưởng của “" + v.Form.Name + "” (" + r.Basis + ") chưa được cơ quan xác nhận nên giấy tờ không ghi số tiền; xác nhận bằng cách ghi tên hình thức vào mục “" +
			nomination.HeadConfirmed + "”, trang “" + nomination.SheetSettings + "” của sổ theo dõi."
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// files makes the papers and workbooks of some parts. It gives none where a template
// turned out wrong: the findings say so.
func (c *Checked) files(workspace fs.FS, in compose.Input, date vi.Date) ([]bundle.File, error) {
	if c.spool == nil {
		c.spool = newSpool()
	}
	p := newPress(c.family, c.spool, date, in.Draft)
	streamed := in
	streamed.TakeBook = p.addBook
	streamed.TakePaper = func(one *paper.Paper) {
		if one.Kind == appraisalKind {
			p.addLate(one, c.data)
		} else {
			p.addPaper(one)
		}
	}
	_, _, faults, err := c.templates.Compose(streamed)
	p.wait()
	if err != nil {
		return nil, err
	}
	if c.report(faults) {
		return nil, nil
	}
	var d *dossier
	if slices.Contains(in.Parts, compose.City) {
		var signed map[*paper.Paper]*evidence.Sheets
		if !in.Draft {
			signed = c.signedSheets(p.papers)
		}
		d = c.dossier(p.papers, signed)
		contents, err := c.contents(in, d)
		if contents == nil || err != nil {
			return nil, err
		}
		if err := p.addFirst(contents[0].paper); err != nil {
			return nil, err
		}
	}
	files, others, err := p.files()
	if err != nil {
		return nil, err
	}
	if d != nil {
		bound, err := c.bind(workspace, d, files, date)
		if err != nil {
			return nil, err
		}
		files = append(files, bound...)
	}
	if !in.Draft {
		if err := c.useSigned(p.papers, files); err != nil {
			return nil, err
		}
	}
	return append(files, others...), nil
}

// data is what the check found, for the appraisal's second file, which another office's
// programs can read again. It is complete once everything has been composed.
func (c *Checked) data() ([]byte, error) {
	var b bytes.Buffer
	err := report.Write(&b, c.Report())
	return b.Bytes(), err
}

// report adds findings that came up after the check, and tells whether one forbids
// to go on.
func (c *Checked) report(faults []finding.Finding) (stop bool) {
	if len(faults) == 0 {
		return false
	}
	c.add(faults)
	for _, f := range faults {
		stop = stop || f.Severity == finding.Error
	}
	c.Outcome.Unfit = c.Outcome.Unfit || stop
	return stop
}

// add puts findings among the others and counts them.
func (c *Checked) add(faults []finding.Finding) {
	c.Findings = append(c.Findings, faults...)
	finding.Sort(c.Findings)
	files, nominees := c.Summary.Files, c.Summary.Nominees
	c.Summary = finding.Count(c.Findings)
	c.Summary.Files, c.Summary.Nominees = files, nominees
}
