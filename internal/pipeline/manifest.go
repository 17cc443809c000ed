package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"slices"

	"thidua/data"
	"thidua/internal/bundle"
	"thidua/internal/font"
	"thidua/internal/intake"
	"thidua/internal/nomination"
	"thidua/templates"
)

// manifest says what a package was made from: every file that was read, the flags,
// the readings in force, the font, the libraries whose versions shape the bytes.
func (c *Checked) manifest(workspace fs.FS, o Options) (bundle.Manifest, error) {
	inputs, err := c.inputs(workspace)
	if err != nil {
		return bundle.Manifest{}, err
	}
	m := bundle.Manifest{
		Program:    bundle.Component{Name: "thidua", Version: Version},
		Components: components(),
		Period:     c.Period,
		Date:       o.Date.ISO(),
		Flags:      []bundle.Setting{{Name: "date", Value: o.Date.ISO()}, {Name: "period", Value: c.Period}},
		Readings:   []bundle.Setting{},
		Font:       fontUsed(c.family),
		Inputs:     inputs,
		Findings: bundle.Findings{
			Errors: c.Summary.Errors, Warnings: c.Summary.Warnings, Notes: c.Summary.Notes, Blocking: c.Summary.Blocking,
		},
		Draft: o.Draft,
	}
	if o.Fonts != "" {
		m.Flags = append(m.Flags, bundle.Setting{Name: flagFonts, Value: o.Fonts})
	}
	if o.AcceptEncoding {
		m.Flags = append(m.Flags, flagSet(flagEncoding))
	}
	if o.Public {
		m.Flags = append(m.Flags, flagSet(flagPublic))
	}
	for _, r := range c.Outcome.Readings {
		m.Readings = append(m.Readings, bundle.Setting{Name: r.Key, Value: r.Choice})
	}
	return m, nil
}

// The flags that shape results, as the manifest notes them.
const (
	flagEncoding = "accept-encoding" // texts in TCVN3 and VNI are used
	flagPublic   = "public"          // masked lists as well
)

// flagFonts is the flag that names the folder of the office's own fonts.
const flagFonts = "fonts"

// flagSet is how the manifest notes a flag that was given.
func flagSet(name string) bundle.Setting { return bundle.Setting{Name: name, Value: "true"} }

// named gives the files that workbooks and register name and papers are made of.
func (c *Checked) named() []string {
	files := slices.Clone(c.reports.Files)
	if c.emblem.File != "" {
		files = append(files, c.emblem.File)
	}
	for _, s := range c.signed {
		files = append(files, nomination.SignedFolder+"/"+s.row.File)
	}
	return files
}

// components are the libraries through which every byte of a paper goes.
func components() []bundle.Component {
	shaping := []string{
		"github.com/johnfercher/maroto/v2", "github.com/klauspost/compress", "github.com/phpdave11/gofpdf",
		"github.com/xuri/excelize/v2", "golang.org/x/text",
	}
	out := []bundle.Component{}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return out
	}
	for _, d := range info.Deps {
		if slices.Contains(shaping, d.Path) {
			out = append(out, bundle.Component{Name: d.Path, Version: d.Version})
		}
	}
	return out
}

func fontUsed(f *font.Family) bundle.Font {
	out := bundle.Font{Name: f.Name}
	for i, style := range []string{"Regular", "Bold", "Italic", "BoldItalic"} {
		if f.Name == officeFamily {
			out.Faces = append(out.Faces, bundle.NewInput(officeFiles[i], f.Faces[i].Data()))
			continue
		}
		out.Faces = append(out.Faces, bundle.NewInput("embedded:fonts/"+f.Name+"-"+style+".ttf", f.Faces[i].Data()))
	}
	return out
}

// inputs lists what was read: the workspace's own files, those that its workbooks
// name among them, and the embedded ones where the workspace has none.
func (c *Checked) inputs(workspace fs.FS) ([]bundle.Input, error) {
	var out []bundle.Input
	add := func(name string) error {
		b, err := fs.ReadFile(workspace, name)
		if err == nil {
			out = append(out, bundle.NewInput(name, b))
		}
		return err
	}
	switch err := add(nomination.RulebookFile); {
	case errors.Is(err, fs.ErrNotExist):
		out = append(out, bundle.NewInput("embedded:"+nomination.RulebookFile, data.Rulebook))
	case err != nil:
		return nil, fmt.Errorf("list inputs: %w", err)
	}
	if err := add(nomination.RegisterFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list inputs: %w", err)
	}
	workbooks, err := intake.Workbooks(workspace)
	if err != nil {
		return nil, fmt.Errorf("list inputs: %w", err)
	}
	for _, name := range workbooks {
		if err := add(name); err != nil {
			return nil, fmt.Errorf("list inputs: %w", err)
		}
	}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(c.named(), c.closedFiles())))) {
		if err := add(name); err != nil {
			return nil, fmt.Errorf("list inputs: %w", err)
		}
	}
	names, err := fs.Glob(templates.FS, "*.html")
	if err != nil {
		return nil, fmt.Errorf("list inputs: %w", err)
	}
	for _, name := range names {
		switch err := add("templates/" + name); {
		case errors.Is(err, fs.ErrNotExist):
			b, err := fs.ReadFile(templates.FS, name)
			if err != nil {
				return nil, fmt.Errorf("list inputs: %w", err)
			}
			out = append(out, bundle.NewInput("embedded:templates/"+name, b))
		case err != nil:
			return nil, fmt.Errorf("list inputs: %w", err)
		}
	}
	return out, nil
}
