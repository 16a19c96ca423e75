"""What a person does with their account. Signing in and resetting are in `doors`: they need several transactions."""

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from sellerhub.business.people import events, passwords, queries, rules
from sellerhub.business.people.errors import AddressTaken, NoSuchFace, WrongCredentials
from sellerhub.business.people.tables import Account, KnownDevice, PlatformRole, ResetCode, SessionRow, ShopMember
from sellerhub.core.access import SHOP_ROLES, Permission, Role
from sellerhub.core.errors import NotFound
from sellerhub.core.ids import new_id
from sellerhub.core.text import known_language
from sellerhub.core.work import Work


async def sign_up(work: Work, email: str, password: str, name: str, language: str = "en") -> int:
    """A new buyer; returns the account's id. `password` may be `passwords.Hashed` to keep the hash out of the transaction."""
    email, name = rules.clean_email(email), rules.clean_name(name)
    if not isinstance(password, passwords.Hashed):
        rules.check_password(password, email, name)
    if (await work.session.execute(select(Account.id).where(Account.email == email))).first():
        raise AddressTaken
    account = Account(
        email=email,
        name=name,
        password_hash=await passwords.hashed(password),
        language=known_language(language),
        created_at=work.now,
    )
    work.session.add(account)
    try:
        await work.session.flush()
    except IntegrityError:
        raise AddressTaken from None  # somebody was faster; the transaction ends here
    work.session.add(PlatformRole(account_id=account.id, role=Role.BUYER))
    work.record(events.SignedUp(account.id))
    return account.id


async def give_role(work: Work, account_id: int, role: Role) -> None:
    """A role on the whole platform; only an operator or the system gives one."""
    work.require(Permission.OPERATE)
    if role in SHOP_ROLES or role is Role.SYSTEM:
        raise NotFound("role")
    if not await work.session.get(Account, account_id):
        raise NotFound("account")
    has = select(PlatformRole.id).where(PlatformRole.account_id == account_id, PlatformRole.role == role)
    if not (await work.session.execute(has)).first():
        work.session.add(PlatformRole(account_id=account_id, role=role))
        work.record(events.RoleGiven(account_id, role))


async def join_shop(work: Work, shop_id: int, account_id: int, role: Role) -> None:
    """A role in one shop. Called by `shop.actions`, which asks for the permission."""
    if role not in SHOP_ROLES:
        raise NotFound("role")
    if not await work.session.get(Account, account_id):
        raise NotFound("account")
    has = select(ShopMember.id).where(ShopMember.account_id == account_id, ShopMember.shop_id == shop_id, ShopMember.role == role)
    if not (await work.session.execute(has)).first():
        work.session.add(ShopMember(account_id=account_id, shop_id=shop_id, role=role))
        work.record(events.RoleGiven(account_id, role, shop_id))


async def leave_shop(work: Work, shop_id: int, account_id: int) -> None:
    """All roles of a person in one shop end; their sessions there fall back to no shop."""
    gone = delete(ShopMember).where(ShopMember.account_id == account_id, ShopMember.shop_id == shop_id)
    if not (await work.session.execute(gone)).rowcount:
        raise NotFound("member")
    await work.session.execute(
        update(SessionRow).where(SessionRow.account_id == account_id, SessionRow.shop_id == shop_id).values(shop_id=None, face="shop")
    )
    work.record(events.RoleTaken(account_id, "member", shop_id))


async def start_session(work: Work, account_id: int, key_hash: str, device: str) -> int:
    """A signed-in browser; begins with the face and shop the person most likely wants."""
    shops = (
        await work.session.execute(select(ShopMember.shop_id).where(ShopMember.account_id == account_id).order_by(ShopMember.id).limit(1))
    ).scalar()
    roles = set((await work.session.execute(select(PlatformRole.role).where(PlatformRole.account_id == account_id))).scalars())
    if shops is not None:
        face = "seller"
    else:
        face = next((face for face, role in (("operator", Role.OPERATOR), ("creator", Role.CREATOR)) if role in roles), "shop")
    row = SessionRow(
        id=new_id(),
        key_hash=key_hash,
        account_id=account_id,
        shop_id=shops,
        face=face,
        device=device[:60],
        created_at=work.now,
        last_seen_at=work.now,
        expires_at=work.now + queries.session_life(work),
    )
    work.session.add(row)
    return row.id


