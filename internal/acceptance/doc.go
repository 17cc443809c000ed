// Package acceptance judges finished files with readers that other people wrote:
// poppler measures the papers against Decree 30, qpdf and Apache Preflight their form,
// LibreOffice opens workbooks and Word versions, coreutils checks the sums.
//
// Its tests need those programs and run under the build tag "acceptance" only
// (make acceptance). A missing program fails them; none is skipped.
package acceptance
