package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"thidua/internal/compose"
	"thidua/internal/finding"
	"thidua/internal/html"
	"thidua/templates"
)

// templatesFolder holds the templates that an office lays over the embedded ones.
const templatesFolder = "templates"

// previewFolder holds the pages that previews write, below output/.
const previewFolder = "xem-truoc"

// A Template is one of the papers' templates, as its author meets it.
type Template struct {
	Name  string // "to-trinh"
	File  string // "templates/to-trinh.html", relative to the workspace
	Title string // what paper it is, Vietnamese
	Own   bool   // the workspace has one of its own, which counts
}

// A NoTemplateError says that there is no template of a name.
type NoTemplateError struct {
	Name string
	Near string // the template most like it, "" where none is
}

func (e *NoTemplateError) Error() string { return "no template " + e.Name }

// A TemplateThereError says that a workspace has the template already.
type TemplateThereError struct{ File string }

func (e *TemplateThereError) Error() string { return e.File + " is there already" }

// ErrNothingToPreview says that the workspace has no data of which the paper is made.
var ErrNothingToPreview = errors.New("no data to make the paper of")

// Templates lists all templates by name, and which of them the workspace has itself.
func Templates(workspace string) ([]Template, error) {
	root, err := os.OpenRoot(workspace)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	var out []Template
	for _, file := range compose.Names() {
		src, err := fs.ReadFile(templates.FS, file)
		if err != nil {
			return nil, fmt.Errorf("embedded template: %w", err)
		}
		title, _, _ := strings.Cut(compose.About(string(src)), "\n")
		t := Template{Name: compose.Key(file), File: path.Join(templatesFolder, file), Title: title}
		_, err = root.Lstat(t.File)
		t.Own = err == nil
		out = append(out, t)
	}
	return out, nil
}

// templateFile finds a template by the name that the officer gave.
func templateFile(name string) (string, error) {
	file, near, ok := compose.Named(name)
	if !ok {
		return "", &NoTemplateError{name, compose.Key(near)}
	}
	return file, nil
}

// A ShownTemplate is a template's source.
type ShownTemplate struct {
	Source []byte
	File   string // of the workspace's own, relative to it; "" for the embedded one
}

// ShowTemplate gives the template that counts in a workspace: its own, else the
// embedded one, which embedded asks for in any case.
func ShowTemplate(workspace, name string, embedded bool) (*ShownTemplate, error) {
	file, err := templateFile(name)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(workspace)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	own := path.Join(templatesFolder, file)
	if !embedded {
		src, err := root.ReadFile(own)
		if err == nil {
			return &ShownTemplate{src, own}, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read %s: %w", own, err)
		}
	}
	src, err := fs.ReadFile(templates.FS, file)
	if err != nil {
		return nil, fmt.Errorf("embedded template: %w", err)
	}
	return &ShownTemplate{Source: src}, nil
}

// CopyTemplate puts the embedded template into the workspace for the office to change,
// and gives where it stands, relative to the workspace. It never touches one that is
// there.
func CopyTemplate(workspace, name string) (string, error) {
	file, err := templateFile(name)
	if err != nil {
		return "", err
	}
	src, err := fs.ReadFile(templates.FS, file)
	if err != nil {
		return "", fmt.Errorf("embedded template: %w", err)
	}
	root, err := os.OpenRoot(workspace)
	if err != nil {
		return "", fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	if err := root.MkdirAll(templatesFolder, 0o755); err != nil {
		return "", fmt.Errorf("make %s: %w", templatesFolder, err)
	}
	own := path.Join(templatesFolder, file)
	f, err := root.OpenFile(own, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist):
		return "", &TemplateThereError{own}
	case err != nil:
		return "", fmt.Errorf("write %s: %w", own, err)
	}
	_, err = f.Write(src)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = root.Remove(own) // no half template; what can't be removed the next check reports
		return "", fmt.Errorf("write %s: %w", own, err)
	}
	return own, nil
}

// A CheckedTemplates is the office's own templates held against what templates may say
// and, where there is data, against that.
type CheckedTemplates struct {
	*Checked // its findings are those of the templates alone
	Own      []Template
}

// CheckTemplates checks the templates that the workspace lays over the embedded ones.
// It writes nothing.
func CheckTemplates(o Options) (*CheckedTemplates, error) {
	o.DryRun = true
	all, err := Templates(o.Workspace)
	if err != nil {
		return nil, err
	}
	c, err := Check(o)
	if err != nil {
		return nil, err
	}
	out := &CheckedTemplates{Checked: c, Own: slices.DeleteFunc(all, func(t Template) bool { return !t.Own })}
	if in, ok := c.previewInput(o); ok {
		// Faults that show only with data: rows that don't fill their table.
		_, _, faults, err := c.templates.Compose(in)
		if err != nil {
			return nil, err
		}
		c.Findings = append(c.Findings, faults...)
	}
	c.only(func(f finding.Finding) bool { return strings.HasPrefix(f.Place.File, templatesFolder+"/") })
	return out, nil
}

// only keeps the findings that a verb is about, each once.
func (c *Checked) only(about func(finding.Finding) bool) {
	kept := slices.DeleteFunc(c.Findings, func(f finding.Finding) bool { return !about(f) })
	finding.Sort(kept)
	c.Findings = nil
	c.add(slices.CompactFunc(kept, func(a, b finding.Finding) bool { return a.Place == b.Place && a.Message == b.Message }))
}

