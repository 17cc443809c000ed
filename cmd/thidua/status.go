package main

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"thidua/internal/finding"
	"thidua/internal/pipeline"
	"thidua/internal/report"
	"thidua/internal/vi"
)

func newStatus(t *terminal, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "status",
		Aliases: []string{"tinh-trang"},
		Short:   "đơn vị nào đã gửi, còn mấy ngày, còn bao nhiêu suất",
		Long: `status điểm danh mọi đơn vị trong sổ theo dõi (có đề nghị, không đề nghị, chưa gửi, gửi thiếu),
cho biết còn bao nhiêu ngày đến hạn, còn được kết luận bao nhiêu hồ sơ cho mỗi hình thức, và phường
còn đuổi kịp điều kiện của kỳ tổng kết không. Lệnh này không ghi gì; mã thoát là 0.`,
		Example: `  thidua status
  thidua status --date 2027-02-01
  thidua status --period 2026-2030 --format json`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return runStatus(t, o) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.period, "period", "", "`kỳ` xét, ví dụ 2026 (mặc định: Năm xét thành tích trong sổ theo dõi)")
	o.outputFlags(cmd)
	return cmd
}

func runStatus(t *terminal, o *options) error {
	if o.noColor {
		t.plain()
	}
	run, err := o.pipeline()
	if err != nil {
		return err
	}
	s, err := pipeline.ReadStatus(run)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if o.format == "json" {
		e := newEnvelope(s.Checked)
		e.Status = newJSONStatus(s)
		err = report.Write(&b, e)
	} else if len(s.Units) == 0 && blocking(s.Findings) {
		// Without units there is nothing to call: what keeps them from being read is the answer.
		writeFindings(&b, slices.DeleteFunc(slices.Clone(s.Findings), func(f finding.Finding) bool { return !f.Blocks }), t.colour)
		b.WriteString(summary(s.Checked) + "\n")
	} else {
		writeStatus(&b, s)
	}
	if err != nil {
		return err
	}
	_, err = b.WriteTo(t.out)
	return err
}

// answers are the states of a unit in the order of the roll-call's last line.
var answers = []string{pipeline.Nominates, pipeline.Declines, pipeline.Incomplete, pipeline.Missing}

func writeStatus(b *bytes.Buffer, s *pipeline.Status) {
	fmt.Fprintf(b, "Kỳ %s\n", s.Period)
	b.WriteString("\nĐiểm danh đơn vị:\n")
	var counts []string
	width := 0
	for _, u := range s.Units {
		width = max(width, len(u.Code))
	}
	for _, a := range answers {
		n := 0
		for _, u := range s.Units {
			if u.Answer == a {
				n++
				writeUnit(b, u, pipeline.AnswerWords[a], width)
			}
		}
		counts = append(counts, fmt.Sprintf("%s %d", pipeline.AnswerWords[a], n))
	}
	fmt.Fprintf(b, "  Cộng %d đơn vị: %s.\n", len(s.Units), strings.Join(counts, ", "))
	writeDeadlines(b, s.Deadlines)
	writeQuotas(b, s.Quotas)
	for _, l := range s.Outlooks {
		writeOutlook(b, l)
	}
	if closed := s.ClosedPeriods(); len(closed) > 0 {
		b.WriteString("\nKỳ đã khóa:\n")
		for _, p := range closed {
			fmt.Fprintf(b, "  %s, ngày %s\n", p.Period, dayOf(p.Date))
		}
	}
	b.WriteString("\n" + summary(s.Checked) + "\n")
}

func writeUnit(b *bytes.Buffer, u pipeline.UnitStatus, word string, width int) {
	fmt.Fprintf(b, "  %-13s  %-*s  %s", word, width, u.Code, u.Name)
	if n := u.Collectives + u.Individuals; n > 0 {
		fmt.Fprintf(b, ": %s tập thể, %s cá nhân", vi.Count(u.Collectives), vi.Count(u.Individuals))
	}
	if len(u.Codes) > 0 {
		fmt.Fprintf(b, " (%s)", joinCodes(u.Codes))
	}
	if !u.Received.IsZero() {
		fmt.Fprintf(b, "; nhận ngày %s", u.Received.Short())
	}
	b.WriteString("\n")
}

