#!/usr/bin/env bash
# An environment without required reviewers lets every run pass, and so does one that nobody has made:
# GitHub makes it on the way. So the approval itself is looked for.
set -euo pipefail
actor=$(gh api "repos/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID/approvals" --jq '
  [.[] | select(.state == "approved" and any(.environments[]; .name == env.ENVIRONMENT))
    | .user.login] | join(", ")')
if [ -z "$actor" ]; then
  echo "::error title=mxgate::nobody approved this run for the environment '$ENVIRONMENT': give it required reviewers"
  exit 1
fi
echo "actor=${actor//[^A-Za-z0-9, \[\]-]/?}" >>"$GITHUB_OUTPUT"
