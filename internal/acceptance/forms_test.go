//go:build acceptance

package acceptance

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// resave lets LibreOffice open a workbook and save it, and gives what it saved.
func resave(t *testing.T, file string) string {
	t.Helper()
	return filepath.Join(convert(t, asWorkbook, file), filepath.Base(file))
}

// checked gives what a check says of a workspace as JSON, whatever its exit status.
func checked(t *testing.T, dir string, args ...string) string {
	t.Helper()
	args = append([]string{"check", "--workspace", dir, "--date", "2027-02-22", "--format", "json", "--quiet"}, args...)
	out, err := command(binary, args...).Output()
	var object map[string]any
	if e := json.Unmarshal(out, &object); e != nil {
		t.Fatalf("check: %v, %v", e, err)
	}
	return string(out)
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestFilledForm fills in a blank form, has LibreOffice open and save it, and wants a
// check to say of it what it said before, to the letter.
func TestFilledForm(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mau")
	run(t, binary, "demo", dir)
	run(t, binary, "form", "--workspace", dir, "--unit", "TYT", "--date", "2027-01-05")
	form := filepath.Join(dir, "output/bieu-mau/TYT-2026.xlsx")
	f, err := excelize.OpenFile(form)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.SetCellValue("Đơn vị", "B7", "Có"); err != nil {
		t.Fatal(err)
	}
	people := map[string]any{
		"Mã hồ sơ": "CN01", "Họ và tên": "Nguyễn Thị Hoà", "Giới tính": "Nữ", "Ngày sinh": "07/02/1985",
		"Chức vụ": "Chuyên viên", "Đơn vị công tác": "Trạm Y tế", "Danh hiệu, hình thức đề nghị": "Giấy khen của Chủ tịch UBND phường",
		"Thành tích cá nhân": "Đoạn một: 1.205 hồ sơ, “đúng hạn”.\nĐoạn hai – 98,5%.", "Tóm tắt thành tích": "Ngắn gọn.",
		"Vai trò CCHC": "Tham mưu", "Mã sáng kiến": "SK09",
	}
	rows, err := f.GetRows("Cá nhân")
	if err != nil {
		t.Fatal(err)
	}
	filled := 0
	for i, head := range rows[2] {
		for name, value := range people {
			if head == name || strings.HasPrefix(head, name+" ") || strings.HasPrefix(head, name+"*") {
				at, err := excelize.CoordinatesToCellName(i+1, 5)
				if err == nil {
					err = f.SetCellValue("Cá nhân", at, value)
				}
				if err != nil {
					t.Fatal(err)
				}
				filled++
			}
		}
	}
	if filled < len(people) {
		t.Fatalf("%d of %d cells filled below %q", filled, len(people), rows[2])
	}
	sent := filepath.Join(dir, "data/de-nghi/TYT-2026.xlsx")
	if err := f.SaveAs(sent); err != nil {
		t.Fatal(err)
	}
	before := checked(t, dir)
	if !strings.Contains(before, "TYT/CN01") || !strings.Contains(before, "SK09") {
		t.Fatal("the form is not read as it was filled in")
	}
	copyFile(t, resave(t, sent), sent)
	if after := checked(t, dir); after != before {
		t.Errorf("saved by LibreOffice it is read otherwise:\n%s\nwas:\n%s", after, before)
	}
}

// TestReturnOpens gives a workbook that LibreOffice saved back to its unit: LibreOffice
// opens what comes back, and every cell of the unit's says what it said.
func TestReturnOpens(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mau")
	run(t, binary, "demo", dir)
	sent := filepath.Join(dir, "data/de-nghi/VHXH-2026.xlsx")
	f, err := excelize.OpenFile(sent)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.SetCellValue("Đơn vị", "B2", "SAI MÃ"); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(sent); err != nil {
		t.Fatal(err)
	}
	copyFile(t, resave(t, sent), sent)
	checked(t, dir, "--return")
	back := filepath.Join(dir, "output/2026/tra-don-vi/VHXH/VHXH-2026.xlsx")
	was, is := cells(t, sent), cells(t, resave(t, back))
	for at, text := range was {
		if is[at] != text {
			t.Errorf("%s is %q, was %q", at, is[at], text)
		}
	}
	review := false
	for at := range is {
		review = review || strings.HasPrefix(at, "Kết quả kiểm tra!")
	}
	if len(was) < 50 || !review {
		t.Errorf("%d cells compared; the list of what was found is there: %t", len(was), review)
	}
}

// cells gives all values of a workbook by sheet and cell.
func cells(t *testing.T, file string) map[string]string {
	t.Helper()
	return textOfCells(t, file, excelize.Options{RawCellValue: true})
}

// shownCells gives what the cells of a workbook show, by sheet and cell.
func shownCells(t *testing.T, file string) map[string]string {
	t.Helper()
	return textOfCells(t, file, excelize.Options{})
}

func textOfCells(t *testing.T, file string, o excelize.Options) map[string]string {
	t.Helper()
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string]string{}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, o)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, text := range row {
				if at, err := excelize.CoordinatesToCellName(j+1, i+1); err == nil && text != "" {
					out[sheet+"!"+at] = text
				}
			}
		}
	}
	return out
}
