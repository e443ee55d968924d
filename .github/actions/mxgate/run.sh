#!/usr/bin/env bash
# Runs the gate: its report in the log, annotations, a summary of the job, SARIF and JSON in files, the
# step's outputs. Ends with the gate's own exit status.
set -uo pipefail
fail() { echo "::error title=mxgate::$1" && exit 2; }

reports=$(mktemp -d "${RUNNER_TEMP:?}/mxgate-reports.XXXXXX") || fail "no folder for the reports"

# base REF: the ref, or what 'auto' means in this run.
base() {
  if [ "$1" != auto ]; then
    echo "$1"
  elif [ -n "${PULL_REQUEST_BASE:-}" ]; then
    echo "origin/$PULL_REQUEST_BASE"
  else
    echo "${MERGE_GROUP_BASE:-}"
  fi
}

args=("$MXGATE_COMMAND" "$MXGATE_PATH" --format "json=$reports/mxgate.json")
option() { [ -z "$2" ] || args+=("$1" "$2"); }
flag() { [ "$2" != true ] || args+=("$1"); }
case "$MXGATE_COMMAND" in
check)
  args+=(--format "github=$reports/annotations.txt" --format "markdown=$reports/summary.md"
    --format "sarif=$reports/mxgate.sarif" --format "github-output=$reports/outputs.txt")
  option --against "$(base "${MXGATE_AGAINST:-}")"
  option --policy-from "$(base "${MXGATE_POLICY_FROM:-}")"
  option --accept-report "${MXGATE_ACCEPT_REPORT:-}"
  flag --require-live "${MXGATE_REQUIRE_LIVE:-}"
  flag --live-key "${MXGATE_REQUIRE_LIVE:-}"
  flag --run-quality "${MXGATE_RUN_QUALITY:-}"
  if [ -n "${MXGATE_OVERRIDE_REASON:-}" ]; then
    args+=(--override-reason "$MXGATE_OVERRIDE_REASON" --override-actor "${MXGATE_OVERRIDE_ACTOR:-}")
  fi
  ;;
verify) ;;
*) fail "'command' is check or verify" ;;
esac
while IFS= read -r argument; do
  [ -z "$argument" ] || args+=("$argument")
done <<<"${MXGATE_ARGS:-}"

# Names and contents of the repository, and what its commands print, must not speak to the runner: it
# obeys nothing until this word, which nobody can know.
word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
[ "${#word}" = 32 ] || fail "no random number could be had"
echo "::stop-commands::$word"
status=0
# The text report goes to standard output, since every other one has its file.
mxgate "${args[@]}" | tee "$reports/log.txt" || status=${PIPESTATUS[0]}
echo
echo "::$word::"

if [ "${MXGATE_ANNOTATIONS:-true}" = true ] && [ -f "$reports/annotations.txt" ]; then
  cat "$reports/annotations.txt"
fi
if [ -f "$reports/summary.md" ]; then
  cat "$reports/summary.md" >>"$GITHUB_STEP_SUMMARY"
elif [ -s "$reports/log.txt" ]; then
  # GitHub takes 1 MiB; a line that would end the block is moved.
  { echo '~~~~'; head -c 900000 "$reports/log.txt" | sed 's/^~/ ~/'; printf '\n~~~~\n'; } \
    >>"$GITHUB_STEP_SUMMARY"
fi
{
  echo "passed=$([ "$status" = 0 ] && echo true || echo false)"
  [ ! -f "$reports/outputs.txt" ] || cat "$reports/outputs.txt"
  [ ! -f "$reports/mxgate.sarif" ] || echo "sarif-file=$reports/mxgate.sarif"
  [ ! -f "$reports/mxgate.json" ] || echo "report=$reports/mxgate.json"
} >>"$GITHUB_OUTPUT"
exit "$status"
