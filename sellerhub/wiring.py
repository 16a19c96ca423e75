"""Which adapter stands behind each port, and which reactions answer events: the same for server, commands and tests."""

from datetime import timedelta

import sellerhub.app_tables
import sellerhub.business.content.reactions
import sellerhub.business.fulfilment.reactions
import sellerhub.business.live.reactions  # noqa: F401
from sellerhub.business.catalog.ports import Fetching, Files, StockKeeping, StockLevels, Uses
from sellerhub.business.catalog.uses import AllUses
from sellerhub.business.content.ports import Editing, VideoFiles
from sellerhub.business.content.uses import VideoUses
from sellerhub.business.fulfilment.ports import Carrier, Printing
from sellerhub.business.fulfilment.queries import KnownParcels
from sellerhub.business.inventory.keeping import Inventory
from sellerhub.business.live import reactions as live_reactions  # noqa: F401
from sellerhub.business.live.uses import LiveUses
from sellerhub.business.orders.queue.ports import Parcels
from sellerhub.business.orders.uses import OrderUses
from sellerhub.business.payments.ports import PaymentGateway
from sellerhub.business.people.ports import Mail
from sellerhub.core.work import Office
from sellerhub.outside.carriers.simulated import SimulatedCarrier
from sellerhub.outside.documents.printing import PdfPrinting
from sellerhub.outside.fetch import SafeFetching
from sellerhub.outside.files import LocalFiles
from sellerhub.outside.mail import mail
from sellerhub.outside.payments.simulated import SimulatedGateway
from sellerhub.outside.videos import PyAvEditing


def wire(office: Office) -> None:
    """Decide the adapters of an office from its settings."""
    office.use(Mail, mail(office.settings))
    inventory = Inventory()
    office.use(StockKeeping, inventory)
    office.use(StockLevels, inventory)
    office.use(Uses, AllUses(OrderUses(), inventory, LiveUses(), VideoUses()))
    files = LocalFiles(office.settings.data_dir)
    office.use(Files, files)
    office.use(VideoFiles, files)
    office.use(Editing, PyAvEditing())
    office.use(Fetching, SafeFetching())
    office.use(PaymentGateway, SimulatedGateway(office.settings.data_dir))
    office.use(Carrier, SimulatedCarrier(timedelta(seconds=office.settings.carrier_step_seconds)))
    office.use(Printing, PdfPrinting())
    office.use(Parcels, KnownParcels())
