package main

import (
	"bytes"
	"fmt"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/pipeline"
	"thidua/internal/rule"
)

// writeFindings prints findings for people: equal ones once, with all their places.
// The caller adds the summary.
func writeFindings(w *bytes.Buffer, fs []finding.Finding, colour bool) {
	for _, group := range groupFindings(fs) {
		f := group[0]
		fmt.Fprintf(w, "%s %s", paint(f, colour), f.Code)
		if at := f.Place.String(); at != "" {
			fmt.Fprintf(w, "  %s", at)
		}
		if f.Unit != "" {
			fmt.Fprintf(w, "  (%s)", f.Unit)
		}
		fmt.Fprintln(w)
		for _, also := range group[1:] {
			fmt.Fprintf(w, "  và tại: %s", also.Place)
			if also.Unit != "" && also.Unit != f.Unit {
				fmt.Fprintf(w, "  (%s)", also.Unit)
			}
			fmt.Fprintln(w)
		}
		writeIndented(w, "", f.Message)
		if len(f.Related) > 0 {
			places := make([]string, len(f.Related))
			for i, p := range f.Related {
				places[i] = p.String()
			}
			writeIndented(w, "Liên quan: ", strings.Join(places, "; "))
		}
		writeIndented(w, "Căn cứ: ", f.Basis)
		writeIndented(w, "Cách sửa: ", f.Fix)
		fmt.Fprintln(w)
	}
}

func writeIndented(w *bytes.Buffer, label, text string) {
	if text != "" {
		fmt.Fprintf(w, "  %s%s\n", label, strings.ReplaceAll(text, "\n", "\n  "))
	}
}

// groupFindings joins findings that differ by nothing but their place. A group
// stands where its first finding stands.
func groupFindings(fs []finding.Finding) [][]finding.Finding {
	type key struct {
		code                               finding.Code
		severity                           finding.Severity
		blocks                             bool
		message, basis, fix, nominee, unit string
	}
	index := map[key]int{}
	var groups [][]finding.Finding
	for _, f := range fs {
		k := key{f.Code, f.Severity, f.Blocks, f.Message, f.Basis, f.Fix, f.Nominee, f.Unit}
		i, ok := index[k]
		if !ok || len(f.Related) > 0 {
			i = len(groups)
			index[k] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], f)
	}
	return groups
}

// paint gives the label, coloured by severity on a screen.
func paint(f finding.Finding, colour bool) string {
	if !colour {
		return f.Label()
	}
	code := map[finding.Severity]string{finding.Error: "1;31", finding.Warning: "1;33", finding.Note: "1;36"}[f.Severity]
	return "\x1b[" + code + "m" + f.Label() + "\x1b[0m"
}

// summary is the last line of a report.
func summary(c *pipeline.Checked) string {
	s := fmt.Sprintf("Tổng cộng: %d lỗi, %d cảnh báo, %d lưu ý; đã đọc %d tệp, %d hồ sơ",
		c.Summary.Errors, c.Summary.Warnings, c.Summary.Notes, c.Summary.Files, c.Summary.Nominees)
	if c.Outcome == nil {
		return s + "."
	}
	count := map[rule.Result]int{}
	for _, v := range c.Outcome.Verdicts {
		count[v.Result]++
	}
	return s + fmt.Sprintf(" (đạt %d, không đạt %d, chưa đủ căn cứ %d).", count[rule.Pass], count[rule.Fail], count[rule.Unknown])
}
