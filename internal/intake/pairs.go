package intake

import (
	"slices"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// readPairs reads a sheet of the two columns Mục and Nội dung into one record. Items
// that the schema doesn't name go to other.
func readPairs[T any](r *reader, table nomination.Table[T], other func(item string, c *cell, at finding.Place)) (*T, *nomination.Sheet) {
	schema := table.Schema()
	sheet, g := r.locate(schema)
	sheet.Items = map[string]int{}
	record := table.New(nomination.Row{Sheet: sheet, Number: sheet.HeadRow})
	if sheet.HeadRow == 0 {
		return record, sheet
	}
	rows := newRowReader(r, schema, sheet, g)
	items, values := sheet.Columns[nomination.HeadItem], sheet.Columns[nomination.HeadValue]
	var strangers []*row
	for i := range g.rows {
		row := &g.rows[i]
		item := row.cell(items)
		if item == nil || values == 0 {
			continue
		}
		key := nomination.HeadKey(item.text)
		f := slices.IndexFunc(table.Fields, func(f nomination.Field[T]) bool { return nomination.HeadKey(f.Head) == key })
		if f < 0 {
			strangers = append(strangers, row)
			continue
		}
		field := table.Fields[f]
		if earlier, ok := sheet.Items[field.Head]; ok {
			r.report(twiceHeading(field.Head, sheet.Place(row.number, items), sheet.Place(earlier, items)))
			continue
		}
		sheet.Items[field.Head] = row.number
		if v, ok := rows.value(field.Column, row.cell(values), sheet.Place(row.number, values)); ok {
			field.Set(record, v)
		}
	}
	if values == 0 || items == 0 {
		return record, sheet
	}
	r.reportItems(schema, sheet, strangers, other)
	return record, sheet
}

// reportItems names required items that are missing and hands on the unknown ones.
func (r *reader) reportItems(schema nomination.Schema, sheet *nomination.Sheet, strangers []*row, other func(string, *cell, finding.Place)) {
	items, values := sheet.Columns[nomination.HeadItem], sheet.Columns[nomination.HeadValue]
	texts := make([]string, len(strangers))
	for i, row := range strangers {
		texts[i] = row.cell(items).text
	}
	has := func(head string) bool { _, ok := sheet.Items[head]; return ok }
	missing := r.reportMissing(itemWording, schema, sheet, has, texts)
	for _, row := range strangers {
		item := row.cell(items)
		at := sheet.Place(row.number, items)
		near, ok := vi.Nearest(nomination.HeadKey(item.text), missing)
		if !ok && other != nil {
			other(nomination.HeadKey(item.text), row.cell(values), at)
			continue
		}
		r.reportStranger(itemWording, at, item.text, near)
	}
}
