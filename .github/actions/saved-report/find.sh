#!/usr/bin/env bash
# Finds the newest artifact of that name which a run of this very commit, in this very repository,
# has kept. Another run, such as a fork's, could have called anything by that name.
set -euo pipefail
run=$(gh api --method GET "repos/$GITHUB_REPOSITORY/actions/artifacts" \
  -f name="$ARTIFACT" -f per_page=100 --jq '
    [.artifacts[] | select(.expired | not) | .workflow_run
      | select(.head_sha == env.GITHUB_SHA and .head_repository_id == .repository_id)]
    | first.id // empty')
if [[ ! $run =~ ^[0-9]*$ ]]; then
  echo "::error title=mxgate::GitHub's answer names no run"
  exit 3
fi
[ -n "$run" ] || echo "::warning title=mxgate::no report is kept of commit $GITHUB_SHA; the gate judges it anew"
echo "run-id=$run" >>"$GITHUB_OUTPUT"
