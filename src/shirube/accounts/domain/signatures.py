"""A signature in CMS (RFC 5652) and the 基本4情報 in its certificate.

Source: 公的個人認証サービス プロファイル仕様書 (地方公共団体情報システム機構, version 3.2), profile of the 署名用電子証明書:
policies below 1.2.392.200149.8.5.1 (1 signing, 0 signing in the test environment, 3 authentication), keyUsage
digitalSignature and nonRepudiation, and the holder in otherNames of subjectAltName: 1.2.392.200149.8.5.5.1 name, .2 substituted
characters of the name, .3 sex, .4 birth date as era digit and YYYYMMDD, .5 address, .6 substituted characters of the address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms, core, pem, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from shirube.accounts.domain.signature_errors import (
    SignatureMalformedError,
    SignInCertificateError,
    WrongDocumentError,
)

_ARC = "1.2.392.200149.8.5"
SIGNING_POLICIES = (f"{_ARC}.1.1.", f"{_ARC}.1.0.")
SIGN_IN_POLICIES = (f"{_ARC}.1.3.",)
NAME, SEX, BIRTH_DATE, ADDRESS = (f"{_ARC}.5.{part}" for part in (1, 3, 4, 5))
SEXES = {"1": "male", "2": "female"}
# SHA-1 has been broken; the profile asks for SHA-256.
DIGESTS: Mapping[str, Callable[[], hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
LARGEST_SIGNATURE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicFour:
    """基本4情報. `birth_on` as in the forms: "1990-01-02", without what is unknown ("1950-04"); sex male, female or unknown."""

    name: str
    address: str
    birth_on: str
    sex: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that fits its document: the signer's certificate, and those that came with it."""

    certificate: x509.Certificate
    others: Sequence[x509.Certificate]


def read_signature(document: bytes, signature: bytes) -> Signed:
    """The signer of the document. SignatureMalformedError, WrongDocumentError. Says nothing about trust yet."""
    content = _content(signature)
    certificates = [one.chosen for one in content["certificates"] if one.name == "certificate"]
    signers = content["signer_infos"]
    if len(signers) != 1 or content["encap_content_info"]["content"].native is not None:
        raise SignatureMalformedError
    signer = signers[0]
    certificate = _certificate_of(signer, certificates)
    _check_digest(document, signer)
    _check_mathematics(signer, certificate)
    return Signed(certificate, [one for one in certificates if one is not certificate])


def check_purpose(certificate: x509.Certificate) -> None:
    """SignInCertificateError for a 利用者証明用 certificate, SignatureMalformedError for any other that is not 署名用."""
    policies = _policies(certificate)
    if any(policy.startswith(SIGN_IN_POLICIES) for policy in policies):
        raise SignInCertificateError
    usage = certificate.key_usage_value.native if certificate.key_usage_value else set()
    signs = {"digital_signature", "non_repudiation"} <= usage
    if not signs or not any(policy.startswith(SIGNING_POLICIES) for policy in policies):
        raise SignatureMalformedError


def read_basic_four(certificate: x509.Certificate) -> BasicFour:
    """Who the certificate says the holder is. SignatureMalformedError where one of the four is missing."""
    facts = _other_names(certificate)
    try:
        return BasicFour(
            name=facts[NAME],
            address=facts[ADDRESS],
            birth_on=read_birth_date(facts[BIRTH_DATE]),
            sex=SEXES.get(facts[SEX], "unknown"),
        )
    except KeyError as missing:
        raise SignatureMalformedError from missing


def read_birth_date(written: str) -> str:
    """EYYYYMMDD, an era digit before the western date; zeros stand for what is unknown. SignatureMalformedError."""
    if len(written) != 9 or not written.isascii() or not written.isdigit():
        raise SignatureMalformedError
    year, month, day = written[1:5], written[5:7], written[7:9]
    known = [part for part in (year, month, day) if int(part)]
    if not known or int(month) > 12 or int(day) > 31 or (int(day) and not int(month)):
        raise SignatureMalformedError
    return "-".join(known)


def _content(signature: bytes) -> Any:
    """The SignedData in DER or PEM."""
    if len(signature) > LARGEST_SIGNATURE:
        raise SignatureMalformedError
    try:
        der = pem.unarmor(signature)[2] if pem.detect(signature) else signature
        info = cms.ContentInfo.load(der, strict=True)
        # Everything is read now: asn1crypto reads lazily, and a flaw must show here.
        kind = info.native["content_type"]
    except (ValueError, TypeError, KeyError) as cause:
        raise SignatureMalformedError from cause
    if kind != "signed_data":
        raise SignatureMalformedError
    return info["content"]


def _certificate_of(signer: Any, certificates: Sequence[x509.Certificate]) -> x509.Certificate:
    chosen = signer["sid"]
    for certificate in certificates:
        if chosen.name == "issuer_and_serial_number":
            named = chosen.chosen
            is_it = (
                named["issuer"] == certificate.issuer
                and named["serial_number"].native == certificate.serial_number
            )
        else:
            is_it = chosen.chosen.native == certificate.key_identifier
        if is_it:
            return certificate
    raise SignatureMalformedError


def _check_digest(document: bytes, signer: Any) -> None:
    """The signed attributes must name this document's digest (RFC 5652 §5.4)."""
    name = signer["digest_algorithm"]["algorithm"].native
    attributes = {one["type"].native: one["values"] for one in signer["signed_attrs"] or ()}
    try:
        (kind,), (said,) = attributes["content_type"], attributes["message_digest"]
    except (KeyError, ValueError) as cause:
        raise SignatureMalformedError from cause
    if name not in DIGESTS or kind.native != "data":
        raise SignatureMalformedError
    if said.native != hashlib.new(name, document).digest():
        raise WrongDocumentError


def _check_mathematics(signer: Any, certificate: x509.Certificate) -> None:
    """The signature over the attributes, with the certificate's key."""
    # Signed is the SET OF, not the [0] under which it is sent.
    signed = signer["signed_attrs"].untag().dump(force=True)
    key = load_der_public_key(certificate.public_key.dump())
    algorithm, value = signer["signature_algorithm"], signer["signature"].native
    digest = DIGESTS[signer["digest_algorithm"]["algorithm"].native]()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(value, signed, _padding(algorithm, digest), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(value, signed, ec.ECDSA(digest))
        else:
            raise SignatureMalformedError
    except (InvalidSignature, ValueError) as cause:
        raise WrongDocumentError from cause


def _padding(algorithm: Any, digest: hashes.HashAlgorithm) -> padding.AsymmetricPadding:
    if algorithm.signature_algo == "rsassa_pss":
        return padding.PSS(mgf=padding.MGF1(digest), salt_length=padding.PSS.AUTO)
    return padding.PKCS1v15()


def _policies(certificate: x509.Certificate) -> list[str]:
    policies = certificate.certificate_policies_value or ()
    return [policy["policy_identifier"].dotted for policy in policies]


def _other_names(certificate: x509.Certificate) -> dict[str, str]:
    names = certificate.subject_alt_name_value or ()
    others = [name.chosen for name in names if name.name == "other_name"]
    return {
        other["type_id"].dotted: text
        for other in others
        if isinstance(value := other["value"].parsed, core.AbstractString)
        and (text := str(value.native).strip())
    }
