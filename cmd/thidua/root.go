package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"thidua/internal/pipeline"
	"thidua/internal/vi"
)

// options are what the flags say; a verb reads those it has.
type options struct {
	workspace string
	period    string
	date      string
	format    string
	strict    bool
	quiet     bool
	noColor   bool
	draft     bool
	dryRun    bool
	public    bool
	returns   bool

	fonts          string
	acceptEncoding bool
	writing        bool
}

const usageTemplate = `Cách dùng:
  {{.UseLine}}{{if .HasAvailableSubCommands}}

Các lệnh:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name 11}}{{.Short}}{{end}}{{end}}{{end}}{{if .HasExample}}

Ví dụ:
{{.Example}}{{end}}{{if .HasAvailableLocalFlags}}

Tùy chọn:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Tùy chọn chung:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

Xem hướng dẫn của một lệnh: {{.CommandPath}} LỆNH --help{{end}}
`

const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}{{.UsageString}}`

func newRoot(t *terminal) *cobra.Command {
	o := &options{}
	root := &cobra.Command{
		Use:   "thidua LỆNH [tùy chọn]",
		Short: "Kiểm tra đề nghị khen thưởng theo Kế hoạch và lập hồ sơ trình thành phố",
		Long: `thidua đọc sổ theo dõi và các tệp đề nghị khen thưởng của đơn vị, kiểm tra từng hồ sơ theo