// A Preview is a paper as a page for the browser.
type Preview struct {
	*Checked        // its findings are those of this template alone
	File     string // with "/", as the officer named the workspace; "" where a finding forbids it
	Own      bool   // made by the workspace's own template
	Supposed bool   // no dossier has been concluded so yet: the page speaks of all that are nominated
}

// PreviewTemplate makes one paper of a workspace's data and writes it as a page for the
// browser. A paper of one dossier is that of nominee, or of the first where it is "".
// Findings on the data don't forbid it, they make it a draft; those on the template do.
func PreviewTemplate(o Options, name, nominee string) (*Preview, error) {
	file, err := templateFile(name)
	if err != nil {
		return nil, err
	}
	o.DryRun = true
	c, err := Check(o)
	if err != nil {
		return nil, err
	}
	in, ok := c.previewInput(o)
	if !ok {
		return nil, ErrNothingToPreview
	}
	out := &Preview{Checked: c}
	page, faults, err := c.preview(in, file, nominee)
	if err != nil {
		return nil, err
	}
	own := path.Join(templatesFolder, file)
	c.Findings = append(c.Findings, faults...)
	c.only(func(f finding.Finding) bool { return f.Place.File == own })
	switch {
	case page == nil && len(c.Findings) == 0:
		return nil, ErrNothingToPreview
	case page == nil:
		return out, nil
	}
	out.Supposed = page.supposed
	root, err := os.OpenRoot(o.Workspace)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	_, err = root.Lstat(own)
	out.Own = err == nil
	folder := path.Join(outputFolder, previewFolder)
	if err := root.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("make %s: %w", folder, err)
	}
	to := path.Join(folder, file)
	if err := replaceFile(root, to, page.data); err != nil {
		return nil, err
	}
	out.File = path.Join(filepath.ToSlash(o.Workspace), to)
	return out, nil
}

// previewInput gives what papers are made of to look at them: the dossiers concluded,
// or all that are nominated where none is yet. It gives none without data.
func (c *Checked) previewInput(o Options) (compose.Input, bool) {
	if c.Outcome == nil || c.rulebook == nil {
		return compose.Input{}, false
	}
	if _, ok := c.rulebook.PeriodByKey(c.Period); !ok || len(c.Outcome.Verdicts) == 0 {
		return compose.Input{}, false
	}
	in := c.input(o)
	outcome := *c.Outcome
	if len(outcome.City) == 0 {
		outcome.City = outcome.Verdicts
	}
	if len(outcome.Ward) == 0 {
		outcome.Ward = outcome.Verdicts
	}
	in.Outcome, in.Parts = &outcome, allParts
	return in, true
}

// A page is a paper as the browser shows it.
type page struct {
	data     []byte
	supposed bool
}

// preview makes the page of one template's paper; nil where the template or the data
// give none.
func (c *Checked) preview(in compose.Input, file, nominee string) (*page, []finding.Finding, error) {
	papers, books, faults, err := c.templates.Compose(in)
	if err != nil {
		return nil, nil, err
	}
	kind := compose.Key(file)
	if kind == contentsKind {
		// The contents list pages, so the papers have to be set.
		set, err := setAll(composed(papers), c.family)
		if err != nil {
			return nil, nil, err
		}
		d := c.dossier(ordered(papers, set), nil)
		d.ahead = 1
		contents, more, err := c.templates.Contents(in, d.entries())
		if err != nil {
			return nil, nil, err
		}
		faults = append(faults, more...)
		if contents != nil {
			papers = append(papers, contents)
		}
	}
	var b bytes.Buffer
	for _, p := range papers {
		if p.Kind != kind || nominee != "" && !slices.Contains(p.Sources, nominee) {
			continue
		}
		var supposed bool
		supposed, p.Draft = c.standing(p.Folder)
		err := html.Write(&b, p)
		return &page{b.Bytes(), supposed}, faults, err
	}
	for _, book := range books {
		if book.Name == kind {
			supposed, draft := c.standing(book.Folder)
			err := html.WriteBook(&b, book, draft)
			return &page{b.Bytes(), supposed}, faults, err
		}
	}
	return nil, faults, nil
}

// contentsKind is the kind of the table of contents.
const contentsKind = "muc-luc"

// standing says of the papers of a folder whether they speak of dossiers that nobody
// has concluded so, and whether they could be no more than drafts.
func (c *Checked) standing(folder string) (supposed, draft bool) {
	switch folder {
	case compose.CityFolder:
		supposed = len(c.Outcome.City) == 0
		return supposed, supposed || c.Outcome.CityBlocked
	case compose.WardFolder:
		supposed = len(c.Outcome.Ward) == 0
		return supposed, supposed || c.Outcome.WardBlocked
	}
	return false, false
}

// recount adds findings on numbers that the office's own templates hold. They forbid
// the papers that go up or are signed, not what goes back to the units.
func (c *Checked) recount(o Options) error {
	if c.Outcome == nil || c.rulebook == nil {
		return nil
	}
	faults, err := c.templates.Recount(compose.Input{
		Case: c.records, Rulebook: c.rulebook, Outcome: c.Outcome, Period: c.Period, Date: o.Date, Parts: allParts, Pictures: c.pictures(),
	})
	if err != nil || len(faults) == 0 {
		return err
	}
	c.add(faults)
	c.Outcome.CityBlocked, c.Outcome.WardBlocked = true, true
	return nil
}

// allParts are the parts that may hold a paper of a template.
var allParts = []compose.Part{compose.City, compose.Ward, compose.Meeting, compose.Units, compose.Tables, compose.Campaign, compose.Public}
