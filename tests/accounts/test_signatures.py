"""Signed applications (公的個人認証), against an authority of our own: chain, validity, revocation, the four facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.serialization import Encoding

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SYSTEM, AuthorityEntry
from shirube.accounts.models import CertificateAuthority
from shirube.kernel.scope import municipality_scope
from shirube.organizations.models import Municipality
from tests.accounts.certificates import (
    ARC,
    AUTHENTICATION,
    DAY,
    HOLDER,
    NOW,
    Holder,
    answer_ocsp,
    known_to_responder,
    make_authority,
    make_crl,
    make_holder,
    sign,
)

DOCUMENT = "児童手当認定請求書".encode()
OCSP, CRL = "http://authority.example/ocsp", "http://authority.example/list.crl"
ROOT = make_authority("港市ためしの根", 1)
ISSUER = make_authority("港市ためしの署名用認証局", 2, ROOT)
YAMADA = make_holder(ISSUER)


class Answer:
    """What `requests` hands back."""

    def __init__(self, content: bytes, status: int = 200) -> None:
        self.content, self.status_code = content, status

    def iter_content(self, _: int) -> list[bytes]:
        return [self.content]


Internet = Callable[..., Any]


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Callable[[Internet], None]:
    """`internet(answer)`: who is asked at any address; without it, nobody answers."""

    def connect(answer: Internet) -> None:
        monkeypatch.setattr(requests, "request", answer)

    def nobody(*_: Any, **__: Any) -> None:
        raise requests.ConnectionError("nobody there")

    connect(nobody)
    return connect


def trust(city: Municipality, authority: Holder, **more: Any) -> None:
    entry = AuthorityEntry(
        name=authority.certificate.subject.rfc4514_string(), certificate=authority.pem, **more
    )
    accounts.add_authority(municipality_id=city.pk, entry=entry, actor=SYSTEM, now=NOW)


@pytest.fixture
def trusting(in_city: Municipality) -> Municipality:
    """A city that trusts the root and the issuing authority, and holds their lists."""
    trust(in_city, ROOT, crl=make_crl(ROOT))
    trust(in_city, ISSUER, crl=make_crl(ISSUER))
    return in_city


def spoil(signed: bytes) -> bytes:
    """One bit of the signature at the end is another."""
    return signed[:-1] + bytes([signed[-1] ^ 1])


def verify(city: Municipality, signature: bytes, **changes: Any) -> accounts.SignatureEvidence:
    facts = {"municipality_id": city.pk, "document": DOCUMENT, "signature": signature, "now": NOW}
    return accounts.verify_signature(**{**facts, **changes})


def test_a_sound_signature_tells_the_four_facts(trusting: Municipality) -> None:
    evidence = verify(trusting, sign(DOCUMENT, YAMADA))

    assert (evidence.name, evidence.sex, evidence.birth_on) == ("山田 花子", "female", "1990-01-02")
    assert evidence.address == "港県港市みなと一丁目2番3号"
    assert evidence.revocation == "crl"
    assert evidence.serial == format(YAMADA.certificate.serial_number, "x")


def test_pem_is_as_good_as_der(trusting: Municipality) -> None:
    assert verify(trusting, sign(DOCUMENT, YAMADA, encoding=Encoding.PEM)).name == "山田 花子"


def test_the_document_must_be_the_one_that_was_signed(trusting: Municipality) -> None:
    with pytest.raises(accounts.WrongDocumentError):
        verify(trusting, sign(DOCUMENT, YAMADA), document=DOCUMENT + b" ")


def test_a_changed_bit_in_the_signature_is_refused(trusting: Municipality) -> None:
    with pytest.raises(accounts.WrongDocumentError):
        verify(trusting, spoil(sign(DOCUMENT, YAMADA)))


def test_an_expired_certificate_is_refused(trusting: Municipality) -> None:
    old = make_holder(ISSUER, validity=(NOW - 20 * DAY, NOW - DAY))

    with pytest.raises(accounts.CertificateExpiredError):
        verify(trusting, sign(DOCUMENT, old))


def test_a_certificate_of_tomorrow_is_refused(trusting: Municipality) -> None:
    coming = make_holder(ISSUER, validity=(NOW + DAY, NOW + 20 * DAY))

    with pytest.raises(accounts.CertificateNotYetValidError):
        verify(trusting, sign(DOCUMENT, coming))


def test_a_revoked_certificate_is_refused(in_city: Municipality) -> None:
    trust(in_city, ROOT, crl=make_crl(ROOT))
    trust(in_city, ISSUER, crl=make_crl(ISSUER, [YAMADA]))

    with pytest.raises(accounts.CertificateRevokedError):
        verify(in_city, sign(DOCUMENT, YAMADA))


def test_a_revoked_authority_is_refused(in_city: Municipality) -> None:
    trust(in_city, ROOT, crl=make_crl(ROOT, [ISSUER]))
    trust(in_city, ISSUER, crl=make_crl(ISSUER))

    with pytest.raises(accounts.CertificateRevokedError):
        verify(in_city, sign(DOCUMENT, YAMADA))


def test_an_authority_nobody_trusts_is_refused(trusting: Municipality) -> None:
    elsewhere = make_authority("よその認証局", 3)

    with pytest.raises(accounts.IssuerUnknownError):
        verify(trusting, sign(DOCUMENT, make_holder(elsewhere), [elsewhere]))


def test_an_authority_that_only_bears_the_name_is_refused(trusting: Municipality) -> None:
    impostor = make_authority("港市ためしの署名用認証局", 4, make_authority("港市ためしの根", 5))

    with pytest.raises(accounts.IssuerUnknownError):
        verify(trusting, sign(DOCUMENT, make_holder(impostor), [impostor]))


def test_a_holder_cannot_sign_for_others(trusting: Municipality) -> None:
    sub = make_holder(YAMADA)

    with pytest.raises(accounts.IssuerUnknownError):
        verify(trusting, sign(DOCUMENT, sub, [YAMADA]))


def test_another_citys_trust_is_not_ours(trusting: Municipality, other_city: Municipality) -> None:
    with municipality_scope(other_city.pk), pytest.raises(accounts.IssuerUnknownError):
        verify(other_city, sign(DOCUMENT, YAMADA))


def test_without_any_word_on_revocation_nothing_is_believed(in_city: Municipality) -> None:
    trust(in_city, ROOT, crl=make_crl(ROOT))
    trust(in_city, ISSUER)

    with pytest.raises(accounts.RevocationUnknownError):
        verify(in_city, sign(DOCUMENT, YAMADA))


def test_a_list_that_is_too_old_is_no_word(in_city: Municipality) -> None:
    trust(in_city, ROOT, crl=make_crl(ROOT))
    trust(in_city, ISSUER, crl=make_crl(ISSUER, at=NOW - 9 * DAY, until=NOW - DAY))

    with pytest.raises(accounts.RevocationUnknownError):
        verify(in_city, sign(DOCUMENT, YAMADA))


def test_a_sign_in_certificate_is_told_apart(trusting: Municipality) -> None:
    for_sign_in = make_holder(ISSUER, policy=AUTHENTICATION, uses=("digital_signature",), facts={})

    with pytest.raises(accounts.SignInCertificateError):
        verify(trusting, sign(DOCUMENT, for_sign_in))


@pytest.mark.parametrize("missing", HOLDER)
def test_all_four_facts_must_be_there(trusting: Municipality, missing: str) -> None:
    facts = {oid: text for oid, text in HOLDER.items() if oid != missing}

    with pytest.raises(accounts.SignatureMalformedError):
        verify(trusting, sign(DOCUMENT, make_holder(ISSUER, facts=facts)))


def test_a_birth_day_that_nobody_knows_is_left_out(trusting: Municipality) -> None:
    facts = {**HOLDER, f"{ARC}.5.4": "319500400"}

    assert verify(trusting, sign(DOCUMENT, make_holder(ISSUER, facts=facts))).birth_on == "1950-04"


@pytest.mark.parametrize("nonsense", [b"", b"\x30\x80", b"-----BEGIN CMS-----", b"{}", bytes(200_000)])
def test_nonsense_is_told_as_such(trusting: Municipality, nonsense: bytes) -> None:
    with pytest.raises(accounts.SignatureMalformedError):
        verify(trusting, nonsense)


def test_ocsp_is_asked_where_there_is_an_address(in_city: Municipality, internet: Any) -> None:
    known_to_responder(YAMADA)
    internet(lambda *_, **asked: Answer(answer_ocsp(asked["data"], ISSUER)))
    trust(in_city, ROOT, crl=make_crl(ROOT))
    trust(in_city, ISSUER, ocsp_address=OCSP)

    assert verify(in_city, sign(DOCUMENT, YAMADA)).revocation == "ocsp"


def test_ocsp_tells_of_a_revocation(in_city: Municipality, internet: Any) -> None:
    internet(lambda *_, **asked: Answer(answer_ocsp(asked["data"], ISSUER, [YAMADA])))
    trust(in_city, ROOT, crl=make_crl(ROOT))
    trust(in_city, ISSUER, ocsp_address=OCSP)

    with pytest.raises(accounts.CertificateRevokedError):
        verify(in_city, sign(DOCUMENT, YAMADA))


def test_an_answer_whose_signature_is_wrong_is_no_word(in_city: Municipality, internet: Any) -> None:
    known_to_responder(YAMADA)
    internet(lambda *_, **asked: Answer(spoil(answer_ocsp(asked["data"], ISSUER))))
    trust(in_city, ROOT, crl=make_crl(ROOT))
    trust(in_city, ISSUER, ocsp_address=OCSP)

    with pytest.raises(accounts.RevocationUnknownError):
        verify(in_city, sign(DOCUMENT, YAMADA))


def test_a_silent_responder_is_an_outage_and_nothing_is_believed(
    in_city: Municipality, internet: Any
) -> None:
    trust(in_city, ROOT, crl=make_crl(ROOT))
    trust(in_city, ISSUER, ocsp_address=OCSP)

    with pytest.raises(accounts.RevocationUnknownError):
        verify(in_city, sign(DOCUMENT, YAMADA))

    (outage,) = accounts.list_outages(municipality_id=in_city.pk, now=NOW)
    assert outage.what.startswith("revocation:ocsp:")


def test_a_silent_responder_does_not_matter_where_a_list_is_at_hand(
    in_city: Municipality, internet: Any
) -> None:
    trust(in_city, ROOT, crl=make_crl(ROOT))
    trust(in_city, ISSUER, ocsp_address=OCSP, crl=make_crl(ISSUER))

    assert verify(in_city, sign(DOCUMENT, YAMADA)).revocation == "crl"


def test_a_list_is_fetched_once_an_hour(in_city: Municipality, internet: Any) -> None:
    calls: list[str] = []

    def answer(_: object, address: str, **__: object) -> Answer:
        calls.append(address)
        return Answer(make_crl(ISSUER))

    internet(answer)
    trust(in_city, ROOT, crl=make_crl(ROOT))
    trust(in_city, ISSUER, crl_address=CRL)
    verify(in_city, sign(DOCUMENT, YAMADA))
    verify(in_city, sign(DOCUMENT, YAMADA), now=NOW + timedelta(minutes=59))

    verify(in_city, sign(DOCUMENT, YAMADA), now=NOW + timedelta(minutes=61))

    assert calls == [CRL, CRL]


def test_a_fetched_list_that_is_not_the_authoritys_is_not_kept(in_city: Municipality, internet: Any) -> None:
    internet(lambda *_, **__: Answer(make_crl(ROOT)))
    trust(in_city, ROOT, crl=make_crl(ROOT))
    trust(in_city, ISSUER, crl_address=CRL)

    with pytest.raises(accounts.RevocationUnknownError):
        verify(in_city, sign(DOCUMENT, YAMADA))
    assert CertificateAuthority.objects.get(is_root=False).crl is None


@pytest.mark.parametrize("content", [b"", b"nonsense", YAMADA.pem], ids=["empty", "nonsense", "a holder"])
def test_only_an_authority_can_be_trusted(in_city: Municipality, content: bytes) -> None:
    entry = AuthorityEntry(name="?", certificate=content)

    with pytest.raises(accounts.NotAnAuthorityError):
        accounts.add_authority(municipality_id=in_city.pk, entry=entry, actor=SYSTEM, now=NOW)


def test_an_authority_is_trusted_once(trusting: Municipality) -> None:
    with pytest.raises(accounts.AuthorityKnownError):
        trust(trusting, ROOT)


def test_an_authority_no_longer_trusted_vouches_for_nobody(trusting: Municipality) -> None:
    root = CertificateAuthority.objects.get(is_root=True)
    accounts.remove_authority(municipality_id=trusting.pk, authority_id=root.pk, actor=SYSTEM, now=NOW)

    with pytest.raises(accounts.IssuerUnknownError):
        verify(trusting, sign(DOCUMENT, YAMADA))
