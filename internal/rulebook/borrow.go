package rulebook

import (
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// A reference stands where the standard of another form is to stand (same_as), so that
// forms which share their standards have them written once.
type reference struct {
	form string
	at   ast.Node
}

// A lender is a form of which others may take the standard for one kind of nominee.
type lender struct {
	form     string
	standard *Criterion // the root as it was written; nil: not for this kind
	borrows  bool
}

// borrow puts the standards of other forms where references to them stand: that of
// collectives for collectives, that of individuals for individuals. A standard that
// borrows can't be borrowed from: so nothing goes round in circles, and a rulebook
// stays as large as it looks.
func (d *decoder) borrow(b *Rulebook) {
	d.borrowFor(b, "tập thể", func(f *Form) *Criterion { return f.Collective })
	d.borrowFor(b, "cá nhân", func(f *Form) *Criterion { return f.Individual })
}

func (d *decoder) borrowFor(b *Rulebook, kind string, standard func(*Form) *Criterion) {
	var lenders []lender
	for i := range b.Forms {
		l := lender{form: b.Forms[i].Key}
		if c := standard(&b.Forms[i]); c != nil {
			root := *c
			l.standard = &root
			for m := range c.All() {
				l.borrows = l.borrows || m.sameAs != nil
			}
		}
		lenders = append(lenders, l)
	}
	for i := range b.Forms {
		for c := range standard(&b.Forms[i]).All() {
			if c.sameAs != nil && c.sameAs.form != "" {
				d.take(c, lenders, kind)
			}
		}
	}
}

// take puts the standard of another form where a reference to it stands.
func (d *decoder) take(c *Criterion, lenders []lender, kind string) {
	r := c.sameAs
	i := slices.IndexFunc(lenders, func(l lender) bool { return l.form == r.form })
	switch {
	case i < 0:
		d.fault(r.at, "Hình thức \""+r.form+"\" không có trong forms (same_as)", "khóa của một hình thức trong forms", r.form)
	case lenders[i].standard == nil:
		d.fault(r.at, "Hình thức \""+r.form+"\" không có tiêu chuẩn đối với "+kind+" để lấy lại", "khóa của một hình thức có tiêu chuẩn đối với "+kind, r.form)
	case lenders[i].borrows:
		d.fault(r.at, "Tiêu chuẩn của hình thức \""+r.form+"\" cũng dựa vào same_as nên không lấy lại được", "khóa của một hình thức viết đủ tiêu chuẩn", r.form)
	default:
		*c = *lenders[i].standard
	}
}
