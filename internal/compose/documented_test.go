package compose

import (
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thidua/templates"
)

// The comment at the top of each template names its data: officers have no other
// manual of it. These tests hold it to exactly what the template's data offers, so
// that a field that is added, renamed or taken away can't be left out of it.
//
// After the word "Dữ liệu", every ".Name" is a field. A bracket behind fields names
// the fields of each of those that commas join before it: ".Titles, .Commended (.Year
// .Form)"; a bracket without a field only explains. "(như .C ở x.html)" stands for
// what x.html says of its .C; "Dữ liệu …: như ở x.html." for all that x.html names.
// Common fields are named in to-trinh.html alone.

const commonIn = "to-trinh.html"

// A documented is what a comment says: fields with their own fields.
type documented map[string]*entry

type entry struct {
	fields documented
	like   string // ".C ở bao-cao-tap-the.html"
}

var (
	commentToken = regexp.MustCompile(`\(như (\.[A-Z]\w*) ở ([a-z-]+\.html)\)|\.[A-Z]\w*(?:\.[A-Z]\w*)*|[(),]|[^\s(),]+`)
	likeWhole    = regexp.MustCompile(`Dữ liệu[^\n]*: như ở ([a-z-]+\.html)\.`)
	fieldToken   = regexp.MustCompile(`^\.[A-Z]`)
)

// readComment reads the fields that a comment names.
func readComment(t *testing.T, about string) documented {
	t.Helper()
	_, data, ok := strings.Cut(about, "Dữ liệu")
	if !ok {
		t.Fatal(`no "Dữ liệu" in the comment`)
	}
	top := documented{}
	into := [][]documented{{top}} // by bracket: what fields are added to
	last := [][]*entry{nil}       // by bracket: the fields that commas join
	joined := false
	for _, m := range commentToken.FindAllStringSubmatch(data, -1) {
		n := len(into) - 1
		switch word := m[0]; {
		case m[1] != "":
			for _, e := range last[n] {
				e.like = m[1] + " ở " + m[2]
			}
		case word == "(":
			var inner []documented
			for _, e := range last[n] {
				inner = append(inner, e.fields)
			}
			into, last = append(into, inner), append(last, nil)
		case word == ")":
			if n == 0 {
				t.Fatal("a bracket closes that wasn't opened")
			}
			into, last = into[:n], last[:n]
		case word == ",":
			joined = true
			continue
		case fieldToken.MatchString(word):
			if !joined {
				last[n] = nil
			}
			for _, d := range into[n] {
				last[n] = append(last[n], d.add(strings.Split(word[1:], ".")))
			}
		}
		joined = false
	}
	if len(into) > 1 {
		t.Fatal("a bracket isn't closed")
	}
	return top
}

// add notes a chain of names and gives its end.
func (d documented) add(names []string) *entry {
	e, ok := d[names[0]]
	if !ok {
		e = &entry{fields: documented{}}
		d[names[0]] = e
	}
	if len(names) > 1 {
		return e.fields.add(names[1:])
	}
	return e
}

func TestCommentsNameTheData(t *testing.T) {
	common := members(reflect.TypeFor[office]())
	for _, file := range Names() {
		t.Run(file, func(t *testing.T) {
			about := source(t, file)
			data := reflect.TypeOf(kinds[file])
			if m := likeWhole.FindStringSubmatch(about); m != nil {
				if reflect.TypeOf(kinds[m[1]]) != data {
					t.Fatalf("it is filled with other data than %s", m[1])
				}
				about = source(t, m[1])
			}
			said := readComment(t, about)
			var left []string
			if file != commonIn {
				left = slices.DeleteFunc(slices.Clone(common), func(name string) bool {
					f, _ := data.FieldByName(name)
					return len(f.Index) == 1 // the paper's own, of the same name
				})
			}
			compareFields(t, "", said, data, left)
		})
	}
}

func source(t *testing.T, file string) string {
	t.Helper()
	b, err := fs.ReadFile(templates.FS, file)
	if err != nil {
		t.Fatal(err)
	}
	about := About(string(b))
	if about == "" {
		t.Fatal("no comment at the top")
	}
	return about
}

// compareFields holds what is said of a type against what it offers; left are the
// fields that are named elsewhere.
func compareFields(t *testing.T, at string, said documented, of reflect.Type, left []string) {
	t.Helper()
	offered := members(of)
	for _, name := range offered {
		if _, ok := said[name]; !ok && !slices.Contains(left, name) {
			t.Errorf("the comment doesn't name %s.%s", at, name)
		}
	}
	for name, e := range said {
		field, ok := member(of, name)
		if !ok {
			t.Errorf("the comment names %s.%s, which the data doesn't have", at, name)
			continue
		}
		inner := field
		for inner.Kind() == reflect.Slice || inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case e.like != "":
			sameElsewhere(t, at+"."+name, e.like, inner)
		case inner.PkgPath() == reflect.TypeFor[office]().PkgPath():
			compareFields(t, at+"."+name, e.fields, inner, nil)
		default: // a date: of its methods the comment names those of use
			for method := range e.fields {
				if _, ok := member(inner, method); !ok {
					t.Errorf("the comment names %s.%s.%s, which the data doesn't have", at, name, method)
				}
			}
		}
	}
}

// sameElsewhere: "như .C ở x.html" is true where both are of one type.
func sameElsewhere(t *testing.T, at, like string, of reflect.Type) {
	t.Helper()
	field, file, _ := strings.Cut(like, " ở ")
	data, ok := kinds[file]
	if !ok {
		t.Errorf("%s is said to be like %s: no such template", at, like)
		return
	}
	other, ok := member(reflect.TypeOf(data), field[1:])
	if ok && other.Kind() == reflect.Slice {
		other = other.Elem()
	}
	if !ok || other != of {
		t.Errorf("%s is said to be like %s, and isn't", at, like)
	}
}

// TestCommentsNameTheFunctions: what a template may call is named, too.
func TestCommentsNameTheFunctions(t *testing.T) {
	about := source(t, commonIn)
	_, list, ok := strings.Cut(about, "Hàm dùng được:")
	if !ok {
		t.Fatal("the comment doesn't name the functions")
	}
	list, _, _ = strings.Cut(list, "\nPhần chung")
	for _, name := range functionNames() {
		if !regexp.MustCompile(`\s` + name + ` \(`).MatchString(list) {
			t.Errorf("the comment doesn't name the function %s", name)
		}
	}
}

func TestReadComment(t *testing.T) {
	said := readComment(t, `.Before không tính
Dữ liệu:
  .A, .B   hai mục (.X (giải thích) .Y.Z)   .C (như .P ở bao-cao-ca-nhan.html)
  .D chữ .E (không có mục nào)`)
	for _, want := range []string{"A.X", "A.Y.Z", "B.X", "B.Y.Z", "C", "D", "E"} {
		d := said
		for name := range strings.SplitSeq(want, ".") {
			e, ok := d[name]
			if !ok {
				t.Fatalf("%s is not read", want)
			}
			d = e.fields
		}
	}
	if len(said) != 5 || len(said["A"].fields) != 2 || len(said["E"].fields) != 0 || said["C"].like != ".P ở bao-cao-ca-nhan.html" {
		t.Errorf("read %v", said)
	}
}
