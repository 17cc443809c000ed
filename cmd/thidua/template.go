package main

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"thidua/internal/pipeline"
	"thidua/internal/report"
	"thidua/internal/vi"
)

func newTemplate(t *terminal, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "template LỆNH",
		Aliases: []string{"mau"},
		Short:   "xem, chép, sửa, kiểm tra mẫu văn bản",
		Long: `template giúp cơ quan dùng lời văn riêng. Mỗi loại văn bản là một mẫu: một tệp .html ngắn, sửa được
bằng Notepad. Chép mẫu muốn sửa vào thư mục templates/ (copy), sửa, kiểm tra (check), xem thử trong
trình duyệt (preview). Chỉ mẫu đã chép mới thay mẫu đi kèm; xóa đi thì trở về mẫu đi kèm.`,
		Example: `  thidua template list
  thidua template copy to-trinh
  thidua template check
  thidua template preview to-trinh`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return unknownSubverb(cmd, args[0])
		},
	}
	cmd.AddCommand(newTemplateList(t, o), newTemplateShow(t, o), newTemplateCopy(t, o), newTemplateCheck(t, o), newTemplatePreview(t, o))
	return cmd
}

func unknownSubverb(cmd *cobra.Command, asked string) error {
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	hint := "Dùng một trong các lệnh: " + strings.Join(names, ", ") + "."
	if near, ok := vi.Nearest(asked, names); ok {
		hint = fmt.Sprintf("Có phải «%s %s»? %s", cmd.CommandPath(), near, hint)
	}
	return &usageError{fmt.Sprintf("Lệnh %s không có phần %q.", cmd.Name(), asked), hint}
}

func newTemplateList(t *terminal, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "liệt kê các mẫu, mẫu nào cơ quan đã thay",
		Example: `  thidua template list
  thidua template list --format json`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			run, err := o.pipeline()
			if err != nil {
				return err
			}
			all, err := pipeline.Templates(run.Workspace)
			if err != nil {
				return err
			}
			var b bytes.Buffer
			if o.format == "json" {
				e := emptyEnvelope("", nil)
				e.Templates = newJSONTemplates(all)
				err = report.Write(&b, e)
			} else {
				writeTemplates(&b, all)
			}
			if err != nil {
				return err
			}
			_, err = b.WriteTo(t.out)
			return err
		},
	}
	cmd.Flags().SortFlags = false
	o.formatFlag(cmd)
	return cmd
}

// writeTemplates lists templates in columns; the workspace's own are marked.
func writeTemplates(b *bytes.Buffer, all []pipeline.Template) {
	widest := 0
	for _, t := range all {
		widest = max(widest, utf8.RuneCountInString(t.Name))
	}
	for _, t := range all {
		fmt.Fprintf(b, "%-*s  %s\n", widest, t.Name, t.Title)
		if t.Own {
			fmt.Fprintf(b, "%-*s  → đang dùng mẫu của cơ quan: %s\n", widest, "", t.File)
		}
	}
}

