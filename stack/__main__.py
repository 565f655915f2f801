"""`python -m stack up | servers | seed | reset`: what the Makefile runs."""

import signal
import sys

signal.signal(signal.SIGINT, signal.SIG_DFL)  # a Ctrl-C during the imports needs no traceback

from stack.commands import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
