"""A certificate authority of our own, in the manner of 公的個人認証: root, issuing authority, holders, CRL, OCSP, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import core
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509 import ocsp
from cryptography.x509.oid import NameOID

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
ARC = "1.2.392.200149.8.5"
SIGNING, AUTHENTICATION = f"{ARC}.1.1.20", f"{ARC}.1.3.30"
HOLDER = {
    f"{ARC}.5.1": "山田 花子",
    f"{ARC}.5.3": "2",
    f"{ARC}.5.4": "419900102",
    f"{ARC}.5.5": "港県港市みなと一丁目2番3号",
}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holder:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)


@cache
def key(number: int) -> rsa.RSAPrivateKey:
    """One key for each role: making them is what costs."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def subject(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def usage(*wanted: str) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name in wanted for name in names})


def make(
    name: str,
    own: rsa.RSAPrivateKey,
    issuer: Holder | None,
    extensions: Sequence[tuple[Any, bool]],
    validity: tuple[datetime, datetime] = (NOW - 365 * DAY, NOW + 365 * DAY),
) -> Holder:
    by = issuer.key if issuer else own
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject(name))
        .issuer_name(issuer.certificate.subject if issuer else subject(name))
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(validity[0])
        .not_valid_after(validity[1])
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return Holder(builder.sign(by, hashes.SHA256()), own)


def make_authority(
    name: str,
    number: int,
    issuer: Holder | None = None,
    validity: tuple[datetime, datetime] = (NOW - 365 * DAY, NOW + 365 * DAY),
) -> Holder:
    extensions = [
        (x509.BasicConstraints(ca=True, path_length=None), True),
        (usage("key_cert_sign", "crl_sign"), True),
    ]
    return make(name, key(number), issuer, extensions, validity)


def make_holder(
    issuer: Holder,
    *,
    policy: str = SIGNING,
    uses: Sequence[str] = ("digital_signature", "content_commitment"),
    facts: dict[str, str] | None = None,
    validity: tuple[datetime, datetime] = (NOW - DAY, NOW + 365 * DAY),
) -> Holder:
    extensions: list[tuple[Any, bool]] = [
        (usage(*uses), True),
        (x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(policy), None)]), True),
    ]
    names = [
        x509.OtherName(x509.ObjectIdentifier(oid), core.UTF8String(text).dump())
        for oid, text in (HOLDER if facts is None else facts).items()
    ]
    if names:
        extensions.append((x509.SubjectAlternativeName(names), False))
    return make("20261120ABCDEFGH", key(9), issuer, extensions, validity)


def make_crl(
    authority: Holder,
    revoked: Sequence[Holder] = (),
    *,
    at: datetime = NOW - DAY,
    until: datetime = NOW + DAY,
) -> bytes:
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(at)
        .next_update(until)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False
        )
        .add_extension(x509.CRLNumber(1), critical=False)
    )
    for holder in revoked:
        entry = (
            x509.RevokedCertificateBuilder()
            .serial_number(holder.certificate.serial_number)
            .revocation_date(at)
            .build()
        )
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.DER)


def answer_ocsp(question: bytes, authority: Holder, revoked: Sequence[Holder] = ()) -> bytes:
    """What the authority's responder says to a question about one of its certificates."""
    asked = ocsp.load_der_ocsp_request(question).serial_number
    gone = next((one for one in revoked if one.certificate.serial_number == asked), None)
    known = gone or next(one for one in _holders if one.certificate.serial_number == asked)
    response = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            cert=known.certificate,
            issuer=authority.certificate,
            algorithm=hashes.SHA1(),  # noqa: S303
            cert_status=ocsp.OCSPCertStatus.REVOKED if gone else ocsp.OCSPCertStatus.GOOD,
            this_update=NOW - timedelta(hours=1),
            next_update=NOW + timedelta(hours=1),
            revocation_time=NOW - timedelta(hours=2) if gone else None,
            revocation_reason=None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, authority.certificate)
    )
    return response.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.DER)


_holders: list[Holder] = []


def known_to_responder(*holders: Holder) -> None:
    _holders[:] = holders


def sign(
    document: bytes, holder: Holder, between: Sequence[Holder] = (), encoding: Encoding = Encoding.DER
) -> bytes:
    """A detached CMS signature."""
    builder = pkcs7.PKCS7SignatureBuilder().set_data(document)
    builder = builder.add_signer(holder.certificate, holder.key, hashes.SHA256())
    for one in between:
        builder = builder.add_certificate(one.certificate)
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    return builder.sign(encoding, options)
