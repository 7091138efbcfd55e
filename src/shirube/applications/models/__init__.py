"""The tables of drafts and cases, by subject."""

from shirube.applications.models.cases import AnswersVersion, Case, CaseStep, NameToken
from shirube.applications.models.chains import ChainStep, StepName, StepState
from shirube.applications.models.deciding import (
    ApprovalStep,
    Correction,
    DocumentLogEntry,
    IssuedDocument,
    Proposal,
)
from shirube.applications.models.drafts import Draft
from shirube.applications.models.entries import IntakeDraft
from shirube.applications.models.keeping import (
    CaseStatistic,
    Dossier,
    HandedOver,
    Handover,
    Substitute,
    Viewing,
)
from shirube.applications.models.talking import CaseLabel, Label, Message, Note, Opinion

__all__ = [
    "AnswersVersion",
    "ApprovalStep",
    "Case",
    "CaseLabel",
    "CaseStatistic",
    "CaseStep",
    "ChainStep",
    "Correction",
    "DocumentLogEntry",
    "Dossier",
    "Draft",
    "HandedOver",
    "Handover",
    "IntakeDraft",
    "IssuedDocument",
    "Label",
    "Message",
    "NameToken",
    "Note",
    "Opinion",
    "Proposal",
    "StepName",
    "StepState",
    "Substitute",
    "Viewing",
]