func joinCodes(codes []finding.Code) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = string(c)
	}
	return strings.Join(words, ", ")
}

func writeDeadlines(b *bytes.Buffer, deadlines []pipeline.DeadlineStatus) {
	if len(deadlines) == 0 {
		return
	}
	b.WriteString("\nThời hạn:\n")
	for _, d := range deadlines {
		fmt.Fprintf(b, "  Cấp %s", strings.ToLower(d.Level))
		if len(d.Units) > 0 {
			fmt.Fprintf(b, " (%s)", strings.Join(d.Units, ", "))
		}
		fmt.Fprintf(b, ": trước ngày %s, muộn nhất %s; ", d.Before.Short(), d.Last.Short())
		switch {
		case d.DaysLeft > 0:
			fmt.Fprintf(b, "còn %s ngày", vi.Count(d.DaysLeft))
		case d.DaysLeft == 0:
			b.WriteString("hôm nay là ngày cuối")
		default:
			fmt.Fprintf(b, "đã quá %s ngày", vi.Count(-d.DaysLeft))
		}
		if d.Notice != "" {
			fmt.Fprintf(b, " (theo %s)", d.Notice)
		}
		b.WriteString("\n")
	}
}

func writeQuotas(b *bytes.Buffer, quotas []pipeline.QuotaStatus) {
	if len(quotas) == 0 {
		return
	}
	b.WriteString("\nSố lượng (đã kết luận / được đề nghị):\n")
	closed := 0 // nothing may be put forward, and nobody asks for it
	for _, q := range quotas {
		if q.Bound == 0 && q.Nominated == 0 && q.Concluded == 0 {
			closed++
			continue
		}
		fmt.Fprintf(b, "  %s, %s: %s", q.Name, q.KindWord(), vi.Count(q.Concluded))
		switch left := q.Bound - q.Concluded; {
		case q.Bound < 0:
			b.WriteString(" / không giới hạn")
		case left >= 0:
			fmt.Fprintf(b, " / %s, còn %s", vi.Count(q.Bound), vi.Count(left))
		default:
			fmt.Fprintf(b, " / %s, vượt %s", vi.Count(q.Bound), vi.Count(-left))
		}
		fmt.Fprintf(b, "; đơn vị đề nghị %s\n", vi.Count(q.Nominated))
	}
	if closed > 0 {
		b.WriteString("  Hình thức khác: chưa được phân bổ, không có đề nghị.\n")
	}
}

func writeOutlook(b *bytes.Buffer, l pipeline.OutlookStatus) {
	fmt.Fprintf(b, "\nCòn đuổi kịp kỳ tổng kết %d-%d không (%s, cần %s năm trong %s đơn vị dẫn đầu):\n  ",
		l.First, l.Last, l.Subject, vi.Count(l.Needed), vi.Count(l.Within))
	switch l.Prospect {
	case pipeline.Reached:
		fmt.Fprintf(b, "Đã đủ: %s năm (%s).", vi.Count(len(l.In)), years(l.In))
	case pipeline.Possible:
		fmt.Fprintf(b, "Còn kịp: đã có %s năm%s; còn %s năm có thể đạt (%s).", vi.Count(len(l.In)), bracketed(l.In), vi.Count(len(l.Open)), years(l.Open))
	case pipeline.OnlyLate:
		fmt.Fprintf(b, "Chỉ kịp nếu hạn nộp hồ sơ tổng kết được lùi: đã có %s năm%s, còn %s năm công bố trước hạn.", vi.Count(len(l.In)), bracketed(l.In), vi.Count(len(l.Open)))
	default:
		fmt.Fprintf(b, "Không còn kịp: đã có %s năm%s, dù các năm còn lại đều đạt.", vi.Count(len(l.In)), bracketed(l.In))
	}
	if len(l.Out) > 0 {
		fmt.Fprintf(b, "\n  Ngoài %s đơn vị dẫn đầu: %s.", vi.Count(l.Within), years(l.Out))
	}
	if len(l.Late) > 0 {
		fmt.Fprintf(b, "\n  Chỉ số công bố sau hạn nộp hồ sơ tổng kết: %s.", years(l.Late))
	}
	b.WriteString("\n")
}

