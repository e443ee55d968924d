#!/usr/bin/env bash
# Writes the table of services into the job's summary. Fails where a service's gate does.
set -uo pipefail
files=()
while IFS= read -r -d '' file; do files+=("$file"); done \
  < <(find "$REPORTS" -type f -name '*.json' -print0 | LC_ALL=C sort -z)
if [ ${#files[@]} = 0 ]; then
  echo "::error title=mxgate::there is no report in $REPORTS"
  exit 3
fi
status=0
mxgate report "${files[@]}" --format "markdown=$RUNNER_TEMP/mxgate-scorecard.md" >/dev/null || status=$?
[ ! -f "$RUNNER_TEMP/mxgate-scorecard.md" ] ||
  cat "$RUNNER_TEMP/mxgate-scorecard.md" >>"$GITHUB_STEP_SUMMARY"
exit "$status"
