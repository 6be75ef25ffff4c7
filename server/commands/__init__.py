"""The commands of `yoga-assistant`, one module each, every one with a click command named `command`."""
