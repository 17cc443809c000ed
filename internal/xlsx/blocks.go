package xlsx

import (
	"strings"

	"thidua/internal/font"
	"thidua/internal/paper"
)

// Sizes in pt, as on the papers themselves.
const (
	headSize   = 13
	mottoSize  = 14
	titleSize  = 14
	bodySize   = 13
	tableSize  = 12
	remarkSize = 11
	copiesSize = 11
)

// The shares of the width, in thousandths, at which a letterhead and a pair of
// signatures are parted.
const (
	headShare = 420
	signShare = 500
)

// ruleRow is the height of the empty row below a text with a line under it, px;
// signRoom leaves 25 mm for a signature by hand.
const (
	ruleRow  = 8
	gapRow   = 10
	signRoom = 96
)

const (
	bold       = style(font.Bold)
	italic     = style(font.Italic)
	boldItalic = style(font.BoldItalic)
)

func centred(size int) look { return look{size: size, align: paper.AlignCentre} }

// letterhead puts the issuer left, the nation and its motto right, the number and
// the place on one row below both.
func (p *placer) letterhead(l paper.Letterhead) error {
	issuerZone, nationZone := p.halves(headShare)
	var issuer, national []text
	for _, s := range l.Superior {
		issuer = append(issuer, plainText(s, 0))
	}
	for _, s := range l.Issuer {
		issuer = append(issuer, plainText(s, bold))
	}
	sizes := []int{headSize, mottoSize}
	if !l.Bare {
		national = []text{plainText(paper.National, bold), plainText(paper.Motto, bold)}
	}
	from := len(p.rows)
	for i := range max(len(issuer), len(national)) {
		at := p.addRow(lineHeight(headSize))
		if i < len(issuer) {
			if err := p.span(at, issuerZone, issuer[i], centred(headSize)); err != nil {
				return err
			}
		}
		if i < len(national) {
			if err := p.span(at, nationZone, national[i], centred(sizes[i])); err != nil {
				return err
			}
		}
	}
	if len(p.rows) > from {
		p.addRow(ruleRow)
	}
	if n := len(issuer); n > 0 {
		// A third to a half of the line, annex I, II.2.b.
		p.ruleBelow(from+n, issuerZone, issuer[n-1].measure(p.font, headSize)*2/5)
	}
	if n := len(national); n > 0 {
		// As long as the line, annex I, II.1.b.
		p.ruleBelow(from+n, nationZone, national[n-1].measure(p.font, mottoSize))
	}
	if l.Number != "" || l.Place != "" {
		at := p.addRow(lineHeight(headSize))
		if err := p.span(at, issuerZone, plainText(l.Number, 0), centred(headSize)); err != nil {
			return err
		}
		if err := p.span(at, nationZone, plainText(l.Place, italic), centred(mottoSize)); err != nil {
			return err
		}
	}
	p.addRow(gapRow)
	return nil
}

// title puts type, subject and note in the middle, and the short rule below them.
func (p *placer) title(t paper.Title) error {
	var lines []text
	for _, s := range append(append([]string(nil), t.Type...), t.Subject...) {
		lines = append(lines, plainText(s, bold))
	}
	for i, s := range lines {
		lines[i] = s.even(p.font, titleSize, sum(p.cols))
		if err := p.span(p.addRow(0), p.whole(), lines[i], centred(titleSize)); err != nil {
			return err
		}
	}
	if t.Note != "" {
		if err := p.span(p.addRow(0), p.whole(), plainText(t.Note, italic), centred(titleSize)); err != nil {
			return err
		}
	}
	if n := len(lines); n > 0 && !t.NoRule {
		p.ruleBelow(p.addRow(ruleRow), p.whole(), lines[n-1].lastLine().measure(p.font, titleSize)*2/5)
	}
	p.addRow(gapRow)
	return nil
}

// paragraph gives a text the whole width, on as many rows as it needs.
func (p *placer) paragraph(g paper.Paragraph) error {
	l := look{size: bodySize, align: paper.AlignLeft}
	switch g.Role {
	case paper.Body, paper.Basis:
		l.align = paper.AlignJustify
	case paper.Centred, paper.CentredBold:
		l.align = paper.AlignCentre
	case paper.PlainRight:
		l.align = paper.AlignRight
	case paper.Remark:
		l.size = remarkSize
	}
	t := textOf([]paper.Paragraph{g}, 0)
	if err := checkText(t.String()); err != nil {
		return err
	}
	for _, piece := range t.pieces(p.font, l.size, sum(p.cols), linesIn(maxRow, l.size)) {
		if err := p.span(p.addRow(0), p.whole(), piece, l); err != nil {
			return err
		}
	}
	if g.KeepNext || g.Role == paper.Heading1 || g.Role == paper.Heading2 || g.Role == paper.Heading3 {
		p.rows[len(p.rows)-1].keep = held
	}
	return nil
}

