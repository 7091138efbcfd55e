"""A translation of a text that has since changed would tell foreign readers what is no longer so."""

from __future__ import annotations

from typing import TypeVar

from shirube.plans.domain.packs import PackAction, PackInitiative, PackKpi, PackTranslations

Part = TypeVar("Part", PackInitiative, PackAction, PackKpi)


def drop_stale_translations(before: PackInitiative, after: PackInitiative) -> PackInitiative:
    """`after` without translations of texts that changed while their translation did not.

    Readers then see the Japanese text, marked as such, until somebody translates the new one.
    """
    actions = {action.code: action for action in before.actions}
    kpis = {kpi.code: kpi for kpi in before.kpis}
    kept = _without_stale(before, after, ("title", "summary"))
    return kept.model_copy(
        update={
            "actions": [_beside(actions.get(action.code), action) for action in kept.actions],
            "kpis": [_beside(kpis.get(kpi.code), kpi) for kpi in kept.kpis],
        }
    )


def _beside(before: Part | None, after: Part) -> Part:
    return _without_stale(before, after, ("name",)) if before is not None else after


def _without_stale(before: Part, after: Part, fields: tuple[str, ...]) -> Part:
    changed = [name for name in fields if getattr(before, name) != getattr(after, name)]
    kept: PackTranslations = {}
    for language, texts in after.translations.items():
        old = before.translations.get(language, {})
        fresh = {name: text for name, text in texts.items() if name not in changed or text != old.get(name)}
        if fresh:
            kept[language] = fresh
    return after.model_copy(update={"translations": kept})
