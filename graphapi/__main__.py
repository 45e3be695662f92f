"""Runs the ``graphapi`` command for ``python -m graphapi``."""

from graphapi.cli import main

main()
