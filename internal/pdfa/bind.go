package pdfa

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"thidua/internal/font"
)

// A Binding is one file of many: what it says of itself, and how its pages are counted.
type Binding struct {
	Title   string
	Author  string
	Created time.Time

	// Archival says that all of it conforms to PDF/A-2b: papers of this package always
	// do, for leaves from elsewhere the caller answers.
	Archival bool

	// Total is how many pages there will be. Each shows its running number in its
	// bottom right corner, outside the text: "tr. 12/45". 0: no page is numbered.
	Total int
}

// A Leaf is a page from elsewhere, whose objects are already in the file.
type Leaf struct {
	// What is seen of the page, in its own coordinates, 1/1000 pt: left, bottom, right, top.
	Left, Bottom, Right, Top int64
	Rotate                   int // clockwise when shown: 0, 90, 180 or 270

	Fonts     []byte // entries of the resources' Font dictionary
	Resources []byte // further entries of the resources
	Contents  []int  // the streams, by their objects
	Open      int    // graphics states that the content leaves open
	Tail      []byte // content after these, in the page's own coordinates
}

// A Binder writes a file of many parts as they come, on their way to out: only the
// places of objects stay in memory. The order of calls is that of the pages.
type Binder struct {
	w     writer
	f     Binding
	pages []boundPage
	marks []Mark
	same  map[[sha256.Size]byte]int // objects of papers by what they are: fonts are shared

	face    *font.Face
	stamped *embedding // the font of running numbers
	numbers string     // its object
	opening int        // object of the content before each page's
}

// A boundPage is a page that was written: its object, and its height where it is a
// paper's own.
type boundPage struct {
	object int
	height int64
}

// figures are the letters of running numbers.
const figures = " /.0123456789rt"

// NewBinder begins a file. Its running numbers are set in the finisher's font.
func NewBinder(out io.Writer, fin *Finisher, b Binding) (*Binder, error) {
	to := &Binder{
		w: writer{b: []byte(header), offsets: make([]int, firstFree), out: out, sum: sha256.New()},
		f: b, face: fin.family.Face(font.Regular), same: map[[sha256.Size]byte]int{},
	}
	if b.Total == 0 {
		return to, nil
	}
	letters := make([]uint16, 0, len(figures))
	for _, r := range figures {
		letters = append(letters, uint16(r))
	}
	e, err := fin.faces[font.Regular].embed(letters)
	if err != nil {
		return nil, fmt.Errorf("bind: %w", err)
	}
	to.stamped = e
	to.numbers = fmt.Sprintf("%d 0 R", len(to.w.offsets))
	to.w.fonts(&[4]*embedding{font.Regular: e})
	to.opening = to.w.reserve(1)
	to.w.stream(to.opening, "", []byte("q\n"))
	return to, nil
}

// Reserve gives the number of an object that is written later.
func (b *Binder) Reserve() int { return b.w.reserve(1) }

// Object writes an object.
func (b *Binder) Object(n int, body []byte) {
	b.w.object(n, "%s", body)
	b.pass()
}

// Stream writes a stream; dict are the entries of its dictionary but for the length.
func (b *Binder) Stream(n int, dict, data []byte) {
	b.w.stream(n, string(dict), data)
	b.pass()
}

// pass sends on what has gathered.
func (b *Binder) pass() {
	const enough = 1 << 20
	if len(b.w.b) >= enough {
		b.w.flush()
	}
}

// Pages tells how many pages there are so far.
func (b *Binder) Pages() int { return len(b.pages) }

// Mark adds an entry to the outline at the page that comes next.
func (b *Binder) Mark(title string, level int) {
	b.marks = append(b.marks, Mark{Title: title, Level: level, Page: len(b.pages)})
}

// MarkAt adds an entry to the outline at a page that is there already, from 0.
func (b *Binder) MarkAt(title string, level, page int) {
	b.marks = append(b.marks, Mark{Title: title, Level: level, Page: page})
}

// The objects of a finished file that count, to the last byte.
var (
	finishedTree      = regexp.MustCompile(`^<</Type/Pages/Count \d+/Kids\[((?:\d+ 0 R ?)+)\]>>\n$`)
	finishedPage      = regexp.MustCompile(`^<</Type/Page/Parent 2 0 R/Resources (\d+) 0 R/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]/Contents (\d+) 0 R>>\n$`)
	finishedStream    = regexp.MustCompile(`^<<.*/Length (\d+)>>\nstream\n$`)
	finishedResources = regexp.MustCompile(`^<</Font<<(.*?)>>(.*)>>\n$`)
	finishedKid       = regexp.MustCompile(`(\d+) 0 R`)
)

