package main

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"thidua/internal/explain"
	"thidua/internal/finding"
	"thidua/internal/pipeline"
	"thidua/internal/report"
)

func newExplain(t *terminal, o *options) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:     "explain [MÃ]",
		Aliases: []string{"giai-thich"},
		Short:   "giải thích một mã lỗi, theo câu nào của Kế hoạch",
		Long: `explain cho biết một mã (ví dụ TD304) nghĩa là gì, dựa vào câu nào của Kế hoạch, in ra thế nào, sửa
thế nào và vì sao là lỗi chứ không phải cảnh báo. Không ghi mã thì liệt kê mọi mã.`,
		Example: `  thidua explain TD304
  thidua explain
  thidua explain --all --format json > ke-hoach.json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 || all && len(args) > 0 {
				return &usageError{"Lệnh explain chỉ nhận một mã, hoặc --all.", "Ví dụ: thidua explain TD304"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := o.checkFormat(); err != nil {
				return err
			}
			if o.noColor {
				t.plain()
			}
			workspace := o.workspace
			if workspace == "" {
				workspace = "."
			}
			x, err := pipeline.Explain(workspace)
			if err != nil {
				return err
			}
			if x.Faulty {
				t.say("Tệp data/ke-hoach.yaml đang có lỗi nên dưới đây là theo bản đi kèm chương trình; chạy thidua check để xem lỗi.")
			}
			var b bytes.Buffer
			if err := writeExplained(&b, x, args, all, o.format == "json", t.colour); err != nil {
				return err
			}
			_, err = b.WriteTo(t.out)
			return err
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().BoolVar(&all, "all", false, "mọi mã; với --format json là toàn bộ Kế hoạch cho chương trình khác đọc")
	o.formatFlag(cmd)
	return cmd
}

// writeExplained writes what was asked for: one code, all of them, or a list.
func writeExplained(w *bytes.Buffer, x *pipeline.Explained, args []string, all, asJSON, colour bool) error {
	entries := x.Entries
	if len(args) == 1 {
		code, ok := explain.Parse(args[0])
		i := slices.IndexFunc(entries, func(e explain.Entry) bool { return e.Code == code })
		if !ok || i < 0 {
			return unknownCode(args[0])
		}
		entries = entries[i : i+1]
	}
	switch {
	case asJSON:
		e := emptyEnvelope(x.Plan, x.Findings)
		if all {
			e.Rulebook = x.Book
		} else {
			e.Explain = &jsonExplain{explained(entries)}
		}
		return report.Write(w, e)
	case len(args) == 0 && !all:
		for _, e := range entries {
			fmt.Fprintf(w, "%s  %s\n", e.Code, e.Meaning)
		}
	default:
		for i, e := range entries {
			if i > 0 {
				w.WriteByte('\n')
			}
			writeEntry(w, e, colour)
		}
	}
	return nil
}

func unknownCode(asked string) error {
	hint := "Xem mọi mã: thidua explain"
	if near, ok := explain.Nearest(asked); ok {
		hint = fmt.Sprintf("Có phải «thidua explain %s»? %s", near, hint)
	}
	return &usageError{fmt.Sprintf("Không có mã %q.", asked), hint}
}

func writeEntry(w *bytes.Buffer, e explain.Entry, colour bool) {
	fmt.Fprintf(w, "%s  %s\n", e.Code, e.Meaning)
	for _, c := range e.Citations {
		writeIndented(w, "Căn cứ: ", c.Basis)
		if c.Sentence != "" {
			writeIndented(w, "  ", "“"+c.Sentence+"”")
		}
	}
	writeIndented(w, "Cách sửa: ", e.Fix)
	writeIndented(w, "Mức độ: ", e.Why)
	writeIndented(w, "", "Ví dụ:")
	var example bytes.Buffer
	writeFindings(&example, []finding.Finding{e.Example}, colour)
	for line := range bytes.Lines(bytes.TrimSpace(example.Bytes())) {
		w.WriteString("    ")
		w.Write(line)
	}
	w.WriteByte('\n')
}

type jsonExplain struct {
	Codes []jsonExplained `json:"codes"`
}

type jsonExplained struct {
	Code     finding.Code     `json:"code"`
	Severity finding.Severity `json:"severity"`
	Meaning  string           `json:"meaning"`
	Clauses  []jsonClause     `json:"clauses"`
	Example  report.Finding   `json:"example"`
	Fix      string           `json:"fix"`
	Why      string           `json:"why"`
}

type jsonClause struct {
	Clause   string `json:"clause"`
	Basis    string `json:"basis"`
	Sentence string `json:"sentence"`
}

func explained(entries []explain.Entry) []jsonExplained {
	out := make([]jsonExplained, 0, len(entries))
	for _, e := range entries {
		j := jsonExplained{
			Code: e.Code, Severity: e.Severity, Meaning: e.Meaning, Clauses: []jsonClause{},
			Example: report.NewFinding(e.Example), Fix: e.Fix, Why: e.Why,
		}
		for _, c := range e.Citations {
			j.Clauses = append(j.Clauses, jsonClause{c.Clause, c.Basis, c.Sentence})
		}
		out = append(out, j)
	}
	return out
}