func newTemplateShow(t *terminal, o *options) *cobra.Command {
	var embedded bool
	cmd := &cobra.Command{
		Use:   "show TÊN",
		Short: "in một mẫu: chú thích các mục dữ liệu và lời văn",
		Long: `show in mẫu đang dùng: mẫu của cơ quan nếu có trong templates/, nếu không thì mẫu đi kèm. Phần chú
thích ở đầu mẫu nêu các mục dữ liệu dùng được.`,
		Example: `  thidua template show to-trinh
  thidua template show to-trinh --embedded > to-trinh-goc.html`,
		Args: oneTemplate,
		RunE: func(_ *cobra.Command, args []string) error {
			run, err := o.pipeline()
			if err != nil {
				return err
			}
			shown, err := pipeline.ShowTemplate(run.Workspace, args[0], embedded)
			if err != nil {
				return templateError(err)
			}
			if shown.File != "" {
				t.say("Mẫu của cơ quan: %s", below(run.Workspace, shown.File))
			}
			_, err = t.out.Write(shown.Source)
			return err
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().BoolVar(&embedded, "embedded", false, "in mẫu đi kèm chương trình, kể cả khi cơ quan đã thay")
	return cmd
}

func newTemplateCopy(t *terminal, o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "copy TÊN",
		Short: "chép một mẫu vào templates/ để sửa",
		Long: `copy chép mẫu đi kèm chương trình vào thư mục templates/ của nơi làm việc. Từ đó mẫu này thay mẫu đi
kèm. Tệp đã có thì giữ nguyên, không ghi đè.`,
		Example: `  thidua template copy to-trinh`,
		Args:    oneTemplate,
		RunE: func(_ *cobra.Command, args []string) error {
			run, err := o.pipeline()
			if err != nil {
				return err
			}
			file, err := pipeline.CopyTemplate(run.Workspace, args[0])
			if err != nil {
				return templateError(err)
			}
			if _, err := fmt.Fprintln(t.out, below(run.Workspace, file)); err != nil {
				return err
			}
			name := strings.TrimSuffix(path.Base(file), path.Ext(file))
			t.say(`Đã chép. Việc tiếp theo:
  1. Mở tệp bằng Notepad, sửa lời văn; giữ nguyên các phần trong {{…}} và các thẻ <…>. Khi lưu, chọn bảng mã UTF-8.
  2. Kiểm tra: thidua template check
  3. Xem thử: thidua template preview %s
Muốn trở về mẫu đi kèm thì xóa tệp này.`, name)
			return nil
		},
	}
}

func newTemplateCheck(t *terminal, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "kiểm tra các mẫu của cơ quan trong templates/",
		Long: `check đọc mọi mẫu trong templates/ và in từng chỗ sai: tệp nào, dòng:cột nào, cần viết gì, tên gần nhất.
Mục dữ liệu viết sai được tìm cả ở những phần hôm nay chưa dùng đến. Nếu có dữ liệu, số tập thể, cá nhân
ghi sẵn trong mẫu còn được đối chiếu với hồ sơ được đề nghị.

Mã thoát: 0 không có lỗi · 1 có lỗi · 2 dùng sai lệnh · 3 máy hoặc chương trình gặp sự cố.`,
		Example: `  thidua template check
  thidua template check --format json`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return runTemplateCheck(t, o) },
	}
	o.commonFlags(cmd)
	return cmd
}

func runTemplateCheck(t *terminal, o *options) error {
	if o.noColor {
		t.plain()
	}
	run, err := o.pipeline()
	if err != nil {
		return err
	}
	c, err := pipeline.CheckTemplates(run)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if o.format == "json" {
		e := newEnvelope(c.Checked)
		e.Templates = newJSONTemplates(c.Own)
		err = report.Write(&b, e)
	} else {
		writeFindings(&b, c.Findings, t.colour)
		fmt.Fprintln(&b, templateSummary(c))
	}
	if err != nil {
		return err
	}
	if _, err := b.WriteTo(t.out); err != nil {
		return err
	}
	return findingsStatus(c.Checked, o)
}

// findingsStatus is the exit status of a verb that looks at templates: 1 with an error.
func findingsStatus(c *pipeline.Checked, o *options) error {
	if c.Summary.Errors > 0 || o.strict && len(c.Findings) > 0 {
		return exitStatus(exitFindings)
	}
	return nil
}

func templateSummary(c *pipeline.CheckedTemplates) string {
	switch {
	case len(c.Own) == 0 && len(c.Findings) == 0:
		return "Thư mục templates/ chưa có mẫu nào của cơ quan; mọi văn bản dùng mẫu đi kèm."
	case len(c.Findings) == 0:
		return fmt.Sprintf("Đã kiểm tra %s mẫu, không có lỗi.", vi.Count(len(c.Own)))
	}
	return fmt.Sprintf("Đã kiểm tra %s mẫu: %d lỗi, %d cảnh báo.", vi.Count(len(c.Own)), c.Summary.Errors, c.Summary.Warnings)
}

func newTemplatePreview(t *terminal, o *options) *cobra.Command {
	var nominee string
	cmd := &cobra.Command{
		Use:   "preview TÊN",
		Short: "xem thử một văn bản trong trình duyệt",
		Long: `preview lập một văn bản từ dữ liệu của nơi làm việc theo mẫu đang dùng và ghi thành trang
output/xem-truoc/TÊN.html, trông như tờ giấy A4. Văn bản chính thức do lệnh build lập; chỗ ngắt dòng,
ngắt trang trong bản PDF có thể khác. Dữ liệu còn lỗi thì bản xem thử ghi DỰ THẢO.`,
		Example: `  thidua template preview to-trinh
  thidua template preview bao-cao-ca-nhan --nominee VHXH/CN01`,
		Args: oneTemplate,
		RunE: func(_ *cobra.Command, args []string) error { return runTemplatePreview(t, o, args[0], nominee) },
	}
	o.commonFlags(cmd)
	cmd.Flags().StringVar(&nominee, "nominee", "", "`hồ sơ` nào, ví dụ VHXH/CN01, cho văn bản của từng hồ sơ (mặc định: hồ sơ đầu tiên)")
	return cmd
}

