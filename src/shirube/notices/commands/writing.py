"""Writing the letter: the text in force, the reader's language, the facts in their places."""

from __future__ import annotations

from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from shirube.accounts import interface as accounts
from shirube.kernel.languages import JAPANESE
from shirube.notices.commands.attempts import Begun
from shirube.notices.commands.sealing import Contents, open_contents
from shirube.notices.domain.letters import Letter, SubjectNotOneLineError, fill
from shirube.notices.domain.states import Reason
from shirube.notices.queries.texts import KindNotFoundError, Text, choose_text
from shirube.notices.registry import DeliveryFailedError, Envelope
from shirube.organizations import interface as organizations


def write_letter(begun: Begun) -> tuple[Envelope, Text]:
    """The finished letter, and the text it was made from. DeliveryFailedError where it cannot be written."""
    at = {"municipality_id": begun.municipality_id, "notice_id": begun.notice_id}
    try:
        contents = open_contents(begun.sealed, **at)
        text = choose_text(municipality_id=begun.municipality_id, kind=begun.kind, language=begun.language)
        letter = fill(text.letter, _facts(begun, contents, text.language))
    except accounts.SealBrokenError:
        raise DeliveryFailedError(Reason.CONTENTS_LOST, is_final=True) from None
    except KindNotFoundError:
        raise DeliveryFailedError(Reason.KIND_GONE, is_final=True) from None
    except SubjectNotOneLineError:
        raise DeliveryFailedError(Reason.SUBJECT_UNSAFE, is_final=True) from None
    envelope = Envelope(
        address=contents.address,
        sender_name=_city_name(begun.municipality_id, text.language),
        letter=_explained(letter, begun.language, text.language),
        language=text.language,
        key=f"{begun.notice_id}.{begun.series}",
        calendar=contents.calendar,
    )
    return envelope, text


def given_facts(*, city_name: str, recipient_name: str, language: str) -> dict[str, str]:
    """The facts that no caller gives. A person without a name on record is addressed as somebody of the town."""
    with translation.override(language):
        return {"city_name": city_name, "recipient_name": recipient_name or _("ご利用の方")}


def _facts(begun: Begun, contents: Contents, language: str) -> dict[str, str]:
    city_name = _city_name(begun.municipality_id, language)
    given = given_facts(city_name=city_name, recipient_name=contents.name, language=language)
    return {**contents.facts, **given}


def _city_name(municipality_id: UUID, language: str) -> str:
    return organizations.get_municipality(municipality_id).name_in(language)


def _explained(letter: Letter, wanted: str, written: str) -> Letter:
    """Who reads another language is told in it why this letter is in Japanese."""
    if wanted == written or written != JAPANESE.code:
        return letter
    with translation.override(wanted):
        line = _("このお知らせは、今は日本語だけです。わからないときは、役所に聞いてください。")
    return Letter(letter.subject, f"{line}\n\n{letter.body}")
