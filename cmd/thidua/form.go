package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"thidua/internal/finding"
	"thidua/internal/pipeline"
	"thidua/internal/report"
)

func newForm(t *terminal, o *options) *cobra.Command {
	var units []string
	cmd := &cobra.Command{
		Use:     "form",
		Aliases: []string{"bieu-mau"},
		Short:   "lập biểu mẫu đề nghị để trống cho các đơn vị",
		Long: `form ghi cho mỗi đơn vị trong sổ theo dõi một tệp Excel để trống vào output/bieu-mau/: đúng các
trang và tiêu đề mà chương trình đọc, có danh sách chọn, ghi chú cách ghi và một hàng ví dụ; mã,
tên đơn vị và kỳ đã ghi sẵn. Gửi tệp cho đơn vị; khi nhận lại, chép vào data/de-nghi/.`,
		Example: `  thidua form
  thidua form --unit VHXH --unit VP
  thidua form --period 2026-2030`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return runForm(t, o, units) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringSliceVar(&units, "unit", nil, "chỉ lập cho đơn vị có `mã` này; ghi nhiều lần được (mặc định: mọi đơn vị)")
	f.StringVar(&o.period, "period", "", "`kỳ` xét, ví dụ 2026 (mặc định: Năm xét thành tích trong sổ theo dõi)")
	o.outputFlags(cmd)
	f.BoolVar(&o.quiet, "quiet", false, "chỉ in kết quả, không in lời dẫn")
	return cmd
}

func runForm(t *terminal, o *options, units []string) error {
	if o.noColor {
		t.plain()
	}
	run, err := o.pipeline()
	if err != nil {
		return err
	}
	f, err := pipeline.Forms(run, units)
	if err != nil {
		return formError(err)
	}
	if len(f.Files) == 0 {
		return noForms(t, o, f)
	}
	var b bytes.Buffer
	if o.format == "json" {
		if err := writeFormsJSON(&b, f); err != nil {
			return err
		}
	} else {
		for _, name := range f.Files {
			fmt.Fprintf(&b, "%s/%s\n", f.Output, name)
		}
	}
	if _, err := b.WriteTo(t.out); err != nil {
		return err
	}
	if !o.quiet && o.format == "text" {
		t.say("Đã lập %d biểu mẫu kỳ %s. Gửi cho đơn vị; khi nhận lại, chép vào data/de-nghi rồi chạy thidua check.", len(f.Files), f.Period)
	}
	return nil
}

// noForms says what keeps the register from being used.
func noForms(t *terminal, o *options, f *pipeline.Formed) error {
	if o.format == "json" {
		if err := writeFormsJSON(t.out, f); err != nil {
			return err
		}
		return exitStatus(exitFindings)
	}
	var own []finding.Finding
	for _, x := range f.Findings {
		if x.Severity == finding.Error && x.Place.File != "" && x.Unit == "" {
			own = append(own, x)
		}
	}
	var b bytes.Buffer
	writeFindings(&b, own, t.errColor)
	if _, err := b.WriteTo(t.err); err != nil {
		return err
	}
	t.complain("Chưa lập được biểu mẫu: sổ theo dõi hoặc Kế hoạch chưa dùng được.", "Ghi «Năm xét thành tích» ở trang Cài đặt và các đơn vị ở trang Đơn vị của data/so-theo-doi.xlsx. Chưa có sổ thì chạy thidua init để tạo, hoặc thidua demo để xem bộ hồ sơ mẫu.")
	return exitStatus(exitFindings)
}

// formError puts wrong codes and periods into words.
func formError(err error) error {
	var unit *pipeline.NoUnitError
	switch {
	case errors.As(err, &unit):
		hint := "Xem cột «Mã đơn vị» ở trang Đơn vị của sổ theo dõi."
		if unit.Near != "" {
			hint = fmt.Sprintf("Có phải --unit %s? %s", unit.Near, hint)
		}
		return &usageError{fmt.Sprintf("Sổ theo dõi không có đơn vị %q.", unit.Code), hint}
	case errors.Is(err, pipeline.ErrNoPeriod):
		return &usageError{"Kế hoạch không có kỳ này.", "Ghi năm trong giai đoạn của Kế hoạch, ví dụ --period 2026, hoặc cả giai đoạn, ví dụ --period 2026-2030."}
	}
	return err
}

type jsonForms struct {
	Output  string   `json:"output"`
	Written []string `json:"written"`
}

func writeFormsJSON(w io.Writer, f *pipeline.Formed) error {
	e := newEnvelope(f.Checked)
	e.Forms = &jsonForms{f.Output, append([]string{}, f.Files...)}
	return report.Write(w, e)
}
