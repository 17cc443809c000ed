package nomination

import (
	"slices"

	"thidua/internal/finding"
)

// Citing gives the dossiers that cite an initiative, in the order of files and rows.
func (c *Case) Citing(initiative ID) []ID {
	var out []ID
	for _, s := range c.Submissions {
		for _, n := range s.Collectives {
			if slices.Contains(n.Initiatives, initiative) {
				out = append(out, n.ID)
			}
		}
		for _, n := range s.Individuals {
			if slices.Contains(n.Initiatives, initiative) {
				out = append(out, n.ID)
			}
		}
	}
	return out
}

// Concerned gives the dossiers that a finding is about: the nominee whom it names,
// or, where it stands in the row of an initiative, all who cite that.
func (c *Case) Concerned(f finding.Finding) []ID {
	if f.Nominee != "" {
		return []ID{ID(f.Nominee)}
	}
	if f.Place.Sheet != SheetInitiatives {
		return nil
	}
	for _, s := range c.Submissions {
		for _, i := range s.Initiatives {
			if i.Row.Number == f.Place.Row && i.Row.Sheet.File == f.Place.File {
				return c.Citing(i.ID)
			}
		}
	}
	return nil
}
