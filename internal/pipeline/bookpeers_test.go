//go:build peers && unix

package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/xuri/excelize/v2"

	"thidua/fonts"
	"thidua/internal/compose"
	"thidua/internal/font"
	"thidua/internal/paper"
	"thidua/internal/sample"
	"thidua/internal/vi"
	"thidua/internal/xlsx"
)

// bookRows are the sizes of the workbooks that each tool writes. In one process it
// writes as many as have bookRows' largest number of rows together, so that the start of
// an interpreter weighs the same.
var bookRows = []int{1000, 10_000}

// A plainBook is one sheet as all tools read it, from JSON.
type plainBook struct {
	Sheet   string        `json:"sheet"`
	Title   []string      `json:"title"` // two lines, each merged over the columns
	Columns []plainColumn `json:"columns"`
	Rows    [][]any       `json:"rows"` // numbers; texts; days as yyyy-mm-dd
}

type plainColumn struct {
	Head  string `json:"head"`
	Width int    `json:"width"` // in characters of 12 pt
	Align string `json:"align"` // "left", "center", "right"
	Kind  string `json:"kind"`
}

// The kinds of columns. Money has a total below.
const (
	plainText, plainInteger, plainDate, plainMoney = "text", "integer", "date", "money"
)

// TestBookPeers writes the same list with this program, exceljs and XlsxWriter, in turn,
// each in a process of its own, and prints what that took. make bench-peers installs what
// it needs; a tool that isn't there is named and left out.
func TestBookPeers(t *testing.T) {
	dir := t.TempDir()
	// Not here: a process is said to have had as much memory as the one that began it.
	if said, err := asBookPeer(t, "", dir, 0).CombinedOutput(); err != nil {
		t.Fatalf("write the lists: %v\n%s", err, said)
	}
	tools := bookTools(t)
	costs := map[int][][]cost{}
	for _, rows := range bookRows {
		costs[rows] = make([][]cost, len(tools))
		for range peerRounds {
			for i, tool := range tools {
				costs[rows][i] = append(costs[rows][i], bookCost(t, tool, dir, rows))
			}
		}
	}
	fmt.Fprintf(os.Stdout, "the office's list of nominees as a workbook, medians of %d rounds, %d cores\n", peerRounds, runtime.NumCPU())
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\trows\tCPU ms/workbook\tCPU µs/row\tpeak MB\tbytes\t")
	for _, rows := range bookRows {
		for i, tool := range tools {
			all := costs[rows][i]
			slices.SortFunc(all, func(a, b cost) int { return int(a.cpu - b.cpu) })
			c := all[peerRounds/2]
			ms := c.cpu.Seconds() * 1000 / float64(copiesOf(rows))
			fmt.Fprintf(table, "%s\t%d\t%.0f\t%.0f\t%.0f\t%d\t\n", tool.name, rows, ms, ms*1000/float64(rows), float64(c.peak)/1024, c.bytes)
		}
	}
	if err := table.Flush(); err != nil {
		t.Fatal(err)
	}
	for _, rows := range bookRows {
		for _, tool := range tools {
			if err := holds(filepath.Join(outOf(dir, tool, rows), "0.xlsx"), listOf(dir, rows)); err != nil {
				t.Errorf("%s: %v", tool.name, err)
			}
		}
	}
}

// copiesOf is how many workbooks of a size one process writes.
func copiesOf(rows int) int { return slices.Max(bookRows) / rows }

// listOf names the list of a size.
func listOf(dir string, rows int) string {
	return filepath.Join(dir, fmt.Sprintf("list-%d.json", rows))
}

// outOf names where a tool writes to.
func outOf(dir string, tool bookTool, rows int) string {
	return filepath.Join(dir, fmt.Sprintf("%s-%d", tool.name, rows))
}

// A bookTool writes some copies of a list, as 0.xlsx, 1.xlsx ….
type bookTool struct {
	name string
	run  func(in, out string, copies int) *exec.Cmd
}

