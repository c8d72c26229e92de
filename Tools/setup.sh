#!/bin/sh
# Makes this machine ready to build, run and test studykit.
#
#   Tools/setup.sh           installs the Debian packages of system-packages.txt that are missing, then checks Swift
#   Tools/setup.sh --check   says what is missing and installs nothing; exit status 1 when something is
#
# It asks nothing, so it also works in scripts and in CI. With nothing missing it ends well within 0.1 s, which is why
# `make run` and `make test` can call it every time.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
list=$root/system-packages.txt
swift=${SWIFT:-swift}
minimum_major=6
minimum_minor=3

say() { printf 'setup: %s\n' "$*" >&2; }
fail() {
    say "$1"
    shift
    for line in "$@"; do printf '       %s\n' "$line" >&2; done
    exit 1
}

# The package names, without comments and section headings.
wanted() { awk '{ sub(/#.*/, "") } NF && !/^\[/ { print $1 }' "$list"; }

# The wanted packages that are not installed, on one line. dpkg-query exits 1 when it knows none of a name: that is
# an answer here, not an error.
missing_packages() {
    # shellcheck disable=SC2046  # one argument a package
    installed=$({ dpkg-query -W -f='${Package} ${db:Status-Status}\n' $(wanted) 2>/dev/null || true; } |
        awk '$2 == "installed" { print $1 }')
    absent=$(lacking "$installed")
    [ -n "$absent" ] || return 0
    # Later releases rename a library and keep the old name as "provided" (libcurl4 is libcurl4t64 in Debian 13).
    provided=$(dpkg-query -W -f='${db:Status-Status},${Provides}\n' |
        awk -F, '$1 == "installed" { for (i = 2; i <= NF; i++) { split($i, word, " "); print word[1] } }')
    lacking "$installed
$provided"
}

# Wanted names that are not among the names given (one a line), on one line.
lacking() {
    wanted | { printf '%s\n--\n' "$1"; cat; } |
        awk '$0 == "--" { rest = 1; next } !rest { have[$0] } rest && !($0 in have) { printf "%s%s", gap, $0; gap = " " }'
}

check_swift() {
    command -v "$swift" >/dev/null 2>&1 || fail \
        "no '$swift' on the PATH: studykit needs a Swift $minimum_major.$minimum_minor toolchain or a later one." \
        "Get one from https://www.swift.org/install/linux (swiftly, or the archive for Debian 12 unpacked" \
        "anywhere with its usr/bin on the PATH), or name it: make run SWIFT=/path/to/usr/bin/swift"
    # On a fresh machine this is also the first time that the toolchain loads its own libraries.
    banner=$("$swift" --version 2>&1) || fail "'$swift --version' fails:" "$banner"
    version=$(printf '%s\n' "$banner" | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
    [ -n "$version" ] || fail "'$swift --version' names no version:" "$banner"
    major=${version%%.*}
    minor=${version#*.}
    if [ "$major" -lt $minimum_major ] ||
        { [ "$major" -eq $minimum_major ] && [ "$minor" -lt $minimum_minor ]; }; then
        fail "$(command -v "$swift") is Swift $version: studykit needs $minimum_major.$minimum_minor or later." \
            "Get it from https://www.swift.org/install/linux, or name another: make run SWIFT=/path/to/usr/bin/swift"
    fi
}

# Runs apt-get as root: directly, else through sudo. Without a terminal sudo must not ask for a password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    elif [ -t 0 ]; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

install_packages() {
    command="apt-get install --no-install-recommends $1"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || fail \
            "these Debian packages are missing, and there is neither root nor sudo to install them. As root, run:" \
            "apt-get update && $command"
        [ -t 0 ] || sudo -n true 2>/dev/null || fail \
            "these Debian packages are missing, and sudo asks for a password with no terminal to ask on. Run:" \
            "sudo apt-get update && sudo $command"
    fi
    say "installing $1"
    # A machine whose package lists are already there is spared the update, unless they turn out to be stale.
    # shellcheck disable=SC2086  # one argument a package
    if have_lists $1 && as_root apt-get install -y -qq --no-install-recommends $1 >&2; then
        return
    fi
    # shellcheck disable=SC2086
    if as_root apt-get update -qq >&2 && as_root apt-get install -y -qq --no-install-recommends $1 >&2; then
        return
    fi
    fail "apt-get could not install them (its own message is above). When that is mended, run as root:" \
        "apt-get update && $command"
}

# Whether apt knows a candidate version for every package named.
have_lists() {
    for name in "$@"; do
        candidate=$(LC_ALL=C apt-cache policy "$name" 2>/dev/null | sed -n 's/^ *Candidate: //p')
        case $candidate in '' | '(none)') return 1 ;; esac
    done
}

case ${1:-} in
'' | --check) ;;
*) fail "usage: Tools/setup.sh [--check]" ;;
esac

if command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
    missing=$(missing_packages)
    if [ -n "$missing" ]; then
        [ "${1:-}" != --check ] || fail "missing Debian packages; install them with:" \
            "apt-get install --no-install-recommends $missing"
        install_packages "$missing"
    fi
else
    # Not Debian: nothing can be installed by name, but the build may well work when the same things are there.
    absent=
    for tool in git pkg-config bwrap; do
        command -v "$tool" >/dev/null 2>&1 || absent="$absent $tool"
    done
    for library in libcmark-gfm duktape nettle; do
        pkg-config --exists "$library" 2>/dev/null || absent="$absent $library"
    done
    [ -z "$absent" ] || fail "this is not a Debian system, so nothing is installed for you. Missing:$absent" \
        "Needed: a Swift $minimum_major.$minimum_minor toolchain with its own needs, git, pkg-config, bubblewrap; cmark-gfm with its" \
        "extensions, Duktape and Nettle with headers and pkg-config files; KaTeX 0.16 and highlight.js 9." \
        "system-packages.txt names Debian's packages of them and says what each is for."
fi
check_swift
