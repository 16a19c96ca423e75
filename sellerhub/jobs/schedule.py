"""The timetable on one page: what runs by itself, and how often."""

from sellerhub.jobs.timetable import Turn

TIMETABLE: tuple[Turn, ...] = ()
