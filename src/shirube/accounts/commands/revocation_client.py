"""Asking an authority what it has revoked, at the addresses an administrator gave. Never waits long."""

from __future__ import annotations

import requests
from asn1crypto import ocsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.ocsp import OCSPRequestBuilder

# Seconds to connect and to wait between two pieces of the answer.
TIMEOUT = (2, 5)
LARGEST_CRL = 30_000_000
LARGEST_ANSWER = 100_000


class AuthorityDownError(Exception):
    """It does not answer, or with something else."""


def fetch_crl(address: str) -> bytes:
    """The list at the address, in DER or PEM; whether it is the authority's own is checked by whoever keeps it."""
    return _read(_call("get", address), LARGEST_CRL)


def ask_ocsp(address: str, certificate: asn1.Certificate, issuer: asn1.Certificate) -> ocsp.OCSPResponse:
    """The responder's signed answer about one certificate (RFC 6960). AuthorityDownError.

    SHA-1 names the issuer in the question, as responders expect (RFC 5019); it protects nothing.
    """
    asked = x509.load_der_x509_certificate(certificate.dump())
    by = x509.load_der_x509_certificate(issuer.dump())
    question = OCSPRequestBuilder().add_certificate(asked, by, SHA1()).build()  # noqa: S303
    answer = _call(
        "post",
        address,
        data=question.public_bytes(Encoding.DER),
        headers={"Content-Type": "application/ocsp-request"},
    )
    try:
        response = ocsp.OCSPResponse.load(_read(answer, LARGEST_ANSWER), strict=True)
        if response["response_status"].native != "successful":
            raise AuthorityDownError(response["response_status"].native)
    except ValueError as cause:
        raise AuthorityDownError("no OCSP answer") from cause
    return response


def _call(method: str, address: str, **options: object) -> requests.Response:
    try:
        return requests.request(
            method,
            address,
            timeout=TIMEOUT,
            allow_redirects=False,
            stream=True,
            **options,  # type: ignore[arg-type]
        )
    except requests.RequestException as cause:
        raise AuthorityDownError(type(cause).__name__) from cause


def _read(answer: requests.Response, limit: int) -> bytes:
    if answer.status_code != 200:
        raise AuthorityDownError(answer.status_code)
    read = bytearray()
    try:
        for piece in answer.iter_content(65_536):
            read += piece
            if len(read) > limit:
                raise AuthorityDownError("too long")
    except requests.RequestException as cause:
        raise AuthorityDownError(type(cause).__name__) from cause
    return bytes(read)
