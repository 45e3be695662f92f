"""The credentials for a store, whose password can be changed while graphapi runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from neo4j.auth_management import AsyncAuthManager

from graphapi.errors import StoreUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from neo4j.exceptions import Neo4jError

log = structlog.stdlib.get_logger("graphapi.store")


class Credentials(AsyncAuthManager):
    """A user name and a password. A password in a file is read again when the store has refused the known one.

    It is not read again when the file changes: connections that are open stay valid, and the new password may be in
    the file before the store has it.

    Args:
        username: the user.
        password: the password, if there is no file; None if no credentials are sent.
        file: the file with the password, which may end with a line break.

    Raises:
        StoreUnavailableError: the file cannot be read.
    """

    def __init__(self, username: str, password: str | None, file: Path | None = None) -> None:
        self.username = username
        self._file = file
        self.password = password
        if file is not None:
            try:
                self.password = _read_password(file)
            except (OSError, UnicodeDecodeError) as error:
                message = f"The file with the password of {username!r}, {file}, cannot be read: {_reason(error)}."
                raise StoreUnavailableError(message) from None

    def renew(self, refused: str | None) -> bool:
        """Whether there is another password than the refused one; reads the file if it is the one that is known."""
        if self._file is not None and self.password == refused:
            try:
                self.password = _read_password(self._file)
            except (OSError, UnicodeDecodeError) as error:
                log.error("password file not read", path=str(self._file), reason=_reason(error))
            else:
                log.info("password refused and file read again", path=str(self._file))
        return self.password != refused

    async def get_auth(self) -> tuple[str, str] | None:
        """What the driver sends to the store."""
        return None if self.password is None else (self.username, self.password)

    async def handle_security_exception(self, auth: object, error: Neo4jError) -> bool:
        """Leave it to ``Graph``: the driver asks only for connections that it has opened before."""
        return False


def _read_password(file: Path) -> str:
    return file.read_text(encoding="utf-8").rstrip("\r\n")


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error.strerror)
