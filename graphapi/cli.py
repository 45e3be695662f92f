"""The entry point of the ``graphapi`` command; it turns errors into exit codes."""

from __future__ import annotations

import os
import signal
import sys
import traceback

from graphapi.errors import GraphapiError


def main() -> None:
    """Run the command line of this process."""
    if "serve" in sys.argv[1:2]:
        # The imports below take a moment. Ctrl-C during that time exits without a traceback, because nothing runs yet.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: sys.exit(0))
    from graphapi.commands.app import app
    from graphapi.commands.shell import print_error

    try:
        app(prog_name="graphapi")
    except GraphapiError as error:
        print_error(str(error))
        _show_origin(error)
        sys.exit(error.exit_code)
    except Exception as error:
        print_error(f"Internal error ({error!r}). Run graphapi --debug … for the traceback.")
        _show_origin(error)
        sys.exit(1)


def _show_origin(error: Exception) -> None:
    if "--debug" in sys.argv[1:] or os.environ.get("GRAPHAPI_LOG_LEVEL", "").upper() == "DEBUG":
        traceback.print_exception(error)
