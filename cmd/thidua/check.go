package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"thidua/internal/finding"
	"thidua/internal/pipeline"
)

func newCheck(t *terminal, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "check",
		Aliases: []string{"kiem-tra"},
		Short:   "kiểm tra sổ theo dõi và các tệp đề nghị theo Kế hoạch",
		Long: `check đọc data/so-theo-doi.xlsx và data/de-nghi/*.xlsx, đối chiếu từng hồ sơ với Kế hoạch
(data/ke-hoach.yaml, nếu không có thì dùng bản đi kèm chương trình) và in mọi điểm cần sửa:
ở tệp nào, trang tính nào, ô nào; vì sao; sửa thế nào. Lệnh này không ghi gì vào dữ liệu.

Mã thoát: 0 không có lỗi · 1 có lỗi · 2 dùng sai lệnh · 3 máy hoặc chương trình gặp sự cố.`,
		Example: `  thidua check
  thidua check --period 2026 --date 2027-02-10
  thidua check --format json > ket-qua.json`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return runCheck(t, o) },
	}
	o.commonFlags(cmd)
	return cmd
}

func runCheck(t *terminal, o *options) error {
	if o.noColor {
		t.plain()
	}
	run, err := o.pipeline()
	if err != nil {
		return err
	}
	c, err := pipeline.Check(run)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if o.format == "json" {
		if err := writeJSON(&b, c, nil); err != nil {
			return err
		}
	} else {
		writeFindings(&b, c.Findings, t.colour)
		b.WriteString(summary(c) + "\n")
	}
	if _, err := b.WriteTo(t.out); err != nil {
		return err
	}
	if c.Summary.Errors > 0 || o.strict && len(c.Findings) > 0 {
		return exitStatus(exitFindings)
	}
	return nil
}

// blocking reports whether a finding stops a paper.
func blocking(fs []finding.Finding) bool {
	for _, f := range fs {
		if f.Blocks {
			return true
		}
	}
	return false
}
