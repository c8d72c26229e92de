#!/usr/bin/env bash
# Coverage-guided fuzzing of the chapter language (libFuzzer, which comes with the toolchain): the parser is compiled once more
# with coverage, everything else is the release build's.
#
#   Tools/fuzz.sh SECONDS [folder of seeds …]      (after `make build`)
#
# Seeds are the chapters and the folders named. Findings are in .build/fuzz/findings; each becomes a test in
# Tests/ChaptersTests/Fuzzing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:?usage: Tools/fuzz.sh SECONDS [folder of seeds …]}
shift
build=.build/release
out=.build/fuzz
mkdir -p "$out/corpus" "$out/findings"

yaml=.build/checkouts/Yams/Sources/CYaml/include
flags=(-package-name "$(basename "$PWD")" -swift-version 6 -O -wmo -gline-tables-only -sanitize=fuzzer -parse-as-library -I "$out" -I "$build/Modules")
for map in Sources/C*/module.modulemap "$yaml/module.modulemap"; do flags+=(-Xcc "-fmodule-map-file=$map"); done
flags+=(-Xcc "-I$yaml")
for folder in .build/checkouts/swift-system/Sources/CSystem/include .build/checkouts/swift-subprocess/Sources/_SubprocessCShims/include; do
    flags+=(-Xcc "-I$folder" -Xcc "-fmodule-map-file=$folder/module.modulemap")
done
${SWIFT:-swift}c "${flags[@]}" -enable-testing -module-name Chapters -emit-module -emit-module-path "$out/Chapters.swiftmodule" \
    -emit-object -o "$out/Chapters.o" $(find Sources/Chapters -name '*.swift')
# What the benchmark of the same parser links: everything but the parser and the program itself.
mapfile -t objects < <(grep -v -e '/Chapters.build/' -e '/markdown_benchmark.build/' "$build/markdown-benchmark.product/Objects.LinkFileList")
${SWIFT:-swift}c "${flags[@]}" -module-name Fuzz -emit-executable -o "$out/fuzz" Tools/fuzz/FuzzTarget.swift \
    Tests/ChaptersTests/Fuzzing/ParserInvariants.swift Tests/SiteTests/WellFormed.swift "$out/Chapters.o" "${objects[@]}" \
    -lcmark-gfm -lcmark-gfm-extensions -lduktape -lnettle -lz

# Seeds of a size that a mutation can still change as a whole.
for file in chapters/*.md $(for folder in "$@"; do find "$folder" -type f; done); do
    split -C 1500 -a 3 "$file" "$out/corpus/$(basename "$file")-"
done
[ "$seconds" = 0 ] && exit 0
# One process has five times the throughput of libFuzzer's -fork mode; what it finds ends it, and the next goes on with the corpus.
# Swift's own report of a crash would keep libFuzzer from writing the input to a file.
export SWIFT_BACKTRACE=enable=no
end=$((SECONDS + seconds))
while [ "$SECONDS" -lt "$end" ]; do
    nice -n 19 "$out/fuzz" -max_total_time=$((end - SECONDS)) -max_len=6000 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
        -use_value_profile=1 -dict=Tools/fuzz/markdown.dict -artifact_prefix="$out/findings/" "$out/corpus" || true
done
[ -z "$(ls "$out/findings")" ]
