"""What is there at the start is left alone; what becomes garbage later is still found."""

import subprocess
import sys

PROGRAM = """
import gc, weakref
import sellerhub.core.work
from sellerhub.core import garbage

class Ring:
    def __init__(self):
        self.me = self

garbage.settle()
assert gc.get_freeze_count() > 10_000, gc.get_freeze_count()
assert gc.isenabled() and gc.get_threshold() == (garbage.YOUNG, garbage.MIDDLE, garbage.OLD)
gone = weakref.ref(Ring())
kept = [[] for _ in range(2 * garbage.YOUNG)]
assert gone() is None, "a ring outlives two rounds of the youngest"
"""


def test_a_serving_process_looks_for_garbage_less_often_but_finds_it():
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
