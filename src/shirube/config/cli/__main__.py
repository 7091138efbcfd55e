"""`python -m shirube.config.cli`, which is what `./shirube` runs."""

import sys

from shirube.config.cli.dispatch import main

if __name__ == "__main__":
    sys.exit(main())
