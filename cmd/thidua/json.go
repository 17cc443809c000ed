package main

import (
	"io"

	"thidua/internal/explain"
	"thidua/internal/finding"
	"thidua/internal/pipeline"
	"thidua/internal/report"
)

// envelope is the one JSON object of a run, whatever the verb; each verb adds an
// object of its own. Keys are English, messages Vietnamese; lists are never null.
type envelope struct {
	report.Report
	Build     *jsonBuild     `json:"build,omitempty"`
	DryRun    *jsonDryRun    `json:"dry_run,omitempty"`
	Status    *jsonStatus    `json:"status,omitempty"`
	Verify    *jsonVerify    `json:"verify,omitempty"`
	Close     *jsonClose     `json:"close,omitempty"`
	Returns   *jsonReturns   `json:"returns,omitempty"`
	Forms     *jsonForms     `json:"forms,omitempty"`
	Explain   *jsonExplain   `json:"explain,omitempty"`
	Rulebook  *explain.Book  `json:"rulebook,omitempty"`
	Program   *jsonProgram   `json:"program,omitempty"`
	Templates *jsonTemplates `json:"templates,omitempty"`
	Preview   *jsonPreview   `json:"preview,omitempty"`
}

type jsonBuild struct {
	Output   string        `json:"output"`
	Written  []jsonWritten `json:"written"`
	LeftOut  []jsonLeftOut `json:"left_out"`
	Kept     []string      `json:"kept"` // submissions of earlier rounds, which stay as they were
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

func writeJSON(w io.Writer, b *pipeline.Built) error {
	e := newEnvelope(b.Checked)
	e.Build = newJSONBuild(b)
	if b.Changes != nil {
		e.DryRun = newJSONDryRun(b.Changes)
	}
	return report.Write(w, e)
}

// newEnvelope fills in what every verb says of a check.
func newEnvelope(c *pipeline.Checked) *envelope { return &envelope{Report: c.Report()} }

// emptyEnvelope is that of a verb which judges nobody.
func emptyEnvelope(plan string, findings []finding.Finding) *envelope {
	return &envelope{Report: report.New(plan, findings)}
}

func newJSONBuild(b *pipeline.Built) *jsonBuild {
	out := &jsonBuild{Output: b.Output, Written: make([]jsonWritten, 0, len(b.Written)), LeftOut: make([]jsonLeftOut, 0, len(b.LeftOut)), Kept: append([]string{}, b.Kept...), ToVerify: append([]string{}, b.ToVerify...)}
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
