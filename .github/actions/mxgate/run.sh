#!/usr/bin/env bash
# Runs the gate: annotations on standard output, a summary of the job, SARIF and JSON in files,
# the step's outputs. Ends with the gate's own exit status.
set -uo pipefail
reports=${RUNNER_TEMP:?}/mxgate-reports
mkdir -p "$reports"
args=("$MXGATE_COMMAND")
case "$MXGATE_COMMAND" in
check)
  args+=("$MXGATE_PATH" --format github --format "markdown=$reports/summary.md"
    --format "sarif=$reports/mxgate.sarif" --format "json=$reports/mxgate.json")
  [ -z "${MXGATE_AGAINST:-}" ] || args+=(--against "$MXGATE_AGAINST")
  [ "${MXGATE_REQUIRE_LIVE:-false}" != true ] || args+=(--require-live)
  ;;
verify) args+=("$MXGATE_PATH" --format "json=$reports/mxgate.json") ;;
*) echo "::error title=mxgate::'command' is check or verify" && exit 2 ;;
esac
while IFS= read -r argument; do
  [ -z "$argument" ] || args+=("$argument")
done <<<"${MXGATE_ARGS:-}"

# What the repository's names and contents print can start no workflow command here.
status=0
mxgate "${args[@]}" || status=$?
[ ! -f "$reports/summary.md" ] || cat "$reports/summary.md" >>"$GITHUB_STEP_SUMMARY"
{
  echo "passed=$([ "$status" = 0 ] && echo true || echo false)"
  if [ -f "$reports/mxgate.json" ] && [ "$MXGATE_COMMAND" = check ]; then
    echo "p0-failed=$(jq '[.checks[] | select(.priority == "P0" and .fails)] | length' "$reports/mxgate.json")"
    echo "findings=$(jq '.summary.findings' "$reports/mxgate.json")"
    echo "sarif-file=$reports/mxgate.sarif"
  fi
  [ ! -f "$reports/mxgate.json" ] || echo "report=$reports/mxgate.json"
} >>"$GITHUB_OUTPUT"
exit "$status"
