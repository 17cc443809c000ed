// Package nomination holds the records of the emulation campaign as units and the
// office write them down, and the schema of the sheets in which they do.
//
// # Glossary
//
// One English word stands for one Vietnamese term, here and in the whole code:
//
//	emulation        thi đua               commendation     khen thưởng
//	nominee          đối tượng đề nghị     collective       tập thể
//	individual       cá nhân               unit             đơn vị (gửi đề nghị)
//	award form       danh hiệu, hình thức  dossier          hồ sơ
//	initiative       sáng kiến             direct role      vai trò trực tiếp CCHC
//	rating           mức độ hoàn thành     conduct          phẩm chất, chấp hành
//	letter           tờ trình              list             danh sách
//	summary list     danh sách trích ngang minutes          biên bản
//	report           báo cáo thành tích    appraisal        báo cáo thẩm định
//	contents         mục lục               certificate      giấy khen
//	rulebook         kế hoạch (as data)    clause           điểm, khoản, mục
//	register         sổ theo dõi           conclusion       kết luận (Kết quả xét)
//	ward             phường                city             thành phố
//	council          hội đồng TĐKT         meeting          cuộc họp
//	ballot           phiếu bình xét        signer           người ký
//	rank             xếp hạng CCHC         period           kỳ
//	receipt          tiếp nhận             extension        gia hạn
//	allocation       phân bổ               exception        ngoại lệ
//	reading          cách hiểu             pending matter   vụ việc đang xem xét
package nomination

import (
	"strings"

	"thidua/internal/finding"
	"thidua/internal/vi"
)

// A Sheet is a sheet as it was read: enough to give the place of any value in it.
type Sheet struct {
	File    string // as findings name it
	Name    string
	Index   int            // in its workbook, 0-based
	HeadRow int            // 1-based; 0 where the sheet is absent
	Columns map[string]int // 1-based column by heading
	Items   map[string]int // 1-based row by item, in a sheet of the two columns Mục and Nội dung
}

// Head is the first cell of the heading row, where a finding about a row that
// doesn't exist stands.
func (s *Sheet) Head() finding.Place {
	if s == nil {
		return finding.Place{}
	}
	return finding.Place{File: s.File, Sheet: s.Name, Index: s.Index, Row: max(1, s.HeadRow), Col: 1}
}

// Place gives the place of a cell of the sheet, both numbers 1-based.
func (s *Sheet) Place(row, col int) finding.Place {
	return finding.Place{File: s.File, Sheet: s.Name, Index: s.Index, Row: row, Col: col}
}

// A Row is where a record was read.
type Row struct {
	Sheet  *Sheet
	Number int // 1-based
}

// At gives the place of the record's value under a heading; where the sheet lacks
// the heading, the first cell of the heading row.
func (r Row) At(heading string) finding.Place {
	if r.Sheet == nil {
		return finding.Place{}
	}
	p := r.Sheet.Head()
	if n, ok := r.Sheet.Items[heading]; ok {
		p.Row, p.Col = n, r.Sheet.Columns[HeadValue]
	} else if c, ok := r.Sheet.Columns[heading]; ok {
		p.Row, p.Col = r.Number, c
	}
	return p
}

// An ID names a dossier or an initiative in the whole case: "<mã đơn vị>/<mã>".
type ID string

// NewID joins a unit's code and its own code. A code that already names a unit
// ("VHXH/SK01") is taken as it is.
func NewID(unit, code string) ID {
	switch {
	case code == "":
		return ""
	case strings.Contains(code, "/"):
		return ID(code)
	}
	return ID(unit + "/" + code)
}

// Unit gives the part before the slash.
func (id ID) Unit() string {
	u, _, _ := strings.Cut(string(id), "/")
	return u
}

// A Case is everything that was read: the office's register and the units' workbooks.
type Case struct {
	Register    Register
	Submissions []*Submission // by file name; a later round stands merged in the first, see intake
	Files       int           // workbooks read
}

// UnitName gives the register's name of a unit, else the one that its workbook gives;
// "" where neither knows it.
func (c *Case) UnitName(code string) string {
	if u, ok := c.Register.Unit(code); ok {
		return u.Name
	}
	for _, s := range c.Submissions {
		if s.Unit == code {
			return s.UnitName
		}
	}
	return ""
}

// Collectives and individuals of all units for a period, in the order of files and rows.

// Collectives gives every collective nominated for a period.
func (c *Case) Collectives(period string) []*Collective {
	var out []*Collective
	for _, s := range c.Submissions {
		if s.Period == period {
			out = append(out, s.Collectives...)
		}
	}
	return out
}

