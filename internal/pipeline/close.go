package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"

	"thidua/internal/bundle"
)

// A Closed is a workspace checked and what became of closing its period.
type Closed struct {
	*Checked
	File    string   // what was written, below the workspace; "" where nothing was
	Date    string   // yyyy-mm-dd, of closing
	Before  bool     // it had been closed, and nothing has changed since
	Refused []string // why the period can't be closed, Vietnamese
}

// Close keeps a period as it is now: the files that units sent, the rows of the
// register, the verdicts, the list of the results. From then on every check says what
// of it has changed, and the final review counts what was kept. It refuses where
// nothing was built, where the results aren't as they were built, and where an error
// blocks them.
func Close(o Options) (*Closed, error) {
	c, err := Check(o)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(o.Workspace)
	if err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	defer root.Close()
	out := &Closed{Checked: c, Date: o.Date.ISO()}
	for _, p := range c.closed {
		if p.Period != c.Period {
			continue
		}
		out.Date, out.Before = p.Date, true
		if len(p.changed) > 0 {
			out.Before = false
			out.Refused = append(out.Refused, "kỳ này đã khóa ngày "+p.closedOn()+" và đã có thay đổi sau khi khóa, xem các lỗi đã nêu")
		}
		return out, nil
	}
	if out.Refused, err = c.unclosable(root.FS()); err != nil || len(out.Refused) > 0 {
		return out, err
	}
	if err := c.keepClosed(root, o.Date.ISO()); err != nil {
		return nil, err
	}
	out.File = closedPath(c.Period)
	return out, nil
}

// unclosable says what keeps a period from being closed.
func (c *Checked) unclosable(workspace fs.FS) ([]string, error) {
	var out []string
	switch {
	case c.unfit():
		return []string{"dữ liệu chưa dùng được, xem các lỗi đã nêu"}, nil
	case c.Summary.Blocking > 0:
		out = append(out, fmt.Sprintf("có %d lỗi chặn, xem các lỗi đã nêu", c.Summary.Blocking))
	}
	if _, err := fs.Stat(workspace, closedPath(c.Period)); err == nil {
		out = append(out, "tệp "+closedPath(c.Period)+" đã có nhưng không dùng được")
	}
	results, err := fs.Sub(workspace, path.Join(outputFolder, c.Period))
	if err != nil {
		return nil, fmt.Errorf("close period: %w", err)
	}
	v, err := bundle.Verify(results)
	switch {
	case errors.Is(err, bundle.ErrNoList) || err == nil && v.Manifest == nil:
		out = append(out, "chưa lập hồ sơ của kỳ "+c.Period+" (bản dự thảo không tính); chạy thidua build trước")
	case err != nil:
		return nil, fmt.Errorf("close period: %w", err)
	case len(v.Differences) > 0:
		out = append(out, "kết quả trong "+path.Join(outputFolder, c.Period)+" không khớp bảng kiểm; chạy thidua verify để xem")
	}
	return out, nil
}

// keepClosed writes what a period is now.
func (c *Checked) keepClosed(root *os.Root, date string) error {
	names, err := c.periodFiles(root.FS())
	if err != nil {
		return err
	}
	p := closedPeriod{
		Version: 1, Program: Version, Period: c.Period, Date: date,
		Files: sumFiles(root.FS(), names), Rows: slices.Concat([]closedRow{}, registerRows(&c.records.Register, c.Period)), Verdicts: c.verdicts(),
	}
	if p.SHA256, err = p.sum(); err != nil {
		return err
	}
	return keepJSON(root, closedPath(c.Period), p)
}

// A ClosedStatus says when a period was closed.
type ClosedStatus struct {
	Period, Date string // date yyyy-mm-dd
}

// ClosedPeriods lists the closed periods in order.
func (c *Checked) ClosedPeriods() []ClosedStatus {
	var out []ClosedStatus
	for _, p := range c.closed {
		out = append(out, ClosedStatus{p.Period, p.Date})
	}
	return out
}
