"""Opening a shop, its people, its settings."""

import asyncio

import pytest
from sqlalchemy import select

from sellerhub.business.people import actions as people
from sellerhub.business.people import doors
from sellerhub.business.people import queries as who
from sellerhub.business.people.errors import NoSuchFace
from sellerhub.business.shop import actions, queries, rules
from sellerhub.business.shop.errors import BadHandle, BadShopName, HandleTaken, UnknownMarket
from sellerhub.business.shop.tables import Shop
from sellerhub.core.access import SYSTEM, Actor, Permission, Role
from sellerhub.core.address import Address
from sellerhub.core.errors import Invalid, NotFound, NotPermitted
from sellerhub.core.money import Money
from sellerhub.core.work import open_reading, open_work

PASSWORD = "nine green herons"


async def person(name: str) -> int:
    async with open_work(SYSTEM) as work:
        return await people.sign_up(work, f"{name}@shop.example", PASSWORD, name)


async def opened(owner_id: int, handle="ada-home", name="Ada Home") -> int:
    async with open_work(SYSTEM) as work:
        return await actions.open_shop(work, owner_id, handle, name)


async def acting(account_id: int, shop_id: int | None) -> Actor:
    async with open_reading(SYSTEM) as look:
        return await who.actor_of(look, account_id, shop_id)


async def test_a_shop_starts_on_probation_with_its_owner(office):
    owner_id = await person("ada")
    shop_id = await opened(owner_id)
    owner = await acting(owner_id, shop_id)
    assert owner.roles == {Role.BUYER, Role.OWNER}
    async with open_reading(owner) as look:
        card = await queries.shop_card(look, shop_id)
        assert [(p.email, role) for p, role in await who.members(look)] == [("ada@shop.example", Role.OWNER)]
    assert (card.status, card.handle, card.currency, card.market, card.sells) == ("live_probation", "ada-home", "TRY", "SEED", True)
    assert card.shipping_fee == Money(0, "TRY")


async def test_two_shops_never_share_an_address_even_when_opened_at_once(office):
    first, second = await person("ada"), await person("bob")
    results = await asyncio.gather(opened(first), opened(second, "ADA-home", "Other"), return_exceptions=True)
    assert [type(each) for each in results if isinstance(each, Exception)] == [HandleTaken]
    async with open_reading(SYSTEM) as look:
        assert len((await look.session.execute(select(Shop.id))).all()) == 1


async def test_nobody_opens_a_shop_for_somebody_else(office):
    ada, bob = await person("ada"), await person("bob")
    with pytest.raises(NotPermitted):
        async with open_work(await acting(ada, None)) as work:
            await actions.open_shop(work, bob, "bobs", "Bobs")


async def test_only_who_manages_staff_adds_members_and_only_to_their_own_shop(office):
    ada, bob, packer = await person("ada"), await person("bob"), await person("pia")
    adas, bobs = await opened(ada), await opened(bob, "bobs", "Bobs")
    async with open_work(await acting(ada, adas)) as work:
        await actions.add_member(work, packer, Role.PACKER)
    pia = await acting(packer, adas)
    assert pia.may(Permission.SHIP)
    assert not pia.may(Permission.EDIT_PRODUCTS)
    with pytest.raises(NotPermitted):
        async with open_work(pia) as work:
            await actions.add_member(work, bob, Role.MANAGER)
    assert (await acting(packer, bobs)).shop_id is None
    with pytest.raises(NotFound):  # not a member of bob's shop: the same answer as for nobody
        async with open_work(await acting(bob, bobs)) as work:
            await actions.remove_member(work, packer)
    with pytest.raises(NotFound):
        async with open_work(await acting(ada, adas)) as work:
            await actions.add_member(work, packer, Role.OPERATOR)


