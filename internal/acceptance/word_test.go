//go:build acceptance

package acceptance

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A wordFile is a Word version as python-docx sees it.
type wordFile struct {
	Defaults []string   // faces of the four slots
	Faces    []string   // other faces that runs ask for
	Sections []struct { // in order
		Width, Height int  // twentieths of a point
		Landscape     bool // as it says of itself
		First         bool // has a first page of its own
		Numbered      bool // the header of the others has the page's number
	}
	Tables []struct {
		Header, Rows int // rows of the header that come again; all rows
	}
	Heads string // the texts of those headers
}

// readWord opens files with Debian's python-docx, whose Python is the system's own.
const readWord = `
import docx, json, sys
from docx.oxml.ns import qn
from docx.enum.section import WD_ORIENT
for path in sys.stdin.read().split('\n'):
    d = docx.Document(path)
    fonts = d.styles.element.find('.//' + qn('w:rPrDefault')).find('.//' + qn('w:rFonts'))
    slots = ['w:ascii', 'w:hAnsi', 'w:eastAsia', 'w:cs']
    faces = {e.get(qn(s)) for e in d.element.iter(qn('w:rFonts')) for s in slots}
    tables, heads = [], []
    for t in d.element.iter(qn('w:tbl')):
        if t.tblPr.find(qn('w:tblStyle')).get(qn('w:val')) != 'TableGrid': continue
        head = [r for r in t.tr_lst if r.find('.//' + qn('w:tblHeader')) is not None]
        tables.append({'Header': len(head), 'Rows': len(t.tr_lst)})
        heads += [e.text or '' for r in head for e in r.iter(qn('w:t'))]
    print(json.dumps({
        'Defaults': [fonts.get(qn(s)) for s in slots], 'Faces': sorted(f for f in faces if f), 'Tables': tables, 'Heads': ' '.join(heads),
        'Sections': [{'Width': s.page_width.twips, 'Height': s.page_height.twips, 'Landscape': s.orientation == WD_ORIENT.LANDSCAPE,
            'First': s.different_first_page_header_footer, 'Numbered': 'PAGE' in s.header._element.xml} for s in d.sections]}))
`

// TestWord renders the Word version of every paper with LibreOffice and holds it
// against its PDF: the same words on as many pages, one more or less; in python-docx's
// eyes it is set in one face, with headers that come again and sections like the PDF's.
func TestWord(t *testing.T) {
	papers, err := readAll()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var with []*sheaf
	var files []string
	for i := range papers {
		s := &papers[i]
		if strings.HasSuffix(s.file, "-kem-du-lieu.pdf") {
			continue // its paper stands beside it
		}
		from := strings.TrimSuffix(s.file, ".pdf") + ".docx"
		to := filepath.Join(dir, strconv.Itoa(len(files))+".docx")
		copyFile(t, from, to)
		with, files = append(with, s), append(files, to)
	}
	cmd := command("/usr/bin/python3", "-c", readWord)
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("python-docx: %v", err)
	}
	facts := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(facts) != len(files) {
		t.Fatalf("python-docx opened %d of %d files", len(facts), len(files))
	}
	// LibreOffice stops after 246 files, and says nothing.
	for batch := range slices.Chunk(files, 200) {
		run(t, "soffice", append([]string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "pdf", "--outdir", dir}, batch...)...)
	}
	for i, s := range with {
		t.Run(s.path, func(t *testing.T) {
			var w wordFile
			if err := json.Unmarshal([]byte(facts[i]), &w); err != nil {
				t.Fatal(err)
			}
			checkWord(t, s, &w)
			checkRendered(t, s, &w, strings.TrimSuffix(files[i], ".docx")+".pdf")
		})
	}
}

// checkWord holds what a file says of itself.
func checkWord(t *testing.T, s *sheaf, w *wordFile) {
	t.Helper()
	if want := slices.Repeat([]string{"Times New Roman"}, 4); !slices.Equal(w.Defaults, want) {
		t.Errorf("faces %q", w.Defaults)
	}
	for _, f := range w.Faces {
		if f != "Segoe UI Symbol" { // of the marks of forms
			t.Errorf("a run asks for %s", f)
		}
	}
	for i, table := range w.Tables {
		if table.Header == 0 || table.Header >= table.Rows {
			t.Errorf("table %d: %d of %d rows are its header", i+1, table.Header, table.Rows)
		}
	}
	turned := false
	for i, section := range w.Sections {
		if section.Landscape != (section.Width > section.Height) || max(section.Width, section.Height) != 16838 || min(section.Width, section.Height) != 11906 {
			t.Errorf("section %d: %d × %d, landscape %t", i+1, section.Width, section.Height, section.Landscape)
		}
		if !section.First || section.Numbered == s.form().uncounted {
			t.Errorf("section %d: first page apart %t, page numbers %t", i+1, section.First, section.Numbered)
		}
		turned = turned || section.Landscape
	}
	if want := slices.ContainsFunc(s.pages, func(p page) bool { return p.Width > p.Height }); turned != want {
		t.Errorf("landscape %t, in the PDF %t", turned, want)
	}
}

// checkRendered holds what LibreOffice makes of a file against the PDF.
func checkRendered(t *testing.T, s *sheaf, w *wordFile, rendered string) {
	t.Helper()
	text, err := output("pdftotext", "-raw", rendered, "-")
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	if d := len(pages) - len(s.pages); d < -1 || d > 1 {
		t.Errorf("%d pages, the PDF has %d", len(pages), len(s.pages))
	}
	number := 1
	for i, p := range pages {
		first, _, _ := strings.Cut(p, "\n")
		switch n, err := strconv.Atoi(strings.TrimSpace(first)); {
		case s.form().uncounted:
		case err != nil: // a section begins
			number = 1
		default:
			if number++; n != number || i == 0 {
				t.Errorf("page %d has the number %d, want %d", i+1, n, number)
			}
		}
	}
	got, want := tokens(text), tokens(s.text)
	for head := range tokens(w.Heads) { // as often as there are pages
		delete(got, head)
		delete(want, head)
	}
	for n := range max(len(pages), len(s.pages)) + 1 {
		delete(got, strconv.Itoa(n))
		delete(want, strconv.Itoa(n))
	}
	if d := differing(got, want); len(d) > 0 {
		t.Errorf("words that don't stand as often as in the PDF: %q", d)
	}
	if place, ok := placeLine(s); ok && !strings.Contains(blanks(pages[0]), place) {
		t.Errorf("%q doesn't stand on one line:\n%.400s", place, pages[0])
	}
}

// placeLine gives the line of place and date of a paper that has one.
func placeLine(s *sheaf) (string, bool) {
	first, _, _ := strings.Cut(s.text, "\f")
	for line := range strings.Lines(first) {
		if i := strings.Index(line, "Phường Lê Thanh Nghị, ngày"); i >= 0 {
			return strings.TrimSpace(blanks(line[i:])), true
		}
	}
	return "", false
}

// blanks makes one of all blanks between words of a line.
func blanks(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		out = append(out, strings.Join(strings.Fields(line), " "))
	}
	return strings.Join(out, "\n")
}

// TestWordBesidePDF: every Word version has its PDF; that every PDF has its Word version,
// TestWord sees.
func TestWordBesidePDF(t *testing.T) {
	for period := range periods {
		for _, file := range glob(t, filepath.Join(workspace, "output", period, "*/*.docx")) {
			if _, err := os.Stat(strings.TrimSuffix(file, ".docx") + ".pdf"); err != nil {
				t.Error(err)
			}
		}
	}
}
