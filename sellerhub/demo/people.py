"""The invented people and shops of the demo. Every address ends in `.example`; nobody here exists."""

from dataclasses import dataclass

from sellerhub.core.access import Role
from sellerhub.core.address import Address

PASSWORD = "kiln-warm-glaze"  # noqa: S105  printed for everybody who tries the demo


@dataclass(frozen=True, slots=True)
class Person:
    email: str
    name: str
    what: str = "buyer"
    language: str = "en"
    role: Role | None = None  # on the platform, beside buyer
    address: Address = Address()


@dataclass(frozen=True, slots=True)
class Shopkeeper:
    """A shop with its people; the owner comes first."""

    handle: str
    name: str
    shipping_fee: int  # minor units
    free_from: int
    sender: Address
    staff: tuple[tuple[str, Role], ...]


ELIF = Person("elif@demo.example", "Elif Şahin", "seller, owner of Toprak Atölye")
DENIZ = Person("deniz@demo.example", "Deniz Aksoy", "packer at Toprak Atölye")
SELIN = Person("selin@demo.example", "Selin Arslan", "seller, owner of Ada Porselen")
MIRA = Person("mira@demo.example", "Mira Tekin", "creator", role=Role.CREATOR)
KEREM = Person("kerem@demo.example", "Kerem Uslu", "operator", role=Role.OPERATOR)


def _at(name: str, phone: str, line1: str, city: str, postcode: str, country: str, region: str = "") -> Address:
    return Address(name, phone, line1, "", city, region, postcode, country)


ZEYNEP = Person(
    "zeynep@demo.example", "Zeynep Kurt", address=_at("Zeynep Kurt", "+90 555 010 01 01", "Papatya Sk. 12", "İzmir", "35220", "TR")
)
BUYERS = (
    ZEYNEP,
    Person(
        "tolga@demo.example",
        "Tolga Birsen",
        language="tr",
        address=_at("Tolga Birsen", "+90 555 010 01 02", "Çınar Cd. 8", "Ankara", "06420", "TR"),
    ),
    Person(
        "layla@demo.example",
        "ليلى حداد",
        language="ar",
        address=_at("ليلى حداد", "+90 555 010 01 03", "شارع الياسمين 5", "İstanbul", "34718", "TR"),
    ),
    Person(
        "wenjing@demo.example", "陈文静", language="zh", address=_at("陈文静", "+90 555 010 01 04", "Lale Sk. 21", "Bursa", "16010", "TR")
    ),
    Person(
        "haruka@demo.example",
        "佐藤 遥",
        language="ja",
        address=_at("佐藤 遥", "+90 555 010 01 05", "Menekşe Sk. 3", "Antalya", "07100", "TR"),
    ),
    Person(
        "camille@demo.example",
        "Camille Aubert",
        language="fr",
        address=_at("Camille Aubert", "+90 555 010 01 06", "Zambak Sk. 17", "Muğla", "48000", "TR"),
    ),
    Person(
        "lucia@demo.example",
        "Lucía Serrano",
        language="es",
        address=_at("Lucía Serrano", "+90 555 010 01 07", "Defne Cd. 40", "Eskişehir", "26130", "TR"),
    ),
    Person(
        "putri@demo.example",
        "Putri Wulandari",
        language="id",
        address=_at("Putri Wulandari", "+90 555 010 01 08", "Nergis Sk. 9", "Konya", "42060", "TR"),
    ),
)
PEOPLE = (ELIF, DENIZ, MIRA, *BUYERS, KEREM, SELIN)
SHOWN = (ELIF, DENIZ, MIRA, ZEYNEP, KEREM, SELIN)

TOPRAK = Shopkeeper(
    "toprak",
    "Toprak Atölye",
    4_900,
    75_000,
    _at("Toprak Atölye", "+90 555 010 00 10", "Moda Cd. 118", "İstanbul", "34710", "TR", "Kadıköy"),
    ((ELIF.email, Role.OWNER), (DENIZ.email, Role.PACKER)),
)
ADA = Shopkeeper(
    "ada-porselen",
    "Ada Porselen",
    5_900,
    100_000,
    _at("Ada Porselen", "+90 555 010 00 20", "Liman Yolu 4", "Balıkesir", "10400", "TR", "Ayvalık"),
    ((SELIN.email, Role.OWNER),),
)
SHOPS = (TOPRAK, ADA)


def accounts_text() -> str:
    """The accounts that somebody who tries the demo signs in with."""
    width = max(len(person.email) for person in SHOWN)
    lines = [f"  {person.email:{width}}  {person.name}, {person.what}" for person in SHOWN]
    return "\n".join([f"Demo accounts, all with the password  {PASSWORD}", *lines])


def accounts_shown() -> list[tuple[str, str, str, str, str]]:
    """E-mail, name, role, shop and password of each, for the sign-in page of a demo."""
    places = {email: (role.value, keeper.name) for keeper in SHOPS for email, role in keeper.staff}
    return [(person.email, person.name, *places.get(person.email, ((person.role or Role.BUYER).value, "")), PASSWORD) for person in SHOWN]
