"""``python -m graphapi`` is the command ``graphapi``."""

from graphapi.cli import main

main()
