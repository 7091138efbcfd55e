"""The fixed words of the pages in English and やさしい日本語: each room has its own, `<room>/locale/<locale>/LC_MESSAGES`.

Japanese is the language of the source, so it has no catalogue. `./shirube messages extract` brings the catalogues up to
date with the sources; they are compiled when `demo`, `serve` or `test` starts.
"""

from shirube.config.messages.catalogues import (
    compile_all,
    extract_all,
    list_misfits,
    list_untranslated,
)

__all__ = ["compile_all", "extract_all", "list_misfits", "list_untranslated"]
