"""`python -m server` is `yoga-assistant`."""

from server.cli import main

main()
