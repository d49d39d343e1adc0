"""What processes have used, as Linux tells it in /proc."""

import os
from collections.abc import Iterable
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_PPID, _USER, _SYSTEM, _DEAD_USER, _DEAD_SYSTEM = 1, 11, 12, 13, 14  # places in /proc/<pid>/stat behind the name


def _stat(pid: int) -> list[str]:
    return (_PROC / str(pid) / "stat").read_text().rpartition(") ")[2].split()


def parents() -> dict[int, int]:
    """Every process's parent."""
    found = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            try:
                found[int(entry.name)] = int(_stat(int(entry.name))[_PPID])
            except (FileNotFoundError, ProcessLookupError):
                continue  # it has just ended
    return found


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    above = parents()
    found = [pid]
    for one in found:
        found += [child for child, parent in above.items() if parent == one]
    return found


def command(pid: int) -> str:
    return (_PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")


def cpu_seconds(pids: Iterable[int], *, with_ended: bool = False) -> float:
    """User and system time together; `with_ended` adds that of children that have ended and were waited for."""
    places = (_USER, _SYSTEM, _DEAD_USER, _DEAD_SYSTEM) if with_ended else (_USER, _SYSTEM)
    return sum(int(fields[place]) for fields in map(_stat, pids) for place in places) / _TICKS


def memory_mb(pids: Iterable[int]) -> tuple[float, float]:
    """Proportional (PSS: shared pages once) and resident (RSS: shared pages again and again) megabytes."""
    proportional = resident = 0
    for pid in pids:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
        proportional += kilobytes["Pss"]
        resident += kilobytes["Rss"]
    return proportional / 1024, resident / 1024


def load() -> str:
    """How busy the machine is: with neighbours on the same cores, processor time itself grows."""
    return "load " + " ".join(f"{one:.1f}" for one in os.getloadavg())


def describe() -> str:
    """The class of machine, not its name."""
    total = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    return f"{len(os.sched_getaffinity(0))} cores, {int(total.split()[1]) / 1024**2:.0f} GB"
