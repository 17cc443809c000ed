package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"thidua/data"
)

// demoDate is the day that the sample's papers are dated: its council has met.
const demoDate = "2027-02-22"

func newDemo(t *terminal, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "demo [thư mục]",
		Short: "tạo thư mục mẫu với dữ liệu giả định và lập thử hồ sơ",
		Long: `demo ghi bộ dữ liệu mẫu (người và số liệu đều là giả định) vào một thư mục mới, mặc định là
thidua-mau, rồi lập hồ sơ từ đó. Văn bản mẫu đề ngày 22/02/2027, trừ khi có --date.
Mở các tệp trong thư mục data/ để xem cách ghi sổ theo dõi và tệp đề nghị.`,
		Example: `  thidua demo
  thidua demo D:\ThiDuaMau`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &usageError{"Lệnh demo chỉ nhận một thư mục.", "Ví dụ: thidua demo D:\\ThiDuaMau"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "thidua-mau"
			if len(args) == 1 {
				dir = args[0]
			}
			return runDemo(t, o, dir)
		},
	}
	o.outputFlags(cmd)
	cmd.Flags().BoolVar(&o.quiet, "quiet", false, "chỉ in kết quả, không in lời dẫn")
	return cmd
}

func runDemo(t *terminal, o *options, dir string) error {
	if o.workspace != "" {
		return &usageError{"Lệnh demo không dùng --workspace.", "Ghi thư mục ngay sau lệnh: thidua demo THƯ_MỤC"}
	}
	if o.date == "" {
		o.date = demoDate
	}
	if err := o.checkFormat(); err != nil {
		return err
	}
	if _, err := o.day(); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return &usageError{
			fmt.Sprintf("Thư mục %s đã có tệp; demo không ghi đè.", dir),
			"Chọn thư mục khác: thidua demo THƯ_MỤC_MỚI, hoặc lập lại hồ sơ: thidua build --workspace " + dir,
		}
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return &usageError{fmt.Sprintf("%s là một tệp, không phải thư mục.", dir), "Chọn tên khác: thidua demo THƯ_MỤC_MỚI"}
	}
	if err := writeSample(dir); err != nil {
		return err
	}
	if !o.quiet && o.format == "text" {
		t.say("Đã ghi dữ liệu mẫu vào %s.", filepath.Join(dir, "data"))
	}
	o.workspace = dir
	return runBuild(t, o)
}

// writeSample copies the embedded sample workspace, beside it and renamed at the end:
// a demo cut short leaves no half workspace under the name asked for.
func writeSample(dir string) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("write sample: %w", err)
	}
	temporary, err := os.MkdirTemp(filepath.Dir(dir), ".thidua-mau-*")
	if err != nil {
		return fmt.Errorf("write sample: %w", err)
	}
	defer func() { _ = os.RemoveAll(temporary) }() // gone already where all went well
	if err := os.Chmod(temporary, 0o755); err != nil {
		return fmt.Errorf("write sample: %w", err)
	}
	if err := os.CopyFS(filepath.Join(temporary, "data"), data.Sample); err != nil {
		return fmt.Errorf("write sample: %w", err)
	}
	if err := os.Remove(dir); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("write sample: %w", err)
	}
	if err := os.Rename(temporary, dir); err != nil {
		return fmt.Errorf("write sample: %w", err)
	}
	return nil
}
