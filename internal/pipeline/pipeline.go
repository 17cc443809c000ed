// Package pipeline joins the stages. It is the whole way of the data on one screen:
//
//	data/*.xlsx                    templates/              fonts/
//	    │ read                         │ compose              │ typeset      write         package
//	 intake ─► nomination ─► rule ─► compose ─► paper ─► typeset ─► pages ─► pdf ─► pdfa ─┐
//	              ▲            │                  ├────────────────────────► xlsx ────────┤─► bundle ─► output/
//	          rulebook         ▼ check            ├────────────────────────► docx ────────┤    manifest
//	                        findings              └────────────────────────► html         │
//	                           └──────────────────────────────────────────────────────────┘
//
// There are two trees. A paper says what is said; pages say where it stands. PDF is
// written from the second; workbooks, Word files and previews from the first. Writers never see a nomination,
// compose never sees a writer.
//
// Everything that a result depends on comes in through Options and the workspace:
// the clock is Options.Date, the letters are the embedded fonts or those that Options or
// the register name. So the same input
// gives the same bytes, on every machine and in every year.
package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"thidua/data"
	"thidua/internal/bundle"
	"thidua/internal/compose"
	"thidua/internal/evidence"
	"thidua/internal/finding"
	"thidua/internal/font"
	"thidua/internal/intake"
	"thidua/internal/nomination"
	"thidua/internal/report"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
	"thidua/templates"
)

// Version of the program. It is part of the manifest: a new version may write other bytes.
const Version = "0.1.0"

// Options are what a run depends on besides the workspace's files.
type Options struct {
	Workspace string  // folder that holds data/
	Period    string  // "" for the register's Năm xét thành tích
	Date      vi.Date // the day that papers and deadlines are judged on
	Draft     bool    // write papers that findings forbid, marked DỰ THẢO
	Public    bool    // masked lists as well, for anybody to read
	DryRun    bool    // tell what a build would change, and write nothing at all

	Fonts          string // folder of the office's own Times New Roman; "" for what the register names, else the embedded fonts
	AcceptEncoding bool   // use what texts in TCVN3 and VNI become in Unicode
	Writing        bool   // note where units' texts aren't written as Decree 30 asks
}

// A Checked is a workspace read and held against the rulebook.
type Checked struct {
	Period   string
	Plan     string // key of the plan, "" where the rulebook is broken
	Findings []finding.Finding
	Outcome  *rule.Outcome // nil where the rulebook or the register can't be used
	Summary  finding.Summary

	records   *nomination.Case
	rulebook  *rulebook.Rulebook
	reports   evidence.Reports
	emblem    evidence.Picture
	templates *compose.Templates
	family    *font.Family
	closed    []closedPeriod
	signed    []signedPaper
	unbound   []LeftOut // what ho-so.pdf lacks of them
	spool     *spool    // of what was made; nil until something is
}

// Report tells what was found, as other programs read it.
func (c *Checked) Report() report.Report {
	r := report.New(c.Plan, c.Findings)
	r.Period, r.Summary = c.Period, c.Summary
	if c.Outcome != nil {
		r.Judge(c.Outcome.Verdicts)
	}
	return r
}

// Check reads a workspace and holds it against the rulebook. Faults of the data are
// findings; an error is a fault of the machine. It first mends what a killed build
// left behind.
func Check(o Options) (*Checked, error) {
	root, err := os.OpenRoot(o.Workspace)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	if !o.DryRun {
		if err := mend(root); err != nil {
			return nil, err
		}
	}
	family, err := o.family()
	if err != nil {
		return nil, err
	}
	return check(root.FS(), family, o)
}

// outputFolder holds the results. No paper is made from what stands there; it is read
// to verify, to compare and to keep what was sent.
const outputFolder = "output"

// makeOutput opens the folder of the results, and makes it where there is none.
func makeOutput(workspace *os.Root) (*os.Root, error) {
	if err := workspace.MkdirAll(outputFolder, 0o755); err != nil {
		return nil, fmt.Errorf("make %s: %w", outputFolder, err)
	}
	return openOutput(workspace)
}

