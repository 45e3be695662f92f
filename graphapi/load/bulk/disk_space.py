"""The disk space that a load on the bulk path needs, estimated from the staged rows."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from graphapi.errors import GraphapiError
from graphapi.load.csv_schema import FILES

if TYPE_CHECKING:
    from pathlib import Path

    from graphapi.load.staging import Staging


class DiskSpaceError(GraphapiError):
    """There is not enough free disk space for a load; nothing was written."""

    exit_code: ClassVar[int] = 1


@dataclass(frozen=True)
class Need:
    """Bytes for each staged row, and for each byte of its texts. They were measured, and rounded up."""

    row: int
    text: float


TABLES: Final = Need(row=100, text=2.0)
"""The tables of nodes and relationships, and the files that are sent to the store, in the temporary folder."""
EMBEDDED: Final = Need(row=350, text=3.5)
"""A database of the embedded store with its indexes."""
IMPORT_FILES: Final = Need(row=100, text=2.0)
"""The files for Neo4j's importer."""


def check_disk_space(staging: Staging, folder: Path, need: Need) -> None:
    """Check that a folder, and the temporary folder of the staged rows, have enough free space.

    Raises:
        DiskSpaceError: one of them has not; the message has the estimate.
    """
    rows = text = 0
    for schema in FILES:
        texts = [f"coalesce(sum(strlen({one.name})), 0)" for one in schema.columns if one.type == "VARCHAR"]
        rows += staging.count(f"SELECT count(*) FROM {schema.table}")
        text += staging.count(f"SELECT {' + '.join(texts)} FROM {schema.table}")
    needed: dict[int, int] = {}
    for place, one in ((staging.folder, TABLES), (folder, need)):
        disk = place.stat().st_dev
        needed[disk] = needed.get(disk, 0) + round(one.row * rows + one.text * text)
        free = shutil.disk_usage(place).free
        if needed[disk] > free:
            raise DiskSpaceError(
                f"The load needs about {_size(needed[disk])} in {place}, and {_size(free)} are free. Nothing was "
                "written. The folder of temporary files is that of the environment variable TMPDIR."
            )


def _size(count: int) -> str:
    return f"{count / 2**30:,.1f} GiB" if count >= 2**30 else f"{count / 2**20:,.0f} MiB"
