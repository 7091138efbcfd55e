"""The queue of background work: rows in the same database, so that enqueueing is part of the command's transaction."""

from __future__ import annotations

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "OPTIONS": {"id_function": "shirube.kernel.ids.new_id"},
    }
}
