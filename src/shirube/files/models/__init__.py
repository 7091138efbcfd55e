"""Tables of stored files, and the folder in which their contents lie."""

from shirube.files.models.stored import FileKey, FileState, ForgottenKey, ScanState, StoredFile

__all__ = ["FileKey", "FileState", "ForgottenKey", "ScanState", "StoredFile"]
