package main

import (
	"encoding/json"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"thidua/internal/pipeline"
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
				return json.NewEncoder(t.out).Encode(struct {
					Version int    `json:"version"`
					Program string `json:"program"`
					Go      string `json:"go"`
					System  string `json:"system"`
				}{1, pipeline.Version, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH})
			}
			_, err := fmt.Fprintf(t.out, "thidua %s (%s, %s/%s)\n", pipeline.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
	o.formatFlag(cmd)
	return cmd
}