async def sign_out(work: Work, key: str) -> None:
    """End the session with this key, if there is one."""
    ended = (
        update(SessionRow)
        .where(SessionRow.key_hash == queries.hash_of(key), SessionRow.ended_at.is_(None))
        .values(ended_at=work.now)
        .returning(SessionRow.account_id)
    )
    account_id = (await work.session.execute(ended)).scalar()
    if account_id is not None:
        work.record(events.SignedOut(account_id, everywhere=False))


async def sign_out_everywhere(work: Work, account_id: int, *, but: int | None = None) -> int:
    """End all sessions of the acting person, or (by the system) of anybody; `but` is a session that goes on."""
    if work.actor.account_id != account_id:
        work.require(Permission.OPERATE)
    ending = update(SessionRow).where(SessionRow.account_id == account_id, SessionRow.ended_at.is_(None))
    if but is not None:
        ending = ending.where(SessionRow.id != but)
    else:
        await work.session.execute(delete(KnownDevice).where(KnownDevice.account_id == account_id))
    ended = (await work.session.execute(ending.values(ended_at=work.now))).rowcount
    work.record(events.SignedOut(account_id, everywhere=True))
    return ended


async def sign_out_one(work: Work, session_id: int) -> None:
    """End one of one's own sessions, from the list of devices."""
    mine = update(SessionRow).where(SessionRow.id == session_id, SessionRow.account_id == work.account_id, SessionRow.ended_at.is_(None))
    if not (await work.session.execute(mine.values(ended_at=work.now))).rowcount:
        raise NotFound("session")
    work.record(events.SignedOut(work.account_id, everywhere=False))


async def choose_face(work: Work, key: str, face: str, shop_id: int | None = None) -> None:
    """Go on as seller (in one of one's shops), buyer, creator or operator."""
    account_id = work.account_id
    if face == "seller":
        member = select(ShopMember.id).where(ShopMember.account_id == account_id, ShopMember.shop_id == shop_id)
        if not (await work.session.execute(member)).first():
            raise NoSuchFace
        chosen = {"face": face, "shop_id": shop_id}
    else:
        wanted = {"shop": Role.BUYER, "creator": Role.CREATOR, "operator": Role.OPERATOR}.get(face)
        has = select(PlatformRole.id).where(PlatformRole.account_id == account_id, PlatformRole.role == wanted)
        if wanted is None or not (await work.session.execute(has)).first():
            raise NoSuchFace
        chosen = {"face": face}
    mine = update(SessionRow).where(SessionRow.key_hash == queries.hash_of(key), SessionRow.account_id == account_id)
    await work.session.execute(mine.values(**chosen))
    work.tell(queries.topic(account_id))


async def choose_language(work: Work, language: str) -> None:
    """The language of one's screens and letters."""
    mine = update(Account).where(Account.id == work.account_id)
    await work.session.execute(mine.values(language=known_language(language)))
    work.tell(queries.topic(work.account_id))


async def put_password(work: Work, account_id: int, password: passwords.Hashed, *, expected: str | None, by_code: bool) -> None:
    """Store a new hash if the old one is still `expected`; open codes end with it."""
    change = update(Account).where(Account.id == account_id)
    if expected is not None:
        change = change.where(Account.password_hash == expected)
    if not (await work.session.execute(change.values(password_hash=str(password)))).rowcount:
        raise WrongCredentials
    await work.session.execute(delete(ResetCode).where(ResetCode.account_id == account_id))
    work.record(events.PasswordChanged(account_id, by_code))


async def disable_account(work: Work, account_id: int) -> None:
    """Nobody gets in any more; every session ends at once."""
    work.require(Permission.OPERATE)
    change = update(Account).where(Account.id == account_id, Account.disabled_at.is_(None)).values(disabled_at=work.now)
    if not (await work.session.execute(change)).rowcount:
        raise NotFound("account")
    await sign_out_everywhere(work, account_id)
    work.record(events.AccountDisabled(account_id))


async def touch(work: Work, session_id: int) -> None:
    """The session was used; written at most every quarter of an hour."""
    late = SessionRow.last_seen_at <= work.now - rules.SEEN_EVERY
    await work.session.execute(update(SessionRow).where(SessionRow.id == session_id, late).values(last_seen_at=work.now))
