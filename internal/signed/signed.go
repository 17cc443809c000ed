// Package signed reads papers that come back signed: a PDF made from ours by the
// officials' token tools, or a scan of the printed paper. It says how many pages there
// are and, where the file tells, which text stands on them, so that the caller can hold
// it against what was composed. It never writes a PDF.
package signed

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode"

	"github.com/klauspost/compress/zlib"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"thidua/internal/vi"
)

// What keeps a file from being used.
var (
	ErrNotPDF    = errors.New("not a PDF")
	ErrBroken    = errors.New("broken PDF")
	ErrEncrypted = errors.New("encrypted PDF")
	ErrPages     = errors.New("no pages, or more than a paper has")
)

// MaxSize bounds a file in bytes: a scan of a hundred pages is smaller.
const MaxSize = 64 << 20

const (
	maxPages   = 1000
	maxContent = 32 << 20 // bytes that one stream unpacks to
	maxText    = 16 << 20 // bytes of text of a file
	maxNested  = 8        // forms within forms
	maxForms   = 10_000   // forms drawn in a file: some draw themselves
)

// A Paper is what a file holds.
type Paper struct {
	Pages int

	// Text is all text in the order in which it is drawn. Programs set blanks in
	// different ways, so they tell nothing. Readable is false where some of it can't be
	// told, or where there is none, as on a scan.
	Text     string
	Readable bool
}

// Read reads a PDF. A panic of the library means a file that it can't cope with.
func Read(data []byte) (p *Paper, err error) {
	defer func() {
		if recover() != nil {
			p, err = nil, ErrBroken
		}
	}()
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return nil, ErrNotPDF
	}
	api.DisableConfigDir() // else a folder is made in the officer's home
	c := model.NewDefaultConfiguration()
	c.ValidationMode = model.ValidationRelaxed
	context, err := pdfcpu.Read(bytes.NewReader(data), c)
	switch {
	case err != nil && bytes.Contains(data, []byte("/Encrypt")) || err == nil && context.Encrypt != nil:
		return nil, ErrEncrypted
	case err != nil:
		return nil, ErrBroken
	}
	catalog, err := context.Catalog()
	if err != nil || catalog == nil {
		return nil, ErrBroken
	}
	r := reader{table: context.XRefTable, fonts: map[int]*font{}, seen: map[int]bool{}, readable: true}
	if err := r.tree(catalog["Pages"], nil); err != nil {
		return nil, err
	}
	if r.pages == 0 {
		return nil, ErrPages
	}
	text := strings.Join(strings.Fields(vi.NFC(r.text.String())), " ")
	return &Paper{Pages: r.pages, Text: text, Readable: r.readable && text != ""}, nil
}

// A reader gathers the text of a file.
type reader struct {
	forms    int // drawn so far
	table    *model.XRefTable
	fonts    map[int]*font // by object number
	seen     map[int]bool  // nodes of the tree of pages
	pages    int
	text     strings.Builder
	readable bool
}

// tree walks the tree of pages. A node that stands in it twice would make it endless.
func (r *reader) tree(o types.Object, resources types.Dict) error {
	ref, ok := o.(types.IndirectRef)
	if !ok {
		return ErrBroken
	}
	number := ref.ObjectNumber.Value()
	dict := r.dict(ref)
	if dict == nil || r.seen[number] {
		return ErrBroken
	}
	r.seen[number] = true
	if own := r.dict(dict["Resources"]); own != nil {
		resources = own
	}
	kids, ok := r.get(dict["Kids"]).(types.Array)
	if !ok {
		if r.pages++; r.pages > maxPages {
			return ErrPages
		}
		r.page(dict, resources)
		return nil
	}
	for _, kid := range kids {
		if err := r.tree(kid, resources); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) page(dict, resources types.Dict) {
	var content []byte
	parts, ok := r.get(dict["Contents"]).(types.Array)
	if !ok {
		parts = types.Array{dict["Contents"]}
	}
	for _, part := range parts {
		if r.get(part) != nil {
			content = append(append(content, r.unpacked(part)...), '\n')
		}
	}
	r.draw(content, resources, 0)
}

// get gives what an object stands for; nil where that isn't in the file.
func (r *reader) get(o types.Object) types.Object {
	if o == nil {
		return nil
	}
	out, err := r.table.Dereference(o)
	if err != nil {
		return nil
	}
	return out
}

func (r *reader) dict(o types.Object) types.Dict {
	d, _ := r.get(o).(types.Dict)
	return d
}

// unpacked gives a stream's content where it is plain or deflated, as programs write
// text; else nothing, and the text isn't readable.
func (r *reader) unpacked(o types.Object) []byte {
	var s types.StreamDict
	switch v := r.get(o).(type) {
	case types.StreamDict:
		s = v
	case *types.StreamDict:
		s = *v
	default:
		r.readable = false
		return nil
	}
	filter := r.get(s.Dict["Filter"])
	if a, ok := filter.(types.Array); ok && len(a) == 1 {
		filter = r.get(a[0])
	}
	switch {
	case filter == nil:
		return s.Raw
	case filter == types.Name("FlateDecode") && r.get(s.Dict["DecodeParms"]) == nil:
		z, err := zlib.NewReader(bytes.NewReader(s.Raw))
		if err == nil {
			var b bytes.Buffer
			n, err := io.Copy(&b, io.LimitReader(z, maxContent+1))
			if err == nil && n <= maxContent {
				return b.Bytes()
			}
		}
	}
	r.readable = false
	return nil
}

// draw follows the operators of a content stream that select fonts, show text, and
// draw forms, in which signing tools put a page's own content.
func (r *reader) draw(content []byte, resources types.Dict, depth int) {
	fonts, forms := r.dict(resources["Font"]), r.dict(resources["XObject"])
	var current *font
	l := lexer{src: content}
	var operands []token
	for {
		t, ok := l.next()
		if !ok {
			return
		}
		if t.kind != operator {
			if len(operands) < 1<<16 {
				operands = append(operands, t)
			}
			continue
		}
		last := token{}
		if len(operands) > 0 {
			last = operands[len(operands)-1]
		}
		switch t.text {
		case "Tf":
			current = nil
			if len(operands) >= 2 {
				current = r.font(fonts[operands[len(operands)-2].text])
			}
		case "Tj", "'", "\"", "TJ":
			for _, o := range operands {
				if o.kind == shown {
					r.show(current, o.text)
				}
			}
		case "Do":
			r.form(forms[last.text], resources, depth)
		case "BT", "T*", "Td", "TD", "Tm":
			r.text.WriteByte(' ')
		case "BI":
			l.skipImage()
		}
		operands = operands[:0]
	}
}

// form draws a form; a picture has no text.
func (r *reader) form(o types.Object, resources types.Dict, depth int) {
	s, ok := r.get(o).(types.StreamDict)
	if !ok || r.get(s.Dict["Subtype"]) != types.Name("Form") {
		return
	}
	if r.forms++; depth == maxNested || r.forms > maxForms {
		r.readable = false
		return
	}
	if own := r.dict(s.Dict["Resources"]); own != nil {
		resources = own
	}
	r.draw(r.unpacked(o), resources, depth+1)
}

// show adds what a string says in a font.
func (r *reader) show(f *font, codes string) {
	if f == nil || r.text.Len() > maxText {
		r.readable = false
		return
	}
	for len(codes) > 0 {
		n := min(f.width, len(codes))
		text, ok := f.unicode[codes[:n]]
		r.readable = r.readable && ok
		for _, c := range text {
			if !unicode.Is(unicode.Cf, c) {
				r.text.WriteRune(c)
			}
		}
		codes = codes[n:]
	}
}
