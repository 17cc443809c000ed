package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"thidua/internal/pipeline"
	"thidua/internal/report"
)

func newVersion(t *terminal, o *options) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "version",
		Aliases: []string{"phien-ban"},
		Short:   "in phiên bản chương trình",
		Example: "  thidua version",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			if err := o.checkFormat(); err != nil {
				return err
			}
			if o.format == "json" {
				e := emptyEnvelope("", nil)
				e.Program = &jsonProgram{pipeline.Version, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
				return report.Write(t.out, e)
			}
			_, err := fmt.Fprintf(t.out, "thidua %s (%s, %s/%s)\n", pipeline.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
	o.formatFlag(cmd)
	return cmd
}

type jsonProgram struct {
	Version string `json:"version"`
	Go      string `json:"go"`
	System  string `json:"system"`
}
