package compose

import (
	"fmt"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/paper"
)

// An Entry is a paper of the package with its place in it: running page numbers of
// the whole package, from 1.
type Entry struct {
	Paper       *paper.Paper
	First, Last int
}

// Contents writes the table of contents of the package (mục lục văn bản, tài liệu;
// Decree 30, annex V, model IV), once its papers have been set on pages.
func (t *Templates) Contents(in Input, entries []Entry) (*paper.Paper, []finding.Finding, error) {
	if in.Case == nil || in.Rulebook == nil || in.Outcome == nil {
		return nil, nil, fmt.Errorf("compose contents: records, rulebook and outcome are needed")
	}
	in.lookup = newLookup(in.Case)
	s := newSet(in, in.Outcome.City)
	o := newOffice(in, s)
	c := composer{templates: t, in: in}
	data := contentsData{office: o, Year: in.Date.Year}
	for i, e := range entries {
		data.Rows = append(data.Rows, contentsRow{
			N: i + 1, Number: e.Paper.Number, Date: e.Paper.Date,
			Title: e.Paper.Title, Author: e.Paper.Author, Pages: pages(e.First, e.Last),
		})
	}
	c.add("muc-luc.html", data, paper.Paper{Kind: "muc-luc", Folder: CityFolder, Name: "00-muc-luc", Author: o.Body, Sources: s.sources()})
	if len(c.papers) == 0 {
		return nil, c.found, nil
	}
	return c.papers[0], c.found, nil
}

// pages writes a run of pages: "01 - 03", or "04" alone.
func pages(first, last int) string {
	if first >= last {
		return fmt.Sprintf("%02d", first)
	}
	return fmt.Sprintf("%02d - %02d", first, last)
}

// trimItem takes from a list's item the dash and the punctuation that it may carry.
func trimItem(s string) string {
	return strings.TrimRight(strings.TrimLeft(s, "-–• "), " ;.")
}
