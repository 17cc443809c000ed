//go:build acceptance && unix

package acceptance

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"thidua/internal/sample"
)

// The communes of the city, and of the country.
var communes = []int{114, 3321}

// The files of docs/batch, from this folder.
const (
	slurmScript = "../../docs/batch/slurm.sh"
	manifest    = "../../docs/batch/kubernetes.yaml"
)

// TestBatch builds many different workspaces one after the other, and again as batch
// engines do, eight processes at a time: with the Slurm script, and with the command of
// the Kubernetes Job. Every way gives the same bytes, and no process leaves anything
// outside its workspace. THIDUA_WORKSPACES says how many; make batch takes 114.
func TestBatch(t *testing.T) {
	count := 12
	if s := os.Getenv("THIDUA_WORKSPACES"); s != "" {
		var err error
		if count, err = strconv.Atoi(s); err != nil || count < 2 {
			t.Fatalf("THIDUA_WORKSPACES=%s", s)
		}
	}
	const date = "2027-02-22"
	dir := t.TempDir()
	script, err := filepath.Abs(slurmScript)
	if err != nil {
		t.Fatal(err)
	}
	ways := []struct {
		name  string
		build func(list string) *exec.Cmd
	}{
		{"one after the other", func(list string) *exec.Cmd {
			return command("sh", "-c", `while read -r w; do "$1" build --workspace "$w" --date "$2" --quiet || exit; done <"$3"`, "sh", binary, date, list)
		}},
		{"as array tasks", func(list string) *exec.Cmd {
			return command("sh", "-c", `seq 1 "$1" | xargs -P 8 -I{} env SLURM_ARRAY_TASK_ID={} "$2" "$3" "$4"`, "sh", strconv.Itoa(count), script, list, date)
		}},
		{"as indexes of a Job", func(list string) *exec.Cmd {
			return command("sh", "-c", `seq 0 "$1" | xargs -P 8 -I{} env JOB_COMPLETION_INDEX={} sh -c "$2"`, "sh", strconv.Itoa(count-1), jobCommand(t, list))
		}},
	}
	home, temp := t.TempDir(), t.TempDir()
	path := "PATH=" + filepath.Dir(binary) + string(os.PathListSeparator) + os.Getenv("PATH")
	var first []string
	for i, way := range ways {
		root := filepath.Join(dir, strconv.Itoa(i))
		list := workspaces(t, root, count)
		cmd := way.build(list)
		cmd.Env = append(os.Environ(), path, "HOME="+home, "TMPDIR="+temp)
		began := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", way.name, err, out)
		}
		cpu := (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
		each := cpu / float64(count)
		t.Logf("%d workspaces %s: %.1f s, %.1f s of processor time, %.2f s each", count, way.name, time.Since(began).Seconds(), cpu, each)
		for _, n := range communes {
			t.Logf("    %d of them: %.0f s of one core, %.0f s of 16", n, each*float64(n), each*float64(n)/16)
		}
		sums := make([]string, count)
		for w := range count {
			sums[w] = treeSum(t, filepath.Join(root, workspaceName(w)))
		}
		if i == 0 {
			first = sums
			continue
		}
		for w := range count {
			if sums[w] != first[w] {
				t.Errorf("%s: %s differs from the one built %s", way.name, workspaceName(w), ways[0].name)
			}
		}
	}
	seen := map[string]bool{}
	for w, s := range first {
		if seen[s] {
			t.Errorf("%s is the same as another: nothing is shown by it", workspaceName(w))
		}
		seen[s] = true
	}
	for _, d := range []string{home, temp} {
		if left, err := os.ReadDir(d); err != nil || len(left) > 0 {
			t.Errorf("left outside the workspaces: %v (%v)", left, err)
		}
	}
}

func workspaceName(w int) string { return fmt.Sprintf("phuong-%03d", w+1) }

// workspaces makes different workspaces of 5 to 100 nominees, and a list of them.
func workspaces(t *testing.T, root string, count int) (list string) {
	t.Helper()
	var lines strings.Builder
	for w := range count {
		files, err := sample.Generate(sample.Options{Units: 1 + w%8, Nominees: 5 + w*7%96, Seed: uint64(w)})
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(root, workspaceName(w))
		if err := sample.Write(dir, files); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&lines, dir)
	}
	list = filepath.Join(root, "workspaces.txt")
	if err := os.WriteFile(list, []byte(lines.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return list
}

// jobCommand is the shell command of the Kubernetes Job, for a list of paths instead of
// those of its volumes.
func jobCommand(t *testing.T, list string) string {
	t.Helper()
	data, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	var job struct {
		Spec struct {
			Template struct {
				Spec struct {
					Containers []struct{ Args []string }
				}
			}
		}
	}
	if err := yaml.Unmarshal(data, &job); err != nil {
		t.Fatal(err)
	}
	containers := job.Spec.Template.Spec.Containers
	if len(containers) != 1 || len(containers[0].Args) != 1 {
		t.Fatalf("%s: %+v is no single command", manifest, containers)
	}
	// Lines of the list are paths here, names below /data there.
	return strings.NewReplacer("/list/workspaces.txt", list, "/data/", "").Replace(containers[0].Args[0])
}

// treeSum is the sum of all files below a folder, by path and content.
func treeSum(t *testing.T, dir string) string {
	t.Helper()
	sum := sha256.New()
	built := false
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		built = built || strings.HasSuffix(name, ".pdf")
		fmt.Fprintf(sum, "%s %d\n%s\n", name, len(data), data)
		return err
	})
	if err != nil || !built {
		t.Fatalf("%s: built %t, %v", dir, built, err)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}