func years(list []int) string {
	words := make([]string, len(list))
	for i, y := range list {
		words[i] = strconv.Itoa(y)
	}
	return strings.Join(words, ", ")
}

func bracketed(list []int) string {
	if len(list) == 0 {
		return ""
	}
	return " (" + years(list) + ")"
}

type jsonStatus struct {
	Units     []jsonUnit     `json:"units"`
	Deadlines []jsonDeadline `json:"deadlines"`
	Quotas    []jsonQuota    `json:"quotas"`
	Outlook   []jsonOutlook  `json:"outlook"`
	Closed    []jsonClosed   `json:"closed"`
}

type jsonClosed struct {
	Period string `json:"period"`
	Date   string `json:"date"`
}

type jsonUnit struct {
	Code        string         `json:"code"`
	Name        string         `json:"name"`
	Answer      string         `json:"answer"` // nominates, declines, incomplete, missing
	Files       []string       `json:"files"`
	Collectives int            `json:"collectives"`
	Individuals int            `json:"individuals"`
	Codes       []finding.Code `json:"codes"`
	Received    string         `json:"received"`
}

type jsonDeadline struct {
	Level    string   `json:"level"`
	Before   string   `json:"before"`
	Last     string   `json:"last"`
	DaysLeft int      `json:"days_left"`
	Notice   string   `json:"notice"`
	Units    []string `json:"units"`
}

type jsonQuota struct {
	Form      string `json:"form"`
	Name      string `json:"name"`
	Kind      string `json:"kind"` // collective, individual
	Nominated int    `json:"nominated"`
	Concluded int    `json:"concluded"`
	Bound     int    `json:"bound"` // -1: no bound
}

type jsonOutlook struct {
	Subject  string     `json:"subject"`
	First    int        `json:"first"`
	Last     int        `json:"last"`
	Needed   int        `json:"needed"`
	Within   int        `json:"within"`
	Prospect string     `json:"prospect"` // reached, possible, only_with_late_years, impossible
	In       []int      `json:"in"`
	Out      []int      `json:"out"`
	Open     []int      `json:"open"`
	Late     []int      `json:"late"`
	Ranks    []jsonRank `json:"ranks"`
}

type jsonRank struct {
	Year  int `json:"year"`
	Rank  int `json:"rank"` // 0: not in the register
	Total int `json:"total"`
}

func newJSONStatus(s *pipeline.Status) *jsonStatus {
	out := &jsonStatus{Units: []jsonUnit{}, Deadlines: []jsonDeadline{}, Quotas: []jsonQuota{}, Outlook: []jsonOutlook{}, Closed: []jsonClosed{}}
	for _, p := range s.ClosedPeriods() {
		out.Closed = append(out.Closed, jsonClosed(p))
	}
	for _, u := range s.Units {
		out.Units = append(out.Units, jsonUnit{
			u.Code, u.Name, u.Answer, append([]string{}, u.Files...), u.Collectives, u.Individuals,
			append([]finding.Code{}, u.Codes...), u.Received.ISO(),
		})
	}
	for _, d := range s.Deadlines {
		out.Deadlines = append(out.Deadlines, jsonDeadline{d.Level, d.Before.ISO(), d.Last.ISO(), d.DaysLeft, d.Notice, append([]string{}, d.Units...)})
	}
	for _, q := range s.Quotas {
		kind := "individual"
		if q.OfCollectives {
			kind = "collective"
		}
		out.Quotas = append(out.Quotas, jsonQuota{q.Form, q.Name, kind, q.Nominated, q.Concluded, q.Bound})
	}
	for _, l := range s.Outlooks {
		j := jsonOutlook{
			l.Subject, l.First, l.Last, l.Needed, l.Within, l.Prospect,
			append([]int{}, l.In...), append([]int{}, l.Out...), append([]int{}, l.Open...), append([]int{}, l.Late...),
			[]jsonRank{},
		}
		for _, r := range l.Ranks {
			j.Ranks = append(j.Ranks, jsonRank(r))
		}
		out.Outlook = append(out.Outlook, j)
	}
	return out
}
