"""What rooms tell this one: their tasks with the rule for failures, and what is due when."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

import django_tasks
from django.utils.module_loading import import_string
from django_tasks.base import Task

from shirube.jobs.domain.retries import RetryRule
from shirube.jobs.domain.times import When
from shirube.kernel.registry import Registry

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """`identifier` is the import path of the task; `title` is what staff read in the list of stuck work."""

    identifier: str
    title: str
    rule: RetryRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Work that comes due by itself.

    `task` is called with `due_at` (ISO 8601 in Japan's time) and, where `per_municipality`, with `municipality_id`,
    in that municipality's scope. An occurrence missed by more than `late_by` is skipped; an earlier one than the last
    is never made up. Two workers cannot run one occurrence twice.
    """

    identifier: str
    task: Task[..., Any]
    when: When
    per_municipality: bool = True
    late_by: timedelta = timedelta(hours=12)

    def __post_init__(self) -> None:
        # Finished jobs are forgotten after two weeks, and with them that an occurrence has been run.
        if self.late_by > timedelta(days=7):
            raise ValueError("late_by may not exceed 7 days")
        # A function that cannot be called so must fail when the installation starts, not at night.
        for_each = {"municipality_id": None} if self.per_municipality else {}
        inspect.signature(self.task.func).bind(due_at="", **for_each)


schedules: Registry[Schedule] = Registry("schedules")
_facts: Registry[TaskFacts] = Registry("tasks")


def task(
    *, title: str, rule: RetryRule | None = None, priority: int = 0
) -> Callable[[Callable[P, R]], Task[P, R]]:
    """Make a function of a module a task that `enqueue` takes.

    The function has keyword-only arguments of plain JSON values, and `municipality_id: UUID` where it works for one.
    It may be called twice for one job (a worker can die after the work and before saying so): it must be safe to
    repeat. What it returns is not kept. `priority` is -100 to 100; higher goes first.
    """

    def declare(function: Callable[P, R]) -> Task[P, R]:
        declared: Task[P, R] = django_tasks.task(priority=priority)(function)
        _facts.register(TaskFacts(declared.module_path, title, rule or RetryRule()))
        return declared

    return declare


def facts_of(path: str) -> TaskFacts:
    """What is known of the task at an import path; the path itself and the usual rule where it is no longer there."""
    try:
        import_string(path)
    except ImportError:
        return TaskFacts(path, path, RetryRule())
    return _facts[path] if path in _facts else TaskFacts(path, path, RetryRule())
