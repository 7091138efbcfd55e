"""What a page shows of one step: plain values that the templates of this room draw, in the reader's language.

`present_step` fills them; `forms/_step.html`, `_problems.html` and `_progress.html` draw them. The words that belong to
a kind of input (氏, 名, 年, 月 …) are not here: the page knows a word for every `part`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Need(StrEnum):
    """Whether an answer is needed: SOFT asks for it and accepts the step without it (行政手続法第7条)."""

    REQUIRED = "required"
    SOFT = "soft"
    OPTIONAL = "optional"


class ControlKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    SELECT = "select"
    RADIO = "radio"
    CHECKBOXES = "checkboxes"
    CHECKBOX = "checkbox"
    FILE = "file"


class Width(StrEnum):
    """About how much is typed: the length of the box is a hint (a year is short, a street is not)."""

    TINY = "tiny"
    SHORT = "short"
    MEDIUM = "medium"
    WIDE = "wide"


class StepState(StrEnum):
    DONE = "done"
    CURRENT = "current"
    TODO = "todo"


_CHOICES = frozenset({ControlKind.RADIO, ControlKind.CHECKBOXES})
_OWN_LAYOUTS = frozenset(
    {"address", "bank_account", "computed", "consent", "explanation", "files", "group", "my_number"}
)


def element_id(path: str) -> str:
    """The id of the element that belongs to a path or an input name: `f-children-k3f9-name-family`."""
    return "f-" + path.replace(".", "-")


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One thing to mend or to think over. `path` may be empty: then it concerns the whole step or form."""

    path: str
    label: str
    text: str
    is_warning: bool = False
    # Input names of this field that are marked; empty: all its controls.
    names: tuple[str, ...] = ()
    # Where the field lies when it is not on this step (the check page): the code of its step.
    step_code: str = ""
    # The control that takes the focus; empty: the field's first.
    focus_id: str = ""

    @property
    def href(self) -> str:
        return f"#{self.focus_id or element_id(self.path)}" if self.path else ""


@dataclass(frozen=True, slots=True)
class OptionView:
    value: str
    label: str
    help: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """One input. `name` is posted as it stands; `part` tells it from its neighbours ("" where it is the only one)."""

    name: str
    kind: ControlKind = ControlKind.TEXT
    part: str = ""
    # What stands in it: what was typed where that is not valid, else the answer, else nothing. Never a 個人番号.
    value: str = ""
    options: tuple[OptionView, ...] = ()
    is_checked: bool = False
    is_needed: bool = False
    is_invalid: bool = False
    autocomplete: str = ""
    inputmode: str = ""
    max_length: int | None = None
    width: Width = Width.WIDE
    unit: str = ""

    @property
    def id(self) -> str:
        return element_id(self.name)

    @property
    def is_blank(self) -> bool:
        if self.is_checked or self.is_invalid or any(one.is_chosen for one in self.options):
            return False
        # The value of a box to tick is what it posts, ticked or not.
        return not self.value or self.kind is ControlKind.CHECKBOX


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that is there already. `url` opens it where the room gives one; `state`: "ready" or "waiting" (virus scan)."""

    id: str
    name: str
    size_text: str
    state: str = "ready"
    url: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """One member of a repeating group. `title` counts: 「1人目の家族」."""

    id: str
    title: str
    fields: tuple[FieldView, ...]
    is_new: bool = False
    can_remove: bool = True


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question. A field whose `when` does not hold stays in its step as a place that holds nothing (`is_hidden`)."""

    path: str
    type: str
    label: str
    help: str = ""
    need: Need = Need.REQUIRED
    controls: tuple[Control, ...] = ()
    problems: tuple[ProblemView, ...] = ()
    is_hidden: bool = False
    # It has a `when` of its own, or it is computed: the page may ask for it anew.
    is_dependent: bool = False
    # Others depend on it: when it changes, the page asks the server what is to be shown.
    is_asked_by_others: bool = False
    # The words of an explanation or a consent, the value of a computed field.
    text: str = ""
    unit: str = ""
    # A fact the person has told before, in words; `offered_name` is the name of the button that takes it over.
    offered: str = ""
    # A 個人番号 that is kept: only its mask reaches the page.
    masked: str = ""
    files: tuple[FileView, ...] = ()
    max_files: int = 0
    accept: str = ""
    rows: tuple[RowView, ...] = ()
    max_rows: int = 0
    row_word: str = ""

    @property
    def id(self) -> str:
        return element_id(self.path)

    @property
    def is_blank(self) -> bool:
        """Nothing of any person is in it: no answer, nothing typed, offered or told. Rows are a person's own."""
        if self.type == "computed" or self.problems or self.offered or self.masked or self.files or self.rows:
            return False
        return all(one.is_blank for one in self.controls)

    @property
    def slot_id(self) -> str:
        return f"slot-{self.id}"

    @property
    def layout(self) -> str:
        """Which of the templates in forms/fields draws it."""
        if self.type in _OWN_LAYOUTS:
            return self.type
        first, *others = self.controls
        if first.kind in _CHOICES and all(one.part == "other" for one in others):
            return "options"
        return "parts" if others else "single"

    @property
    def errors(self) -> tuple[ProblemView, ...]:
        return tuple(one for one in self.problems if not one.is_warning)

    @property
    def warnings(self) -> tuple[ProblemView, ...]:
        return tuple(one for one in self.problems if one.is_warning)

    @property
    def control(self) -> Control:
        """Its only input, or the first of several."""
        return self.controls[0]

    @property
    def focus_id(self) -> str:
        """The id of its first input, or of its frame where it has none."""
        return self.controls[0].id if self.controls else self.id

    @property
    def describedby(self) -> str:
        """The ids of help and problems that stand between its label and its input."""
        parts = (("help", self.help), ("problem", self.problems))
        return " ".join(f"{self.id}-{name}" for name, there in parts if there)

    @property
    def can_add(self) -> bool:
        return len(self.rows) < self.max_rows

    @property
    def can_upload(self) -> bool:
        return len(self.files) < self.max_files


@dataclass(frozen=True, slots=True)
class StepMark:
    """A step in the line of progress."""

    code: str
    title: str
    state: StepState


@dataclass(frozen=True, slots=True)
class StepView:
    """One step, ready to be drawn. `steps` are those that are to be filled with the answers given so far."""

    code: str
    title: str
    explanation: str = ""
    intro: str = ""
    fields: tuple[FieldView, ...] = ()
    problems: tuple[ProblemView, ...] = ()
    steps: tuple[StepMark, ...] = field(default=())

    @property
    def number(self) -> int:
        return next((n for n, one in enumerate(self.steps, 1) if one.state == StepState.CURRENT), 1)

    @property
    def errors(self) -> tuple[ProblemView, ...]:
        return tuple(one for one in self.problems if not one.is_warning)

    @property
    def warnings(self) -> tuple[ProblemView, ...]:
        return tuple(one for one in self.problems if one.is_warning)

    @property
    def has_files(self) -> bool:
        """The page's form element needs enctype="multipart/form-data"."""
        return any(one.type == "files" for one in self.all_fields())

    def all_fields(self) -> tuple[FieldView, ...]:
        """Its fields and those of every row."""
        inner = (one for each in self.fields for row in each.rows for one in row.fields)
        return (*self.fields, *inner)
