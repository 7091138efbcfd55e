"""Why a signature is not accepted, each reason with its own code, because each asks for another step."""

from __future__ import annotations

from shirube.kernel.errors import InvalidInputError


class SignatureRefusedError(InvalidInputError):
    """The signature proves nothing here; nothing was accepted."""

    code = "accounts.signature_refused"


class SignatureMalformedError(SignatureRefusedError):
    """It is not a detached CMS signature by one signer, or its certificate lacks what a 署名用証明書 has."""

    code = "accounts.signature_malformed"


class WrongDocumentError(SignatureRefusedError):
    """It is the signature of something else, or the document has changed since."""

    code = "accounts.signature_of_other_document"


class CertificateExpiredError(SignatureRefusedError):
    code = "accounts.certificate_expired"


class CertificateNotYetValidError(SignatureRefusedError):
    code = "accounts.certificate_not_yet_valid"


class CertificateRevokedError(SignatureRefusedError):
    """For JPKI also after a move or a change of name: the four facts are no longer true."""

    code = "accounts.certificate_revoked"


class IssuerUnknownError(SignatureRefusedError):
    """No chain leads to an authority that this municipality trusts."""

    code = "accounts.certificate_issuer_unknown"


class RevocationUnknownError(SignatureRefusedError):
    """Neither CRL nor OCSP could tell: try later. A certificate that may be revoked is not believed."""

    code = "accounts.revocation_unknown"


class SignInCertificateError(SignatureRefusedError):
    """It was made with the 利用者証明用 certificate, which is for signing in and carries no name."""

    code = "accounts.certificate_for_sign_in"
