package compose

import (
	"reflect"
	"strings"
	"text/template/parse"

	"thidua/internal/vi"
)

// A walker goes over the parse tree of a template with the type of its data and
// looks up every field that the template names, also in branches that no run takes
// today: html/template itself would find a misspelt field only when it prints it.
//
// It is the one place that uses reflection, on types alone; html/template finds the
// values the same way.
type walker struct {
	src      string
	vars     []variable
	problems []problem
}

type variable struct {
	name string
	t    reflect.Type // nil: not known
}

// misspelt finds fields that the data doesn't have.
func misspelt(src string, tree *parse.Tree, data any) []problem {
	w := &walker{src: src}
	t := reflect.TypeOf(data)
	w.vars = []variable{{"$", t}}
	w.list(tree.Root, t)
	return w.problems
}

func (w *walker) list(l *parse.ListNode, dot reflect.Type) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			w.pipe(n.Pipe, dot)
		case *parse.IfNode:
			w.branch(&n.BranchNode, dot, func(reflect.Type) reflect.Type { return dot })
		case *parse.WithNode:
			w.branch(&n.BranchNode, dot, func(t reflect.Type) reflect.Type { return t })
		case *parse.RangeNode:
			w.branch(&n.BranchNode, dot, elementOf)
		}
	}
}

// branch walks both lists of an if, with or range; inner gives what the dot becomes.
func (w *walker) branch(n *parse.BranchNode, dot reflect.Type, inner func(reflect.Type) reflect.Type) {
	scope := len(w.vars)
	t := w.pipe(n.Pipe, dot)
	if n.NodeType == parse.NodeRange {
		// {{range $i, $x := …}}: the last variable is the element, one before it the index.
		for i := range n.Pipe.Decl {
			v := &w.vars[len(w.vars)-1-i]
			v.t = reflect.TypeFor[int]()
			if i == 0 {
				v.t = elementOf(t)
			}
		}
	}
	w.list(n.List, inner(t))
	w.vars = w.vars[:scope]
	w.list(n.ElseList, dot)
}

func elementOf(t reflect.Type) reflect.Type {
	if t == nil {
		return nil
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		return t.Elem()
	case reflect.Int:
		return t
	}
	return nil
}

// pipe gives the type of a pipeline's value and declares its variables.
func (w *walker) pipe(p *parse.PipeNode, dot reflect.Type) reflect.Type {
	if p == nil {
		return nil
	}
	var t reflect.Type
	for _, c := range p.Cmds {
		t = w.command(c, dot)
	}
	for _, v := range p.Decl {
		if !p.IsAssign {
			w.vars = append(w.vars, variable{v.Ident[0], t})
		}
	}
	return t
}

// command gives the type of a command: of its value, or of its function's result.
func (w *walker) command(c *parse.CommandNode, dot reflect.Type) reflect.Type {
	types := make([]reflect.Type, len(c.Args))
	for i, a := range c.Args {
		types[i] = w.value(a, dot)
	}
	f, ok := c.Args[0].(*parse.IdentifierNode)
	if !ok {
		return types[0]
	}
	switch f.Ident {
	case "and", "or":
		return types[len(types)-1] // all alternatives of one kind, in our templates
	case "index":
		if len(types) > 1 {
			return elementOf(types[1])
		}
	}
	if fn, ok := functions[f.Ident]; ok {
		return reflect.TypeOf(fn).Out(0)
	}
	return nil
}

func (w *walker) value(n parse.Node, dot reflect.Type) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return w.fields(dot, n.Ident, w.begin(n.Pos, "."+n.Ident[0], len(n.Ident)))
	case *parse.VariableNode:
		at := w.begin(n.Pos, n.Ident[0], len(n.Ident)) + len(n.Ident[0])
		return w.fields(w.lookup(n.Ident[0]), n.Ident[1:], at)
	case *parse.ChainNode:
		return w.fields(w.value(n.Node, dot), n.Field, int(n.Pos))
	case *parse.PipeNode:
		return w.pipe(n, dot)
	}
	return nil
}

// begin gives where a chain of names begins. The parser gives the place of its
// second name where there is one.
func (w *walker) begin(pos parse.Pos, first string, names int) int {
	at := int(pos)
	if names > 1 && strings.HasSuffix(w.src[:at], first) {
		at -= len(first)
	}
	return at
}

func (w *walker) lookup(name string) reflect.Type {
	for i := len(w.vars) - 1; i >= 0; i-- {
		if w.vars[i].name == name {
			return w.vars[i].t
		}
	}
	return nil
}

// fields follows a chain of names from a type; at is where ".First" stands.
func (w *walker) fields(t reflect.Type, names []string, at int) reflect.Type {
	for _, name := range names {
		if t == nil {
			return nil
		}
		next, ok := member(t, name)
		if !ok {
			w.missing(t, name, at)
			return nil
		}
		t = next
		at += 1 + len(name)
	}
	return t
}

// member gives the type of a field, or of the result of a method.
func member(t reflect.Type, name string) (reflect.Type, bool) {
	if m, ok := t.MethodByName(name); ok {
		return m.Type.Out(0), true
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil, false
	}
	f, ok := t.FieldByName(name)
	return f.Type, ok && f.IsExported()
}

func (w *walker) missing(t reflect.Type, name string, at int) {
	p := problemAt(w.src, at, "Dữ liệu của mẫu không có mục ."+name+".")
	p.got, p.fix = "."+name, "xem các mục ghi ở đầu mẫu"
	if near, ok := vi.Nearest(name, members(t)); ok {
		p.expected, p.fix = "."+near, "có phải là ."+near+"?"
	}
	w.problems = append(w.problems, p)
}

// members lists what a template can name of a type.
func members(t reflect.Type) []string {
	var out []string
	for i := range t.NumMethod() {
		out = append(out, t.Method(i).Name)
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(t) {
			if f.IsExported() && !f.Anonymous {
				out = append(out, f.Name)
			}
		}
	}
	return out
}
