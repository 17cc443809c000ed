package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"thidua/internal/bundle"
	"thidua/internal/pipeline"
	"thidua/internal/report"
	"thidua/internal/vi"
)

func newVerify(t *terminal, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "verify TỆP|THƯ-MỤC",
		Aliases: []string{"doi-chieu"},
		Short:   "đối chiếu kết quả hoặc gói nộp với bảng kiểm",
		Long: `verify đối chiếu thư mục kết quả output/<kỳ>, gói nop-thanh-pho.zip, hoặc một thư mục có
manifest-sha256.txt với bảng kiểm trong đó: đủ tệp, không tệp nào bị sửa, không tệp nào thêm vào.
Nếu dữ liệu gốc còn ở bên cạnh thư mục kết quả thì lập lại trong bộ nhớ và so từng tệp; dữ liệu đã
thay đổi sau khi lập thì nêu tên tệp đã đổi. Lệnh này không ghi gì.

Mã thoát: 0 khớp · 1 có khác biệt · 2 dùng sai lệnh · 3 máy hoặc chương trình gặp sự cố.`,
		Example: `  thidua verify output/2026
  thidua verify D:\HoSo\nop-thanh-pho.zip
  thidua verify output/2026 --format json`,
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return runVerify(t, o, args) },
	}
	cmd.Flags().SortFlags = false
	o.formatFlag(cmd)
	return cmd
}

func runVerify(t *terminal, o *options, args []string) error {
	if err := o.checkFormat(); err != nil {
		return err
	}
	if len(args) != 1 {
		return &usageError{"verify cần đúng một tệp hoặc thư mục để đối chiếu.", "Ví dụ: thidua verify output/2026"}
	}
	if o.workspace != "" {
		return &usageError{"verify không dùng --workspace.", "Ghi thẳng đường dẫn, ví dụ: thidua verify " + strings.TrimSuffix(o.workspace, "/") + "/output/2026"}
	}
	v, err := pipeline.VerifyResults(args[0])
	if err != nil {
		return notVerified(args[0], err)
	}
	var b bytes.Buffer
	if o.format == "json" {
		e := emptyEnvelope("", nil)
		if v.Manifest != nil {
			e.Period = v.Manifest.Period
		}
		e.Verify = newJSONVerify(v)
		if err := report.Write(&b, e); err != nil {
			return err
		}
	} else {
		writeVerified(&b, v)
	}
	if _, err := b.WriteTo(t.out); err != nil {
		return err
	}
	if !v.Whole() {
		return exitStatus(exitFindings)
	}
	return nil
}

// notVerified says why there was nothing to hold against a list.
func notVerified(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &usageError{fmt.Sprintf("Không có tệp hay thư mục %s.", name), "Ghi đúng đường dẫn, ví dụ: thidua verify output/2026"}
	case errors.Is(err, bundle.ErrNoList):
		return &usageError{
			fmt.Sprintf("%s không có bảng kiểm manifest-sha256.txt nên không đối chiếu được.", name),
			"Bản dự thảo (--draft) không có bảng kiểm. Nếu là hồ sơ chính thức thì bảng kiểm đã bị mất: lấy lại bản lưu, hoặc lập lại bằng thidua build.",
		}
	case errors.Is(err, pipeline.ErrNothingToVerify):
		return &usageError{fmt.Sprintf("%s không phải gói nén .zip hay thư mục kết quả.", name), "Ví dụ: thidua verify output/2026/nop-thanh-pho.zip"}
	}
	return err
}

// differences says what a difference is, after the file's path.
var differences = map[string]string{
	bundle.Missing:    "có trong bảng kiểm nhưng không còn tệp",
	bundle.Changed:    "nội dung đã bị thay đổi",
	bundle.Added:      "tệp thêm vào, không có trong bảng kiểm",
	bundle.Twice:      "tên xuất hiện hai lần (không phân biệt chữ hoa, chữ thường)",
	bundle.Outside:    "đường dẫn ra ngoài thư mục hoặc không hợp lệ, không mở",
	bundle.NotPlain:   "là liên kết hoặc tệp đặc biệt, không phải tệp thường, không mở",
	bundle.Unreadable: "bị hỏng, chép chưa xong hoặc không đọc được",
	bundle.BadLine:    "dòng không đúng dạng của bảng kiểm",
	bundle.Disagrees:  "các bảng kiểm ghi khác nhau về tệp này",
	bundle.TooLarge:   "vượt quá giới hạn cho phép, không kiểm tra tiếp",
}

