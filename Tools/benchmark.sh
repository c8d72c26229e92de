#!/usr/bin/env bash
# Measures what the design promises of `studykit run`, in one run on one machine, and prints each as a ratio to its
# bound. A benchmark, not a test: it never fails because a machine is busy.
#
#   Tools/benchmark.sh [chapter.md]      (after `make build`)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tool=$PWD/.build/release/studykit
chapter=${1:-chapters/chapter03.md}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME=$work/cache
mkdir "$work/chapters"
copy=$work/chapters/$(basename "$chapter")
cp "$chapter" "$copy"

now() { date +%s%N; }

# Milliseconds of one run; the exit status does not matter here.
once() {
    local start
    start=$(now)
    "$tool" run "$copy" >/dev/null 2>&1 || true
    echo $((($(now) - start) / 1000000))
}

# The median of several milliseconds.
median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# name, measured, bound, unit
report() { awk -v n="$1" -v m="$2" -v b="$3" -v u="$4" 'BEGIN { printf "%-44s %7s %s   bound %s %s   ratio %.2f\n", n, m, u, b, u, m / b }'; }

echo "load $(cut -d' ' -f1 /proc/loadavg), $(nproc) cores, $(basename "$chapter")"
cold=$(once)
printf '%-44s %7s ms\n' "first run, nothing stored" "$cold"
unchanged=$(for _ in 1 2 3 4 5 6 7 8 9 10 11; do once; done | median)
report "second run of an unchanged chapter" "$unchanged" 80 ms
edited=$(for n in 1 2 3 4 5; do
    # Another comment in the first cell is another program.
    awk -v n="$n" '!done && /^```swift/ { print; print "// edited " n; done = 1; next } { print }' "$chapter" >"$copy"
    once
done | median)
report "one cell edited" "$edited" 800 ms
prose=$(for n in 1 2 3; do
    { cat "$chapter"; echo; echo "もう一段落 $n。"; } >"$copy"
    [ "$n" = 1 ] && once >/dev/null
    once
done | median)
printf '%-44s %7s ms   %s times faster than a cold run\n' "prose edited" "$prose" "$((cold / (prose > 0 ? prose : 1)))"
cp "$chapter" "$copy"
memory=$("$tool" run "$copy" --no-cache >/dev/null 2>&1 & pid=$!
    peak=0
    while [ -r /proc/$pid/status ]; do
        high=$(awk '/VmHWM/ { print $2 }' /proc/$pid/status 2>/dev/null || true)
        [ -n "$high" ] && peak=$high
        sleep 0.02
    done
    echo $((peak / 1024)))
report "the tool's own peak memory" "$memory" 120 MB
