"""Every table of the program, so that migrations and tests know them all. One line a capability."""

from sellerhub.business.catalog import tables as catalog  # noqa: F401
from sellerhub.business.catalog.importing import tables as catalog_importing  # noqa: F401
from sellerhub.business.content import tables as content_tables  # noqa: F401
from sellerhub.business.fulfilment import tables as fulfilment_tables  # noqa: F401
from sellerhub.business.inventory import tables as inventory_tables  # noqa: F401
from sellerhub.business.live import tables as live_tables  # noqa: F401
from sellerhub.business.orders import tables as orders_tables  # noqa: F401
from sellerhub.business.orders.queue import search  # noqa: F401
from sellerhub.business.payments import tables as payments_tables  # noqa: F401
from sellerhub.business.people import tables as people  # noqa: F401
from sellerhub.business.shop import tables as shop  # noqa: F401
from sellerhub.core import bus, database, event_log  # noqa: F401
from sellerhub.jobs import timetable  # noqa: F401
