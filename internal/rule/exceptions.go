package rule

import (
	"slices"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// An AppliedException is a fault that the office let pass (Ngoại lệ), as the appraisal
// and the minutes print it.
type AppliedException struct {
	Code  finding.Code
	Fault string        // what is let pass, as the finding says it
	Place finding.Place // of the faulty datum
	*nomination.Exception
}

// An exceptionKey finds the exception that lets a fault of a dossier pass.
type exceptionKey struct {
	nominee nomination.ID
	code    finding.Code
}

// exceptionsOf gathers the register's exceptions for a period, one without a period
// among them; of two for one fault that of the period counts, else the later row. One without a reason or without the person who decided it lets nothing
// pass: intake has reported the empty cell.
func exceptionsOf(r *nomination.Register, period string) map[exceptionKey]*nomination.Exception {
	out := map[exceptionKey]*nomination.Exception{}
	for _, e := range r.Exceptions {
		if e.Code == "" || e.Nominee == "" || e.Reason == "" || e.By == "" || e.Period != "" && e.Period != period {
			continue
		}
		key := exceptionKey{e.Nominee, finding.Code(strings.ToUpper(e.Code))}
		if former := out[key]; former == nil || former.Period == "" || e.Period != "" {
			out[key] = e
		}
	}
	return out
}

// faultOf gives the code of the fault that a failed criterion is, where an exception
// can let it pass.
var faultOf = map[string]finding.Code{
	KeyInitiatives:   finding.TooFewInitiatives,
	KeyServiceMonths: finding.ServiceTooShort,
	KeyDeadline:      finding.Late,
}

// excuse lets a failed criterion count as met where the office decided so. It is asked
// only where the criterion is demanded by itself: one of several alternatives fails
// with the others (TD310), which no exception can waive.
func (k *checker) excuse(v *Verdict, n Node) Node {
	if n.Result != Fail {
		return n
	}
	code, ok := faultOf[n.Key]
	if !ok {
		return n
	}
	if e := k.exceptions[exceptionKey{v.Nominee, code}]; e != nil {
		n.Result, n.Exception = Pass, e
		n.Evidence += "; " + accepted(e)
		n.Places = append(n.Places, e.Row.At(nomination.HeadCode))
	}
	return n
}

// except turns a finding about a nominee into a warning where the office decided so,
// and keeps the exception for the papers that print it.
func (k *checker) except(v *Verdict, f finding.Finding) finding.Finding {
	e := k.exceptions[exceptionKey{v.Nominee, f.Code}]
	if e == nil {
		return f
	}
	v.Exceptions = append(v.Exceptions, AppliedException{f.Code, f.Message, f.Place, e})
	f.Severity = finding.Warning
	f.Message = strings.TrimSuffix(f.Message, ".") + "; " + accepted(e) + "."
	f.Fix = "không phải sửa; ngoại lệ này được in trong báo cáo thẩm định và biên bản."
	if at := e.Row.At(nomination.HeadCode); !slices.Contains(f.Related, at) {
		f.Related = append(f.Related, at)
	}
	return f
}

// accepted says within a sentence why, by whom and by which document a fault was let pass.
func accepted(e *nomination.Exception) string {
	text := "được chấp nhận theo ngoại lệ (lý do: " + strings.TrimRight(strings.Join(strings.Fields(e.Reason), " "), ".;") +
		"; người quyết định: " + e.By
	if e.Document != "" {
		text += ", " + document(e.Document)
	}
	return text + ")"
}

// unexcused leaves out the faults of an initiative that the office let pass.
func unexcused(faults []initiativeFault) []initiativeFault {
	var out []initiativeFault
	for _, f := range faults {
		if f.exception == nil {
			out = append(out, f)
		}
	}
	return out
}