// bookTools gives this program and those others that are installed.
func bookTools(t *testing.T) []bookTool {
	t.Helper()
	tools := []bookTool{{"thidua (excelize)", func(in, out string, copies int) *exec.Cmd { return asBookPeer(t, in, out, copies) }}}
	script := func(program, file, mode string) func(in, out string, copies int) *exec.Cmd {
		return func(in, out string, copies int) *exec.Cmd {
			return exec.CommandContext(t.Context(), program, filepath.Join("testdata/peers", file), in, out, mode, strconv.Itoa(copies))
		}
	}
	add := func(name, program, file, how string, modes ...string) {
		version, err := exec.CommandContext(t.Context(), program, filepath.Join("testdata/peers", file), "--version").CombinedOutput()
		if err != nil {
			fmt.Fprintf(os.Stdout, "%s is left out, it isn't installed (%s): %s\n", name, how, lastLine(version))
			return
		}
		for _, mode := range modes {
			tools = append(tools, bookTool{fmt.Sprintf("%s %s, %s", name, strings.TrimSpace(string(version)), mode), script(program, file, mode)})
		}
	}
	add("exceljs", "node", "books.js", "npm install --prefix internal/pipeline/testdata/peers", "plain", "streaming")
	python := "python3"
	if exec.CommandContext(t.Context(), python, "-c", "import xlsxwriter").Run() != nil {
		python = "/usr/bin/python3" // Debian's, where another Python stands before it
	}
	add("XlsxWriter", python, "books.py", "python3-xlsxwriter of Debian, or pip install XlsxWriter", "plain", "constant memory")
	return tools
}

func lastLine(b []byte) string {
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	return lines[len(lines)-1]
}

// bookCost runs a tool once.
func bookCost(t *testing.T, tool bookTool, dir string, rows int) cost {
	t.Helper()
	out := outOf(dir, tool, rows)
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := tool.run(listOf(dir, rows), out, copiesOf(rows))
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, said)
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	c := cost{cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peak: used.Maxrss}
	for i := range copiesOf(rows) {
		info, err := os.Stat(filepath.Join(out, strconv.Itoa(i)+".xlsx"))
		if err != nil {
			t.Fatalf("%v wrote no copy %d: %v", cmd.Args, i, err)
		}
		c.bytes = info.Size()
	}
	return c
}

// holds checks that a workbook has a list with its types, and the totals below.
func holds(file, listed string) error {
	list, err := readList(listed)
	if err != nil {
		return err
	}
	f, err := excelize.OpenFile(file)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := f.GetRows(list.Sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return err
	}
	head := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == list.Columns[0].Head })
	if head < 0 || len(rows) < head+len(list.Rows)+2 {
		return fmt.Errorf("%d rows, the head is row %d", len(rows), head)
	}
	for i, want := range list.Rows {
		got := rows[head+1+i]
		for j, column := range list.Columns {
			w := fmt.Sprint(want[j])
			if n, ok := want[j].(float64); ok {
				w = strconv.FormatFloat(n, 'f', -1, 64)
			}
			if column.Kind == plainDate {
				day, err := vi.ParseISO(w)
				if err != nil {
					return err
				}
				since := time.Date(day.Year, time.Month(day.Month), day.Day, 0, 0, 0, 0, time.UTC).Sub(time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC))
				w = strconv.Itoa(int(since.Hours()) / 24)
			}
			if j >= len(got) && w == "" {
				continue
			}
			if j >= len(got) || got[j] != w {
				return fmt.Errorf("row %d, column %d: want %q, got %q", i+1, j+1, w, got)
			}
		}
	}
	for j, column := range list.Columns {
		if column.Kind != plainMoney {
			continue
		}
		at, err := excelize.CoordinatesToCellName(j+1, head+len(list.Rows)+2)
		if err != nil {
			return err
		}
		if sum, err := f.GetCellFormula(list.Sheet, at); err != nil || !strings.HasPrefix(sum, "SUBTOTAL(9,") {
			return fmt.Errorf("%s: %q is no sum (%v)", at, sum, err)
		}
	}
	return nil
}

