package main

import (
	"encoding/json"
	"fmt"
	"io"

	"thidua/internal/explain"
	"thidua/internal/finding"
	"thidua/internal/pipeline"
	"thidua/internal/rule"
)

// envelope is the one JSON object of a run, whatever the verb; each verb adds an
// object of its own. Keys are English, messages Vietnamese; lists are never null.
type envelope struct {
	Version   int             `json:"version"`
	Plan      string          `json:"plan"`
	Period    string          `json:"period"`
	Findings  []jsonFinding   `json:"findings"`
	Verdicts  []jsonVerdict   `json:"verdicts"`
	Summary   finding.Summary `json:"summary"`
	Build     *jsonBuild      `json:"build,omitempty"`
	DryRun    *jsonDryRun     `json:"dry_run,omitempty"`
	Status    *jsonStatus     `json:"status,omitempty"`
	Verify    *jsonVerify     `json:"verify,omitempty"`
	Close     *jsonClose      `json:"close,omitempty"`
	Returns   *jsonReturns    `json:"returns,omitempty"`
	Forms     *jsonForms      `json:"forms,omitempty"`
	Explain   *jsonExplain    `json:"explain,omitempty"`
	Rulebook  *explain.Book   `json:"rulebook,omitempty"`
	Program   *jsonProgram    `json:"program,omitempty"`
	Templates *jsonTemplates  `json:"templates,omitempty"`
	Preview   *jsonPreview    `json:"preview,omitempty"`
}

type jsonPlace struct {
	File  string `json:"file"`
	Sheet string `json:"sheet"`
	Cell  string `json:"cell"`
}

type jsonFinding struct {
	Code     finding.Code     `json:"code"`
	Severity finding.Severity `json:"severity"`
	Blocks   bool             `json:"blocks"`
	jsonPlace
	Nominee  string      `json:"nominee"`
	Message  string      `json:"message"`
	Expected string      `json:"expected"`
	Got      string      `json:"got"`
	Clause   string      `json:"clause"`
	Fix      string      `json:"fix"`
	Related  []jsonPlace `json:"related"`
}

type jsonVerdict struct {
	Nominee    string          `json:"nominee"`
	Name       string          `json:"name"`
	Award      string          `json:"award"`
	Result     rule.Result     `json:"result"`
	Conclusion string          `json:"conclusion"`
	Criteria   []jsonCriterion `json:"criteria"`
	Flips      []string        `json:"flips"`
}

type jsonCriterion struct {
	Key      string      `json:"key"`
	Result   rule.Result `json:"result"`
	Clause   string      `json:"clause"`
	Evidence string      `json:"evidence"`
}

type jsonBuild struct {
	Output   string        `json:"output"`
	Written  []jsonWritten `json:"written"`
	LeftOut  []jsonLeftOut `json:"left_out"`
	ToVerify []string      `json:"to_verify"`
}

type jsonWritten struct {
	Path  string `json:"path"`
	Kind  string `json:"kind"`
	Pages int    `json:"pages"`
	Size  int    `json:"size"`
}

type jsonLeftOut struct {
	What string `json:"what"`
	Why  string `json:"why"`
}

func writeJSON(w io.Writer, c *pipeline.Checked, b *pipeline.Built) error {
	e := newEnvelope(c)
	if b != nil {
		e.Build = newJSONBuild(b)
		if b.Changes != nil {
			e.DryRun = newJSONDryRun(b.Changes)
		}
	}
	return encodeJSON(w, e)
}

// newEnvelope fills in what every verb says of a check.
func newEnvelope(c *pipeline.Checked) *envelope {
	e := emptyEnvelope(c.Plan, c.Findings)
	e.Period, e.Summary = c.Period, c.Summary
	if c.Outcome != nil {
		for _, v := range c.Outcome.Verdicts {
			e.Verdicts = append(e.Verdicts, newJSONVerdict(v))
		}
	}
	return e
}

// emptyEnvelope is that of a verb which judges nobody.
func emptyEnvelope(plan string, findings []finding.Finding) *envelope {
	e := &envelope{
		Version:  1,
		Plan:     plan,
		Findings: make([]jsonFinding, 0, len(findings)),
		Verdicts: []jsonVerdict{},
		Summary:  finding.Count(findings),
	}
	for _, f := range findings {
		e.Findings = append(e.Findings, newJSONFinding(f))
	}
	return e
}

