#!/bin/bash
# Tries the two commands on a machine that has Debian 12, make and a Swift toolchain, and nothing else.
#
#   Tools/fresh-machine.sh FOLDER [--user] [COMMAND]      as root; default command: make run && make test
#
# The machine is a minimal Debian in FOLDER/machine, made anew each time (FOLDER/base is kept to start from). It has its
# own mounts and processes, so that bubblewrap works in it; nothing stays mounted. What is tested is this clone's last
# commit. --user: as a user with sudo instead of as root. Needs debootstrap.
#
#   BIND="/path …"   folders that the machine sees too, read-only (a mirror of the Swift packages that git is set to use)
#   MIRROR=URL       Debian's mirror (default: debootstrap's own)
set -euo pipefail

clone=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[ $# -ge 1 ] || { sed -n '2,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 64; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
user=root
if [ "${1:-}" = --user ]; then
    user=learner
    shift
fi
command=${*:-make run && make test}
toolchain=$(dirname "$(dirname "$(readlink -f "$(dirname "$(command -v swift)")")")")

if [ ! -d "$folder/base" ]; then
    debootstrap --variant=minbase --include=make bookworm "$folder/base.part" ${MIRROR:+"$MIRROR"} >&2
    mv "$folder/base.part" "$folder/base"
fi
machine=$folder/machine
rm -rf --one-file-system "$machine"
cp -a "$folder/base" "$machine"
cp -L /etc/resolv.conf "$machine/etc/resolv.conf"
[ ! -f /etc/gitconfig ] || cp /etc/gitconfig "$machine/etc/gitconfig"
home=/root
if [ $user != root ]; then
    home=/home/$user
    chroot "$machine" apt-get update -qq
    chroot "$machine" apt-get install -y -qq --no-install-recommends sudo >/dev/null
    chroot "$machine" useradd -m $user
    echo "$user ALL=(ALL) NOPASSWD:ALL" >"$machine/etc/sudoers.d/$user"
    # The mirror's folders belong to root; git would refuse them to anybody else.
    printf '[safe]\n\tdirectory = *\n' >>"$machine/etc/gitconfig"
fi
# As on a machine whose package lists nobody has fetched yet.
rm -rf "$machine"/var/lib/apt/lists/*
git clone -q --no-hardlinks "$clone" "$machine$home/studykit"
chroot "$machine" chown -R $user:$user "$home"

export machine user home command toolchain BIND=${BIND:-}
# shellcheck disable=SC2016  # the inner shell expands it
exec unshare --mount --pid --fork --kill-child bash -euc '
mount --make-rprivate /
mount --bind "$machine" "$machine"
cd "$machine"
for shared in "$toolchain" $BIND; do
    mkdir -p ".$shared"
    mount --bind "$shared" ".$shared"
    mount -o remount,ro,bind ".$shared"
done
mount -t proc proc proc
mount --rbind /dev dev
mount --rbind /sys sys
mkdir -p .outside
pivot_root . .outside
cd /
umount -l /.outside
exec chroot --userspec=$user / /usr/bin/env -i HOME=$home USER=$user TERM=dumb LANG=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:$toolchain/usr/bin \
    bash -c "cd && cd studykit && $command" </dev/null
'
