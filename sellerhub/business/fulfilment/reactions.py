"""Answers of fulfilment to what happened to orders."""

from sqlalchemy import update

from sellerhub.business.fulfilment.events import PackageGivenUp
from sellerhub.business.fulfilment.packages import Held, hold_order, move, packages_of
from sellerhub.business.fulfilment.rules import MOVES, Move, PackageStatus
from sellerhub.business.fulfilment.tables import UsedNumber
from sellerhub.business.orders.events import OrderCancelled
from sellerhub.core.bus import reacts_to
from sellerhub.core.work import Work


@reacts_to(OrderCancelled)
async def give_up_packages(work: Work, event: OrderCancelled) -> None:
    """A cancelled order's packages that the carrier has not seen are given up; their labels go back."""
    order = await hold_order(work, event.order_id)
    for package in await packages_of(work, event.order_id):
        if (PackageStatus(package.status), Move.GIVE_UP) in MOVES:
            number = package.tracking_number
            await move(work, package, Move.GIVE_UP, due_at=None)
            if number and not package.own:
                await work.session.execute(update(UsedNumber).where(UsedNumber.number == number).values(give_back_at=work.now))
            work.record(PackageGivenUp(**Held(package, order).about()))
