// Package workbook writes Excel workbooks whose bytes depend on their content alone.
//
// excelize takes the order of some parts from a map and their times from the clock;
// here both are fixed. Who makes a workbook sets its properties himself.
package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"thidua/internal/zipfile"
)

// Write writes a workbook. method is zip.Deflate, or zip.Store for bytes that depend
// on no compressor and so stay the same under a later Go. Nothing goes to w unless
// the whole workbook could be made. edit, where there is one, is asked for each part of
// the finished file and gives what is written in its place.
func Write(w io.Writer, f *excelize.File, method uint16, edit func(part string, data []byte) []byte) error {
	// excelize adds to the list of contents in the order of a map.
	defaults, overrides := f.ContentTypes.Defaults, f.ContentTypes.Overrides
	sort.Slice(defaults, func(i, j int) bool { return defaults[i].Extension < defaults[j].Extension })
	sort.Slice(overrides, func(i, j int) bool { return overrides[i].PartName < overrides[j].PartName })
	p := &parts{w: w, method: method, edit: edit}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return p })
	return f.Write(io.Discard)
}

// parts collects the parts of a workbook, and on Close writes them as a zip file
// whose order and times are always the same.
type parts struct {
	w      io.Writer
	method uint16
	edit   func(part string, data []byte) []byte
	files  []part
}

type part struct {
	name string
	data *bytes.Buffer
}

func (p *parts) Create(name string) (io.Writer, error) {
	b := new(bytes.Buffer)
	p.files = append(p.files, part{name, b})
	return b, nil
}

// AddFS is asked for by excelize's interface, and never called.
func (p *parts) AddFS(fs.FS) error { return fmt.Errorf("add files: %w", fs.ErrInvalid) }

// contentTypes is the part that lists the others. Readers look for it first.
const contentTypes = "[Content_Types].xml"

// Close writes the two parts first by which readers find the others, then the others
// by name.
func (p *parts) Close() error {
	rank := func(name string) int { return slices.Index([]string{"_rels/.rels", contentTypes}, name) }
	slices.SortFunc(p.files, func(a, b part) int {
		return cmp.Or(rank(b.name)-rank(a.name), strings.Compare(a.name, b.name))
	})
	var out bytes.Buffer
	z := zipfile.NewWriter(&out)
	for _, f := range p.files {
		w, err := z.CreateHeader(&zip.FileHeader{
			Name: f.name, Method: p.method,
			Modified: time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC), // the first day that zip knows
		})
		if err != nil {
			return err
		}
		data := f.data.Bytes()
		if p.edit != nil {
			data = p.edit(f.name, data)
		}
		if _, err := w.Write(data); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	_, err := p.w.Write(out.Bytes())
	return err
}
