"""People of a municipality, how they sign in, and their sessions."""

from shirube.accounts.models.authorities import CertificateAuthority
from shirube.accounts.models.client_keys import ClientKey
from shirube.accounts.models.entering import AttemptCount, IdentityProvider, Invitation
from shirube.accounts.models.kept_input import KeptInput
from shirube.accounts.models.mandates import Mandate
from shirube.accounts.models.outside import Outage, ResidentIdentity
from shirube.accounts.models.people import RoleAssignment, User, UserManager
from shirube.accounts.models.residents import MailCode, Resident
from shirube.accounts.models.sessions import CacheEntry, Session

__all__ = [
    "AttemptCount",
    "CacheEntry",
    "CertificateAuthority",
    "ClientKey",
    "IdentityProvider",
    "Invitation",
    "KeptInput",
    "MailCode",
    "Mandate",
    "Outage",
    "Resident",
    "ResidentIdentity",
    "RoleAssignment",
    "Session",
    "User",
    "UserManager",
]
