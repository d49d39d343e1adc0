"""How far a running import is, in a small file beside the upload: one transaction writes, so no row could say it."""

from pathlib import Path

from kaizhi.interchange.models import ImportBatch


def _path(batch: ImportBatch) -> Path:
    return Path(batch.file.path + ".progress")


def set_progress(batch: ImportBatch, n_done: int) -> None:
    """Readers see the old or the new number, never half of one."""
    fresh = _path(batch).with_suffix(".new")
    fresh.write_text(str(n_done))
    fresh.replace(_path(batch))


def progress_of(batch: ImportBatch) -> int:
    try:
        return int(_path(batch).read_text())
    except (OSError, ValueError):
        return 0


def clear_progress(batch: ImportBatch) -> None:
    _path(batch).unlink(missing_ok=True)