Kế hoạch phát động phong trào thi đua, rồi lập hồ sơ trình thành phố theo thể thức của
Nghị định số 30/2020/NĐ-CP. Chương trình chạy trên máy của cơ quan, không cần mạng.`,
		Example: `  thidua demo                         tạo thư mục mẫu và lập thử hồ sơ
  thidua check                        kiểm tra dữ liệu trong thư mục hiện tại
  thidua build --date 2027-02-22      lập hồ sơ, văn bản đề tháng 02 năm 2027
  thidua D:\ThiDua                    kiểm tra dữ liệu trong thư mục D:\ThiDua`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return unknownVerb(cmd, args[0])
		},
	}
	cobra.MousetrapHelpText = "" // a double click prints the help, not an English sentence
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true, Args: cobra.ArbitraryArgs, RunE: func(_ *cobra.Command, args []string) error {
		c, _, err := root.Find(args)
		if err != nil || c == nil {
			return unknownVerb(root, strings.Join(args, " "))
		}
		c.InitDefaultHelpFlag()
		return c.Help()
	}})
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpTemplate(helpTemplate)
	root.SetFlagErrorFunc(flagError)

	f := root.PersistentFlags()
	f.SortFlags = false
	f.StringVarP(&o.workspace, "workspace", "w", "", "`thư mục` làm việc, nơi có data/ (mặc định: thư mục hiện tại)")
	f.BoolVar(&o.noColor, "no-color", false, "không tô màu")
	f.BoolP("help", "h", false, "xem hướng dẫn")

	root.AddCommand(newDemo(t, o), newInit(t, o), newForm(t, o), newCheck(t, o), newBuild(t, o), newStatus(t, o), newVerify(t, o), newClose(t, o), newExplain(t, o), newTemplate(t, o), newVersion(t, o))
	plainUseLines(root)
	return root
}

// plainUseLines keeps cobra from adding its English "[flags]".
func plainUseLines(cmd *cobra.Command) {
	cmd.DisableFlagsInUseLine = true
	for _, c := range cmd.Commands() {
		plainUseLines(c)
	}
}

// commonFlags adds the flags that check and build share.
func (o *options) commonFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.period, "period", "", "`kỳ` xét, ví dụ 2026 (mặc định: Năm xét thành tích trong sổ theo dõi)")
	o.outputFlags(cmd)
	f.StringVar(&o.fonts, "fonts", "", "`thư mục` có phông Times New Roman của cơ quan, ví dụ C:\\Windows\\Fonts (mặc định: phông kèm theo)")
	f.BoolVar(&o.acceptEncoding, "accept-encoding", false, "dùng chữ đã chuyển từ TCVN3 (ABC), VNI sang Unicode")
	f.BoolVar(&o.strict, "strict", false, "có cảnh báo hoặc lưu ý thì mã thoát là 1")
	f.BoolVar(&o.quiet, "quiet", false, "chỉ in kết quả, không in lời dẫn")
}

// outputFlags adds date and format.
func (o *options) outputFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.date, "date", "", "`ngày` lập văn bản, dạng yyyy-mm-dd (mặc định: hôm nay)")
	o.formatFlag(cmd)
}

func (o *options) formatFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.format, "format", "text", "`dạng` kết quả: text hoặc json")
}

// pipeline gives the options of a run, or says which flag has a bad value.
func (o *options) pipeline() (pipeline.Options, error) {
	p := pipeline.Options{Workspace: o.workspace, Period: o.period, Draft: o.draft, Public: o.public, DryRun: o.dryRun, Fonts: o.fonts, AcceptEncoding: o.acceptEncoding, Writing: o.writing}
	if err := o.checkFormat(); err != nil {
		return p, err
	}
	if p.Workspace == "" {
		p.Workspace = "."
	}
	if info, err := os.Stat(p.Workspace); err != nil || !info.IsDir() {
		return p, &usageError{fmt.Sprintf("Không có thư mục %s.", p.Workspace), "Ghi đúng đường dẫn sau --workspace."}
	}
	if o.period != "" && !validPeriod(o.period) {
		return p, &usageError{fmt.Sprintf("Kỳ %q không đúng.", o.period), "Ghi năm xét thành tích, ví dụ --period 2026, hoặc giai đoạn, ví dụ --period 2026-2030."}
	}
	var err error
	p.Date, err = o.day()
	return p, err
}

func (o *options) checkFormat() error {
	if o.format != "text" && o.format != "json" {
		return &usageError{fmt.Sprintf("Dạng kết quả %q không có.", o.format), "Chọn --format text hoặc --format json."}
	}
	return nil
}

// day is the one clock of the program: --date, else SOURCE_DATE_EPOCH, else now.
func (o *options) day() (vi.Date, error) {
	if o.date != "" {
		d, err := vi.ParseISO(o.date)
		if err != nil {
			return d, &usageError{fmt.Sprintf("Ngày %q không đúng.", o.date), "Ghi năm-tháng-ngày, ví dụ --date 2027-02-22."}
		}
		return d, nil
	}
	if s := os.Getenv("SOURCE_DATE_EPOCH"); s != "" {
		seconds, err := time.ParseDuration(s + "s")
		if err != nil {
			return vi.Date{}, &usageError{fmt.Sprintf("Biến môi trường SOURCE_DATE_EPOCH=%q không phải là số giây.", s), "Sửa hoặc bỏ biến này, hay dùng --date."}
		}
		return vi.DateOf(time.Unix(0, 0).Add(seconds)), nil
	}
	return vi.DateOf(time.Now()), nil
}

func validPeriod(s string) bool {
	first, last, span := strings.Cut(s, "-")
	year := func(s string) bool {
		_, ok := vi.ParseDate(s)
		return ok && len(s) == 4
	}
	return year(first) && (!span || year(last) && first < last)
}

// withVerb takes a bare file or folder, with whatever flags, as an order to check its
// workspace, so that a file dropped on the program does something of use.
func withVerb(root *cobra.Command, args []string) []string {
	check, _, err := root.Find([]string{"check"})
	if err != nil {
		return args
	}
	for i := 0; i < len(args); i++ {
		name, isFlag := strings.CutPrefix(args[i], "-")
		if !isFlag {
			if verb, _, err := root.Find(args[i : i+1]); (err != nil || verb == root) && isPath(args[i]) {
				return append([]string{"check"}, args...)
			}
			return args
		}
		name = strings.TrimPrefix(name, "-")
		f := check.Flag(name)
		if f == nil && len(name) == 1 {
			f = root.PersistentFlags().ShorthandLookup(name)
		}
		if f != nil && f.NoOptDefVal == "" {
			i++ // its value
		}
	}
	return args
}

// aimAt sets the workspace by the file or folder that a verb was given.
func (o *options) aimAt(args []string) error {
	if len(args) == 0 {
		return nil
	}
	if len(args) > 1 || !isPath(args[0]) {
		return noArguments(nil, args)
	}
	if o.workspace != "" {
		return &usageError{fmt.Sprintf("Vừa ghi --workspace vừa ghi %s.", args[0]), "Chỉ ghi một trong hai."}
	}
	if _, err := os.Stat(args[0]); errors.Is(err, fs.ErrNotExist) {
		return &usageError{fmt.Sprintf("Không có tệp hoặc thư mục %s.", args[0]), "Ghi đúng đường dẫn."}
	}
	dir, ok := workspaceAbove(args[0])
	if !ok {
		return &usageError{
			fmt.Sprintf("Không tìm thấy thư mục data/ ở %s hay ở các thư mục phía trên.", args[0]),
			"Chạy «thidua init» để tạo nơi làm việc trống, hoặc «thidua demo» để xem bộ hồ sơ mẫu.",
		}
	}
	o.workspace = dir
	return nil
}

func isPath(arg string) bool {
	if strings.EqualFold(filepath.Ext(arg), ".xlsx") || strings.ContainsAny(arg, `/\`) {
		return true
	}
	info, err := os.Stat(arg)
	return err == nil && info.IsDir()
}

// workspaceAbove gives the nearest folder, the path itself included, that holds data/.
func workspaceAbove(path string) (string, bool) {
	dir, err := filepath.Abs(path)
	if err != nil {
		return "", false
	}
	for {
		if info, err := os.Stat(filepath.Join(dir, "data")); err == nil && info.IsDir() {
			return dir, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", false
		}
		dir = parent
	}
}

func unknownVerb(root *cobra.Command, verb string) error {
	var names []string
	for _, c := range root.Root().Commands() {
		if c.IsAvailableCommand() {
			names = append(append(names, c.Name()), c.Aliases...)
		}
	}
	hint := "Xem các lệnh: thidua --help"
	if near, ok := vi.Nearest(verb, names); ok {
		hint = fmt.Sprintf("Có phải «thidua %s»? %s", near, hint)
	}
	return &usageError{fmt.Sprintf("Không có lệnh %q.", verb), hint}
}

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return &usageError{fmt.Sprintf("Lệnh này không nhận %q.", args[0]), "Xem cách dùng với --help."}
	}
	return nil
}

// flagError puts the flag parser's English into Vietnamese.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var value *pflag.InvalidValueError
	var required *pflag.ValueRequiredError
	hint := "Xem các tùy chọn với --help."
	switch {
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near, ok := vi.Nearest(unknown.GetSpecifiedName(), names); ok {
			hint = fmt.Sprintf("Có phải «--%s»? %s", near, hint)
		}
		return &usageError{fmt.Sprintf("Không có tùy chọn %q.", unknown.GetSpecifiedName()), hint}
	case errors.As(err, &value):
		return &usageError{fmt.Sprintf("Tùy chọn --%s không nhận giá trị %q.", value.GetFlag().Name, value.GetValue()), hint}
	case errors.As(err, &required):
		return &usageError{fmt.Sprintf("Tùy chọn %q cần một giá trị.", required.GetSpecifiedName()), hint}
	}
	return &usageError{"Tùy chọn viết không đúng.", hint}
}