async def test_a_removed_member_acts_in_no_shop_from_the_next_look_on(office):
    ada, packer = await person("ada"), await person("pia")
    shop_id = await opened(ada)
    async with open_work(await acting(ada, shop_id)) as work:
        await actions.add_member(work, packer, Role.PACKER)
    entered = await doors.sign_in("pia@shop.example", PASSWORD, came_from="here")
    async with open_reading(SYSTEM) as look:
        assert (await who.actor_of_session(look, entered.key)).shop_id == shop_id
    async with open_work(await acting(ada, shop_id)) as work:
        await actions.remove_member(work, packer)
    async with open_reading(SYSTEM) as look:
        assert (await who.actor_of_session(look, entered.key)).shop_id is None


async def test_a_person_switches_between_the_faces_they_have_and_no_other(office):
    ada, bob = await person("ada"), await person("bob")
    first, second = await opened(ada), await opened(ada, "ada-two", "Ada Two")
    bobs = await opened(bob, "bobs", "Bobs")
    entered = await doors.sign_in("ada@shop.example", PASSWORD, came_from="here")
    actor = await acting(ada, None)

    async def seen():
        async with open_reading(SYSTEM) as look:
            found = await who.session_of(look, entered.key)
        return found.face, found.actor.shop_id, set(found.shop_ids)

    assert await seen() == ("seller", first, {first, second})
    for face, shop_id in (("seller", second), ("shop", None)):
        async with open_work(actor) as work:
            await people.choose_face(work, entered.key, face, shop_id)
        assert await seen() == (face, second, {first, second})
    for face, shop_id in (("seller", bobs), ("operator", None), ("creator", None), ("nonsense", None), ("seller", None)):
        with pytest.raises(NoSuchFace):
            async with open_work(actor) as work:
                await people.choose_face(work, entered.key, face, shop_id)


async def test_shipping_and_sender_belong_to_who_may_edit_the_shop(office):
    ada, packer = await person("ada"), await person("pia")
    shop_id = await opened(ada)
    owner = await acting(ada, shop_id)
    sender = Address("Ada Home", "+905321112233", "Istiklal 1", "", "Istanbul", "", "34430", "TR")
    async with open_work(owner) as work:
        await actions.add_member(work, packer, Role.PACKER)
        await actions.set_shipping(work, Money(4990, "TRY"), Money(50000, "TRY"))
        await actions.set_sender(work, sender)
    async with open_reading(owner) as look:
        card = await queries.shop_card(look, shop_id)
    assert (card.shipping_fee, card.free_shipping_from, card.sender) == (Money(4990, "TRY"), Money(50000, "TRY"), sender)
    assert rules.shipping_for(Money(49999, "TRY"), card.shipping_fee, card.free_shipping_from).minor == 4990
    assert rules.shipping_for(Money(50000, "TRY"), card.shipping_fee, card.free_shipping_from).minor == 0
    with pytest.raises(NotPermitted):
        async with open_work(await acting(packer, shop_id)) as work:
            await actions.set_shipping(work, Money(0, "TRY"), None)
    for fee in (Money(100, "USD"), Money(-1, "TRY")):
        with pytest.raises(Invalid):
            async with open_work(owner) as work:
                await actions.set_shipping(work, fee, None)


@pytest.mark.parametrize("handle", ["", "ab", "-ab", "ab-", "a--b", "ada home", "ada/../x", "a" * 41])
def test_handles_that_would_not_make_an_address_are_refused(handle):
    with pytest.raises(BadHandle):
        rules.clean_handle(handle)


@pytest.mark.parametrize("name", ["", "x", "Ada Official Store", "FLAGSHIP Ada", "y" * 61, "a\u202eb"])
def test_names_that_claim_or_hide_something_are_refused(name):
    with pytest.raises(BadShopName):
        rules.clean_name(name)


def test_a_handle_is_proposed_from_the_name():
    assert rules.handle_from("Işık & Ölçü Atölyesi") == "isik-olcu-atolyesi"
    assert rules.handle_from("\u5c0f\u5e97") == ""


async def test_an_unknown_market_opens_no_shop(office):
    ada = await person("ada")
    with pytest.raises(UnknownMarket):
        async with open_work(SYSTEM) as work:
            await actions.open_shop(work, ada, "ada", "Ada", market="MARS")
