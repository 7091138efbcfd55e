"""Verifying the signature of an application (公的個人認証), against the authorities that the municipality trusts."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from asn1crypto import crl, ocsp, x509

from shirube.accounts.commands.authorities import NotItsCrlError, keep_fetched_crl
from shirube.accounts.commands.outages import note_outage, note_recovery
from shirube.accounts.commands.revocation_client import AuthorityDownError, ask_ocsp, fetch_crl
from shirube.accounts.domain.certificate_chain import Chain, Told, build_chain, check_revocation
from shirube.accounts.domain.signatures import check_purpose, read_basic_four, read_signature
from shirube.accounts.queries.authorities import Authority, list_authorities
from shirube.accounts.queries.outages import find_outage

logger = logging.getLogger(__name__)
# A fetched list is asked for again after this time, though it says to be good for longer.
CRL_KEPT_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureEvidence:
    """A signature that was verified, and all that the record of the application needs to keep about it.

    `name`, `address`, `birth_on` and `sex` are the 基本4情報 of the certificate: personal data, to be kept sealed.
    `revocation` is "ocsp" or "crl"; `sha256` (hex) is the document's.
    """

    name: str
    address: str
    birth_on: str
    sex: str
    serial: str
    issuer: str
    not_before: datetime
    not_after: datetime
    revocation: str
    checked_at: datetime
    sha256: str


def verify_signature(
    *, municipality_id: UUID, document: bytes, signature: bytes, now: datetime
) -> SignatureEvidence:
    """Who signed the document (a detached CMS signature, DER or PEM). Raises a SignatureRefusedError of its own kind for
    each reason.

    May ask CRL and OCSP addresses: call it outside any transaction. It keeps fetched lists and notes outages
    ("revocation:…"), nothing else.
    """
    signed = read_signature(document, signature)
    check_purpose(signed.certificate)
    authorities = list_authorities(municipality_id=municipality_id)
    chain = build_chain(
        signed.certificate,
        roots=[_certificate(one) for one in authorities if one.is_root],
        between=[_certificate(one) for one in authorities if not one.is_root] + list(signed.others),
        now=now,
    )
    way = _check_revocations(municipality_id, chain, authorities, now)
    four = read_basic_four(signed.certificate)
    return SignatureEvidence(
        name=four.name,
        address=four.address,
        birth_on=four.birth_on,
        sex=four.sex,
        serial=format(signed.certificate.serial_number, "x"),
        issuer=signed.certificate.issuer.human_friendly,
        not_before=signed.certificate.not_valid_before,
        not_after=signed.certificate.not_valid_after,
        revocation=way,
        checked_at=now,
        sha256=hashlib.sha256(document).hexdigest(),
    )


def _certificate(authority: Authority) -> x509.Certificate:
    return x509.Certificate.load(authority.certificate)


def _check_revocations(
    municipality_id: UUID, chain: Chain, authorities: Sequence[Authority], now: datetime
) -> str:
    """Ask about each certificate the authority that issued it. Returns the way that told of the signer's own."""
    known = {one.fingerprint: one for one in authorities}
    ways: list[str] = []
    for link in chain.links:
        authority = known.get(link.issuer.sha256.hex())
        told = _ask(municipality_id, authority, link.certificate, now) if authority else None
        check_revocation(chain, link, told, now=now)
        ways.append("ocsp" if isinstance(told, ocsp.OCSPResponse) else "crl")
    return ways[0]


def _ask(
    municipality_id: UUID, authority: Authority, certificate: x509.Certificate, now: datetime
) -> Told | None:
    """OCSP where there is an address and it answers, else the list; None where neither is to be had."""
    if authority.ocsp_address and not _is_fresh_outage(municipality_id, _what(authority, "ocsp"), now):
        try:
            answer = ask_ocsp(authority.ocsp_address, certificate, _certificate(authority))
        except AuthorityDownError as cause:
            _note_outage(municipality_id, authority, "ocsp", cause, now)
        else:
            note_recovery(municipality_id=municipality_id, what=_what(authority, "ocsp"), now=now)
            return answer
    listed = _current_crl(municipality_id, authority, now)
    return crl.CertificateList.load(listed) if listed else None


def _current_crl(municipality_id: UUID, authority: Authority, now: datetime) -> bytes | None:
    """The list in hand, or a newer one from its address. Whether it is too old is for the chain to judge."""
    read_at = authority.crl_read_at
    is_new = read_at is not None and now - read_at < CRL_KEPT_FOR
    what = _what(authority, "crl")
    if not authority.crl_address or is_new or _is_fresh_outage(municipality_id, what, now):
        return authority.crl
    try:
        fetched = fetch_crl(authority.crl_address)
        kept = keep_fetched_crl(
            municipality_id=municipality_id, authority_id=authority.id, crl=fetched, now=now
        )
    except (AuthorityDownError, NotItsCrlError) as cause:
        _note_outage(municipality_id, authority, "crl", cause, now)
        return authority.crl
    note_recovery(municipality_id=municipality_id, what=what, now=now)
    return kept


def _what(authority: Authority, way: str) -> str:
    return f"revocation:{way}:{authority.fingerprint[:16]}"


def _is_fresh_outage(municipality_id: UUID, what: str, now: datetime) -> bool:
    outage = find_outage(municipality_id=municipality_id, what=what, now=now)
    return outage is not None and outage.is_fresh(now)


def _note_outage(
    municipality_id: UUID, authority: Authority, way: str, cause: Exception, now: datetime
) -> None:
    logger.warning("an authority does not tell what it has revoked", exc_info=cause)
    note_outage(municipality_id=municipality_id, what=_what(authority, way), name=authority.name, now=now)
