package main

import (
	"bytes"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"thidua/internal/pipeline"
)

func newBuild(t *terminal, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "build",
		Aliases: []string{"lap-ho-so"},
		Short:   "kiểm tra rồi lập hồ sơ trình thành phố vào output/",
		Long: `build kiểm tra dữ liệu như lệnh check, rồi lập hồ sơ của các trường hợp đã được kết luận
«Đề nghị cấp thành phố» trong trang Kết quả xét: tờ trình, danh sách, báo cáo thành tích, mục lục,
bảng tổng hợp Excel. Kết quả nằm trong output/<kỳ>/; chỉ thay kết quả lần trước khi đã ghi xong
toàn bộ. Nếu có lỗi chặn, hồ sơ không được lập (dùng --draft để xem bản dự thảo).

Mã thoát: 0 đã lập · 1 có lỗi chặn · 2 dùng sai lệnh · 3 máy hoặc chương trình gặp sự cố.`,
		Example: `  thidua build --date 2027-02-22
  thidua build --draft
  thidua build --period 2026 --strict`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return runBuild(t, o) },
	}
	o.commonFlags(cmd)
	cmd.Flags().BoolVar(&o.draft, "draft", false, "lập cả khi có lỗi chặn, mọi trang ghi DỰ THẢO, không có bảng kiểm")
	return cmd
}

func runBuild(t *terminal, o *options) error {
	if o.noColor {
		t.plain()
	}
	run, err := o.pipeline()
	if err != nil {
		return err
	}
	b, err := pipeline.Build(run)
	if err != nil {
		return err
	}
	if o.format == "json" {
		var out bytes.Buffer
		if err := writeJSON(&out, b.Checked, b); err != nil {
			return err
		}
		if _, err := out.WriteTo(t.out); err != nil {
			return err
		}
	} else {
		if !o.quiet {
			var findings bytes.Buffer
			writeFindings(&findings, b.Findings, t.errColor)
			t.say("%s%s", findings.String(), summary(b.Checked))
		}
		if err := writeBuilt(t.out, b); err != nil {
			return err
		}
	}
	if blocking(b.Findings) || o.strict && len(b.Findings) > 0 {
		return exitStatus(exitFindings)
	}
	return nil
}

// writeBuilt says what was written, what was left out and why, and what to open.
func writeBuilt(w io.Writer, b *pipeline.Built) error {
	var out bytes.Buffer
	if len(b.Written) > 0 {
		fmt.Fprintf(&out, "Đã lập %d tệp trong %s:\n", len(b.Written), b.Output)
		for _, f := range b.Written {
			fmt.Fprintf(&out, "  %s", f.Path)
			if f.Pages > 0 {
				fmt.Fprintf(&out, "  (%d trang)", f.Pages)
			}
			fmt.Fprintln(&out)
		}
	}
	if len(b.LeftOut) > 0 {
		fmt.Fprintln(&out, "Chưa lập:")
		for _, l := range b.LeftOut {
			fmt.Fprintf(&out, "  %s: %s\n", l.What, l.Why)
		}
	}
	if len(b.ToVerify) > 0 {
		fmt.Fprintln(&out, "Chưa đối chiếu được với văn bản gốc, cần xem lại trước khi trình ký:")
		for _, v := range b.ToVerify {
			fmt.Fprintf(&out, "  - %s\n", v)
		}
	}
	if b.Open != "" {
		fmt.Fprintf(&out, "Mở xem trước: %s/%s\n", b.Output, b.Open)
	}
	_, err := out.WriteTo(w)
	return err
}
