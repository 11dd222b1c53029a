"""Runs a command with all its processes and prints its times and peak memory as JSON.

measure.py LIMIT LOG COMMAND...
    ends the command after LIMIT seconds; its output goes to the file LOG. Prints wall and processor
    (seconds), peak (bytes), code (of its exit; null after the limit) and left (processes that it left).

Memory is the sum of the proportional set sizes (PSS) of all processes, every twentieth of a second at first and
ever more seldom, down to once a second: so a short command is seen at its peak, and a long one is hardly
disturbed. This process adopts orphans, so that it counts and ends what a command leaves behind. CPU time is what the kernel has
counted for all of them, or the sum of what each was last seen with, if that is more: a program may tell the
kernel to forget its ended children, as Ray does.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import time

SHORTEST, LONGEST = 0.05, 1.0
TICKS = os.sysconf("SC_CLK_TCK")
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


def descendants(seen=None):
    """Returns the ids of the running processes below this one, and sets the seconds of each in seen."""
    children, seconds = {}, {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", "rb") as stat:
                fields = stat.read().rsplit(b")", 1)[1].split()
                state, parent = fields[:2]
                user, system, start = int(fields[11]), int(fields[12]), fields[19]
        except OSError:
            continue
        if state != b"Z":
            children.setdefault(int(parent), []).append(int(name))
            seconds[int(name)] = start, (user + system) / TICKS
    found, unseen = [], [os.getpid()]
    while unseen:
        own = children.get(unseen.pop(), [])
        found += own
        unseen += own
    for process in found if seen is not None else []:
        start, used = seconds[process]
        seen[process, start] = used
    return found


def memory(processes):
    total = 0
    for process in processes:
        try:
            with open(f"/proc/{process}/smaps_rollup") as lines:
                total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except OSError:
            pass
    return total * 1024


def reap(flags=os.WNOHANG):
    """Waits for the ended children, adopted ones included, and returns their codes."""
    codes = {}
    try:
        while True:
            process, status = os.waitpid(-1, flags)
            if not process:
                break
            codes[process] = os.waitstatus_to_exitcode(status)
    except ChildProcessError:
        pass
    return codes


def end():
    """Ends all processes below this one."""
    while processes := descendants():
        for process in processes:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        time.sleep(0.05)
        reap()


def stop(signum, frame):
    end()
    os._exit(128 + signum)


def main(limit, log, command):
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    peak, code, seen = 0, None, {}
    with open(log, "wb") as output:
        start = due = time.monotonic()
        # Kept to the end: a Popen that is dropped may reap its process.
        program = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        while code is None and time.monotonic() < start + limit:
            if (now := time.monotonic()) >= due:
                peak = max(peak, memory(descendants(seen)))
                due = now + min(max((now - start) / 10, SHORTEST), LONGEST)
            time.sleep(0.02)
            code = reap().get(program.pid)
        wall = time.monotonic() - start
        descendants(seen)
    # Servers end a moment after the program that started them.
    grace = time.monotonic() + (5 if code is not None else 0)
    while descendants(seen) and time.monotonic() < grace:
        time.sleep(0.05)
        reap()
    left = len(descendants(seen))
    end()
    # A process that has just ended may still be giving back its memory.
    reap(0)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = max(used.ru_utime + used.ru_stime, sum(seen.values()))
    times = {"wall": wall, "processor": processor}
    print(json.dumps({**times, "peak": peak, "code": code, "left": left}))


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2], sys.argv[3:])
