package main

import (
	"bytes"
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"thidua/internal/pipeline"
	"thidua/internal/report"
)

func newClose(t *terminal, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "close",
		Aliases: []string{"khoa-nam"},
		Short:   "khóa một năm đã xong, giữ làm căn cứ cho kỳ tổng kết",
		Long: `close khóa kỳ xét đã xong: giữ mã kiểm của các tệp đơn vị gửi và của bảng kiểm hồ sơ đã lập, các
dòng của kỳ đó trong sổ theo dõi (xếp hạng, cuộc họp, phiếu, kết luận, văn bản phát hành, kết quả
trình) và kết quả xét từng hồ sơ, trong data/lich-su/<kỳ>/khoa.json. Từ đó mỗi lần kiểm tra sẽ nêu
(TD801) điều gì của kỳ đã khóa bị thay đổi; kỳ tổng kết lấy thứ hạng và kết quả trình theo bản khóa.

Chỉ khóa được khi hồ sơ của kỳ đã lập, còn nguyên như khi lập và không có lỗi chặn.

Mã thoát: 0 đã khóa · 1 chưa khóa được · 2 dùng sai lệnh · 3 máy hoặc chương trình gặp sự cố.`,
		Example: `  thidua close --period 2026
  thidua close --period 2026 --date 2027-06-30`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return runClose(t, o) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.period, "period", "", "`kỳ` khóa, ví dụ 2026 (mặc định: Năm xét thành tích trong sổ theo dõi)")
	o.outputFlags(cmd)
	return cmd
}

func runClose(t *terminal, o *options) error {
	if o.noColor {
		t.plain()
	}
	run, err := o.pipeline()
	if err != nil {
		return err
	}
	c, err := pipeline.Close(run)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if o.format == "json" {
		e := newEnvelope(c.Checked)
		e.Close = &jsonClose{c.File, c.Date, c.Before, append([]string{}, c.Refused...)}
		if err := report.Write(&b, e); err != nil {
			return err
		}
	} else {
		if len(c.Refused) > 0 {
			var findings bytes.Buffer
			writeFindings(&findings, c.Findings, t.errColor)
			t.say("%s%s", findings.String(), summary(c.Checked))
		}
		writeClosed(&b, c)
	}
	if _, err := b.WriteTo(t.out); err != nil {
		return err
	}
	if len(c.Refused) > 0 {
		return exitStatus(exitFindings)
	}
	return nil
}

func writeClosed(b *bytes.Buffer, c *pipeline.Closed) {
	switch {
	case len(c.Refused) > 0:
		fmt.Fprintf(b, "Chưa khóa kỳ %s:\n", cmp.Or(c.Period, "xét"))
		for _, why := range c.Refused {
			fmt.Fprintf(b, "  - %s.\n", why)
		}
	case c.Before:
		fmt.Fprintf(b, "Kỳ %s đã khóa từ ngày %s, chưa có gì thay đổi.\n", c.Period, dayOf(c.Date))
	default:
		fmt.Fprintf(b, "Đã khóa kỳ %s, ngày %s: %s.\n", c.Period, dayOf(c.Date), c.File)
	}
}

type jsonClose struct {
	File    string   `json:"file"` // "" where nothing was written
	Date    string   `json:"date"`
	Before  bool     `json:"before"`  // closed earlier, and nothing has changed since
	Refused []string `json:"refused"` // why not
}
