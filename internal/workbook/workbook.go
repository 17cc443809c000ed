// Package workbook writes Excel workbooks whose bytes depend on their content alone.
//
// excelize takes the order of some parts from a map and their times from the clock;
// here both are fixed. Who makes a workbook sets its properties himself.
package workbook

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"

	"thidua/internal/zipfile"
)

// Write writes a workbook. method is zip.Deflate, or zip.Store for bytes that depend
// on no compressor and so stay the same under a later Go. Nothing goes to w unless
// the whole workbook could be made.
func Write(w io.Writer, f *excelize.File, method uint16) error {
	// excelize adds to the list of contents in the order of a map.
	defaults, overrides := f.ContentTypes.Defaults, f.ContentTypes.Overrides
	sort.Slice(defaults, func(i, j int) bool { return defaults[i].Extension < defaults[j].Extension })
	sort.Slice(overrides, func(i, j int) bool { return overrides[i].PartName < overrides[j].PartName })
	p := &book{w: w, method: method}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return p })
	return f.Write(io.Discard)
}

// A book collects the parts of a workbook, and on Close writes them as a zip file
// whose order and times are always the same.
type book struct {
	w      io.Writer
	method uint16
	files  []*zipfile.Part
}

func (p *book) Create(name string) (io.Writer, error) {
	f := zipfile.NewPart(name, p.method)
	p.files = append(p.files, f)
	return f, nil
}

// AddFS is asked for by excelize's interface, and never called.
func (p *book) AddFS(fs.FS) error { return fmt.Errorf("add files: %w", fs.ErrInvalid) }

// contentTypes is the part that lists the others. Readers look for it first.
const contentTypes = "[Content_Types].xml"

// Close writes the two parts first by which readers find the others, then the others
// by name.
func (p *book) Close() error {
	rank := func(name string) int { return slices.Index([]string{"_rels/.rels", contentTypes}, name) }
	slices.SortFunc(p.files, func(a, b *zipfile.Part) int {
		return cmp.Or(rank(b.Name)-rank(a.Name), strings.Compare(a.Name, b.Name))
	})
	var out bytes.Buffer
	z := zipfile.NewWriter(&out)
	for _, f := range p.files {
		if err := f.Put(z); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	_, err := p.w.Write(out.Bytes())
	return err
}
