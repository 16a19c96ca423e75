"""Python's collector of cycles, for a process that serves.

A full collection walks every object while everybody waits: with the program's own modules (never garbage) and a thousand
open connections that is a tenth of a second, several times a minute. What stands at the start is left out for good, and the
rest is looked through less often; almost all garbage here goes by its count of references, without the collector.
"""

import gc

YOUNG = 10_000  # containers made more than freed until the youngest are looked through; Python's own 700 suits scripts
MIDDLE, OLD = 10, 5  # rounds of the youngest until the middle ones, of these until all: a few hundred closed tabs, about 100 MB


def settle() -> None:
    """Call it when everything is loaded, in each process that serves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
