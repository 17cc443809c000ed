package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"thidua/internal/pipeline"
)

func newInit(t *terminal, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "init [thư mục]",
		Aliases: []string{"khoi-tao"},
		Short:   "tạo nơi làm việc trống: sổ theo dõi, Kế hoạch, các thư mục",
		Long: `init tạo trong thư mục (mặc định: thư mục hiện tại) một nơi làm việc trống: sổ theo dõi
data/so-theo-doi.xlsx có đủ các trang để ghi, Kế hoạch data/ke-hoach.yaml, và các thư mục để chép
tệp vào. Thư mục data/ đã có tệp thì init không động vào.`,
		Example: `  thidua init
  thidua init D:\ThiDua`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &usageError{"Lệnh init chỉ nhận một thư mục.", "Ví dụ: thidua init D:\\ThiDua"}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			dir := o.workspace
			if len(args) == 1 {
				dir = args[0]
			}
			return runInit(t, o, dir)
		},
	}
	cmd.Flags().StringVar(&o.date, "date", "", "`ngày` ghi trong thuộc tính của tệp, dạng yyyy-mm-dd (mặc định: hôm nay)")
	cmd.Flags().BoolVar(&o.quiet, "quiet", false, "không in lời dẫn")
	return cmd
}

func runInit(t *terminal, o *options, dir string) error {
	if dir == "" {
		dir = "."
	}
	day, err := o.day()
	if err != nil {
		return err
	}
	err = pipeline.Init(dir, day)
	if errors.Is(err, pipeline.ErrWorkspaceThere) {
		return &usageError{
			fmt.Sprintf("Thư mục %s đã có dữ liệu; init không ghi đè.", filepath.Join(dir, "data")),
			"Chọn thư mục khác: thidua init THƯ_MỤC_MỚI, hoặc kiểm tra dữ liệu đang có: thidua check --workspace " + dir,
		}
	}
	if err != nil || o.quiet {
		return err
	}
	where := dir
	if dir == "." {
		where = "thư mục này"
	}
	t.say(`Đã tạo nơi làm việc trống ở %s. Việc tiếp theo:
  1. Mở %s, ghi trang Cài đặt (nhất là Năm xét thành tích) và trang Đơn vị.
  2. Chạy thidua form để lập biểu mẫu gửi các đơn vị.
  3. Nhận tệp về, chép vào %s; tài liệu kèm theo vào %s.
  4. Chạy thidua check để kiểm tra, thidua check --return để trả đơn vị sửa.`,
		where, filepath.Join(dir, "data", "so-theo-doi.xlsx"), filepath.Join(dir, "data", "de-nghi"), filepath.Join(dir, "data", "dinh-kem"))
	return nil
}
