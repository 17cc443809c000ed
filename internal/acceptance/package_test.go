//go:build acceptance

package acceptance

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func command(name string, args ...string) *exec.Cmd {
	return exec.CommandContext(context.Background(), name, args...)
}

func checkSums(t *testing.T, dir string) {
	t.Helper()
	cmd := command("sha256sum", "--check", "--strict", "--quiet", "manifest-sha256.txt")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("sha256sum in %s: %v\n%s", dir, err, out)
	}
}

// TestKilled kills builds of both periods, and checks that write returns, at 50 random
// moments. Whatever the moment, the next run finds the former or the new results whole.
func TestKilled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mau")
	run(t, binary, "demo", dir)
	random := rand.New(rand.NewPCG(20270222, 1))
	verbs := [][]string{
		{"build", "--date", "2027-03-05"},
		{"build", "--date", "2030-02-21", "--period", "2026-2030"},
		{"check", "--date", "2027-02-25", "--return"},
		{"build", "--date", "2027-02-22"},
		{"build", "--date", "2030-02-20", "--period", "2026-2030"},
	}
	took := make([]time.Duration, len(verbs))
	for i, args := range verbs {
		began := time.Now()
		run(t, binary, append(args, "--workspace", dir)...)
		took[i] = time.Since(began)
	}
	killed := map[string]int{}
	for i := range 50 {
		args := verbs[i%len(verbs)]
		cmd := command(binary, append(args, "--workspace", dir)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(took[i%len(verbs)]))))
		_ = cmd.Process.Kill() // too late where it is done
		_ = cmd.Wait()         // killed on purpose
		if cmd.ProcessState.ExitCode() < 0 {
			killed[args[0]]++
		}
		run(t, binary, "check", "--workspace", dir, "--date", "2027-02-22")
		checkWhole(t, dir)
	}
	if killed["build"] == 0 || killed["check"] == 0 {
		t.Errorf("killed in time: %v; the test shows nothing of the others", killed)
	}
	run(t, binary, "build", "--workspace", dir, "--date", "2027-02-22", "--quiet")
	run(t, binary, "verify", filepath.Join(dir, "output/2026"))
}

// checkWhole holds the results of both periods to their lists, and allows nothing that
// a run left behind.
func checkWhole(t *testing.T, dir string) {
	t.Helper()
	for period := range periods {
		checkSums(t, filepath.Join(dir, "output", period))
		checkSums(t, filepath.Join(dir, "output", period, "nop-thanh-pho"))
		run(t, "unzip", "-tqq", filepath.Join(dir, "output", period, "nop-thanh-pho.zip"))
	}
	if left, err := filepath.Glob(filepath.Join(dir, "output/.*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}

// TestNotReplaceable builds where results can't be written, or can't be put in the place
// of the former: these stay whole, one Vietnamese sentence says why, the status is 3.
func TestNotReplaceable(t *testing.T) {
	for name, test := range map[string]struct{ mount, says string }{
		"written by nobody": {"output", "Không có quyền"},
		"held by another":   {"output/2026", "Chương trình khác đang mở"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "mau")
			run(t, binary, "demo", dir)
			before := sums(t, filepath.Join(dir, "output"))
			held := filepath.Join(dir, test.mount)
			run(t, "mount", "--bind", held, held)
			defer run(t, "umount", held)
			run(t, "mount", "-o", "remount,bind,ro", held)
			for _, args := range [][]string{{"build"}, {"check", "--return"}} {
				cmd := command(binary, append(args, "--workspace", dir, "--date", "2027-03-05", "--quiet")...)
				out, _ := cmd.CombinedOutput() // the status is looked at below
				if status := cmd.ProcessState.ExitCode(); status != 3 {
					t.Errorf("%v: status %d", args, status)
				}
				if !strings.Contains(string(out), test.says) || strings.Contains(string(out), "goroutine") {
					t.Errorf("%v says:\n%s", args, out)
				}
				if after := sums(t, filepath.Join(dir, "output")); after != before {
					t.Errorf("%v: the former results are now\n%s", args, after)
				}
			}
		})
	}
}

// TestFullDisk builds onto a disk without room: the former result stays whole, and
// one Vietnamese sentence says why.
func TestFullDisk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mau")
	run(t, binary, "demo", dir)
	output := filepath.Join(dir, "output")
	keep := filepath.Join(t.TempDir(), "keep")
	if err := os.Rename(output, keep); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(output, 0o755); err != nil {
		t.Fatal(err)
	}
	// Room for one result, not for two.
	room := blocks(t, filepath.Join(keep, "2026")) * 3 / 2
	run(t, "mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dk", room*blockSize/1024), "tmpfs", output)
	defer run(t, "umount", output)
	run(t, "cp", "-r", keep+"/2026", output+"/")
	out, err := command(binary, "build", "--workspace", dir, "--date", "2027-03-05").CombinedOutput()
	if err == nil {
		t.Fatalf("the build found room:\n%s", out)
	}
	if !strings.Contains(string(out), "Ổ đĩa đã đầy") || strings.Contains(string(out), "goroutine") {
		t.Errorf("the message on a full disk:\n%s", out)
	}
	checkSums(t, filepath.Join(output, "2026"))
}

// blockSize is what a file takes of a disk at least, in bytes.
const blockSize = 4096

// blocks gives how many blocks of a disk a folder takes.
func blocks(t *testing.T, dir string) int64 {
	t.Helper()
	var n int64
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		n += (info.Size() + blockSize - 1) / blockSize
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
