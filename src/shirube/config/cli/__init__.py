"""The command line of Shirube: `./shirube demo`, `./shirube serve`, …"""

from shirube.config.cli.dispatch import main

__all__ = ["main"]
