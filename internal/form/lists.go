package form

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"thidua/internal/nomination"
)

// A list is the values behind drop-down lists. Lists stand in a hidden sheet, a column
// each, under names of our own that never come from anybody's words: a list written
// into the cell's rule may have no more than 255 characters and no commas.
type list struct {
	name   string
	values []string
}

// listOf gives the name of a list with these values.
func (b *builder) listOf(values []string) string {
	for _, l := range b.lists {
		if slices.Equal(l.values, values) {
			return l.name
		}
	}
	name := fmt.Sprintf("danh_muc_%d", len(b.lists)+1)
	b.lists = append(b.lists, list{name, values})
	return name
}

// dependentList gives the formula of a list that depends on what stands in another
// cell: each of the leading values has a list of its own, found by its number. excelize
// puts the formula into the file as it is, so it is escaped here.
func (b *builder) dependentList(name string, leading []string, cell string, values func(i int) []string) string {
	for i := range leading {
		l := list{fmt.Sprintf("%s_%d", name, i+1), values(i)}
		if !slices.ContainsFunc(b.lists, func(o list) bool { return o.name == l.name }) {
			b.lists = append(b.lists, l)
		}
	}
	return fmt.Sprintf(`INDIRECT("%s_"&amp;MATCH(%s,%s,0))`, name, cell, b.listOf(leading))
}

// writeLists adds the hidden sheet of the lists.
func (b *builder) writeLists() error {
	if len(b.lists) == 0 {
		return nil
	}
	if _, err := b.file.NewSheet(nomination.SheetLists); err != nil {
		return err
	}
	for i, l := range b.lists {
		for k, v := range l.values {
			if err := b.text(nomination.SheetLists, i+1, k+1, v, b.styles.list); err != nil {
				return err
			}
		}
		column := columnName(i + 1)
		if err := b.file.SetDefinedName(&excelize.DefinedName{
			Name: l.name, RefersTo: fmt.Sprintf("'%s'!$%s$1:$%s$%d", nomination.SheetLists, column, column, len(l.values)),
		}); err != nil {
			return err
		}
	}
	return b.file.SetSheetVisible(nomination.SheetLists, false)
}

// validate offers a column's values as a list. Where only these are read, Excel
// refuses others; where others are right too, the list is a proposal.
func (b *builder) validate(s nomination.Schema, c nomination.Column, col, from, to int) error {
	source, strict := b.source(s, c, from)
	least := 0
	switch c.Kind {
	case nomination.Whole:
	case nomination.Ordinal:
		least = 1
	default:
		if source == "" {
			return nil
		}
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(cellName(col, from) + ":" + cellName(col, to))
	if source != "" {
		v.SetSqrefDropList(source)
		v.ShowErrorMessage = strict
		if strict {
			v.SetError(excelize.DataValidationErrorStyleStop, c.Head, "Chọn một giá trị trong danh sách.")
		}
	} else {
		if err := v.SetRange(least, 1_000_000, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween); err != nil {
			return err
		}
		v.SetError(excelize.DataValidationErrorStyleStop, c.Head, fmt.Sprintf("Ghi một số nguyên, từ %d trở lên.", least))
	}
	return b.file.AddDataValidation(s.Name, v)
}

// source gives what fills the list of a column, "" where it has none.
func (b *builder) source(s nomination.Schema, c nomination.Column, row int) (source string, strict bool) {
	switch {
	case c.Kind == nomination.AwardForm:
		return b.awardForms(s, c, row)
	case s.Name == nomination.SheetReadings && c.Head == nomination.HeadChoice:
		return b.choices(row), true
	case c.Kind == nomination.YesNo:
		return b.listOf([]string{nomination.Yes, nomination.No}), false // x is read too
	case c.Kind == nomination.Choice:
		return b.listOf(c.Values), true
	case c.Kind == nomination.Choices:
		return b.listOf(c.Values), false // several may stand in a cell
	case c.Head == nomination.HeadWorkplace && len(b.units) > 0:
		return b.listOf(b.units), false
	case c.Kind == nomination.UnitReference && !s.Pairs:
		return codes(nomination.SheetUnits), false
	case c.Kind == nomination.DossierReference && s.Name == nomination.SheetServices:
		return codes(nomination.SheetIndividuals), false
	case c.Kind == nomination.InitiativeReference && b.example:
		return codes(nomination.SheetInitiatives), false // of another unit too
	case c.Kind == nomination.MeetingReference:
		return codes(nomination.SheetMeetings), false
	}
	return "", false
}

// codes refers to the codes of another sheet, which stand in its first column.
func codes(sheet string) string {
	return fmt.Sprintf("'%s'!$A$%d:$A$%d", sheet, firstRow, lastRow)
}

// awardForms gives the forms that the plan has for this kind of nominee in the
// period. An alternative is one of the others. What was awarded before may have been
// anything, so there the list is a proposal.
func (b *builder) awardForms(s nomination.Schema, c nomination.Column, row int) (string, bool) {
	forms, name := b.collective, "thay_the_tt"
	if s.Name == nomination.SheetIndividuals {
		forms, name = b.individual, "thay_the_cn"
	}
	proposal := s.Name != nomination.SheetCollectives && s.Name != nomination.SheetIndividuals
	switch {
	case len(forms) == 0:
		return "", false
	case c.Head == nomination.HeadAlternative && len(forms) > 1:
		return b.dependentList(name, forms, b.beside(s, nomination.HeadProposedForm, row), func(i int) []string {
			return slices.Concat(forms[:i], forms[i+1:])
		}), true
	}
	return b.listOf(forms), !proposal
}

// choices gives the ways in which the reading in the same row can be decided.
func (b *builder) choices(row int) string {
	schema := nomination.ReadingTable.Schema()
	keys := make([]string, len(b.readings))
	for i, r := range b.readings {
		keys[i] = r.Key
	}
	return b.dependentList("cach_hieu", keys, b.beside(schema, nomination.HeadCode, row), func(i int) []string {
		var out []string
		for _, c := range b.readings[i].Choices {
			out = append(out, c.Key)
		}
		return out
	})
}

// beside gives the address of a row's cell under a heading, its column fixed.
func (b *builder) beside(s nomination.Schema, head string, row int) string {
	return fmt.Sprintf("$%s%d", columnName(1+slices.IndexFunc(s.Columns, func(c nomination.Column) bool { return c.Head == head })), row)
}
