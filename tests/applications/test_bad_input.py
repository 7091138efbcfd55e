"""What people type, send and post that is not meant so: told clearly, and everything typed is kept. Issue 3's list.

What is wrong with single values stands in `tests/forms/test_fields.py`, with single files in `tests/files`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from shirube.accounts.models import Resident
from shirube.applications.models import Draft
from shirube.files.models import StoredFile
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW, TYPED
from tests.applications.forms import allowance_form
from tests.conftest import CityClient
from tests.factories.residents import ResidentFactory

Deed = Callable[..., Any]
FOCUSED = 'form-problems" role="alert" tabindex="-1" autofocus'


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def phone(city: Municipality) -> CityClient:
    account: Resident = ResidentFactory(municipality=city, email="yamada@resident.example")
    return CityClient(city).enter_resident(account)


@pytest.fixture
def draft(offered: None, phone: CityClient) -> Draft:
    phone.post(phone.url("applications:start", "allowance"), {"for_whom": "self"})
    return Draft.objects.get()


def send(phone: CityClient, draft: Draft, step: str = "applicant", **sent: Any) -> Any:
    return phone.post(phone.url("applications:step", draft.pk, step), {"_next": "1", **sent})


def show(phone: CityClient, draft: Draft, step: str = "applicant") -> str:
    return str(phone.get(phone.url("applications:step", draft.pk, step)).content.decode())


@pytest.mark.parametrize(
    ("sent", "kept", "told"),
    [
        ({"born_on.month": "13"}, "13", "月"),
        (
            {"born_on.era": "reiwa", "born_on.year": "8", "born_on.month": "4", "born_on.day": "31"},
            "31",
            "日",
        ),
        ({"born_on.era": "", "born_on.year": "8"}, "8", "元号"),
        ({"applicant_name.family": "山" * 300}, "山" * 300, "100文字まで"),
        ({"applicant_name.family_kana": "山田"}, "山田", "カタカナ"),
        ({"mail": "takahashi@"}, "takahashi@", "メール"),
    ],
    ids=["13th month", "31 April", "year without era", "300 characters", "kanji as kana", "half a mail"],
)
def test_what_cannot_be_meant_is_told_above_and_kept(
    phone: CityClient, draft: Draft, sent: dict[str, str], kept: str, told: str
) -> None:
    answer = send(phone, draft, **{**TYPED, **sent})
    text = answer.content.decode()

    assert answer.status_code == 422
    assert FOCUSED in text
    assert told in text.partition(FOCUSED)[2].partition("</ul>")[0]
    after = show(phone, draft)
    assert f'value="{kept}"' in after
    assert 'value="凪"' in after


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ({"applicant_name.family_kana": "ﾀｶﾊｼ"}, "タカハシ"),
        ({"applicant_name.family_kana": "たかはし"}, "タカハシ"),
        ({"applicant_name.family": "𠮷田"}, "𠮷田"),
        ({"applicant_name.given": "花😀"}, "花😀"),
        ({"born_on.year": "１９９０", "born_on.month": "４"}, "1990"),
        ({"born_on.era": "", "born_on.year": "令和元年", "born_on.month": "5"}, "令和"),
    ],
    ids=["half-width kana", "hiragana", "rare kanji", "emoji", "full-width digits", "first year of Reiwa"],
)
def test_what_can_be_meant_is_understood(
    phone: CityClient, draft: Draft, sent: dict[str, str], meant: str
) -> None:
    assert send(phone, draft, **{**TYPED, **sent}).status_code == 302
    shown = phone.get(phone.url("applications:check", draft.pk)).content.decode()
    assert meant in shown


def test_two_hundred_members_of_a_household_are_told_and_none_is_lost(
    offer: Deed, phone: CityClient, draft: Draft
) -> None:
    parts = ("family", "given", "family_kana", "given_kana", "latin", "former")
    rows = {f"children.r{number}.name.{part}": "ア" for number in range(200) for part in parts}

    answer = send(
        phone, draft, "family", **rows, **{"children._row": [f"r{number}" for number in range(200)]}
    )

    assert answer.status_code == 422
    assert "10" in answer.content.decode().partition(FOCUSED)[2].partition("</ul>")[0]
    assert show(phone, draft, "family").count('name="children._row"') == 200


def test_fields_the_form_does_not_have_and_hidden_ones_leave_no_trace(
    offer: Deed, phone: CityClient, in_city: Municipality
) -> None:
    form = allowance_form()
    hidden = {
        "key": "reason",
        "type": "text",
        "label": "理由",
        "when": {"==": [{"var": "mail"}, "x@example.jp"]},
    }
    form["steps"][0]["fields"].append(hidden)
    offer(form=form)
    phone.post(phone.url("applications:start", "allowance"), {"for_whom": "self"})
    draft = Draft.objects.get()

    answer = send(phone, draft, **{**TYPED, "reason": "忍び込む", "is_admin": "はい", "state": "decided"})

    assert answer.status_code == 302
    shown = phone.get(phone.url("applications:check", draft.pk)).content.decode()
    assert ("忍び込む" in shown, "はい" in shown) == (False, False)


def photo(more: int = 0) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((640, 480), 40).convert("RGB").save(out, "JPEG")
    return out.getvalue() + bytes(more)


def test_a_photo_of_25_megabytes_is_taken_in_and_made_smaller(phone: CityClient, draft: Draft) -> None:
    large = SimpleUploadedFile("家.jpg", photo(25 * 1024 * 1024), "image/jpeg")

    assert send(phone, draft, "family", photos=large).status_code == 302
    kept = StoredFile.objects.get()
    assert (kept.content_type, kept.size < 1024 * 1024) == ("image/jpeg", True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("家.jpg", b"MZ\x90\x00" + bytes(2000)),
        ("家.jpg", photo()[:3000]),
        ("家.pdf", b"%PDF-1.7\n1 0 obj\n<</S/JavaScript/JS(app.alert(1))>>\nendobj\n%%EOF\n"),
        ("家.jpg", b""),
    ],
    ids=["program named jpg", "broke off on the way", "PDF with a script", "empty"],
)
def test_a_file_that_is_refused_takes_nothing_else_along(
    phone: CityClient, draft: Draft, name: str, content: bytes
) -> None:
    row = {"children._row": "aa", "children.aa.name.family": "髙橋", "children.aa.name.given": "湊"}
    answer = send(phone, draft, "family", **row, photos=SimpleUploadedFile(name, content, "image/jpeg"))

    assert answer.status_code == 422
    assert FOCUSED in answer.content.decode()
    assert not StoredFile.objects.exists()
    assert 'value="湊"' in show(phone, draft, "family")