// linesIn is the number of lines that a row of a height shows.
func linesIn(room, size int) int { return max(1, (room-rowPadding)/lineHeight(size)) }

// A signer is a signing place and the columns that it stands in.
type signer struct {
	paper.Signature
	zone zone
}

// closing puts the signature right and the list of who gets copies left, level with it.
func (p *placer) closing(c paper.Closing) error {
	copiesZone, signZone := p.halves(signShare)
	from := p.beforeSignature()
	if err := p.signed(signer{c.Signature, signZone}); err != nil {
		return err
	}
	if len(c.Copies) > 0 {
		heading := look{size: tableSize, align: paper.AlignLeft}
		if err := p.span(from, copiesZone, plainText(paper.CopiesTo, boldItalic), heading); err != nil {
			return err
		}
		if err := p.copies(c.Copies, copiesZone, from+1); err != nil {
			return err
		}
	}
	p.keepTogether(from)
	return nil
}

// copies puts the lines of a list into one cell over the rows of the signature, and
// makes the last of them higher, or adds some, where the list is longer.
func (p *placer) copies(lines []string, z zone, from int) error {
	t := plainText(strings.Join(lines, "\n"), 0)
	need := height(len(t.wrap(p.font, copiesSize, p.width(z.from, z.to-z.from))), copiesSize)
	for missing := need - p.heights(from, len(p.rows)); missing > 0; {
		last := &p.rows[len(p.rows)-1]
		step := min(missing, maxRow-last.height)
		last.height += step
		if missing -= step; missing > 0 {
			p.addRow(0)
		}
	}
	return p.put(cell{
		row: from, col: z.from, rows: len(p.rows) - from, cols: z.to - z.from, text: t,
		look: look{size: copiesSize, align: paper.AlignLeft},
	})
}

// signatures puts one signing place left, one right, one below both.
func (p *placer) signatures(s paper.Signatures) error {
	leftZone, rightZone := p.halves(signShare)
	from := p.beforeSignature()
	var beside []signer
	if s.Left != nil {
		beside = append(beside, signer{*s.Left, leftZone})
	}
	if s.Right != nil {
		beside = append(beside, signer{*s.Right, rightZone})
	}
	if err := p.signed(beside...); err != nil {
		return err
	}
	if s.Below != nil {
		p.addRow(gapRow)
		if err := p.signed(signer{*s.Below, p.whole()}); err != nil {
			return err
		}
	}
	p.keepTogether(from)
	return nil
}

// beforeSignature leaves a gap, keeps the last row of the text with what follows (a
// signature doesn't stand alone on a page), and gives the first row of the signature.
func (p *placer) beforeSignature() int {
	if n := len(p.rows); n > 0 {
		p.rows[n-1].keep = max(p.rows[n-1].keep, wanted)
	}
	p.rows[p.addRow(gapRow)].keep = held
	return len(p.rows)
}

// signed puts signing places side by side: capacities and hints from the top, then
// the room to sign, then the names on one row.
func (p *placer) signed(signers ...signer) error {
	from, lines := len(p.rows), 0
	heads := make([][]text, len(signers))
	for i, s := range signers {
		for _, c := range s.Capacity {
			heads[i] = append(heads[i], plainText(c, bold))
		}
		if s.Hint != "" {
			heads[i] = append(heads[i], plainText(s.Hint, italic))
		}
		lines = max(lines, len(heads[i]))
	}
	for range lines {
		p.addRow(0)
	}
	p.addRow(signRoom)
	names := p.addRow(lineHeight(headSize))
	for i, s := range signers {
		for n, t := range heads[i] {
			if err := p.span(from+n, s.zone, t, centred(headSize)); err != nil {
				return err
			}
		}
		if err := p.span(names, s.zone, plainText(s.Name, bold), centred(headSize)); err != nil {
			return err
		}
	}
	return nil
}