// nominees takes the sheet of individuals out of the office's workbook for a generated
// workspace, and adds a column of money.
func nominees(t *testing.T, rows int) plainBook {
	t.Helper()
	files, err := sample.Generate(sample.Options{Units: 20, Nominees: rows + rows/2, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Workspace: t.TempDir(), Date: meeting}
	if err := sample.Write(o.Workspace, files); err != nil {
		t.Fatal(err)
	}
	c, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}
	in := c.input(o)
	in.Parts = []compose.Part{compose.Tables}
	_, books, faults, err := c.templates.Compose(in)
	if err != nil || len(faults) > 0 || len(books) != 1 {
		t.Fatal(len(books), err, faults)
	}
	sheet := books[0].Sheets[slices.IndexFunc(books[0].Sheets, func(s paper.Sheet) bool { return s.Name == "Cá nhân" })]
	list := plainBook{Sheet: sheet.Name}
	for _, b := range sheet.Blocks {
		switch b := b.(type) {
		case paper.Title:
			list.Title = []string{strings.Join(b.Type, " "), strings.Join(b.Subject, " ")}
		case paper.Table:
			list.take(b)
		}
	}
	if len(list.Rows) < rows || len(list.Title) == 0 {
		t.Fatalf("%d rows, title %q", len(list.Rows), list.Title)
	}
	list.Rows = list.Rows[:rows]
	return list
}

// Widths in characters of 12 pt: of A4 landscape, and of the column of money.
const listWidth, moneyWidth = 118, 14

// take takes a table's columns and rows.
func (l *plainBook) take(t paper.Table) {
	const characters = listWidth - moneyWidth
	for i, c := range t.Columns {
		l.Columns = append(l.Columns, plainColumn{
			Head: cellText(t.Header[0].Cells[i]), Width: c.Width * characters / 1000,
			Align: []string{"left", "center", "right"}[c.Align],
		})
	}
	for r := range t.All() {
		var row []any
		for i, c := range r.Cells {
			if len(l.Rows) == 0 {
				l.Columns[i].Kind = plainKind(c.Value)
			}
			switch v := c.Value; v.Kind {
			case paper.IntegerValue:
				row = append(row, v.Number)
			case paper.DateValue:
				row = append(row, vi.Date{Year: v.Date[0], Month: v.Date[1], Day: v.Date[2]}.ISO())
			default:
				row = append(row, cellText(c))
			}
		}
		l.Rows = append(l.Rows, append(row, int64(702_000+1000*(len(l.Rows)%900))))
	}
	l.Columns = append(l.Columns, plainColumn{Head: "Tiền thưởng (đồng)", Width: moneyWidth, Align: "right", Kind: plainMoney})
}

func plainKind(v paper.Value) string {
	switch v.Kind {
	case paper.IntegerValue:
		return plainInteger
	case paper.DateValue:
		return plainDate
	default:
		return plainText
	}
}

