package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"thidua/internal/finding"
	"thidua/internal/pipeline"
	"thidua/internal/report"
)

func newCheck(t *terminal, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "check [thư mục|tệp.xlsx]",
		Aliases: []string{"kiem-tra"},
		Short:   "kiểm tra sổ theo dõi và các tệp đề nghị theo Kế hoạch",
		Long: `check đọc data/so-theo-doi.xlsx và data/de-nghi/*.xlsx, đối chiếu từng hồ sơ với Kế hoạch
(data/ke-hoach.yaml, nếu không có thì dùng bản đi kèm chương trình) và in mọi điểm cần sửa:
ở tệp nào, trang tính nào, ô nào; vì sao; sửa thế nào. Lệnh này không ghi gì vào sổ theo dõi và các tệp đề nghị.

Có --return thì ghi thêm vào output/<kỳ>/tra-don-vi/ bản sao tệp của từng đơn vị cần sửa: ô sai
được tô màu, có ghi chú, và có trang «Kết quả kiểm tra».

Mã thoát: 0 không có lỗi · 1 có lỗi · 2 dùng sai lệnh · 3 máy hoặc chương trình gặp sự cố.`,
		Example: `  thidua check
  thidua check --period 2026 --date 2027-02-10
  thidua check D:\ThiDua
  thidua check --return
  thidua check --format json > ket-qua.json`,
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := o.aimAt(args); err != nil {
				return err
			}
			return runCheck(t, o)
		},
	}
	o.commonFlags(cmd)
	cmd.Flags().BoolVar(&o.returns, "return", false, "ghi tệp trả đơn vị sửa vào output/<kỳ>/tra-don-vi/")
	cmd.Flags().BoolVar(&o.writing, "writing", false, "soát thêm thể thức câu chữ (ngày, số) trong phần đơn vị viết")
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
	c, returned, err := checked(run, o.returns)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if o.format == "json" {
		e := newEnvelope(c)
		if returned != nil {
			e.Returns = newJSONReturns(returned)
		}
		if err := report.Write(&b, e); err != nil {
			return err
		}
	} else {
		writeFindings(&b, c.Findings, t.colour)
		b.WriteString(summary(c) + "\n")
	}
	if _, err := b.WriteTo(t.out); err != nil {
		return err
	}
	if returned != nil && !o.quiet {
		t.sayReturned(returned)
	}
	return findingsStatus(c, o)
}

// checked runs the check, with what goes back to the units where that was asked for.
func checked(run pipeline.Options, returns bool) (*pipeline.Checked, *pipeline.Returned, error) {
	if !returns {
		c, err := pipeline.Check(run)
		return c, nil, err
	}
	r, err := pipeline.CheckReturn(run)
	if err != nil {
		return nil, nil, err
	}
	return r.Checked, r, nil
}

// sayReturned tells which workbooks go back to their units.
func (t *terminal) sayReturned(r *pipeline.Returned) {
	for _, name := range r.Files {
		t.say("Đã ghi %s/%s", r.Output, name)
	}
	for _, l := range r.LeftOut {
		t.say("Chưa ghi: %s: %s", l.What, l.Why)
	}
	if len(r.Files) == 0 && len(r.LeftOut) == 0 {
		t.say("Không tệp nào của đơn vị phải sửa.")
	}
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
