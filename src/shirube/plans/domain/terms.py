"""The fixed words of a plan: kinds, states and directions. Stored values are stable; labels live beside them."""

from __future__ import annotations

from enum import StrEnum


class DocumentKind(StrEnum):
    PLAN = "plan"
    POLICY = "policy"


class Category(StrEnum):
    """A: for citizens, goes to the 実施計画 with a DX mark. B: inside the office, goes to the 行財政改革推進プラン."""

    A = "A"
    B = "B"


class Relation(StrEnum):
    """How another plan stands to this one."""

    UPPER = "upper"
    IMPLEMENTATION = "implementation"
    REFORM = "reform"
    BESIDE = "beside"
    PREDECESSOR = "predecessor"
    ALSO_POSITIONED_AS = "also_positioned_as"


class NoteKind(StrEnum):
    BACKGROUND = "background"
    ISSUE = "issue"
    RESPONSE = "response"
    CASE = "case"
    FIGURE = "figure"
    MEANS = "means"
    GUIDELINE = "guideline"
    DEADLINE = "deadline"
    BASE = "base"


class LogicStage(StrEnum):
    """How an initiative is meant to work: what is put in, what is done, what comes of it, what changes for people."""

    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME = "outcome"


class Direction(StrEnum):
    """Which way a KPI is better. KEEP: the target is a level not to be left (incidents stay at 0)."""

    INCREASE = "increase"
    DECREASE = "decrease"
    KEEP = "keep"


class Grade(StrEnum):
    AHEAD = "ahead"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    CANNOT_JUDGE = "cannot_judge"


class ActionState(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    DONE = "done"
    STOPPED = "stopped"


class ReviewState(StrEnum):
    """Where an annual review lies: with the section, DX promotion, the headquarters, or before the public."""

    SECTION = "section"
    DX_PROMOTION = "dx_promotion"
    HEADQUARTERS = "headquarters"
    PUBLISHED = "published"


class ReviewMove(StrEnum):
    SUBMIT = "submit"
    FORWARD = "forward"
    PUBLISH = "publish"
    RETURN = "return"
