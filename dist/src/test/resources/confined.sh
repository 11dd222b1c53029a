#!/usr/bin/env bash
# Runs a command as in the recipes of SECURITY.md: a read-only file system except /srv and /tmp, no
# network except a loopback, and no capabilities. Root starts it in new namespaces (unshare).
#   confined.sh ROOT EUGE DATA SRV JAVA_HOME UID READ_ONLY COMMAND...
# READ_ONLY is another read-only directory of the new root, or empty.
set -euo pipefail
root=$1 euge=$2 data=$3 srv=$4 java=$5 user=$6 read_only=$7
shift 7

place() {
  mkdir -p "$root$2"
  mount --rbind "$1" "$root$2"
  mount -o "remount,bind,$3" "$root$2"
}

mount -t tmpfs none "$root"
for folder in bin sbin lib lib32 lib64; do
  if [ -L "/$folder" ]; then
    cp -P "/$folder" "$root/"
  elif [ -e "/$folder" ]; then
    place "/$folder" "/$folder" ro
  fi
done
place /usr /usr ro
place /etc /etc ro
mkdir "$root/proc" "$root/dev" "$root/tmp"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 none "$root/tmp"
place "$java" "$java" ro
place "$euge" /opt/euge ro
place "$data" /data ro
place "$srv" /srv rw
if [ -n "$read_only" ]; then place "$root$read_only" "$read_only" ro; fi
mount -o remount,ro "$root"

# The loopback of a new network namespace is not up yet.
/usr/bin/python3 -c 'import fcntl, socket, struct
fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sh", b"lo", 0x41))'

# No archive of classes: the process that creates it would run longer than the command.
exec chroot "$root" setpriv --reuid="$user" --regid="$user" --clear-groups --no-new-privs \
  --bounding-set=-all --inh-caps=-all env -i EUGE_CLASS_ARCHIVE=0 PATH=/usr/bin:/bin JAVA_HOME="$java" "$@"
