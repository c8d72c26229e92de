#!/usr/bin/env bash
# Trains a classifier, a detector and a segmenter from scratch on generated images, and prints what each reaches on images
# that it hasn't seen, and how long it took. Only a measure below its bar is a failure, never a busy machine.
#
#   Tools/benchmark-training.sh [threads]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ $# -gt 0 ] && export STUDYKIT_THREADS=$1
status=0
output=$(STUDYKIT_BENCHMARK=1 "${SWIFT:-swift}" test -c release --disable-testable-imports --disable-xctest \
    --filter 'TrainedTasksTests/large' 2>&1) || status=$?
echo "load $(cut -d' ' -f1 /proc/loadavg), $(nproc) cores"
sed -n 's/^benchmark: //p' <<<"$output"
[ "$status" = 0 ] || printf '%s\n' "$output" | tail -20 >&2
exit "$status"