func cellText(c paper.Cell) string {
	var b strings.Builder
	for _, p := range c.Paragraphs {
		for _, r := range p.Runs {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

// peerCopies says how many workbooks the process below writes.
const peerCopies = "THIDUA_PEER_COPIES"

// asBookPeer is a process of this test binary that writes a list some times, or makes
// the lists.
func asBookPeer(t *testing.T, in, out string, copies int) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestAsBookPeer$")
	c.Env = append(os.Environ(), peerInput+"="+in, peerOutput+"="+out, peerCopies+"="+strconv.Itoa(copies))
	return c
}

// TestAsBookPeer is the processes that TestBookPeers starts: one makes the lists, the
// others, which are measured, take one from JSON over the paper model to written
// workbooks. By itself it has nothing to do.
func TestAsBookPeer(t *testing.T) {
	in, out := os.Getenv(peerInput), os.Getenv(peerOutput)
	if out == "" {
		return
	}
	if in == "" {
		writeLists(t, out)
		return
	}
	ballast := Ballast()
	defer runtime.KeepAlive(ballast)
	copies, err := strconv.Atoi(os.Getenv(peerCopies))
	if err != nil {
		t.Fatal(err)
	}
	family, err := fonts.Tinos()
	if err != nil {
		t.Fatal(err)
	}
	list, err := readList(in)
	if err != nil {
		t.Fatal(err)
	}
	for i := range copies {
		if err := list.write(filepath.Join(out, strconv.Itoa(i)+".xlsx"), family); err != nil {
			t.Fatal(err)
		}
	}
}

func readList(name string) (*plainBook, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	list := new(plainBook)
	return list, json.Unmarshal(data, list)
}

func writeLists(t *testing.T, dir string) {
	t.Helper()
	list := nominees(t, slices.Max(bookRows))
	all := list.Rows
	for _, rows := range bookRows {
		list.Rows = all[:rows]
		data, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(listOf(dir, rows), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// write writes the list as this program writes workbooks.
func (l *plainBook) write(name string, family *font.Family) error {
	b, err := l.book()
	if err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(xlsx.Write(f, b, family, xlsx.Options{Created: meeting.Time()}), f.Close())
}

// book is the list in the paper model.
func (l *plainBook) book() (*paper.Book, error) {
	table := paper.Table{Header: make([]paper.Row, 1), Rows: make([]paper.Row, 0, len(l.Rows)+1)}
	aligns := map[string]paper.Align{"left": paper.AlignLeft, "center": paper.AlignCentre, "right": paper.AlignRight}
	totals := make([]int64, len(l.Columns))
	for _, c := range l.Columns {
		table.Columns = append(table.Columns, paper.Column{Width: c.Width * 1000 / listWidth, Align: aligns[c.Align]})
		table.Header[0].Cells = append(table.Header[0].Cells, textCell(c.Head))
	}
	for _, r := range l.Rows {
		row := paper.Row{Cells: make([]paper.Cell, len(r))}
		for j, v := range r {
			switch l.Columns[j].Kind {
			case plainInteger, plainMoney:
				n := int64(v.(float64))
				totals[j] += n
				row.Cells[j] = textCell(vi.Thousands(n))
				row.Cells[j].Value = paper.Value{Kind: paper.IntegerValue, Number: n}
			case plainDate:
				d, err := vi.ParseISO(v.(string))
				if err != nil {
					return nil, err
				}
				row.Cells[j] = textCell(d.Short())
				row.Cells[j].Value = paper.Value{Kind: paper.DateValue, Date: [3]int{d.Year, d.Month, d.Day}}
			default:
				row.Cells[j] = textCell(v.(string))
			}
		}
		table.Rows = append(table.Rows, row)
	}
	last := paper.Row{Cells: make([]paper.Cell, len(l.Columns))}
	for j, c := range l.Columns {
		if c.Kind == plainMoney {
			last.Cells[j] = textCell(vi.Thousands(totals[j]))
			last.Cells[j].Value = paper.Value{Kind: paper.IntegerValue, Number: totals[j], Sum: paper.SumAbove}
		}
	}
	table.Rows = append(table.Rows, last)
	return &paper.Book{Name: "bang-tong-hop", Title: l.Title[0], Sheets: []paper.Sheet{{
		Name: l.Sheet, Blocks: []paper.Block{paper.Title{Type: l.Title[:1], Subject: l.Title[1:]}, table},
	}}}, nil
}

func textCell(s string) paper.Cell {
	return paper.Cell{Paragraphs: []paper.Paragraph{{Role: paper.Plain, Runs: []paper.Run{{Text: s}}}}}
}
