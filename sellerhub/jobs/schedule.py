"""The timetable on one page: what runs by itself, and how often."""

from datetime import timedelta

from sellerhub.business.fulfilment.sweeps import advance_simulated
from sellerhub.business.live.sweeps import count_again, end_silent
from sellerhub.business.orders.paying import close_open_attempts
from sellerhub.business.orders.sweeps import sweep_holds, sweep_orders
from sellerhub.business.payments.moving import settle_due
from sellerhub.business.people.sweeps import forget_old
from sellerhub.jobs.timetable import Turn

TIMETABLE: tuple[Turn, ...] = (
    Turn("orders: deadlines", timedelta(seconds=2), sweep_orders),
    Turn("orders: holds that ran out", timedelta(seconds=5), sweep_holds),
    Turn("orders: payments nobody came back to", timedelta(seconds=10), close_open_attempts),
    Turn("payments: capture, void, refund", timedelta(seconds=2), settle_due),
    Turn("fulfilment: labels and scans", timedelta(seconds=2), advance_simulated),
    Turn("live: sessions without a signal", timedelta(seconds=10), end_silent),
    Turn("live: watchers whose worker is gone", timedelta(seconds=15), count_again),
    Turn("people: what is over", timedelta(hours=1), forget_old),
)
