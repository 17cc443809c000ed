// Package report says what a check found as one JSON object: for other programs, and
// for another office that wants to read an appraisal's data again. Keys are English,
// messages Vietnamese; lists are never null.
package report

import (
	"encoding/json"
	"fmt"
	"io"

	"thidua/internal/finding"
	"thidua/internal/rule"
)

// A Report is the object of a check. Every verb's answer begins with it.
type Report struct {
	Version  int             `json:"version"`
	Plan     string          `json:"plan"`
	Period   string          `json:"period"`
	Findings []Finding       `json:"findings"`
	Verdicts []Verdict       `json:"verdicts"`
	Summary  finding.Summary `json:"summary"`
}

// A Place is a cell, line or file; what isn't known of it is "".
type Place struct {
	File  string `json:"file"`
	Sheet string `json:"sheet"`
	Cell  string `json:"cell"`
}

// A Finding is what the officer has to look at.
type Finding struct {
	Code     finding.Code     `json:"code"`
	Severity finding.Severity `json:"severity"`
	Blocks   bool             `json:"blocks"`
	Place
	Nominee  string  `json:"nominee"`
	Message  string  `json:"message"`
	Expected string  `json:"expected"`
	Got      string  `json:"got"`
	Clause   string  `json:"clause"`
	Fix      string  `json:"fix"`
	Related  []Place `json:"related"`
}

// A Verdict is how a nominee stands for an award.
type Verdict struct {
	Nominee    string      `json:"nominee"`
	Name       string      `json:"name"`
	Award      string      `json:"award"`
	Result     rule.Result `json:"result"`
	Conclusion string      `json:"conclusion"`
	Criteria   []Criterion `json:"criteria"`
	Flips      []string    `json:"flips"`
}

// A Criterion is one condition of an award and what it was judged on.
type Criterion struct {
	Key      string      `json:"key"`
	Result   rule.Result `json:"result"`
	Clause   string      `json:"clause"`
	Evidence string      `json:"evidence"`
}

// New makes a report of findings. It has no verdicts, and counts nothing but the
// findings.
func New(plan string, findings []finding.Finding) Report {
	r := Report{
		Version:  1,
		Plan:     plan,
		Findings: make([]Finding, 0, len(findings)),
		Verdicts: []Verdict{},
		Summary:  finding.Count(findings),
	}
	for _, f := range findings {
		r.Findings = append(r.Findings, NewFinding(f))
	}
	return r
}

// Judge adds verdicts to a report.
func (r *Report) Judge(verdicts []*rule.Verdict) {
	for _, v := range verdicts {
		r.Verdicts = append(r.Verdicts, newVerdict(v))
	}
}

// Write writes an object as all verbs do: a Report, or one that begins with it.
func Write(w io.Writer, object any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(object); err != nil {
		return fmt.Errorf("write result: %w", err)
	}
	return nil
}

func newPlace(p finding.Place) Place { return Place{p.File, p.Sheet, p.Cell()} }

// NewFinding makes the object of one finding.
func NewFinding(f finding.Finding) Finding {
	out := Finding{
		Code: f.Code, Severity: f.Severity, Blocks: f.Blocks, Place: newPlace(f.Place), Nominee: f.Nominee,
		Message: f.Message, Expected: f.Expected, Got: f.Got, Clause: f.Clause, Fix: f.Fix,
		Related: make([]Place, 0, len(f.Related)),
	}
	for _, p := range f.Related {
		out.Related = append(out.Related, newPlace(p))
	}
	return out
}

func newVerdict(v *rule.Verdict) Verdict {
	out := Verdict{
		Nominee: string(v.Nominee), Name: v.Name, Award: v.Award, Result: v.Result,
		Criteria: []Criterion{}, Flips: append([]string{}, v.Flips...),
	}
	if v.Conclusion != nil {
		out.Conclusion = v.Conclusion.Decision
	}
	for _, n := range v.Leaves() {
		out.Criteria = append(out.Criteria, Criterion{n.Key, n.Result, n.Clause, n.Evidence})
	}
	return out
}
