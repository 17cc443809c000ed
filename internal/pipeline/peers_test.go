//go:build peers && unix

package pipeline

import (
	"bufio"
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"thidua/fonts"
	"thidua/internal/compose"
	"thidua/internal/paper"
	"thidua/internal/sample"
	"thidua/internal/vi"
)

// peerPapers are how many papers each tool sets, peerRounds how often.
const (
	peerPapers = 1000
	peerRounds = 3
)

// What a process of the tests sets as a peer, and where it writes to. Without input it
// writes the papers themselves.
const (
	peerInput  = "THIDUA_PEER_INPUT"
	peerOutput = "THIDUA_PEER_OUTPUT"
)

// The papers, one after the other: as this program and as Typst reads them.
const (
	papersInGo   = "papers.gob"
	papersInJSON = "papers.jsonl"
)

// A cost is what one process took for all papers.
type cost struct {
	cpu, elapsed time.Duration
	peak         int64 // KiB
	bytes, pages int64
}

// TestPeers sets the same papers with Typst and with this program, in turn, each tool in
// a process of its own, and prints what that took. Both read the papers one after the
// other from a file, each in the form that costs it least, and write a file for each.
// make bench-peers installs what it needs.
func TestPeers(t *testing.T) {
	dir := t.TempDir()
	// Not here: a process is said to have had as much memory as the one that began it.
	if said, err := asPeer(t, "", dir).CombinedOutput(); err != nil {
		t.Fatalf("write the papers: %v\n%s", err, said)
	}
	typst := func(tags string) func(out string) *exec.Cmd {
		return func(out string) *exec.Cmd {
			return exec.CommandContext(t.Context(), "node", "testdata/peers/typst.js", filepath.Join(dir, papersInJSON), "../../fonts", out, tags)
		}
	}
	tools := []struct {
		name string
		run  func(out string) *exec.Cmd
	}{
		{"thidua, PDF/A-2b", func(out string) *exec.Cmd { return asPeer(t, filepath.Join(dir, papersInGo), out) }},
		{"Typst 0.14.2, no tags", typst("plain")},
		{"Typst 0.14.2, tagged", typst("tags")},
	}
	costs := make([][]cost, len(tools))
	for range peerRounds {
		for i, tool := range tools {
			costs[i] = append(costs[i], measured(t, tool.run, dir))
		}
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(os.Stdout, "%d reports, medians of %d rounds, %d cores\n", peerPapers, peerRounds, runtime.NumCPU())
	fmt.Fprintln(table, "\tpages/doc\tCPU ms/doc\tCPU ms/page\tdocs/s/2 cores of CPU\tpeak MB\tbytes/doc\t")
	perPage := make([]float64, len(tools))
	for i, tool := range tools {
		slices.SortFunc(costs[i], func(a, b cost) int { return int(a.cpu - b.cpu) })
		c := costs[i][peerRounds/2]
		ms := c.cpu.Seconds() * 1000
		perPage[i] = ms / float64(c.pages)
		fmt.Fprintf(table, "%s\t%.2f\t%.2f\t%.3f\t%.0f\t%.0f\t%d\t\n", tool.name, float64(c.pages)/peerPapers, ms/peerPapers, perPage[i],
			2*peerPapers/c.cpu.Seconds(), float64(c.peak)/1024, c.bytes/peerPapers)
	}
	if err := table.Flush(); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(os.Stdout, "ratio: %.1f\n", perPage[1]/perPage[0])
}

// pageObject is the dictionary of a page, as either tool writes it.
var pageObject = regexp.MustCompile(`/Type ?/Page\b[^s]`)

// measured runs a tool once, into a folder of its own, which stays: where files have just
// been removed, some disks take ten times as long to make new ones.
func measured(t *testing.T, run func(out string) *exec.Cmd, dir string) cost {
	t.Helper()
	out, err := os.MkdirTemp(dir, "out")
	if err != nil {
		t.Fatal(err)
	}
	cmd := run(out)
	cmd.Stderr = os.Stderr
	began := time.Now()
	if said, err := cmd.Output(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, said)
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	c := cost{cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), elapsed: time.Since(began), peak: used.Maxrss}
	files, err := filepath.Glob(filepath.Join(out, "*.pdf"))
	if err != nil || len(files) != peerPapers {
		t.Fatalf("%v wrote %d files (%v)", cmd.Args, len(files), err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		pages := len(pageObject.FindAll(data, -1))
		if pages == 0 {
			t.Fatalf("%s has no page", f)
		}
		c.bytes += int64(len(data))
		c.pages += int64(pages)
	}
	return c
}

// asPeer is a process of this test binary that sets the papers of a file, or writes them.
func asPeer(t *testing.T, in, out string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestAsPeer$")
	c.Env = append(os.Environ(), peerInput+"="+in, peerOutput+"="+out)
	return c
}

// TestAsPeer is the processes that TestPeers starts: one makes the papers, the others,
// which are measured, take them from setting to written files. By itself it has nothing
// to do.
func TestAsPeer(t *testing.T) {
	in, out := os.Getenv(peerInput), os.Getenv(peerOutput)
	if out == "" {
		return
	}
	registerBlocks()
	if in == "" {
		dump(t, out, achievements(t))
		return
	}
	ballast := Ballast()
	defer runtime.KeepAlive(ballast)
	family, err := fonts.Tinos()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range pressed(t, papersIn(t, in), family) {
		data, err := content(&f)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, filepath.Base(f.Path)), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// papersIn reads the papers of a file as they are wanted.
func papersIn(t *testing.T, name string) iter.Seq[*paper.Paper] {
	t.Helper()
	return func(yield func(*paper.Paper) bool) {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		d := gob.NewDecoder(bufio.NewReader(file))
		for {
			var p paper.Paper
			if err := d.Decode(&p); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Fatal(err)
			}
			if !yield(&p) {
				return
			}
		}
	}
}

func registerBlocks() {
	for _, b := range []any{
		paper.Letterhead{}, paper.Title{}, paper.Recipients{}, paper.Paragraph{}, paper.Table{}, paper.Closing{}, paper.Signatures{}, paper.Keep{}, paper.Space{},
	} {
		gob.Register(b)
	}
}

// achievements gives the reports of a generated final review in which everybody is put
// forward to the city.
func achievements(t *testing.T) []*paper.Paper {
	t.Helper()
	files, err := sample.Generate(sample.Options{Units: 20, Nominees: peerPapers, Seed: 1, Period: "2026-2030"})
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Workspace: t.TempDir(), Period: "2026-2030", Date: vi.Date{Year: 2030, Month: 2, Day: 20}}
	if err := sample.Write(o.Workspace, files); err != nil {
		t.Fatal(err)
	}
	c, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}
	c.Outcome.City = c.Outcome.Verdicts
	papers, _, faults, err := c.templates.Compose(compose.Input{
		Case: c.records, Rulebook: c.rulebook, Outcome: c.Outcome, Period: c.Period, Date: o.Date, Parts: []compose.Part{compose.City}, Printable: c.prints,
	})
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	papers = slices.DeleteFunc(papers, func(p *paper.Paper) bool { return !strings.HasPrefix(p.Kind, "bao-cao") })
	if len(papers) != peerPapers {
		t.Fatalf("%d reports, want %d", len(papers), peerPapers)
	}
	return papers
}