// Paper adds the pages of a file that Finish made.
func (b *Binder) Paper(data []byte) error {
	r := &run{raw: data}
	if err := r.readOffsets(); err != nil {
		return fmt.Errorf("bind: %w", err)
	}
	tree, err := r.match(pagesObject, finishedTree)
	if err != nil {
		return fmt.Errorf("bind: %w", err)
	}
	c := carrier{from: r, to: b, numbers: map[int]int{}}
	for _, kid := range finishedKid.FindAllSubmatch(tree[1], -1) {
		if err := c.page(number(kid[1])); err != nil {
			return fmt.Errorf("bind: %w", err)
		}
	}
	return nil
}

// A carrier copies objects of one finished file.
type carrier struct {
	from    *run
	to      *Binder
	numbers map[int]int // of objects that are copied already
	fonts   []byte      // of the pages' shared resources
	others  []byte
	shared  int // object of these resources in the file that they come from; 0: not read
	depth   int // of objects within objects
}

func (c *carrier) page(n int) error {
	m, err := c.from.match(n, finishedPage)
	if err != nil {
		return err
	}
	width, err := parseMilli(m[2])
	if err != nil {
		return err
	}
	height, err := parseMilli(m[3])
	if err != nil {
		return err
	}
	if shared := number(m[1]); shared != c.shared {
		resources, err := c.from.match(shared, finishedResources)
		if err != nil {
			return err
		}
		if c.fonts, err = c.refer(resources[1]); err != nil {
			return err
		}
		if c.others, err = c.refer(resources[2]); err != nil {
			return err
		}
		c.shared = shared
	}
	content, err := c.copy(number(m[4]))
	if err != nil {
		return err
	}
	c.to.Add(Leaf{Right: width, Top: height, Fonts: c.fonts, Resources: c.others, Contents: []int{content}})
	c.to.pages[len(c.to.pages)-1].height = height
	return nil
}

// refer copies the objects that a text refers to and gives it with their new numbers.
func (c *carrier) refer(text []byte) (out []byte, err error) {
	out = finishedKid.ReplaceAllFunc(text, func(ref []byte) []byte {
		old, _, _ := bytes.Cut(ref, []byte(" "))
		n, e := c.copy(number(old))
		if e != nil && err == nil {
			err = e
		}
		return fmt.Appendf(nil, "%d 0 R", n)
	})
	return out, err
}

// copy writes an object of the finished file and what it refers to, once, and gives
// its number. What another paper brought already, a font above all, is not there twice.
func (c *carrier) copy(n int) (int, error) {
	if done, ok := c.numbers[n]; ok {
		return done, nil
	}
	text, rest, err := c.from.object(n)
	if err != nil {
		return 0, err
	}
	dict, isStream := bytes.CutSuffix(text, []byte("\nstream\n"))
	var data []byte
	if isStream {
		m := finishedStream.FindSubmatch(text)
		if m == nil {
			return 0, fmt.Errorf("object %d reads %.200q: %w", n, text, errLayout)
		}
		length := number(m[1])
		if length < 0 || length > len(rest) {
			return 0, fmt.Errorf("object %d is not %d bytes long: %w", n, length, errLayout)
		}
		data = rest[:length]
		dict = dict[len("<<"):bytes.LastIndex(dict, []byte("/Length "))]
	}
	// An object that leads back to itself would not end; Finish writes none.
	if c.depth++; c.depth > 10 {
		return 0, fmt.Errorf("object %d lies too deep: %w", n, errLayout)
	}
	defer func() { c.depth-- }()
	body, err := c.refer(bytes.TrimSuffix(dict, []byte("\n")))
	if err != nil {
		return 0, err
	}
	h := sha256.New()
	h.Write(fmt.Appendf(nil, "%t %d ", isStream, len(body)))
	h.Write(body)
	h.Write(data)
	key := [sha256.Size]byte(h.Sum(nil))
	if done, ok := c.to.same[key]; ok {
		c.numbers[n] = done
		return done, nil
	}
	to := c.to.Reserve()
	c.numbers[n], c.to.same[key] = to, to
	if isStream {
		c.to.Stream(to, body, data)
	} else {
		c.to.Object(to, body)
	}
	return to, nil
}

