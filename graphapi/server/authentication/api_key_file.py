"""The file of API keys: changed by ``graphapi key``, and followed by a server."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, TypeAlias

import structlog

from graphapi.errors import GraphapiError
from graphapi.server.authentication.api_keys import ApiKey, ApiKeySet, parse_api_keys
from graphapi.settings import BadSettingsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graphapi.settings import Settings

log = structlog.stdlib.get_logger("graphapi.server")

FileVersion: TypeAlias = tuple[int, int, int]


class ApiKeyFileError(GraphapiError):
    """The file of API keys cannot be read or changed."""


def read_api_keys(path: Path) -> ApiKeySet:
    """The keys in a file; none if there is no file.

    Raises:
        ApiKeyFileError: the file cannot be read, or its content is not valid.
    """
    try:
        return parse_api_keys(path.read_bytes())
    except FileNotFoundError:
        return ApiKeySet()
    except OSError as error:
        raise ApiKeyFileError(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise ApiKeyFileError(f"{path} is not a file of API keys: {error}.") from None


def change_api_keys(path: Path, change: Callable[[tuple[ApiKey, ...]], tuple[ApiKey, ...]]) -> None:
    """Replace the keys in a file, which only its owner may read.

    A reader sees either the old or the new content. The new content is written to a file beside it, which also makes a
    second process wait for its turn: it is told that the file is being changed.

    Args:
        path: the file; it is created if it does not exist.
        change: returns the new keys for the present ones.

    Raises:
        ApiKeyFileError: the file cannot be read or written, its content is not valid, or another process changes it.
    """
    draft = path.with_name(f"{path.name}.draft")
    try:
        file = os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8")
    except FileExistsError:
        message = f"Another process changes {path}. Try again; if none does, delete {draft}."
        raise ApiKeyFileError(message) from None
    except OSError as error:
        raise ApiKeyFileError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        with file:
            content = ApiKeySet(keys=change(read_api_keys(path).keys))
            file.write(content.model_dump_json(indent=2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException as error:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
        if isinstance(error, OSError):
            raise ApiKeyFileError(f"{path} cannot be written: {error.strerror}.") from None
        raise


class ApiKeys:
    """The API keys that a server accepts: those of the environment, and those of a file.

    The file is read again when it changes. If it cannot be read then, the keys of its last valid content stay valid.

    Args:
        path: the file; None if there is none.
        fixed: the keys that do not change.

    Raises:
        BadSettingsError: the file cannot be read, or its content is not valid.
    """

    def __init__(self, path: Path | None, fixed: tuple[ApiKey, ...] = ()) -> None:
        self._path = path
        self._fixed = fixed
        self._read: tuple[ApiKey, ...] = ()
        self._version: FileVersion | None = None
        if path is not None:
            self._version = _version_of(path)
            if self._version is None:
                log.warning("there is no file of API keys yet", path=str(path))
            try:
                self._read = read_api_keys(path).keys
            except ApiKeyFileError as error:
                raise BadSettingsError(f"GRAPHAPI_API_KEYS_FILE: {error}") from None

    @classmethod
    def of(cls, settings: Settings) -> ApiKeys:
        """The API keys that the settings describe.

        Raises:
            BadSettingsError: they cannot be read.
        """
        fixed: tuple[ApiKey, ...] = ()
        if settings.api_keys is not None:
            try:
                fixed = parse_api_keys(settings.api_keys.get_secret_value()).keys
            except ValueError as error:
                raise BadSettingsError(f"GRAPHAPI_API_KEYS: {error}") from None
        return cls(settings.api_keys_file, fixed)

    def current(self) -> tuple[ApiKey, ...]:
        """All keys, those included that have expired."""
        if self._path is not None and (version := _version_of(self._path)) != self._version:
            # Noted before the file is read, so that a change in between is noticed next time.
            self._version = version
            self._read_again(self._path)
        return (*self._fixed, *self._read)

    def _read_again(self, path: Path) -> None:
        if self._version is None:
            log.error("the file of API keys is gone; its last content stays in force", path=str(path))
            return
        try:
            self._read = read_api_keys(path).keys
        except ApiKeyFileError as error:
            log.error("the file of API keys is not valid; its last valid content stays in force", reason=str(error))
        else:
            log.info("API keys read", path=str(path), keys=len(self._read))


def _version_of(path: Path) -> FileVersion | None:
    """What differs between two contents of a file; None if there is no file. It takes a few microseconds."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
