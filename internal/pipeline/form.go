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

	"thidua/data"
	"thidua/internal/form"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// formsFolder holds the blank forms, below output/.
const formsFolder = "bieu-mau"

// A NoUnitError says that the register doesn't name a unit.
type NoUnitError struct {
	Code string
	Near string // the nearest code of the register, "" where none is near
}

func (e *NoUnitError) Error() string { return "no unit " + e.Code }

// ErrNoPeriod says that the plan doesn't judge a period.
var ErrNoPeriod = errors.New("not a period of the plan")

// An OpenError says that a file can't be replaced because somebody has it open.
type OpenError struct{ Path string }

func (e *OpenError) Error() string { return e.Path + " is open in another program" }

// A Formed is a workspace checked and the blank forms written for its units.
type Formed struct {
	*Checked
	Output string   // folder of the forms, with "/"
	Files  []string // names in it; none where the register can't be used
}

// Forms writes the blank workbooks of the units with these codes, or of all that are
// in force. A form that stands there is replaced in one step; if one can't be, the
// error names it, and those before it are new.
func Forms(o Options, codes []string) (*Formed, error) {
	c, err := Check(o)
	if err != nil {
		return nil, err
	}
	f := &Formed{Checked: c, Output: path.Join(filepath.ToSlash(o.Workspace), outputFolder, formsFolder)}
	register := &c.records.Register
	if c.rulebook == nil || c.Period == "" || len(register.Units) == 0 {
		return f, nil
	}
	if _, ok := c.rulebook.PeriodByKey(c.Period); !ok {
		return nil, fmt.Errorf("%s: %w", c.Period, ErrNoPeriod)
	}
	units, err := unitsNamed(register, codes, o.Date)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(o.Workspace)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	folder := path.Join(outputFolder, formsFolder)
	if err := root.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("make %s: %w", folder, err)
	}
	for _, u := range units {
		var b bytes.Buffer
		if err := form.Blank(&b, form.Request{Unit: u, Period: c.Period, Register: register, Rulebook: c.rulebook, Date: o.Date}); err != nil {
			return nil, err
		}
		name := form.FileName(u.Code, c.Period)
		if err := replaceFile(root, path.Join(folder, name), b.Bytes()); err != nil {
			return nil, err
		}
		f.Files = append(f.Files, name)
	}
	return f, nil
}

// unitsNamed gives the units with these codes, or without any all that are in force.
func unitsNamed(r *nomination.Register, codes []string, on vi.Date) ([]*nomination.Unit, error) {
	var out []*nomination.Unit
	if len(codes) == 0 {
		for _, u := range r.Units {
			if u.Code != "" && rulebook.InForce(u.From, u.To, on) {
				out = append(out, u)
			}
		}
		return out, nil
	}
	for _, code := range codes {
		u, ok := r.Unit(code)
		if !ok {
			var known []string
			for _, u := range r.Units {
				known = append(known, u.Code)
			}
			near, _ := vi.Nearest(code, known)
			return nil, &NoUnitError{code, near}
		}
		if !slices.Contains(out, u) {
			out = append(out, u)
		}
	}
	return out, nil
}

// replaceFile puts a file in place in one step: after a kill the former or the new
// one is whole. Excel marks a workbook that it holds by a file beside it; such a one
// is left alone, because what is typed there would be saved over ours.
func replaceFile(root *os.Root, name string, content []byte) error {
	dir, base := path.Split(name)
	if _, err := root.Lstat(dir + "~$" + base); err == nil {
		return &OpenError{name}
	}
	fresh := dir + "." + base + ".new"
	err := root.WriteFile(fresh, content, 0o644)
	if err == nil {
		err = root.Rename(fresh, name)
	}
	if err != nil {
		_ = root.Remove(fresh) // what can't be removed now, the next run writes over
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// ErrWorkspaceThere says that Init was pointed at a folder that has data already.
var ErrWorkspaceThere = errors.New("there is a workspace already")

// Init makes an empty workspace: a register to fill in, the plan as data, and the
// folders into which files go. What stands in the folder besides stays; a folder
// data/ there that holds anything is refused.
func Init(dir string, date vi.Date) error {
	book, faults := embedded()
	if faults > 0 {
		return fmt.Errorf("embedded rulebook has %d faults", faults)
	}
	var register bytes.Buffer
	if err := form.Register(&register, book, date); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make workspace: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("make workspace: %w", err)
	}
	defer root.Close()
	switch entries, err := fs.ReadDir(root.FS(), "data"); {
	case err == nil && len(entries) > 0:
		return ErrWorkspaceThere
	case err == nil:
		if err := root.Remove("data"); err != nil {
			return fmt.Errorf("make workspace: %w", err)
		}
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("make workspace: %w", err)
	}
	// Beside it and renamed at the end: a run cut short leaves no half workspace.
	const fresh = ".data.new"
	if err := root.RemoveAll(fresh); err != nil {
		return fmt.Errorf("make workspace: %w", err)
	}
	defer func() { _ = root.RemoveAll(fresh) }() // gone already where all went well
	inside := func(name string) string { return fresh + strings.TrimPrefix(name, "data") }
	for _, folder := range []string{inside(nomination.SentFolder), inside(nomination.AttachedFolder), inside(nomination.SignedFolder), "templates"} {
		if err := root.MkdirAll(folder, 0o755); err != nil {
			return fmt.Errorf("make workspace: %w", err)
		}
	}
	if err := root.WriteFile(inside(nomination.RulebookFile), data.Rulebook, 0o644); err != nil {
		return fmt.Errorf("make workspace: %w", err)
	}
	if err := root.WriteFile(inside(nomination.RegisterFile), register.Bytes(), 0o644); err != nil {
		return fmt.Errorf("make workspace: %w", err)
	}
	if err := root.Rename(fresh, "data"); err != nil {
		return fmt.Errorf("make workspace: %w", err)
	}
	return nil
}
