// Package workbook writes Excel workbooks whose bytes depend on their content alone.
//
// excelize takes the order of some parts from a map and their times from the clock;
// here both are fixed. Who makes a workbook sets its properties himself.
package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"fmt"
	"hash"
	"hash/crc32"
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
// the whole workbook could be made.
func Write(w io.Writer, f *excelize.File, method uint16) error {
	// excelize adds to the list of contents in the order of a map.
	defaults, overrides := f.ContentTypes.Defaults, f.ContentTypes.Overrides
	sort.Slice(defaults, func(i, j int) bool { return defaults[i].Extension < defaults[j].Extension })
	sort.Slice(overrides, func(i, j int) bool { return overrides[i].PartName < overrides[j].PartName })
	p := &parts{w: w, method: method}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return p })
	return f.Write(io.Discard)
}

// parts collects the parts of a workbook, and on Close writes them as a zip file
// whose order and times are always the same.
type parts struct {
	w      io.Writer
	method uint16
	files  []*part
}

func (p *parts) Create(name string) (io.Writer, error) {
	f := &part{name: name, sum: crc32.NewIEEE()}
	if p.method == zip.Deflate {
		f.most = large
	}
	p.files = append(p.files, f)
	return f, nil
}

// large is the size from which a part is deflated at once: the sheet of ten thousand
// nominees has tens of megabytes.
const large = 1 << 20

// A part is gathered until all are there and can be put in order.
type part struct {
	name     string
	most     int // bytes that are kept as they are; 0: any number
	data     bytes.Buffer
	deflater *flate.Writer // into data, of a large part
	sum      hash.Hash32
	size     uint64
}

func (p *part) Write(b []byte) (int, error) {
	p.sum.Write(b) // a hash takes everything
	p.size += uint64(len(b))
	if p.deflater == nil && p.most > 0 && p.data.Len()+len(b) > p.most {
		plain := p.data
		p.data = bytes.Buffer{}
		var err error
		const usual = 5 // as archive/zip does
		if p.deflater, err = flate.NewWriter(&p.data, usual); err != nil {
			return 0, err
		}
		if _, err := p.deflater.Write(plain.Bytes()); err != nil {
			return 0, err
		}
	}
	if p.deflater != nil {
		return p.deflater.Write(b)
	}
	return p.data.Write(b)
}

// put writes the part into the zip.
func (p *part) put(z *zip.Writer, method uint16) error {
	if p.deflater == nil {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: method, Modified: firstDay})
		if err != nil {
			return err
		}
		_, err = w.Write(p.data.Bytes())
		return err
	}
	if err := p.deflater.Close(); err != nil {
		return err
	}
	h := &zip.FileHeader{
		Name: p.name, Method: method, CRC32: p.sum.Sum32(),
		CompressedSize64: uint64(p.data.Len()), UncompressedSize64: p.size,
	}
	h.ModifiedDate = 1<<5 | 1 // firstDay
	w, err := z.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = w.Write(p.data.Bytes())
	return err
}

// firstDay is the first that zip knows.
var firstDay = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// AddFS is asked for by excelize's interface, and never called.
func (p *parts) AddFS(fs.FS) error { return fmt.Errorf("add files: %w", fs.ErrInvalid) }

// contentTypes is the part that lists the others. Readers look for it first.
const contentTypes = "[Content_Types].xml"

// Close writes the two parts first by which readers find the others, then the others
// by name.
func (p *parts) Close() error {
	rank := func(name string) int { return slices.Index([]string{"_rels/.rels", contentTypes}, name) }
	slices.SortFunc(p.files, func(a, b *part) int {
		return cmp.Or(rank(b.name)-rank(a.name), strings.Compare(a.name, b.name))
	})
	var out bytes.Buffer
	z := zipfile.NewWriter(&out)
	for _, f := range p.files {
		if err := f.put(z, p.method); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	_, err := p.w.Write(out.Bytes())
	return err
}
