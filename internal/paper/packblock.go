package paper

// The kinds of blocks, by the numbers under which they are packed.
const (
	noBlock = iota
	letterheadBlock
	titleBlock
	recipientsBlock
	paragraphBlock
	tableBlock
	chartBlock
	placedBlock
	imageBlock
	closingBlock
	signaturesBlock
	columnsBlock
	keepBlock
	spaceBlock
	pageBreakBlock
)

func kindOf(b Block) int {
	switch b.(type) {
	case Letterhead:
		return letterheadBlock
	case Title:
		return titleBlock
	case Recipients:
		return recipientsBlock
	case Paragraph:
		return paragraphBlock
	case Table:
		return tableBlock
	case Chart:
		return chartBlock
	case Placed:
		return placedBlock
	case Image:
		return imageBlock
	case Closing:
		return closingBlock
	case Signatures:
		return signaturesBlock
	case Columns:
		return columnsBlock
	case Keep:
		return keepBlock
	case Space:
		return spaceBlock
	case PageBreak:
		return pageBreakBlock
	}
	return noBlock
}

func (c *coder) block(b *Block) {
	kind := kindOf(*b)
	number(c, &kind)
	switch kind {
	case letterheadBlock:
		through(c, b, (*coder).letterhead)
	case titleBlock:
		through(c, b, (*coder).title)
	case recipientsBlock:
		through(c, b, func(c *coder, v *Recipients) { c.texts(&v.To) })
	case paragraphBlock:
		through(c, b, (*coder).paragraph)
	case tableBlock:
		through(c, b, (*coder).table)
	case chartBlock:
		through(c, b, (*coder).chart)
	case placedBlock:
		through(c, b, (*coder).placed)
	case imageBlock:
		through(c, b, (*coder).image)
	case closingBlock:
		through(c, b, func(c *coder, v *Closing) { c.texts(&v.Copies); c.signature(&v.Signature) })
	case signaturesBlock:
		through(c, b, (*coder).signatures)
	case columnsBlock:
		through(c, b, func(c *coder, v *Columns) { c.numbersOf(&v.Widths); list(c, &v.Blocks, (*coder).blocks) })
	case keepBlock:
		through(c, b, func(c *coder, v *Keep) { c.blocks(&v.Blocks) })
	case spaceBlock:
		through(c, b, func(c *coder, v *Space) { number(c, &v.Height) })
	case pageBreakBlock:
		*b = PageBreak{}
	}
}

// through goes over the fields of a block of one kind.
func through[B Block](c *coder, b *Block, fields func(*coder, *B)) {
	v, _ := (*b).(B) // reading: there is none yet
	fields(c, &v)
	*b = v
}

func (c *coder) letterhead(v *Letterhead) {
	c.texts(&v.Superior)
	c.texts(&v.Issuer)
	c.text(&v.Number)
	c.text(&v.Place)
	c.flags(&v.Bare)
}

func (c *coder) title(v *Title) {
	c.texts(&v.Type)
	c.texts(&v.Subject)
	c.text(&v.Note)
	c.flags(&v.NoRule)
}

func (c *coder) table(v *Table) {
	list(c, &v.Columns, func(c *coder, l *Column) { number(c, &l.Width); number(c, &l.Align) })
	c.rowsOf(&v.Header)
	c.rowsOf(&v.Rows)
	number(c, &v.Size)
	besides(c, &c.aside.rows, &v.Long, v.Long != nil)
}

func (c *coder) chart(v *Chart) {
	number(c, &v.Kind)
	c.text(&v.Title)
	c.flags(&v.Below)
	c.texts(&v.Categories)
	list(c, &v.Series, func(c *coder, s *Series) {
		c.text(&s.Name)
		list(c, &s.Data, func(c *coder, d *Datum) { number(c, &d.Number); c.text(&d.Text) })
	})
	c.text(&v.Head)
	number(c, &v.Threshold)
	c.text(&v.ThresholdName)
	number(c, &v.Height)
}

func (c *coder) placed(v *Placed) {
	for _, n := range []*int{&v.X, &v.Width, &v.Y, &v.Size} {
		number(c, n)
	}
	number(c, &v.Align)
	c.runs(&v.Runs)
}

func (c *coder) image(v *Image) {
	for _, n := range []*int{&v.X, &v.Y, &v.Width, &v.Height} {
		number(c, n)
	}
	c.text(&v.Alt)
	// The picture that came last is mostly the next, too.
	if last := len(c.aside.pictures) - 1; !c.reading && last >= 0 && same(c.aside.pictures[last], v.Data) {
		number(c, &last)
		return
	}
	besides(c, &c.aside.pictures, &v.Data, v.Data != nil)
}

// same reports whether two pictures are one.
func same(a, b []byte) bool { return len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] }

// besides puts aside what is there, or takes it from there.
func besides[T any](c *coder, aside *[]T, v *T, there bool) {
	at := -1
	if there {
		at = len(*aside)
		*aside = append(*aside, *v)
	}
	number(c, &at)
	if c.reading && at >= 0 {
		*v = (*aside)[at]
	}
}

func (c *coder) signature(v *Signature) {
	c.texts(&v.Capacity)
	c.text(&v.Hint)
	c.text(&v.Name)
}

func (c *coder) signatures(v *Signatures) {
	for _, s := range []**Signature{&v.Left, &v.Right, &v.Below} {
		maybe(c, s, (*coder).signature)
	}
}