func runTemplatePreview(t *terminal, o *options, name, nominee string) error {
	if o.noColor {
		t.plain()
	}
	run, err := o.pipeline()
	if err != nil {
		return err
	}
	p, err := pipeline.PreviewTemplate(run, name, nominee)
	if errors.Is(err, pipeline.ErrNothingToPreview) && nominee != "" {
		return &usageError{fmt.Sprintf("Không có văn bản nào lập từ mẫu này cho hồ sơ %q.", nominee), "Ghi mã đơn vị và mã hồ sơ của một hồ sơ được đề nghị, ví dụ --nominee VHXH/CN01; không ghi thì lấy hồ sơ đầu tiên."}
	}
	if err != nil {
		return templateError(err)
	}
	var b bytes.Buffer
	if o.format == "json" {
		e := newEnvelope(p.Checked)
		e.Preview = &jsonPreview{File: p.File, Own: p.Own}
		if err := report.Write(&b, e); err != nil {
			return err
		}
	} else {
		var findings bytes.Buffer
		writeFindings(&findings, p.Findings, t.errColor)
		if _, err := findings.WriteTo(t.err); err != nil {
			return err
		}
		if p.File == "" {
			t.complain("Mẫu có lỗi nên chưa xem thử được.", "Sửa theo các dòng trên rồi chạy lại.")
		} else {
			fmt.Fprintln(&b, p.File)
		}
	}
	if _, err := b.WriteTo(t.out); err != nil {
		return err
	}
	if p.File != "" && o.format == "text" && !o.quiet {
		t.sayPreviewed(p)
	}
	return findingsStatus(p.Checked, o)
}

// sayPreviewed tells of what the page was made and what to do with it.
func (t *terminal) sayPreviewed(p *pipeline.Preview) {
	of := "mẫu đi kèm chương trình"
	if p.Own {
		of = "mẫu của cơ quan"
	}
	t.say("Lập theo %s. Mở tệp này bằng trình duyệt (Edge, Chrome, Firefox) để xem.", of)
	if p.Supposed {
		t.say("Chưa hồ sơ nào được kết luận cho văn bản này nên bản xem thử lấy mọi hồ sơ trong kỳ.")
	}
}

// oneTemplate asks for the name of one template.
func oneTemplate(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return &usageError{fmt.Sprintf("Lệnh %s cần tên một mẫu.", cmd.CommandPath()), "Xem tên các mẫu: thidua template list"}
	}
	return nil
}

// templateError puts wrong names and a file in the way into words.
func templateError(err error) error {
	var unknown *pipeline.NoTemplateError
	var there *pipeline.TemplateThereError
	switch {
	case errors.As(err, &unknown):
		hint := "Xem tên các mẫu: thidua template list"
		if unknown.Near != "" {
			hint = fmt.Sprintf("Có phải %s? %s", unknown.Near, hint)
		}
		return &usageError{fmt.Sprintf("Không có mẫu %q.", unknown.Name), hint}
	case errors.As(err, &there):
		return &usageError{"Đã có tệp " + there.File + "; chương trình không ghi đè.", "Sửa tiếp tệp đó; muốn làm lại từ đầu thì đổi tên hoặc xóa nó rồi chạy lại."}
	case errors.Is(err, pipeline.ErrNothingToPreview):
		return &usageError{"Với dữ liệu hiện có, không văn bản nào được lập theo mẫu này.", "Kiểm tra kỳ và hồ sơ bằng thidua check. Nơi làm việc còn trống thì tạo dữ liệu mẫu bằng thidua demo rồi xem thử trong thư mục đó."}
	}
	return err
}

// below writes a file of a workspace as the officer named the workspace.
func below(workspace, file string) string {
	return filepath.ToSlash(filepath.Join(workspace, filepath.FromSlash(file)))
}

type jsonTemplates struct {
	List []jsonTemplate `json:"list"`
}

type jsonTemplate struct {
	Name  string `json:"name"`
	File  string `json:"file"`
	Title string `json:"title"`
	Own   bool   `json:"own"`
}

type jsonPreview struct {
	File string `json:"file"` // "" where a finding forbids it
	Own  bool   `json:"own"`
}

func newJSONTemplates(all []pipeline.Template) *jsonTemplates {
	out := &jsonTemplates{List: make([]jsonTemplate, 0, len(all))}
	for _, t := range all {
		out.List = append(out.List, jsonTemplate(t))
	}
	return out
}
