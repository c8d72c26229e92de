#!/usr/bin/env bash
# make site-check: publishes the chapters and a folder of hostile ones, and opens both sites in a browser. Arguments go to check.py.
#
# SITE_CHECK_HOME keeps the Python packages between runs (default .build/site-check).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
studykit=${STUDYKIT:-$root/.build/release/studykit}
home=${SITE_CHECK_HOME:-$root/.build/site-check}
for need in chromium java python3; do
    command -v "$need" > /dev/null || { echo "site-check: $need is missing: apt-get install chromium default-jre-headless python3-venv" >&2; exit 69; }
done
if ! cmp -s "$here/requirements.txt" "$home/requirements.txt"; then
    python3 -m venv "$home"
    "$home/bin/pip" install --quiet --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$home/requirements.txt"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$studykit" publish --output "$work/sub path/site" --base-url https://notes.example/cnn/ > /dev/null
"$studykit" publish "$here"/hostile/*.md --output "$work/hostile" --draws 3 > /dev/null
"$home/bin/python" "$here/check.py" "$work/sub path/site" --hostile "$work/hostile" --studykit "$studykit" "$@"