// dump writes papers in the form of either tool.
func dump(t *testing.T, dir string, papers []*paper.Paper) {
	t.Helper()
	var inGo, inJSON bytes.Buffer
	g, j := gob.NewEncoder(&inGo), json.NewEncoder(&inJSON)
	j.SetEscapeHTML(false)
	for _, p := range papers {
		plain := object{"title": p.Title, "author": p.Author}
		var blocks []object
		for _, s := range p.Sections {
			blocks = append(blocks, plainBlocks(t, s.Blocks)...)
		}
		plain["blocks"] = blocks
		if err := errors.Join(g.Encode(p), j.Encode(plain)); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range map[string][]byte{papersInGo: inGo.Bytes(), papersInJSON: inJSON.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// An object is what report.typ reads.
type object = map[string]any

var roles = map[paper.Role]string{
	paper.Body: "body", paper.Basis: "basis", paper.Heading1: "head", paper.Heading2: "head", paper.Heading3: "subhead",
	paper.Centred: "centre", paper.CentredBold: "centrebold", paper.Plain: "plain", paper.PlainRight: "right", paper.Remark: "remark",
}

func plainBlocks(t *testing.T, blocks []paper.Block) []object {
	t.Helper()
	var out []object
	for _, b := range blocks {
		switch b := b.(type) {
		case paper.Letterhead:
			out = append(out, object{"k": "letterhead", "superior": list(b.Superior), "issuer": list(b.Issuer), "number": b.Number, "place": b.Place})
		case paper.Title:
			out = append(out, object{"k": "title", "type": list(b.Type), "subject": list(b.Subject), "note": b.Note, "rule": !b.NoRule})
		case paper.Recipients:
			out = append(out, object{"k": "recipients", "to": list(b.To)})
		case paper.Paragraph:
			out = append(out, plainParagraph(b))
		case paper.Table:
			columns := make([]int, len(b.Columns))
			for i, c := range b.Columns {
				columns[i] = c.Width
			}
			out = append(out, object{"k": "table", "columns": columns, "header": plainRows(&b, b.Header, true), "rows": plainRows(&b, b.Rows, false)})
		case paper.Closing:
			out = append(out, object{"k": "closing", "copies": list(b.Copies), "sign": plainSign(&b.Signature)})
		case paper.Signatures:
			out = append(out, object{"k": "signatures", "left": plainSign(b.Left), "right": plainSign(b.Right), "below": plainSign(b.Below)})
		case paper.Keep:
			out = append(out, object{"k": "keep", "blocks": plainBlocks(t, b.Blocks)})
		case paper.Space:
			out = append(out, object{"k": "space", "height": b.Height})
		default:
			t.Fatalf("report.typ draws no %T", b)
		}
	}
	return out
}

func plainParagraph(p paper.Paragraph) object {
	runs := make([]object, len(p.Runs))
	for i, r := range p.Runs {
		runs[i] = object{"t": r.Text, "b": r.Bold, "i": r.Italic, "u": r.Underline}
	}
	return object{"k": "paragraph", "role": roles[p.Role], "runs": runs}
}

func plainRows(table *paper.Table, rows []paper.Row, header bool) [][]object {
	out := make([][]object, len(rows))
	for i, r := range rows {
		column := 0
		for _, c := range r.Cells {
			span := max(c.Span, 1)
			side := table.Columns[min(column, len(table.Columns)-1)].Align
			switch {
			case c.HasAlign:
				side = c.Align
			case header:
				side = paper.AlignCentre
			}
			text := make([]object, len(c.Paragraphs))
			for k, p := range c.Paragraphs {
				text[k] = plainParagraph(p)
			}
			out[i] = append(out[i], object{"span": span, "rows": max(c.RowSpan, 1), "side": side, "text": text})
			column += span
		}
	}
	return out
}

func plainSign(s *paper.Signature) any {
	if s == nil {
		return nil
	}
	return object{"cap": list(s.Capacity), "hint": s.Hint, "name": s.Name}
}

// list is never null in JSON.
func list(s []string) []string { return append([]string{}, s...) }
