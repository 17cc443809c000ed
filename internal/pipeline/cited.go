package pipeline

import (
	"regexp"
	"slices"
	"strings"

	"thidua/internal/evidence"
	"thidua/internal/nomination"
	"thidua/internal/rule"
	"thidua/internal/vi"
)

// A cited document is what the records say of a file that a unit has enclosed: the
// columns of the table of contents (Decree 30, annex V, model IV).
type cited struct {
	number, date, author string
}

// citations looks up which document an enclosed file is.
type citations struct {
	initiatives map[nomination.ID][]*nomination.Initiative
	enclosed    map[evidence.Enclosed]int // files of a dossier and kind; File is empty
}

func newCitations(c *nomination.Case, enclosed []evidence.Enclosed) *citations {
	out := &citations{initiatives: map[nomination.ID][]*nomination.Initiative{}, enclosed: map[evidence.Enclosed]int{}}
	for _, s := range c.Submissions {
		for _, i := range s.Initiatives {
			out.initiatives[i.ID] = append(out.initiatives[i.ID], i)
		}
	}
	for _, e := range enclosed {
		e.File = ""
		out.enclosed[e]++
	}
	return out
}

// of gives the number, the day and the author of what a dossier encloses under a kind.
// Where the records name several documents of the kind, or the dossier encloses several
// files, nobody but a reader could tell which is which: then nothing is said.
func (c *citations) of(v *rule.Verdict, kind string) cited {
	n := v.Record()
	s := n.Submission
	if s == nil || c.enclosed[evidence.Enclosed{Nominee: n.ID, Kind: kind}] > 1 {
		return cited{}
	}
	var all []cited
	add := func(d cited) {
		if d != (cited{}) && !slices.Contains(all, d) {
			all = append(all, d)
		}
	}
	switch kind {
	case nomination.AttachedRecognition:
		for _, id := range n.Initiatives {
			for _, i := range c.initiatives[id] {
				add(cited{i.Decision, i.DecisionDate.Short(), i.Recogniser})
			}
		}
	case nomination.AttachedRating:
		for _, r := range s.Ratings {
			if r.Nominee == n.ID {
				add(readCitation(r.Document, r.Issuer))
			}
		}
	case nomination.AttachedAssignment:
		for _, r := range s.Services {
			if r.Nominee == n.ID {
				add(readCitation(r.Assignment, ""))
			}
		}
	case nomination.AttachedMinutes:
		add(readCitation(s.Minutes, s.UnitName))
	}
	if len(all) != 1 {
		return cited{}
	}
	return all[0]
}

var (
	citedNumber = regexp.MustCompile(`số\s+([0-9][^\s,;()]*)`)
	citedLong   = regexp.MustCompile(`ngày\s+([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})`)
	citedShort  = regexp.MustCompile(`ngày\s+([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})`)
)

// readCitation takes number and day out of a document as units write it: "Thông báo số
// 31/TB-UBND ngày 15 tháng 01 năm 2027".
func readCitation(text, author string) cited {
	if text == "" {
		return cited{}
	}
	d := cited{author: author}
	if m := citedNumber.FindStringSubmatch(text); m != nil {
		d.number = m[1]
	}
	day := ""
	if m := citedLong.FindStringSubmatch(text); m != nil {
		day = strings.Join(m[1:], "/")
	} else if m := citedShort.FindStringSubmatch(text); m != nil {
		day = m[1]
	}
	if date, ok := vi.ParseDate(day); ok {
		d.date = date.Short()
	}
	return d
}
