"""What other rooms may use from files."""

from shirube.files.commands.attaching import (
    FileAlreadyAttachedError,
    TooManyFilesError,
    attach_file,
    discard_file,
)
from shirube.files.commands.forgetting import (
    ForgottenAgain,
    forget_again,
    note_all_forgotten,
    note_forgotten,
    write_forgettings,
)
from shirube.files.commands.keeping import remove_expired_files, remove_orphans, scan_waiting_files
from shirube.files.commands.keyrings import ensure_keyring
from shirube.files.commands.own_documents import WrittenDocument, attach_document, write_document
from shirube.files.commands.storing import FileTooLargeError, TooManyUploadsError, store_upload
from shirube.files.domain.archives import (
    ArchiveBombError,
    MacrosNotAllowedError,
    UnreadableArchiveError,
    check_archive,
    open_archive,
)
from shirube.files.domain.encryption import BrokenSealError, new_key, seal, unseal
from shirube.files.domain.kinds import (
    DOCUMENTS,
    PHOTOS,
    EmptyFileError,
    ExtensionDiffersError,
    Kind,
    KindNotAllowedError,
    detect_kind,
)
from shirube.files.domain.photos import (
    PhotoTooLargeError,
    PhotoTooManyPixelsError,
    PhotoUnreadableError,
    prepare_photo,
)
from shirube.files.domain.portable_documents import ActiveDocumentError, LockedDocumentError
from shirube.files.events import InfectedFileFound
from shirube.files.models import FileState, ScanState
from shirube.files.models.keyrings import Keyring, NoKeyError, open_keyring
from shirube.files.models.ledger import LEDGER
from shirube.files.queries import (
    FileDamagedError,
    FileInfectedError,
    FileNotScannedError,
    FileSummary,
    OpenedFile,
    StoredFileNotFoundError,
    get_file,
    list_attached,
    list_files,
    open_file,
)
from shirube.files.registry import Forgetter, Purpose, forgetters, purposes

__all__ = [
    "DOCUMENTS",
    "LEDGER",
    "PHOTOS",
    "ActiveDocumentError",
    "ArchiveBombError",
    "BrokenSealError",
    "EmptyFileError",
    "ExtensionDiffersError",
    "FileAlreadyAttachedError",
    "FileDamagedError",
    "FileInfectedError",
    "FileNotScannedError",
    "FileState",
    "FileSummary",
    "FileTooLargeError",
    "Forgetter",
    "ForgottenAgain",
    "InfectedFileFound",
    "Keyring",
    "Kind",
    "KindNotAllowedError",
    "LockedDocumentError",
    "MacrosNotAllowedError",
    "NoKeyError",
    "OpenedFile",
    "PhotoTooLargeError",
    "PhotoTooManyPixelsError",
    "PhotoUnreadableError",
    "Purpose",
    "ScanState",
    "StoredFileNotFoundError",
    "TooManyFilesError",
    "TooManyUploadsError",
    "UnreadableArchiveError",
    "WrittenDocument",
    "attach_document",
    "attach_file",
    "check_archive",
    "detect_kind",
    "discard_file",
    "ensure_keyring",
    "forget_again",
    "forgetters",
    "get_file",
    "list_attached",
    "list_files",
    "new_key",
    "note_all_forgotten",
    "note_forgotten",
    "open_archive",
    "open_file",
    "open_keyring",
    "prepare_photo",
    "purposes",
    "remove_expired_files",
    "remove_orphans",
    "scan_waiting_files",
    "seal",
    "store_upload",
    "unseal",
    "write_document",
    "write_forgettings",
]
