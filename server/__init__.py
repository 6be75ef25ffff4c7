"""Yoga Assistant: a real-time yoga coach behind a WebSocket."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("yoga-assistant")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"
