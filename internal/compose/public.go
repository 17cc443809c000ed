package compose

import (
	"strconv"

	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/vi"
)

// PublicFolder holds the lists that anybody may read.
const PublicFolder = "cong-khai"

// A publicData fills danh-sach-cong-khai.html. What may not be made public isn't in it,
// so no template can print it: of a birth the year alone, no address, no telephone, no
// personal number, none of the units' own prose, in which any of these may stand.
type publicData struct {
	office
	Proposed bool   // to the city, or to the ward's Chairman who has not decided yet; else given
	Decision string // "Quyết định số … ngày …", by which it is given
	Groups   []publicGroup
}

// A publicGroup is the collectives or the individuals of a list.
type publicGroup struct {
	N     string // "I"
	Title string
	Rows  []publicRow
}

// A publicRow is a nominee.
type publicRow struct {
	N     int
	Name  string
	Year  string // of birth
	Where string // post and workplace
	Award string
}

// public writes the masked lists: of what is put forward to the city, and of what the
// ward gives itself.
func (c *composer) public(city, ward bool) {
	if city && len(c.in.Outcome.City) > 0 {
		for _, s := range parted(c.in, c.in.Outcome.City) {
			c.publicList(s, "01-danh-sach-cong-khai-thanh-pho"+s.suffix, nomination.Issued{})
		}
	}
	if ward && len(c.in.Outcome.Ward) > 0 {
		c.publicList(newSet(c.in, c.in.Outcome.Ward), "02-danh-sach-cong-khai-giay-khen", issuedAs(c.in, nomination.PaperDecision))
	}
}

// publicList writes one of them. By is the decision that gives the award: until it has
// its number and day nobody has been given anything.
func (c *composer) publicList(s *set, name string, by nomination.Issued) {
	data := publicData{office: newOffice(c.in, s), Proposed: by.Number == "" || !by.Date.Whole()}
	if !data.Proposed {
		data.Decision = "Quyết định số " + by.Number + " " + by.Date.Long() + " của Chủ tịch " + data.Body
	}
	add := func(title string, rows []publicRow) {
		if len(rows) > 0 {
			data.Groups = append(data.Groups, publicGroup{N: vi.Roman(len(data.Groups) + 1), Title: title, Rows: rows})
		}
	}
	var rows []publicRow
	for _, v := range s.collectives {
		rows = append(rows, publicRow{N: v.N, Name: v.Name, Award: v.Award})
	}
	add("Tập thể", rows)
	rows = nil
	for _, v := range s.individuals {
		row := publicRow{N: v.N, Name: v.Entitled, Where: v.PostWhere, Award: v.Award}
		if v.Born.Year > 0 {
			row.Year = strconv.Itoa(v.Born.Year)
		}
		rows = append(rows, row)
	}
	add("Cá nhân", rows)
	c.add("danh-sach-cong-khai.html", data, paper.Paper{
		Kind: "danh-sach-cong-khai", Folder: PublicFolder, Name: name, Author: data.Body, Sources: s.sources(),
	})
}