// encodeJSON writes one object as all verbs do.
func encodeJSON(w io.Writer, e *envelope) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(e); err != nil {
		return fmt.Errorf("write result: %w", err)
	}
	return nil
}

func newJSONPlace(p finding.Place) jsonPlace { return jsonPlace{p.File, p.Sheet, p.Cell()} }

func newJSONFinding(f finding.Finding) jsonFinding {
	out := jsonFinding{
		Code: f.Code, Severity: f.Severity, Blocks: f.Blocks, jsonPlace: newJSONPlace(f.Place), Nominee: f.Nominee,
		Message: f.Message, Expected: f.Expected, Got: f.Got, Clause: f.Clause, Fix: f.Fix,
		Related: make([]jsonPlace, 0, len(f.Related)),
	}
	for _, p := range f.Related {
		out.Related = append(out.Related, newJSONPlace(p))
	}
	return out
}

func newJSONVerdict(v *rule.Verdict) jsonVerdict {
	out := jsonVerdict{
		Nominee: string(v.Nominee), Name: v.Name, Award: v.Award, Result: v.Result,
		Criteria: []jsonCriterion{}, Flips: append([]string{}, v.Flips...),
	}
	if v.Conclusion != nil {
		out.Conclusion = v.Conclusion.Decision
	}
	for _, n := range v.Leaves() {
		out.Criteria = append(out.Criteria, jsonCriterion{n.Key, n.Result, n.Clause, n.Evidence})
	}
	return out
}

func newJSONBuild(b *pipeline.Built) *jsonBuild {
	out := &jsonBuild{Output: b.Output, Written: make([]jsonWritten, 0, len(b.Written)), LeftOut: make([]jsonLeftOut, 0, len(b.LeftOut)), ToVerify: append([]string{}, b.ToVerify...)}
	for _, w := range b.Written {
		out.Written = append(out.Written, jsonWritten{w.Path, w.Kind, w.Pages, w.Size})
	}
	for _, l := range b.LeftOut {
		out.LeftOut = append(out.LeftOut, jsonLeftOut{l.What, l.Why})
	}
	return out
}

type jsonReturns struct {
	Output  string        `json:"output"`
	Written []string      `json:"written"`
	LeftOut []jsonLeftOut `json:"left_out"`
}

func newJSONReturns(r *pipeline.Returned) *jsonReturns {
	out := &jsonReturns{Output: r.Output, Written: append([]string{}, r.Files...), LeftOut: []jsonLeftOut{}}
	for _, l := range r.LeftOut {
		out.LeftOut = append(out.LeftOut, jsonLeftOut{l.What, l.Why})
	}
	return out
}

type jsonDryRun struct {
	Former   string              `json:"former"`   // day of the last build, "" for none
	Compared bool                `json:"compared"` // whether its verdicts are known
	Verdicts []jsonVerdictChange `json:"verdicts"`
	Files    []jsonFileChange    `json:"files"`
	Same     int                 `json:"same"`
}

type jsonVerdictChange struct {
	Change  string            `json:"change"` // gained, lost, changed
	Nominee string            `json:"nominee"`
	Name    string            `json:"name"`
	Before  pipeline.Standing `json:"before"` // "" throughout: no dossier
	After   pipeline.Standing `json:"after"`
}

type jsonFileChange struct {
	Change string `json:"change"` // added, removed, rewritten
	Path   string `json:"path"`
}

func newJSONDryRun(c *pipeline.Changes) *jsonDryRun {
	out := &jsonDryRun{Former: c.Former, Compared: c.Compared, Verdicts: []jsonVerdictChange{}, Files: []jsonFileChange{}, Same: c.Same}
	for _, v := range c.Verdicts {
		out.Verdicts = append(out.Verdicts, jsonVerdictChange{v.Kind, v.Nominee, v.Name, v.Before, v.After})
	}
	for _, f := range c.Files {
		out.Files = append(out.Files, jsonFileChange{f.Kind, f.Path})
	}
	return out
}
