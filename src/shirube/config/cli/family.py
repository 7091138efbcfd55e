"""Processes that must not outlive the one that started them, even when that is killed outright."""

from __future__ import annotations

import os
import threading
import time

POLL_SECONDS = 0.5


def end_with_parent() -> None:
    """End this process, without further work, once its parent is gone.

    Danger: a server left behind would keep the port and serve an old version beside the new one. A transaction that
    is cut off here rolls back.
    """
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(POLL_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="end-with-parent").start()
