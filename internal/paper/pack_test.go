package paper

import (
	"fmt"
	"reflect"
	"testing"
)

// fill gives every field a value of its own, lists two members each.
func fill(v reflect.Value, next *int) {
	*next++
	switch v.Kind() {
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*next))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		v.SetString(fmt.Sprintf("chữ %d", *next))
	case reflect.Uint8:
		v.SetUint(uint64(*next % 256))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), next)
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), next)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), next)
		}
	case reflect.Interface:
		v.Set(reflect.ValueOf(Text(Body, fmt.Sprintf("đoạn %d", *next))))
	case reflect.Pointer:
		if v.Type() != reflect.TypeFor[*Rows]() {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), next)
		}
	}
}

// TestPackKeepsEverything holds that no field of any block is lost: also not one that is
// added to a block and forgotten here.
func TestPackKeepsEverything(t *testing.T) {
	next := 0
	kinds := []Block{
		Letterhead{},
		Title{},
		Recipients{},
		Paragraph{},
		Table{},
		Chart{},
		Placed{},
		Image{},
		Closing{},
		Signatures{},
		Columns{},
		Keep{},
		Space{},
		PageBreak{},
	}
	var sections []Section
	for _, empty := range kinds {
		full := reflect.New(reflect.TypeOf(empty)).Elem()
		fill(full, &next)
		var s Section
		fill(reflect.ValueOf(&s).Elem(), &next)
		s.Blocks = append(s.Blocks, full.Interface().(Block), empty)
		sections = append(sections, s, Section{})
	}
	rows := NewRows()
	rows.Add(&Row{Cells: []Cell{{Paragraphs: []Paragraph{Text(Plain, "hàng")}}}})
	rows.Done()
	picture := []byte("ảnh")
	sections = append(sections,
		Section{Blocks: []Block{Table{Long: rows}, Image{Data: picture}, Image{Data: picture}}},
		Section{Blocks: []Block{Table{Rows: []Row{{Cells: []Cell{{Value: Value{Kind: IntegerValue, Number: -1 << 62}}}}}}}})

	p := NewSections()
	for i := range sections {
		p.Add(&sections[i])
	}
	p.Done()
	for range 2 { // as often as one likes
		i := 0
		for s := range p.All() {
			if !reflect.DeepEqual(*s, sections[i]) {
				t.Errorf("section %d:\n%+v, want\n%+v", i, *s, sections[i])
			}
			i++
		}
		if i != len(sections) || p.Count != i {
			t.Errorf("%d of %d sections, Count %d", i, len(sections), p.Count)
		}
	}
	times := 0
	for _, b := range p.aside.pictures {
		if same(b, picture) {
			times++
		}
	}
	if times != 1 {
		t.Errorf("a picture shown twice is kept %d times", times)
	}
}

// TestPackIsSmall holds that a long table takes a small part of what its tree takes,
// and comes out whole from many portions.
func TestPackIsSmall(t *testing.T) {
	const many = 20_000
	row := func(i int) Row {
		return Row{Cells: []Cell{
			{Paragraphs: []Paragraph{Text(Plain, fmt.Sprintf("Nguyễn Văn %d", i))}, Value: Value{Kind: IntegerValue, Number: int64(i)}},
			{Paragraphs: []Paragraph{Text(Plain, "Hoàn thành xuất sắc nhiệm vụ năm 2026")}, Span: i % 3},
		}}
	}
	p := NewRows()
	for i := range many {
		r := row(i)
		p.Add(&r)
	}
	p.Done()
	i, size := 0, 0
	for r := range p.All() {
		if want := row(i); !reflect.DeepEqual(*r, want) {
			t.Fatalf("row %d: %+v, want %+v", i, *r, want)
		}
		i++
	}
	for _, b := range p.packed {
		size += cap(b)
	}
	if i != many || len(p.packed) < 10 || size > 30*many {
		t.Errorf("%d rows in %d portions of %d bytes together", i, len(p.packed), size)
	}
}