// Individuals gives every individual nominated for a period.
func (c *Case) Individuals(period string) []*Individual {
	var out []*Individual
	for _, s := range c.Submissions {
		if s.Period == period {
			out = append(out, s.Individuals...)
		}
	}
	return out
}

// A Submission is one unit's nominations for one period (sheet Đơn vị and the rest
// of the workbook).
type Submission struct {
	Row         Row // of "Mã đơn vị" in sheet Đơn vị: At takes the item's name (column Mục)
	File        string
	Round       int // 1, or N of -lan-N
	Unit        string
	UnitName    string
	Period      string
	Nominates   bool   // Có đề nghị
	Number      string // Số, ký hiệu tờ trình
	Date        vi.Date
	Minutes     string // Biên bản họp xét (số, ngày)
	Agreement   string // Tỷ lệ đồng ý
	Author      string // Người lập
	Phone       string
	Head        string // Thủ trưởng
	HeadPost    string // Chức vụ thủ trưởng
	Collectives []*Collective
	Individuals []*Individual
	Initiatives []*Initiative
	Ratings     []*YearRating
	Services    []*Service
	Held        []*AwardHeld
	Attachments []*Attachment
}

// A Nominee is what collectives and individuals have in common.
type Nominee struct {
	Row         Row
	ID          ID
	Submission  *Submission
	Name        string
	Form        string // Danh hiệu, hình thức đề nghị, as written
	Alternative string // Hình thức thay thế
	Rating      string // Mức độ hoàn thành nhiệm vụ
	Summary     string // Tóm tắt thành tích
	Initiatives []ID   // cited
	Note        string
}

// A Collective is a nominated office, unit or group (tập thể).
type Collective struct {
	Nominee
	Class        string // Phân loại tập thể
	Head         string // Người đứng đầu
	HeadPost     string
	Address      string // Địa chỉ, điện thoại
	Staff        int    // Tổng số CBCCVC; 0 unknown
	Women        int    // Số nữ
	Situation    string // Đặc điểm, tình hình
	Functions    string // Chức năng, nhiệm vụ
	Achievements string // Thành tích nổi bật
	Measures     string // Biện pháp, giải pháp
	Emulation    string // Phong trào thi đua
	Compliance   string // Chấp hành chủ trương, pháp luật
	Party        string // Hoạt động đảng, đoàn thể
}

// An Individual is a nominated person (cá nhân).
type Individual struct {
	Nominee
	Sex          string // Nam / Nữ
	Born         vi.Date
	Post         string // Chức vụ (Đảng, chính quyền, đoàn thể)
	Workplace    string // Đơn vị công tác
	Status       string // Tình trạng
	Hometown     string // Quê quán
	Residence    string // Nơi thường trú
	Education    string // Trình độ chuyên môn, nghiệp vụ
	Leads        bool   // Giữ chức vụ lãnh đạo, quản lý
	Roles        []string
	Conduct      string // Phẩm chất, chấp hành chủ trương, pháp luật
	Duties       string // Quyền hạn, nhiệm vụ được giao
	Achievements string // Thành tích cá nhân
	PersonalID   string // Số định danh; printed nowhere
}

// An Initiative is an idea put to work (sáng kiến).
type Initiative struct {
	Row          Row
	ID           ID
	Name         string
	Authors      []Author
	Decision     string // Số quyết định công nhận
	DecisionDate vi.Date
	Recogniser   string // Cơ quan công nhận
	Applied      bool   // Đã áp dụng
	Scope        string // Phạm vi áp dụng
	Replicable   bool   // Khả năng nhân rộng
	Effect       string // Hiệu quả
}

// An Author of an initiative, with the share of the work where it is given.
type Author struct {
	Name  string
	Share int // percent; 0 not given
}

// A YearRating is the rating of a nominee for one year (Kết quả xếp loại).
type YearRating struct {
	Row      Row
	Nominee  ID
	Year     int
	Rating   string
	Document string // Số, ngày văn bản
	Issuer   string
}

// A Service is a stretch of direct work on administrative reform (Quá trình CCHC).
type Service struct {
	Row        Row
	Nominee    ID
	From, To   vi.Date // months; zero To: to date
	Roles      []string
	Post       string // Chức vụ, đơn vị
	Assignment string // Văn bản phân công
}

// An AwardHeld was given before (Khen thưởng đã có).
type AwardHeld struct {
	Row        Row
	Nominee    ID
	Year       int
	Form       string
	Decision   string
	Date       vi.Date
	Issuer     string
	Initiative ID
}

// An Attachment is a file that a unit sent with a dossier (Tài liệu kèm theo).
type Attachment struct {
	Row     Row
	Nominee ID
	Kind    string // Loại giấy tờ
	File    string // below data/dinh-kem/, with "/", as the folder spells it; "" where it can't be used
}
