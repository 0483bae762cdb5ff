"""Words typed at a prompt, one public call each.

Help without rich is twice as fast. One BLAS thread: our matrices are small, and waiting threads only steal time. Both
must be said before the packages that ask for them are imported, hence here.
"""

import os

for _name, _value in (
    ("TYPER_USE_RICH", "0"),
    ("OPENBLAS_NUM_THREADS", "1"),
    ("OMP_NUM_THREADS", "1"),
    ("MKL_NUM_THREADS", "1"),
):
    os.environ.setdefault(_name, _value)
