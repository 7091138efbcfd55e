"""A city's own words."""

from __future__ import annotations

import pytest

from shirube.accounts.interface import Actor, Role
from shirube.kernel.ids import new_id
from shirube.notices import interface as notices
from shirube.notices.commands.texts import (
    MayNotEditTextsError,
    TextEditedMeanwhileError,
    TextUnchangedError,
    restore_text,
    save_text,
)
from shirube.notices.domain.letters import UnknownPlaceholderError
from shirube.notices.models import TextVersion
from shirube.notices.queries.texts import VersionNotFoundError, choose_text, list_current_texts
from tests.notices.conftest import NOW, SUBMITTED
from tests.people import YAMADA

EDITOR = Actor(staff_id=new_id(), roles=frozenset({Role.DX_PROMOTION}))
OURS = notices.Letter("港市: 受付 {receipt_number}", "受け付けました。")
ENGLISH = notices.Letter("Minato: {receipt_number}", "Received.")


@pytest.fixture
def save(in_city):
    def run(letter=OURS, *, language="ja", seen=0, actor=EDITOR, **more):
        at = {"municipality_id": in_city.pk, "kind": SUBMITTED.identifier, "language": language}
        return save_text(**at, letter=letter, seen=seen, actor=actor, now=NOW, **more)

    return run


@pytest.fixture
def restore(in_city):
    def run(number, *, seen, language="ja"):
        at = {"municipality_id": in_city.pk, "kind": SUBMITTED.identifier, "language": language}
        return restore_text(**at, number=number, seen=seen, actor=EDITOR, now=NOW)

    return run


@pytest.fixture
def sent_in(in_city):
    """What a reader of the language is sent."""
    return lambda language: choose_text(
        municipality_id=in_city.pk, kind=SUBMITTED.identifier, language=language
    )


def test_the_citys_words_are_sent_and_the_log_says_which_version(save, order, worker, only_letter):
    save()
    notice = order()

    worker.run_one()

    notice.refresh_from_db()
    assert only_letter()["Subject"] == "港市: 受付 7K3M-PQ24"
    assert (notice.text_number, notice.text_language) == (1, "ja")


def test_a_place_without_a_fact_is_refused_when_it_is_saved(save):
    with pytest.raises(UnknownPlaceholderError):
        save(notices.Letter("件名", "{my_number}"))

    assert not TextVersion.objects.exists()


def test_changed_japanese_makes_the_translations_stale(save, in_city):
    save()

    texts = list_current_texts(municipality_id=in_city.pk, kind=SUBMITTED.identifier)
    stale = {language for language, text in texts.items() if text.is_stale_beside(texts["ja"])}
    assert stale == {"en", "ja-easy"}


def test_instead_of_a_stale_translation_the_japanese_goes_out_with_a_word_why(save, order, worker, peer):
    save()
    order(recipient=notices.Recipient(YAMADA.email, language="en"))

    worker.run_one()

    (letter,) = peer.letters
    assert letter["Subject"] == "港市: 受付 7K3M-PQ24"
    assert letter.get_content().startswith("This notice is in Japanese only for now.")


def test_a_renewed_translation_is_sent_again(save, sent_in):
    save()
    save(ENGLISH, language="en")

    assert sent_in("en").letter == ENGLISH


def test_a_translation_that_still_holds_is_confirmed_by_saving_it(save, sent_in):
    save()
    delivered = SUBMITTED.texts["en"]
    save(delivered, language="en")

    assert sent_in("en").letter == delivered


def test_a_mended_slip_of_the_pen_leaves_the_translations_alone(save, sent_in):
    save(keeps_meaning=True)

    assert sent_in("en").language == "en"


def test_going_back_to_the_delivered_text_brings_its_translations_back(save, restore, sent_in):
    save()

    assert restore(0, seen=1) == 2
    assert sent_in("ja").letter == SUBMITTED.texts["ja"]
    assert sent_in("en").language == "en"


def test_every_version_stays(save, restore, in_city):
    save()
    save(notices.Letter("二つ目", "本文"), seen=1)
    restore(1, seen=2)

    assert list(TextVersion.objects.order_by("number").values_list("subject", flat=True)) == [
        OURS.subject,
        "二つ目",
        OURS.subject,
    ]


def test_who_saves_over_another_is_told(save):
    save()

    with pytest.raises(TextEditedMeanwhileError):
        save(notices.Letter("私の", "本文"), seen=0)


def test_saving_the_same_makes_no_version(save, restore):
    with pytest.raises(TextUnchangedError):
        save(SUBMITTED.texts["ja"])
    with pytest.raises(TextUnchangedError):
        restore(0, seen=0)


def test_a_version_that_never_was_cannot_come_back(restore):
    with pytest.raises(VersionNotFoundError):
        restore(7, seen=0)


def test_a_section_does_not_change_the_citys_words(save):
    with pytest.raises(MayNotEditTextsError):
        save(actor=Actor(staff_id=new_id(), roles=frozenset({Role.SECTION_CHIEF})))


def test_a_text_whose_fact_is_gone_gives_way_to_the_delivered_one(save, sent_in):
    save()
    TextVersion.objects.update(body="{fact_of_last_year}")

    assert sent_in("ja").letter == SUBMITTED.texts["ja"]