// openOutput opens the folder of results. Of a file in its place os.Root tells only in
// words, so that it is looked at.
func openOutput(workspace *os.Root) (*os.Root, error) {
	output, err := workspace.OpenRoot(outputFolder)
	if err == nil {
		return output, nil
	}
	if info, e := workspace.Stat(outputFolder); e == nil && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: outputFolder, Err: syscall.ENOTDIR}
	}
	return nil, fmt.Errorf("open folder of results: %w", err)
}

func mend(workspace *os.Root) error {
	output, err := openOutput(workspace)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	defer output.Close()
	return bundle.Mend(output)
}

func check(workspace fs.FS, family *font.Family, o Options) (*Checked, error) {
	c := &Checked{Period: o.Period, family: family}
	book, found, err := readRulebook(workspace)
	if err != nil {
		return nil, err
	}
	overlay, err := fs.Sub(workspace, templatesFolder)
	if err != nil {
		return nil, fmt.Errorf("read templates: %w", err)
	}
	set, faults := compose.Load(templates.FS, overlay)
	found = append(found, faults...)

	records, faults, err := c.read(workspace, o)
	if err != nil {
		return nil, err
	}
	office, unfit := registerFonts(&records.Register.Settings, o)
	if office != nil {
		// What can be printed is another question now.
		c.family = office
		if records, faults, err = c.read(workspace, o); err != nil {
			return nil, err
		}
	}
	found = append(append(found, faults...), unfit...)
	if c.Period == "" {
		c.Period = records.Register.Settings.Year
	}
	c.records, c.rulebook, c.templates = records, book, set
	changed, err := c.readClosed(workspace)
	if err != nil {
		return nil, err
	}
	c.reports, faults = evidence.Read(workspace, records, evidence.Options{
		Period: c.Period, Printable: c.prints, AcceptEncoding: o.AcceptEncoding,
	})
	found = append(found, faults...)
	c.emblem, faults = evidence.Emblem(workspace, &records.Register.Settings, evidence.Limits{})
	found = append(found, faults...)
	if book != nil {
		c.Plan = book.Plan.Key
		c.Outcome = rule.Check(records, book, found, rule.Options{Period: c.Period, Date: o.Date})
		found = c.Outcome.Findings
	}
	blockCampaign(found)
	finding.Sort(found)
	c.Findings = found
	c.Summary = finding.Count(found)
	c.Summary.Files = records.Files
	c.Summary.Nominees = len(records.Collectives(c.Period)) + len(records.Individuals(c.Period))
	if err := c.recount(o); err != nil {
		return nil, err
	}
	c.readSigned(workspace)
	c.reportClosed(changed)
	return c, nil
}

// read reads the records, with what the fonts in use can print.
func (c *Checked) read(workspace fs.FS, o Options) (*nomination.Case, []finding.Finding, error) {
	records, found, err := intake.Read(workspace, intake.Options{
		Period: o.Period, Printable: c.prints, AcceptEncoding: o.AcceptEncoding, Writing: o.Writing,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read data: %w", err)
	}
	return records, found, nil
}

// blockCampaign marks the errors of the figures of the campaign: they stop the periodic
// report, and nothing else.
func blockCampaign(found []finding.Finding) {
	for i := range found {
		f := &found[i]
		f.Blocks = f.Blocks || f.Place.Sheet == nomination.SheetFigures && f.Severity == finding.Error
	}
}

// readRulebook takes the workspace's rulebook, else the embedded one. A rulebook
// with faults is nil: nothing is judged by half a plan.
func readRulebook(workspace fs.FS) (*rulebook.Rulebook, []finding.Finding, error) {
	src, err := fs.ReadFile(workspace, nomination.RulebookFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		src = data.Rulebook
	case err != nil:
		return nil, nil, fmt.Errorf("read rulebook: %w", err)
	}
	book, faults := rulebook.Parse(nomination.RulebookName, src)
	for _, f := range faults {
		if f.Severity == finding.Error {
			return nil, faults, nil
		}
	}
	return book, faults, nil
}
