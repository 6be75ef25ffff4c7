"""The environment of the processes that the engines start, made from nothing: no secret is handed on."""

from __future__ import annotations

import os.path
import sys


def environment(**extra: str) -> dict[str, str]:
    """A child's whole environment: it imports from where this process does, and has `extra`.

    The server's own holds the signing key and the database's password; a process that decodes strangers'
    pictures has no use for them.
    """
    return {"PYTHONPATH": os.path.pathsep.join(sys.path), "HOME": os.path.expanduser("~"), **extra}
