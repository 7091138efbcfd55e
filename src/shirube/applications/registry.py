"""The background work that commands order. Tasks stand above commands, so `tasks` fills this and commands ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django_tasks.base import Task

from shirube.kernel.registry import Registry

RUN_CHAIN = "run_chain"
SEND_NOTICE = "send_notice"


@dataclass(frozen=True, slots=True)
class Work:
    identifier: str
    task: Task[..., Any]


work: Registry[Work] = Registry("applications' work")
