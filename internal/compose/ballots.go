package compose

import (
	"cmp"
	"fmt"

	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rule"
	"thidua/internal/vi"
)

// shortBallot is up to how many candidates two ballots stand on a page, to be cut apart.
const shortBallot = 2

// A ballotData fills phieu-binh-xet.html and bang-kiem-phieu.html.
type ballotData struct {
	office
	Meeting string // "Phiên họp ngày …"; empty where the register holds no meeting
	Members string // "09": of the whole council; empty where the register names none
	Present string // "08" of them attended; empty until attendance is written down
	Written string // "01" sent a written opinion
	Rounds  []round
}

// A round is the vote on a contest, on a ballot of its own.
type round struct {
	N          int
	Award      string
	Whom       string
	Choose     string // "không quá 01"; empty where nothing bounds it
	Needed     string // "từ 05/09 thành viên đồng ý"; empty where the council isn't known
	Copies     []int  // one for each ballot of the page
	Candidates []voted
}

// A voted candidate with the counts of the last ballot; empty while there are none.
type voted struct {
	N                                                                   int
	Name, About                                                         string
	Issued, Returned, Valid, Invalid, For, Against, Written, NotWritten string
	Share                                                               string
}

// ballots writes a blank ballot for every contest and the sheet to count them on.
// Dossiers that fail, or that the unit has withdrawn, stand on none. The names stand in
// the order of the nominations, with nothing that speaks for one of them.
func (c *composer) ballots() {
	o := newOffice(c.in, &set{})
	data := ballotData{office: o}
	if held := sitting(c.in); held != nil {
		data.Meeting = vi.DateOf(held.Start).Long()
		var m meeting
		if m.attendance(&c.in.Case.Register, held); m.Attended {
			data.Present, data.Written = m.Present, cmp.Or(m.Written, vi.Count(0))
		}
	}
	members := len(c.in.Case.Register.Council)
	if members > 0 {
		data.Members = vi.Count(members)
	}
	all, _ := contests(c.in)
	var sources []string
	for _, contest := range all {
		r := newRound(c.in, contest, len(data.Rounds)+1)
		if len(r.Candidates) == 0 {
			continue
		}
		for _, v := range contest.verdicts {
			if votable(v) {
				sources = append(sources, string(v.Nominee))
			}
		}
		data.Rounds = append(data.Rounds, r)
	}
	if len(data.Rounds) == 0 {
		return
	}
	for _, kind := range []string{"phieu-binh-xet", "bang-kiem-phieu"} {
		c.add(kind+".html", data, paper.Paper{Kind: kind, Folder: MeetingFolder, Name: kind, Author: "Hội đồng Thi đua - Khen thưởng " + o.Ward, Sources: sources})
	}
}

// votable reports whether a dossier may be voted for.
func votable(v *rule.Verdict) bool {
	return fitnessOf(v) != unfit && !concluded(v, nomination.ConcludedWithdrawn)
}

// sitting finds the period's last meeting of which the day is known; nil where there is none.
func sitting(in Input) *nomination.Meeting {
	var last *nomination.Meeting
	for _, m := range in.Case.Register.Meetings {
		if m.Period == in.Period && !m.Start.IsZero() {
			last = m
		}
	}
	return last
}

func newRound(in Input, o *contest, n int) round {
	r := round{
		N: n, Award: spellOut(o.form.Name), Whom: o.whom(), Needed: votesNeeded(in, o), Copies: []int{1},
	}
	if b := o.bound(in); b != nil && b.Most > 0 {
		r.Choose = "không quá " + vi.Count(b.Most)
	}
	for _, v := range o.verdicts {
		if !votable(v) {
			continue
		}
		x := voted{N: len(r.Candidates) + 1, Name: v.Name, About: in.Case.UnitName(v.Nominee.Unit())}
		if p := v.Individual; p != nil {
			x.About = postWhere(p.Post, cmp.Or(p.Workplace, x.About), in.ward())
		}
		x.count(in, v.Nominee)
		r.Candidates = append(r.Candidates, x)
	}
	if len(r.Candidates) <= shortBallot {
		r.Copies = []int{1, 2}
	}
	return r
}

// count fills in the last ballot on a dossier, where the register holds one.
func (x *voted) count(in Input, id nomination.ID) {
	last := in.lookup.ballots[id]
	if last == nil {
		return
	}
	x.Issued, x.Returned, x.Valid, x.Invalid = countOf(last.Issued), countOf(last.Returned), countOf(last.Valid), countOf(last.Invalid)
	x.For, x.Against, x.Written, x.NotWritten = countOf(last.For), countOf(last.Against), countOf(last.WrittenFor), countOf(last.WrittenAgainst)
	x.Share = vote(in, id)
}

// votesNeeded says how many of the whole council have to agree.
func votesNeeded(in Input, o *contest) string {
	members := len(in.Case.Register.Council)
	if members == 0 {
		return ""
	}
	needed := members/2 + 1
	if v := in.Rulebook.VoteOn(o.form.Key, in.Date); v != nil && v.Percent > 0 {
		needed = (members*v.Percent + 99) / 100
	}
	return fmt.Sprintf("từ %s/%s thành viên Hội đồng đồng ý", vi.Count(needed), vi.Count(members))
}
