"""`python -m digitreader.cli`."""

import sys

from digitreader.cli.main import main

sys.exit(main())
