#!/usr/bin/env bash
# What reading and rendering Markdown costs, side by side with cmark-gfm in one process: large articles from 10 KB to 10 MB, then a
# megabyte of each kind of text that nobody would write. CPU time, so that a busy machine does not count.
#
#   Tools/benchmark-markdown.sh [article.md …]      (after `make build`; without articles the chapters' prose)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
echo "load $(cut -d' ' -f1 /proc/loadavg), $(nproc) cores"
.build/release/markdown-benchmark articles "$@"
.build/release/markdown-benchmark hostile