// remakes says how a file differs from what the same data give.
var remakes = map[string]string{
	bundle.Missing: "lập lại thì có, kết quả không có",
	bundle.Changed: "lập lại thì nội dung khác",
	bundle.Added:   "lập lại thì không có",
}

// inputChanges says what became of a file of the data.
var inputChanges = map[string]string{
	bundle.Missing: "không còn",
	bundle.Changed: "đã thay đổi",
	bundle.Added:   "mới thêm",
}

func writeVerified(b *bytes.Buffer, v *pipeline.Verified) {
	fmt.Fprintf(b, "Đối chiếu %s: %s tệp trong bảng kiểm.\n", v.Path, vi.Thousands(int64(v.Files)))
	for _, d := range v.Differences {
		fmt.Fprintf(b, "  %s: %s.\n", d.Path, differences[d.Kind])
	}
	if len(v.Inputs) > 0 {
		b.WriteString("Dữ liệu đã thay đổi sau khi lập kết quả này:\n")
		for _, i := range v.Inputs {
			fmt.Fprintf(b, "  %s: %s.\n", inputName(i.Path), inputChanges[i.Kind])
		}
	}
	switch {
	case v.NotMade != "":
		fmt.Fprintf(b, "Không lập lại để so sánh: %s.\n", v.NotMade)
	case len(v.Otherwise) == 0:
		fmt.Fprintf(b, "Lập lại từ dữ liệu gốc: %s tệp, giống hệt.\n", vi.Thousands(int64(v.Rebuilt)))
	default:
		b.WriteString("Lập lại từ dữ liệu gốc, khác với kết quả:\n")
		for _, d := range v.Otherwise {
			fmt.Fprintf(b, "  %s: %s.\n", d.Path, remakes[d.Kind])
		}
	}
	if v.Whole() {
		b.WriteString("Khớp: đủ tệp, không tệp nào bị sửa, không tệp nào thêm vào.\n")
	} else {
		fmt.Fprintf(b, "Không khớp: %s điểm khác biệt.\n", vi.Count(len(v.Differences)+len(v.Otherwise)))
	}
}

// inputName names an input; what the program brings along isn't a file of the officer's.
func inputName(name string) string {
	if inside, ok := strings.CutPrefix(name, "embedded:"); ok {
		return inside + " (bản có sẵn trong chương trình)"
	}
	return name
}

type jsonVerify struct {
	Path        string           `json:"path"`
	Whole       bool             `json:"whole"`
	Files       int              `json:"files"`
	Differences []jsonDifference `json:"differences"`
	Rebuilt     int              `json:"rebuilt"`     // files made again and compared
	NotRebuilt  string           `json:"not_rebuilt"` // why not, "" where they were
	Remade      []jsonDifference `json:"remade"`      // what the same data give otherwise
	Inputs      []jsonDifference `json:"inputs"`      // changed since
}

type jsonDifference struct {
	Kind string `json:"kind"` // of bundle.Difference: missing, changed, added, …
	Path string `json:"path"`
}

func newJSONVerify(v *pipeline.Verified) *jsonVerify {
	out := &jsonVerify{
		Path: v.Path, Whole: v.Whole(), Files: v.Files, Differences: []jsonDifference{}, Rebuilt: v.Rebuilt,
		NotRebuilt: v.NotMade, Remade: []jsonDifference{}, Inputs: []jsonDifference{},
	}
	for _, d := range v.Differences {
		out.Differences = append(out.Differences, jsonDifference(d))
	}
	for _, d := range v.Otherwise {
		out.Remade = append(out.Remade, jsonDifference(d))
	}
	for _, i := range v.Inputs {
		out.Inputs = append(out.Inputs, jsonDifference(i))
	}
	return out
}
