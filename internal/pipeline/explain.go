package pipeline

import (
	"fmt"
	"os"

	"thidua/data"
	"thidua/internal/explain"
	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
)

// Explained is every code explained by a rulebook, and the rulebook itself for other
// programs.
type Explained struct {
	Entries []explain.Entry
	Book    *explain.Book
	Plan    string // key of the plan
	// What is wrong with the workspace's rulebook; where it is faulty, the embedded one
	// is told.
	Findings []finding.Finding
	Faulty   bool
}

// Explain explains by the rulebook of a workspace; where it has none, or one with
// faults, by the embedded one: who asks what TD113 means may have just that.
func Explain(workspace string) (*Explained, error) {
	root, err := os.OpenRoot(workspace)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	book, found, err := readRulebook(root.FS())
	if err != nil {
		return nil, err
	}
	faulty := book == nil
	if faulty {
		var faults int
		book, faults = embedded()
		if book == nil {
			return nil, fmt.Errorf("embedded rulebook has %d faults", faults)
		}
	}
	finding.Sort(found)
	return &Explained{
		Entries: explain.All(book), Book: explain.Whole(book), Plan: book.Plan.Key, Findings: found, Faulty: faulty,
	}, nil
}

func embedded() (*rulebook.Rulebook, int) {
	book, faults := rulebook.Parse(nomination.RulebookName, data.Rulebook)
	return book, len(faults)
}
