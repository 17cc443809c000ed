package nomination

import (
	"slices"
	"time"

	"thidua/internal/finding"
	"thidua/internal/vi"
)

// A Register is the office's own book (sổ theo dõi).
type Register struct {
	Sheets      map[string]*Sheet // by name, the absent ones too (HeadRow 0)
	Settings    Settings
	Signers     []*Signer
	Units       []*Unit
	Ranks       []*Rank
	History     []*PastAward
	Receipts    []*Receipt
	Extensions  []*Extension
	Council     []*Member
	Meetings    []*Meeting
	Attendance  []*Attendance
	Ballots     []*Ballot
	Conclusions []*Conclusion
	Allocations []*Allocation
	Issued      []*Issued
	Results     []*Result
	Figures     []*Figure
	Exceptions  []*Exception
	Pending     []*PendingMatter
	Readings    []*ReadingChoice
}

// Unit finds a unit by its code.
func (r *Register) Unit(code string) (*Unit, bool) {
	for _, u := range r.Units {
		if u.Code == code {
			return u, true
		}
	}
	return nil, false
}

// Settings are the office's own words and choices (Cài đặt).
type Settings struct {
	Sheet      *Sheet
	Issuer     string // Cơ quan ban hành
	Superior   string // Cơ quan chủ quản
	Ward       string // Tên phường, as running text writes it: "phường Lê Thanh Nghị"
	WardNames  []string
	PlaceName  string            // Địa danh of the date line: "Phường Lê Thanh Nghị"
	Symbol     string            // Ký hiệu cơ quan: "UBND"
	Recipients []string          // Kính gửi
	Year       string            // Năm xét thành tích: the default period
	Block      string            // Khối xếp hạng
	Fonts      string            // Phông chữ: folder of the office's own fonts
	Emblem     string            // Quốc huy (tệp)
	Sets       int               // Số bộ hồ sơ
	Confirmed  []string          // award forms whose coefficient of money the office has confirmed
	ShiftX     int               // of the text on a pre-printed certificate, to the right, 1/10 mm
	ShiftY     int               // likewise, down
	Other      map[string]string // further items by name
	Rows       map[string]int    // row of each item in the sheet
}

// At gives the place of an item's value; the sheet's head where it lacks the item.
func (s *Settings) At(item string) finding.Place {
	row, ok := s.Rows[item]
	if !ok {
		return s.Sheet.Head()
	}
	return s.Sheet.Place(row, s.Sheet.Columns[HeadValue])
}

// Confirms reports whether the office has confirmed the coefficient of money of an
// award form, by its name.
func (s *Settings) Confirms(form string) bool {
	return slices.ContainsFunc(s.Confirmed, func(name string) bool { return ValueKey(name) == ValueKey(form) })
}

// A Signer signs a kind of paper (Người ký).
type Signer struct {
	Row      Row
	Paper    string // Loại văn bản
	Issuer   string // Cơ quan ban hành
	Capacity string // Quyền hạn: TM. KT. TL. TUQ. Q.
	Post     string
	Name     string
}

// A Unit may send nominations (Đơn vị).
type Unit struct {
	Row         Row
	Code        string
	Name        string
	Class       string // Loại; "Phường" is the ward itself
	Head        string
	HeadPost    string
	FormerNames []string
	From, To    vi.Date
	Successor   string
	Order       int
}

// A Rank in the index of administrative reform (Xếp hạng CCHC).
type Rank struct {
	Row       Row
	Year      int
	Block     string // Khối
	Unit      string // as published
	Rank      int    // Hạng
	Score     string // Điểm, as written: up to two decimals
	Total     int    // Tổng số đơn vị
	Document  string // Văn bản công bố
	Published vi.Date
	Note      string
}

// A PastAward stands in the office's history (Khen thưởng).
type PastAward struct {
	Row         Row
	Year        int
	Holder      string // Đối tượng
	Born        vi.Date
	Unit        string
	Form        string
	Achievement string
	Initiative  ID
	Decision    string
	Date        vi.Date
	Issuer      string // Cơ quan quyết định
}

// A Receipt records when a unit's file came in (Tiếp nhận).
type Receipt struct {
	Row     Row
	Unit    string
	Period  string
	Level   string // Cấp: Phường / Thành phố / Tổng kết
	Round   int
	Date    vi.Date
	Number  string // Số đến
	DueDate vi.Date
	Status  string
}

// An Extension moves a deadline (Gia hạn).
type Extension struct {
	Row      Row
	Period   string
	Level    string
	Deadline vi.Date
	Notice   string
	Date     vi.Date
	Units    []string // none: all
}

// A Member sits on the council (Hội đồng).
type Member struct {
	Row  Row
	Name string
	Post string
	Role string
}

// A Meeting of the council (Cuộc họp). Times are Vietnam's.
type Meeting struct {
	Row           Row
	Code          string
	Period        string
	Subject       string
	Start, End    time.Time
	Place         string
	Chair         string
	Secretary     string
	MinutesNumber string
	MinutesDate   vi.Date
	Tellers       []string
}

// Attendance of a member at a meeting (Điểm danh cuộc họp).
type Attendance struct {
	Row     Row
	Meeting string
	Name    string
	Present string
}

// A Ballot on one dossier (Phiếu bình xét). Counts not written are -1.
type Ballot struct {
	Row                                                                        Row
	Meeting                                                                    string
	Nominee                                                                    ID
	Round                                                                      int
	Manner                                                                     string
	Issued, Returned, Valid, Invalid, For, Against, WrittenFor, WrittenAgainst int
}

// A Conclusion says what was decided on a dossier (Kết quả xét).
type Conclusion struct {
	Row      Row
	Period   string
	Nominee  ID
	Meeting  string
	Decision string // Kết luận
	Form     string
	Document string
	Reason   string
}

// An Allocation of awards from above (Phân bổ).
type Allocation struct {
	Row      Row
	Period   string
	Form     string
	Kind     string // Tập thể / Cá nhân
	Number   int
	Document string
}

// Issued gives number and date of a paper that went out (Văn bản phát hành).
type Issued struct {
	Row    Row
	Paper  string
	Period string
	Round  int
	Number string // Số, ký hiệu
	Date   vi.Date
	Signer string
	File   string // Tệp đã ký
}

// A Result came back from above (Kết quả trình).
type Result struct {
	Row          Row
	Period       string
	Nominee      ID
	Letter       string
	Sent         vi.Date
	Outcome      string
	Decision     string
	DecisionDate vi.Date
	Reason       string
}

// A Figure of the periodic report (Kết quả phong trào, plan IV.2). Planned and Reached
// are quantities as written, see ParseQuantity; of an exemplar (IV.3) they are words.
type Figure struct {
	Row     Row
	Period  string
	Unit    string
	Content string
	Name    string
	Planned string
	Reached string
	Note    string
}

// An Exception turns an error into a printed warning (Ngoại lệ).
type Exception struct {
	Row      Row
	Code     string
	Nominee  ID
	Period   string // empty: any, which is dangerous where codes are used again
	Reason   string
	By       string
	Document string
}

// A PendingMatter keeps a nominee from being put forward (Đang xem xét, xử lý).
type PendingMatter struct {
	Row      Row
	Subject  string
	Born     vi.Date
	Matter   string
	From, To vi.Date
}

// A ReadingChoice decides an ambiguous clause (Cách hiểu).
type ReadingChoice struct {
	Row      Row
	Code     string
	Choice   string
	By       string
	Document string
	Date     vi.Date
}
