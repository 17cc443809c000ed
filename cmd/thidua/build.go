package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"thidua/internal/pipeline"
	"thidua/internal/vi"
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

Có --dry-run thì chỉ cho biết so với lần lập trước hồ sơ nào thành đủ (+), mất (−), đổi (~), văn bản
nào sẽ ghi lại; không ghi gì cả.

Mã thoát: 0 đã lập · 1 có lỗi chặn · 2 dùng sai lệnh · 3 máy hoặc chương trình gặp sự cố.`,
		Example: `  thidua build --date 2027-02-22
  thidua build --dry-run
  thidua build --draft
  thidua build --public
  thidua build --period 2026 --strict`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return runBuild(t, o) },
	}
	o.commonFlags(cmd)
	cmd.Flags().BoolVar(&o.draft, "draft", false, "lập cả khi có lỗi chặn, mọi trang ghi DỰ THẢO, không có bảng kiểm")
	cmd.Flags().BoolVar(&o.public, "public", false, "lập thêm danh sách công khai, chỉ có năm sinh, không có địa chỉ, điện thoại")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "chỉ nói sẽ đổi gì so với lần lập trước, không ghi gì")
	return cmd
}

func runBuild(t *terminal, o *options) error {
	if o.noColor {
		t.plain()
	}
	if o.dryRun && o.draft {
		return &usageError{"--dry-run không đi cùng --draft.", "Bản dự thảo không được so sánh; bỏ một trong hai."}
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
		if err := writeJSON(&out, b); err != nil {
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
	if b.Changes != nil {
		writeChanges(&out, b)
	}
	if len(b.Written) > 0 {
		fmt.Fprintf(&out, "Đã lập %d tệp trong %s:\n", len(b.Written), b.Output)
		writeFiles(&out, b.Written)
	}
	for _, k := range b.Kept {
		fmt.Fprintf(&out, "Giữ nguyên hồ sơ đã nộp: %s\n", k)
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

// writeFiles lists files, the Word version of a paper on the line of its PDF.
func writeFiles(out *bytes.Buffer, files []pipeline.Written) {
	stands := make(map[string]bool, len(files))
	for _, f := range files {
		stands[f.Path] = true
	}
	for _, f := range files {
		base, isWord := strings.CutSuffix(f.Path, ".docx")
		if isWord && stands[base+".pdf"] {
			continue
		}
		fmt.Fprintf(out, "  %s", f.Path)
		var about []string
		if f.Pages > 0 {
			about = append(about, fmt.Sprintf("%d trang", f.Pages))
		}
		if base, ok := strings.CutSuffix(f.Path, ".pdf"); ok && stands[base+".docx"] {
			about = append(about, "có bản Word")
		}
		if len(about) > 0 {
			fmt.Fprintf(out, "  (%s)", strings.Join(about, ", "))
		}
		fmt.Fprintln(out)
	}
}

// signs mark changes: what is gained, lost, or otherwise different.
var signs = map[string]string{
	pipeline.Gained: "+ đủ ", pipeline.Lost: "− mất", pipeline.Changed: "~ đổi",
	pipeline.Added: "+ thêm   ", pipeline.Removed: "− bỏ     ", pipeline.Rewritten: "~ ghi lại",
}

// writeChanges says what a build would change since the last one.
func writeChanges(out *bytes.Buffer, b *pipeline.Built) {
	c := b.Changes
	if c.Former == "" {
		fmt.Fprintf(out, "Kỳ %s chưa lập hồ sơ lần nào.\n", b.Period)
	} else {
		fmt.Fprintf(out, "So với lần lập ngày %s:\n", dayOf(c.Former))
	}
	switch {
	case c.Former != "" && !c.Compared:
		fmt.Fprintln(out, "  Không có bản ghi kết quả xét của lần đó nên không so được từng hồ sơ.")
	case c.Compared && len(c.Verdicts) == 0:
		fmt.Fprintln(out, "  Kết quả xét của mọi hồ sơ như cũ.")
	}
	for _, v := range c.Verdicts {
		fmt.Fprintf(out, "  %s  %s  %s: %s → %s\n", signs[v.Kind], v.Nominee, v.Name, standing(v.Before), standing(v.After))
	}
	for _, f := range c.Files {
		fmt.Fprintf(out, "  %s  %s\n", signs[f.Kind], f.Path)
	}
	if c.Same > 0 {
		fmt.Fprintf(out, "  %d tệp như cũ.\n", c.Same)
	}
	fmt.Fprintln(out, "Chỉ xem trước, chưa ghi gì.")
}

// dayOf writes a day for people; what is none stays as it is.
func dayOf(iso string) string {
	d, err := vi.ParseISO(iso)
	if err != nil {
		return iso
	}
	return d.Short()
}

// standing says how a dossier stood.
func standing(s pipeline.Standing) string {
	if s.Result == "" {
		return "không có hồ sơ"
	}
	words := map[string]string{"pass": "đạt", "fail": "không đạt", "unknown": "chưa đủ căn cứ"}[s.Result]
	if s.Conclusion != "" {
		words += ", «" + s.Conclusion + "»"
	}
	return words + " (" + s.Award + ")"
}
