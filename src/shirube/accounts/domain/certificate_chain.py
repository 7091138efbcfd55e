"""Whether a certificate may be trusted at a moment: its chain, its validity, its revocation. Offline, on what is handed in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeAlias

from asn1crypto import ocsp, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext, errors
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import NO_REVOCATION, CertRevTrustPolicy
from pyhanko_certvalidator.revinfo.validate_crl import verify_crl
from pyhanko_certvalidator.revinfo.validate_ocsp import verify_ocsp_response

from shirube.accounts.domain.signature_errors import (
    CertificateExpiredError,
    CertificateNotYetValidError,
    CertificateRevokedError,
    IssuerUnknownError,
    RevocationUnknownError,
    SignatureMalformedError,
    SignatureRefusedError,
)

# An ocsp.OCSPResponse or a crl.CertificateList; the library carries no types.
Told: TypeAlias = Any
# From the particular to the general: the library's errors are one another's kin.
_MEANINGS: tuple[tuple[type[Exception], type[SignatureRefusedError]], ...] = (
    (errors.ExpiredError, CertificateExpiredError),
    (errors.NotYetValidError, CertificateNotYetValidError),
    (errors.DisallowedAlgorithmError, SignatureMalformedError),
    (errors.InvalidCertificateError, SignatureMalformedError),
    (errors.PathBuildingError, IssuerUnknownError),
    (errors.PathValidationError, IssuerUnknownError),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One certificate of a chain, and the one that issued it."""

    certificate: x509.Certificate
    issuer: x509.Certificate


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain whose signatures and dates are right: `links` from the signer upwards, the root issues the last."""

    links: Sequence[Link]
    path: ValidationPath


def build_chain(
    certificate: x509.Certificate,
    *,
    roots: Sequence[x509.Certificate],
    between: Sequence[x509.Certificate],
    now: datetime,
) -> Chain:
    """The chain to a trusted root that is good at `now`; else a SignatureRefusedError. Says nothing of revocation yet."""
    context = _context(now, trust_roots=list(roots), other_certs=list(between))
    validator = CertificateValidator(certificate, validation_context=context)
    try:
        checking = validator.async_validate_usage({"digital_signature", "non_repudiation"})  # type: ignore[no-untyped-call]
        path = asyncio.run(checking)
    except (errors.PathError, errors.ValidationError) as cause:
        raise _meaning(cause) from cause
    upwards = [*reversed(list(path.iter_certs(include_root=True)))]
    return Chain([Link(*pair) for pair in pairwise(upwards)], path)


def check_revocation(chain: Chain, link: Link, told: Told | None, *, now: datetime) -> None:
    """By what the authority told, the certificate of the link is not revoked. CertificateRevokedError,
    RevocationUnknownError."""
    issuers = [each.issuer for each in chain.links]
    trusted = {"trust_roots": issuers[-1:], "other_certs": issuers[:-1]}
    try:
        if isinstance(told, ocsp.OCSPResponse):
            context = _context(now, ocsps=[told], **trusted)
            asyncio.run(verify_ocsp_response(link.certificate, chain.path, context))
        else:
            context = _context(now, crls=[told] if told else [], **trusted)
            asyncio.run(verify_crl(link.certificate, chain.path, context))
    except errors.RevokedError as cause:
        raise CertificateRevokedError from cause
    except (
        errors.OCSPValidationError,
        errors.CRLValidationError,
        errors.PathError,
        errors.ValidationError,
    ) as cause:
        raise RevocationUnknownError from cause


def _context(now: datetime, **more: Any) -> ValidationContext:
    """Nothing is fetched: a certificate must not be able to send us to addresses of its own choice."""
    # Revocation is asked link by link: the library would ask OCSP only where the certificate names a responder.
    policy = CertRevTrustPolicy(revocation_checking_policy=NO_REVOCATION)
    return ValidationContext(moment=now, allow_fetching=False, revinfo_policy=policy, **more)


def _meaning(cause: Exception) -> SignatureRefusedError:
    kinds = (meaning for kind, meaning in _MEANINGS if isinstance(cause, kind))
    return next(kinds, SignatureMalformedError)()
