"""From payment to completion, and every way an order ends: guards, deadlines, stock and money (features D4, D5)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from sellerhub.business.inventory.errors import SoldOut
from sellerhub.business.inventory.tables import Stock
from sellerhub.business.orders import actions, rules
from sellerhub.business.orders.checks import recount
from sellerhub.business.orders.errors import CancelNotAsked, OrderNotAllowedNow, UnknownReason
from sellerhub.business.orders.lane import place
from sellerhub.business.orders.paying import abandon, close_open_attempts, pay
from sellerhub.business.orders.rules import Move, OrderStatus
from sellerhub.business.orders.sweeps import sweep_holds, sweep_orders
from sellerhub.business.orders.tables import Order
from sellerhub.business.payments.errors import BadCard, PaymentUnderWay
from sellerhub.business.payments.moving import settle_due
from sellerhub.business.payments.ports import Card, PaymentGateway
from sellerhub.business.payments.tables import Payment, PaymentMove
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM, Actor, Role
from sellerhub.core.errors import NotFound, NotPermitted
from sellerhub.core.event_log import EventRow
from sellerhub.core.work import open_reading, open_work
from sellerhub.outside.payments.simulated import ABANDONED, DECLINES, SUCCEEDS, SimulatedGateway
from tests.business.marketplace import a_shop, buyer, wants

GOOD, BAD, AWAY = Card(SUCCEEDS), Card(DECLINES), Card(ABANDONED)


@pytest.fixture
async def shop(office, tmp_path):
    office.use(PaymentGateway, SimulatedGateway(tmp_path))
    return await a_shop(office)


async def bought(shop, who, quantity=1, payment="card"):
    return await place(who, wants((shop.variants[0], quantity, shop.price_minor), payment=payment))


async def one(table, *where):
    async with open_reading(SYSTEM) as work:
        return (await work.session.execute(select(table).where(*where))).scalar_one()


async def order_of(placed):
    return await one(Order, Order.id == placed.orders[0].order_id)


async def stock_of(shop):
    row = await one(Stock, Stock.id == shop.variants[0])
    return row.available, row.held, row.sold


async def kinds(order_id):
    async with open_reading(SYSTEM) as work:
        rows = select(EventRow.kind).where(EventRow.subject == "order", EventRow.subject_id == order_id).order_by(EventRow.id)
        return list((await work.session.execute(rows)).scalars())


@pytest.fixture(autouse=True)
async def _all_adds_up(office):
    yield
    async with open_reading(SYSTEM) as work:
        assert await recount(work) == []


async def test_a_paid_order_is_on_hold_then_to_ship_then_captured(office, shop):
    who = buyer()
    placed = await bought(shop, who)
    assert (await pay(who, placed.group_id, GOOD, "attempt-1")).outcome == "authorized"
    order = await order_of(placed)
    assert order.status == "on_hold"
    assert order.due_at == order.paid_at + timedelta(hours=1)
    assert await stock_of(shop) == (9, 0, 1)
    assert await sweep_orders() == 0, "the hold hour has not passed"
    with clock.shifted(timedelta(hours=1, seconds=1)):
        assert await sweep_orders() == 1
        order = await order_of(placed)
        assert order.status == "awaiting_shipment"
        assert order.ship_by_at == order.released_at + timedelta(hours=72)
        assert order.arrange_by_at == order.paid_at + timedelta(hours=120)
        assert await settle_due() == 1
    payment = await one(Payment)
    assert (payment.status, payment.captured_minor) == ("captured", order.total_minor)
    assert (payment.brand, payment.last4) == ("Visa", "4242")
    assert await kinds(order.id) == ["OrderPaid", "OrderReleased"]


async def test_the_same_attempt_asks_the_bank_once_and_a_second_one_is_refused(office, shop):
    who = buyer()
    placed = await bought(shop, who)
    first = await pay(who, placed.group_id, GOOD, "attempt-1")
    assert await pay(who, placed.group_id, GOOD, "attempt-1") == first
    with pytest.raises(OrderNotAllowedNow):
        await pay(who, placed.group_id, GOOD, "attempt-2")
    assert (await one(Payment)).status == "authorized"


async def test_a_declined_card_leaves_the_order_unpaid_and_another_card_pays_it(office, shop):
    who = buyer()
    placed = await bought(shop, who)
    assert (await pay(who, placed.group_id, BAD, "attempt-1")).outcome == "declined"
    assert (await order_of(placed)).status == "unpaid"
    assert (await pay(who, placed.group_id, GOOD, "attempt-2")).outcome == "authorized"
    assert (await order_of(placed)).status == "on_hold"


async def test_a_buyer_who_leaves_the_banks_page_can_pay_again_at_once_or_after_the_sweep(office, shop):
    who = buyer()
    placed = await bought(shop, who)
    left = await pay(who, placed.group_id, AWAY, "attempt-1")
    assert left.outcome == "pending"
    with pytest.raises(PaymentUnderWay):
        await pay(who, placed.group_id, GOOD, "attempt-2")
    assert (await abandon(who, left.payment_id)).outcome == "failed"
    again = await pay(who, placed.group_id, AWAY, "attempt-3")
    with clock.shifted(timedelta(minutes=11)):
        assert await close_open_attempts() == 1
    assert (await one(Payment, Payment.id == again.payment_id)).status == "failed"
    assert (await pay(who, placed.group_id, GOOD, "attempt-4")).outcome == "authorized"


async def test_an_attempt_that_a_crash_cut_off_is_finished_as_the_bank_says(office, shop):
    who = buyer()
    placed = await bought(shop, who)

    class Crash(SimulatedGateway):
        async def authorize(self, key, amount, card):
            await super().authorize(key, amount, card)
            raise ConnectionResetError("the answer was lost")

    real = office.outside(PaymentGateway)
    office.use(PaymentGateway, Crash(real._path.parent))
    assert (await pay(who, placed.group_id, GOOD, "attempt-1")).outcome == "pending"
    office.use(PaymentGateway, real)
    with clock.shifted(timedelta(minutes=11)):
        await close_open_attempts()
    assert (await order_of(placed)).status == "on_hold"
    assert (await one(Payment)).status == "authorized"


async def test_a_mistyped_card_is_refused_before_anything_is_written(office, shop):
    who = buyer()
    placed = await bought(shop, who)
    with pytest.raises(BadCard) as refused:
        await pay(who, placed.group_id, Card("4242 4242 4242 4241"), "attempt-1")
    assert "4242" not in str(refused.value)
    assert "4242" not in repr(GOOD)


async def test_an_unpaid_order_gives_its_units_back_and_expires(office, shop):
    placed = await bought(shop, buyer(), 2)
    assert await stock_of(shop) == (8, 2, 0)
    with clock.shifted(timedelta(minutes=16)):
        assert await sweep_holds() == 1
        assert await stock_of(shop) == (10, 0, 0)
    with clock.shifted(timedelta(hours=48, seconds=1)):
        assert await sweep_orders() == 1
    order = await order_of(placed)
    assert (order.status, order.cancel_reason, order.cancel_fault) == ("cancelled", "unpaid", "buyer")
    assert await stock_of(shop) == (10, 0, 0)


async def test_paying_late_takes_the_units_again_or_says_sold_out(office, shop):
    first, second = buyer(), buyer()
    early = await bought(shop, first, 6)
    with clock.shifted(timedelta(minutes=16)):
        await sweep_holds()
        assert (await pay(first, early.group_id, GOOD, "attempt-1")).outcome == "authorized"
        assert await stock_of(shop) == (4, 0, 6)
        late = await bought(shop, second, 4)
    with clock.shifted(timedelta(minutes=40)):
        await sweep_holds()
        await bought(shop, buyer(), 1)
        with pytest.raises(SoldOut) as refused:
            await pay(second, late.group_id, GOOD, "attempt-2")
        assert refused.value.facts == {"title": "Amphora 0", "wanted": 4, "left": 3}
        assert await stock_of(shop) == (3, 1, 6)


async def test_money_that_arrives_after_the_units_are_gone_is_given_back(office, shop):
    who = buyer()
    placed = await bought(shop, who, 10)
    waiting = await pay(who, placed.group_id, AWAY, "attempt-1")
    with clock.shifted(timedelta(hours=1)):
        await sweep_holds()
        await bought(shop, buyer(), 1)
        bank = office.outside(PaymentGateway)
        with bank._books() as books:  # the buyer confirms at the bank after all
            books.execute("UPDATE attempt SET outcome = 'authorized'")
        assert (await abandon(who, waiting.payment_id)).outcome == "authorized"
        order = await order_of(placed)
        assert (order.status, order.cancel_reason) == ("cancelled", "paid_too_late")
        await settle_due()
    assert (await one(Payment)).status == "cancelled"
    assert await stock_of(shop) == (9, 1, 0)


async def test_cancelling_on_hold_is_free_and_voids_the_payment(office, shop):
    who = buyer()
    placed = await bought(shop, who)
    await pay(who, placed.group_id, GOOD, "attempt-1")
    async with open_work(who) as work:
        assert await actions.cancel(work, placed.orders[0].order_id, "changed_mind") is True
    assert await stock_of(shop) == (10, 0, 0)
    await settle_due()
    payment = await one(Payment)
    assert (payment.status, payment.voided_minor) == ("cancelled", payment.amount_minor)
    assert (await order_of(placed)).cancel_fault == "buyer"


async def released(shop, who):
    """A paid order that is to be shipped."""
    placed = await bought(shop, who)
    await pay(who, placed.group_id, GOOD, f"pay-{placed.group_id}")
    with clock.shifted(timedelta(hours=1, seconds=1)):
        await sweep_orders()
    await settle_due()
    return placed, placed.orders[0].order_id


async def test_after_the_hold_hour_the_buyer_asks_and_the_seller_grants_with_a_refund(office, shop):
    who = buyer()
    placed, order_id = await released(shop, who)
    async with open_work(who) as work:
        assert await actions.cancel(work, order_id, "changed_mind") is False
    assert (await order_of(placed)).status == "awaiting_shipment"
    async with open_work(shop.seller) as work:
        await actions.approve_cancel(work, order_id)
    with clock.shifted(timedelta(hours=2)):
        await settle_due()
    order, payment = await order_of(placed), await one(Payment)
    assert (order.status, order.cancel_reason, order.cancel_fault) == ("cancelled", "changed_mind", "buyer")
    assert (payment.status, payment.refunded_minor) == ("refunded", payment.captured_minor)
    assert await stock_of(shop) == (10, 0, 0)


async def test_a_request_that_nobody_answers_is_granted_by_the_clock(office, shop):
    who = buyer()
    placed, order_id = await released(shop, who)
    async with open_work(who) as work:
        await actions.cancel(work, order_id, "changed_mind")
    order = await order_of(placed)
    assert order.answer_by_at - order.cancel_requested_at == timedelta(hours=48)
    with clock.shifted(timedelta(hours=48, minutes=1)):
        await sweep_orders()
    assert (await order_of(placed)).cancel_reason == "not_answered"


async def test_shipping_declines_an_open_request(office, shop):
    who = buyer()
    placed, order_id = await released(shop, who)
    async with open_work(who) as work:
        await actions.cancel(work, order_id, "changed_mind")
    async with open_work(shop.seller) as work:
        await actions.mark_arranged(work, order_id)
    order = await order_of(placed)
    assert (order.status, order.cancel_requested_at) == ("awaiting_collection", None)
    assert (await kinds(order_id))[-2:] == ["CancelDeclined", "OrderArranged"]
    with pytest.raises(CancelNotAsked):
        async with open_work(shop.seller) as work:
            await actions.approve_cancel(work, order_id)


async def test_an_order_nobody_ships_becomes_late_and_then_is_cancelled_at_the_shops_fault(office, shop):
    placed, _ = await released(shop, buyer())
    with clock.shifted(timedelta(hours=74)):
        await sweep_orders()
        order = await order_of(placed)
        assert order.late_at is not None
        assert order.status == "awaiting_shipment"
    with clock.shifted(timedelta(hours=121)):
        await sweep_orders()
        await settle_due()
    order = await order_of(placed)
    assert (order.status, order.cancel_reason, order.cancel_fault) == ("cancelled", "not_arranged", "seller")
    assert (await one(Payment)).status == "refunded"


@pytest.mark.covers("OR-05")
async def test_a_seller_confirms_an_order_once_and_only_a_released_one(office, shop):
    placed, order_id = await released(shop, buyer())
    for _ in range(2):
        async with open_work(shop.seller) as work:
            await actions.confirm(work, order_id)
    assert (await order_of(placed)).confirmed_at is not None
    assert (await kinds(order_id)).count("OrderConfirmed") == 1
    early = await bought(shop, buyer())
    with pytest.raises(OrderNotAllowedNow):
        async with open_work(shop.seller) as work:
            await actions.confirm(work, early.orders[0].order_id)


async def test_cash_is_collected_at_the_door_and_the_order_completes_after_the_return_window(office, shop):
    who = buyer()
    placed = await bought(shop, who, payment="cod")
    order_id = placed.orders[0].order_id
    with clock.shifted(timedelta(hours=2)):
        await sweep_orders()
    for step in (actions.mark_arranged, actions.mark_in_transit, actions.mark_delivered):
        async with open_work(shop.seller) as work:
            await step(work, order_id)
    payment = await one(Payment)
    assert (payment.method, payment.status, payment.captured_minor) == ("cod", "captured", placed.total.minor)
    with clock.shifted(timedelta(days=14, seconds=1)):
        await sweep_orders()
    assert (await order_of(placed)).status == "completed"
    with pytest.raises(OrderNotAllowedNow):
        async with open_work(who) as work:
            await actions.cancel(work, order_id, "changed_mind")


async def test_one_of_two_orders_cancelled_gives_back_only_its_share(office, shop):
    other = await a_shop(office, "cini", price_minor=10_000)
    who = buyer()
    placed = await place(who, wants((shop.variants[0], 1, shop.price_minor), (other.variants[0], 2, 10_000)))
    await pay(who, placed.group_id, GOOD, "attempt-1")
    small = next(each for each in placed.orders if each.shop_id == other.shop_id)
    async with open_work(who) as work:
        await actions.cancel(work, small.order_id, "changed_mind")
    with clock.shifted(timedelta(hours=2)):
        await sweep_orders()
        await settle_due()
    payment = await one(Payment)
    assert (payment.voided_minor, payment.captured_minor) == (small.total.minor, placed.total.minor - small.total.minor)
    assert payment.status == "captured"


async def test_an_order_cancelled_before_payment_is_not_paid_for(office, shop):
    other = await a_shop(office, "cini", price_minor=10_000)
    who = buyer()
    placed = await place(who, wants((shop.variants[0], 1, shop.price_minor), (other.variants[0], 2, 10_000)))
    first, second = placed.orders
    async with open_work(who) as work:
        await actions.cancel(work, first.order_id, "changed_mind")
    await pay(who, placed.group_id, GOOD, "attempt-1")
    payment = await one(Payment)
    assert payment.amount_minor == second.total.minor
    async with open_reading(SYSTEM) as work:
        assert (await work.session.execute(select(PaymentMove))).all() == []


async def test_other_peoples_orders_are_not_there(office, shop):
    other = await a_shop(office, "cini")
    placed, order_id = await released(shop, buyer())
    packer = Actor(5, shop.shop_id, frozenset({Role.PACKER}), "Cem")
    with pytest.raises(NotFound):
        async with open_work(buyer()) as work:
            await actions.cancel(work, order_id, "changed_mind")
    with pytest.raises(NotFound):
        async with open_work(other.seller) as work:
            await actions.cancel_as_seller(work, order_id, "out_of_stock")
    with pytest.raises(NotFound):
        await pay(buyer(), placed.group_id, GOOD, "attempt-9")
    with pytest.raises(NotPermitted):
        async with open_work(packer) as work:
            await actions.cancel_as_seller(work, order_id, "out_of_stock")
    with pytest.raises(UnknownReason):
        async with open_work(shop.seller) as work:
            await actions.cancel_as_seller(work, order_id, "because")


def test_every_status_can_be_reached_and_only_two_are_final():
    reached = {OrderStatus.UNPAID} | set(rules.MOVES.values())
    assert reached == set(OrderStatus)
    assert {each for each in OrderStatus if not rules.moves_from(each)} == {OrderStatus.COMPLETED, OrderStatus.CANCELLED}
    with pytest.raises(OrderNotAllowedNow):
        rules.after(OrderStatus.UNPAID, Move.DELIVER)


def test_what_a_status_permits_agrees_with_its_moves():
    for status, permits in rules.PERMITS.items():
        moves = rules.moves_from(status)
        assert permits.pay == (Move.PAY in moves)
        assert permits.cancel_freely == (Move.CANCEL_FREELY in moves)
        assert permits.seller_cancels == (Move.CANCEL in moves)