// Add adds a page.
func (b *Binder) Add(l Leaf) {
	fonts, contents := string(l.Fonts), l.Contents
	tail := append(bytes.Repeat([]byte("Q\n"), l.Open), l.Tail...)
	if b.f.Total > 0 {
		name := "Tr"
		for strings.Contains(fonts, "/"+name) {
			name += "a"
		}
		fonts += "/" + name + " " + b.numbers
		tail = b.stamp(append([]byte("Q\n"), tail...), &l, name)
		contents = append([]int{b.opening}, contents...)
	}
	if len(tail) > 0 {
		n := b.Reserve()
		b.Stream(n, nil, tail)
		contents = append(contents, n)
	}
	page := fmt.Appendf(nil, "<</Type/Page/Parent %d 0 R/Resources<</Font<<%s>>%s>>/MediaBox[", pagesObject, fonts, l.Resources)
	for _, v := range [4]int64{l.Left, l.Bottom, l.Right, l.Top} {
		page = append(appendMilli(page, v), ' ')
	}
	page[len(page)-1] = ']'
	if l.Rotate != 0 {
		page = fmt.Appendf(page, "/Rotate %d", l.Rotate)
	}
	page = append(page, "/Contents["...)
	for i, n := range contents {
		if i > 0 {
			page = append(page, ' ')
		}
		page = fmt.Appendf(page, "%d 0 R", n)
	}
	n := b.Reserve()
	b.Object(n, append(page, "]>>"...))
	b.pages = append(b.pages, boundPage{object: n})
}

// Measures of the running number on a page of A4, 1/1000 pt: 9 pt letters, their foot
// 10 mm above the edge and their end 15 mm from it, which is the bottom margin of a
// paper, below its text.
const (
	stampSize  = 9_000
	stampRight = 42_520
	stampFoot  = 28_346
	shortSide  = 595_276
)

// stamp writes the running number of the page to come, upright as it is shown. On
// larger and smaller pages it has the same share of them.
func (b *Binder) stamp(content []byte, l *Leaf, font string) []byte {
	s := fmt.Sprintf("tr. %d/%d", len(b.pages)+1, b.f.Total)
	width := 0
	for _, r := range s {
		width += b.face.Width(r)
	}
	w, h := l.Right-l.Left, l.Top-l.Bottom
	if l.Rotate%180 != 0 {
		w, h = h, w
	}
	scale := func(v int64) int64 { return divide(v*min(w, h), shortSide) }
	size := scale(stampSize)
	x, y := w-scale(stampRight)-divide(size*int64(width), 1000), scale(stampFoot)
	matrix := ""
	switch l.Rotate {
	case 90:
		matrix, x, y = "0 1 -1 0", l.Right-y, l.Bottom+x
	case 180:
		matrix, x, y = "-1 0 0 -1", l.Right-x, l.Top-y
	case 270:
		matrix, x, y = "0 -1 1 0", l.Left+y, l.Top-x
	default:
		matrix, x, y = "1 0 0 1", l.Left+x, l.Bottom+y
	}
	content = fmt.Appendf(content, "q BT 0 g /%s ", font)
	content = append(appendMilli(content, size), " Tf "...)
	content = append(content, matrix...)
	content = append(appendMilli(append(content, ' '), x), ' ')
	content = append(appendMilli(content, y), " Tm("...)
	for _, r := range s {
		content = b.stamped.append(content, []uint16{uint16(r)})
	}
	return append(content, ")Tj ET Q\n"...)
}

// Close ends the file. Without a page it is an error, and so are other pages than
// were announced: their numbers would be wrong.
func (b *Binder) Close() error {
	switch {
	case len(b.pages) == 0:
		return errors.New("bind: no pages")
	case b.f.Total > 0 && b.f.Total != len(b.pages):
		return fmt.Errorf("bind: %d pages, expected %d", len(b.pages), b.f.Total)
	}
	b.list()
	keys, err := b.w.outline(b.marks, len(b.pages), func(to []byte, page int, _ int64) []byte {
		p := b.pages[page]
		if p.height == 0 {
			return append(appendReference(append(to, '['), p.object), "/Fit]"...)
		}
		return appendDestination(to, p.object, p.height)
	})
	if err != nil {
		return fmt.Errorf("bind: %w", err)
	}
	b.w.close(&File{Title: b.f.Title, Author: b.f.Author, Created: b.f.Created}, keys+"/PageLabels<</Nums[0<</S/D>>]>>", b.f.Archival)
	if b.w.err != nil {
		return fmt.Errorf("bind: %w", b.w.err)
	}
	return nil
}

// list writes the page tree: one list, as readers know it from papers.
func (b *Binder) list() {
	var kids []byte
	for _, p := range b.pages {
		kids = fmt.Appendf(kids, " %d 0 R", p.object)
	}
	b.w.object(pagesObject, "<</Type/Pages/Count %d/Kids[%s]>>", len(b.pages), bytes.TrimSpace(kids))
}
