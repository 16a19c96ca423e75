import asyncio
import io
import ssl
import threading

import pytest
from PIL import Image

from sellerhub.business.catalog import queries
from sellerhub.business.catalog.actions import create_product
from sellerhub.business.catalog.errors import NotAPhoto, PhotoTooLarge, TooManyPhotos
from sellerhub.business.catalog.photos import fetching
from sellerhub.business.catalog.photos.actions import order_photos, remove_photo, show_variant_with
from sellerhub.business.catalog.photos.adding import add_photo, file_name
from sellerhub.business.catalog.photos.encoding import encode
from sellerhub.business.catalog.ports import Fetching, Files
from sellerhub.business.catalog.tables import Product, WantedPhoto
from sellerhub.core.access import SYSTEM
from sellerhub.core.errors import NotFound, NotPermitted
from sellerhub.core.work import open_reading, open_work
from sellerhub.outside.fetch import SafeFetching, is_public
from sellerhub.outside.files import LocalFiles
from tests.business.catalog.conftest import BUYER, OTHER_OWNER, OWNER, PACKER, mug
from tests.business.catalog.importing import as_csv, open_shop, previewed, run


def picture(width: int = 900, height: int = 600, kind: str = "JPEG", **extra) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), (180, 90, 30)).save(target, kind, **extra)
    return target.getvalue()


def with_a_place() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "secret note"
    exif.get_ifd(0x8825)[2] = (41.0, 1.0, 2.0)
    return picture(exif=exif)


def test_a_photo_is_kept_in_four_sizes_turned_upright_without_its_place():
    made = encode(with_a_place())
    assert (made.width, made.height) == (600, 900)
    assert sorted(made.by_size) == [64, 128, 480, 1080]
    for size, webp in made.by_size.items():
        with Image.open(io.BytesIO(webp)) as shown:
            assert shown.format == "WEBP"
            assert max(shown.size) == min(size, 900)
            assert not shown.getexif()
        assert b"secret note" not in webp


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "JPEG"])
def test_photos_of_every_usual_kind_are_taken(kind):
    assert encode(picture(80, 60, kind)).width == 80


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", id="SVG"),
        pytest.param(b"%PDF-1.7\n", id="PDF"),
        pytest.param(b"GIF89a" + b"<script>alert(1)</script>", id="a script that starts like a GIF"),
        pytest.param(picture()[:200], id="half a JPEG"),
        pytest.param(picture(kind="BMP"), id="BMP"),
    ],
)
def test_what_is_no_photo_is_refused_whatever_it_claims(content):
    with pytest.raises(NotAPhoto):
        encode(content)


def test_a_small_file_with_a_huge_canvas_is_refused_before_it_is_unpacked():
    target = io.BytesIO()
    Image.new("1", (9000, 9000)).save(target, "PNG")
    with pytest.raises(PhotoTooLarge):
        encode(target.getvalue())


@pytest.fixture
async def product_id(office, stock) -> int:
    await open_shop(office)
    async with open_work(OWNER) as work:
        return await create_product(work, mug())


async def test_the_first_photo_is_the_cover_and_order_changes_it(office, product_id):
    first = await add_photo(OWNER, product_id, "a.jpg", picture())
    second = await add_photo(OWNER, product_id, "b.jpg", picture())
    async with open_reading(BUYER) as look:
        card = (await queries.product_cards(look, [product_id]))[product_id]
    assert card.photo == f"/media/{first}-480.webp"
    assert (await office.outside(Files).read(file_name(first, 480)))[:4] == b"RIFF"
    async with open_work(OWNER) as work:
        await order_photos(work, product_id, [second])
        await show_variant_with(work, card.variants[1].variant_id, first)
    async with open_reading(BUYER) as look:
        card = (await queries.product_cards(look, [product_id]))[product_id]
    assert (card.photo, card.variants[1].photo) == (f"/media/{second}-480.webp", f"/media/{first}-128.webp")
    async with open_work(OWNER) as work:
        await remove_photo(work, first)
        await remove_photo(work, second)
    async with open_reading(BUYER) as look:
        card = (await queries.product_cards(look, [product_id]))[product_id]
    assert (card.photo, card.variants[1].photo) == ("", "")


async def test_photos_are_of_one_shop_and_no_more_than_nine(office, product_id):
    media_id = await add_photo(OWNER, product_id, "a.jpg", picture(50, 50))
    for actor, refusal in ((OTHER_OWNER, NotFound), (PACKER, NotPermitted)):
        with pytest.raises(refusal):
            await add_photo(actor, product_id, "a.jpg", picture(50, 50))
        with pytest.raises(refusal):
            async with open_work(actor) as work:
                await remove_photo(work, media_id)
    for _ in range(8):
        await add_photo(OWNER, product_id, "a.jpg", picture(50, 50))
    with pytest.raises(TooManyPhotos):
        await add_photo(OWNER, product_id, "a.jpg", picture(50, 50))


def test_only_our_own_file_names_lead_to_files(tmp_path):
    files = LocalFiles(tmp_path)
    for name in ("../x", "media/../../x", "/etc/passwd", "media/..", "x", "media/a\x00b"):
        with pytest.raises(ValueError):
            files.path(name)
    assert files.path("media/12-64.webp") == tmp_path / "media" / "12-64.webp"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::1",
        "fd00:ec2::254",
    ],
)  # fmt: skip
def test_addresses_of_our_own_network_are_not_public(address):
    assert not is_public(address)


def test_addresses_of_the_internet_are_public():
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")
    assert is_public("64:ff9b::5db8:d822")


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://127.0.0.1/x.jpg", "forbidden_address"),
        ("http://localhost/x.jpg", "forbidden_address"),
        ("http://169.254.169.254/latest/meta-data", "forbidden_address"),
        ("http://[::1]/x.jpg", "forbidden_address"),
        ("http://2130706433/x.jpg", "forbidden_address"),
        ("http://0x7f.1/x.jpg", "forbidden_address"),
        ("http://93.184.216.34:22/x.jpg", "forbidden_address"),
        ("file:///etc/passwd", "refused"),
        ("ftp://x.example/y.jpg", "refused"),
        ("http://user:secret@93.184.216.34/x.jpg", "refused"),
        ("http://no-such-name.invalid/x.jpg", "unreachable"),
        ("http://[", "unreachable"),
    ],
)
async def test_a_fetch_never_leaves_through_a_forbidden_door(url, problem):
    assert (await SafeFetching(seconds=3).fetch(url)).problem == problem


async def test_the_certificates_are_read_once_and_beside_the_loop(monkeypatch):
    read_in = []

    def reading(*_):
        read_in.append(threading.current_thread())
        return make()

    make = ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", reading)
    fetching = SafeFetching(seconds=3)
    await asyncio.gather(*(fetching.fetch(f"https://10.0.0.{n}/mug.jpg") for n in range(8)))
    assert len(read_in) == 1
    assert read_in[0] is not threading.main_thread()


class Answers:
    """A loopback web server that answers by path."""

    def __init__(self, by_path: dict[str, bytes]) -> None:
        self.by_path, self.asked = by_path, []

    async def __aenter__(self) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aexit__(self, *_) -> None:
        self._server.close()

    async def _serve(self, reader, writer) -> None:
        path = (await reader.readline()).split()[1].decode()
        self.asked.append(path)
        while (await reader.readline()).strip():
            pass
        if path == "/slow":
            await asyncio.sleep(5)
        writer.write(self.by_path.get(path, b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"))
        writer.close()


def answer(content: bytes, kind: str = "image/jpeg") -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n".encode() + content


def redirect(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()


async def test_a_fetch_takes_a_picture_and_names_what_goes_wrong():
    pages = {
        "/mug.jpg": answer(picture()),
        "/page": answer(b"<html>", "text/html"),
        "/huge": answer(b"x" * (10 * 1024 * 1024 + 1)),
        "/says-huge": b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 99999999\r\n\r\n",
        "/once": redirect("/mug.jpg"),
        "/round": redirect("/round"),
        "/to-file": redirect("file:///etc/passwd"),
        "/slow": answer(b""),
    }
    server = Answers(pages)
    async with server as address:
        opened = SafeFetching(allow_private=True, ports=None, seconds=1)
        assert (await opened.fetch(f"{address}/mug.jpg")).content == picture()
        assert (await opened.fetch(f"{address}/once")).content == picture()
        problems = {path: (await opened.fetch(f"{address}{path}")).problem for path in pages if path not in ("/mug.jpg", "/once")}
        assert (await opened.fetch(f"{address}/none")).problem == "unreachable"
        server.asked.clear()
        assert (await SafeFetching(ports=None).fetch(f"{address}/mug.jpg")).problem == "forbidden_address"
    assert server.asked == []
    assert problems == {
        "/page": "not_an_image",
        "/huge": "too_large",
        "/says-huge": "too_large",
        "/round": "refused",
        "/to-file": "refused",
        "/slow": "too_slow",
    }


async def test_a_redirect_into_our_own_network_is_stopped_at_the_door(monkeypatch):
    """The first host is public by its resolved address; the second is not, and no connection is tried."""
    server = Answers({"/x": redirect("http://10.0.0.7/admin")})
    async with server as address:
        port = int(address.rsplit(":", 1)[1])
        loop = asyncio.get_running_loop()
        real = loop.getaddrinfo

        async def answers(host, *args, **kwargs):
            return await real("127.0.0.1" if host == "pictures.example" else host, *args, **kwargs)

        monkeypatch.setattr(loop, "getaddrinfo", answers)
        monkeypatch.setattr("sellerhub.outside.fetch.is_public", lambda ip: ip == "127.0.0.1")
        fetched = await SafeFetching(ports=None).fetch(f"http://pictures.example:{port}/x")
    assert (fetched.problem, server.asked) == ("forbidden_address", ["/x"])


async def test_a_name_is_resolved_once_so_a_second_answer_gains_nothing(monkeypatch):
    loop = asyncio.get_running_loop()
    asked = []

    async def answers(host, port, **kwargs):
        asked.append(host)
        return [(2, 1, 6, "", ("93.184.216.34" if len(asked) == 1 else "127.0.0.1", port))]

    tried = []

    async def connect(self, host, port, **kwargs):
        tried.append(host)
        raise OSError("no internet in tests")

    monkeypatch.setattr(loop, "getaddrinfo", answers)
    monkeypatch.setattr("httpcore.AnyIOBackend.connect_tcp", connect)
    await SafeFetching().fetch("http://rebind.example/x.jpg")
    assert (asked, tried) == (["rebind.example"], ["93.184.216.34"])


async def test_a_picture_named_by_a_file_becomes_the_cover(office, stock):
    await open_shop(office)
    async with Answers({"/mug.jpg": answer(picture()), "/evil.jpg": answer(b"not a picture at all")}) as address:
        office.use(Fetching, SafeFetching(allow_private=True, ports=None))
        lines = [["a", "A", "", "", "", "1", "1", f"{address}/mug.jpg"], ["b", "B", "", "", "", "1", "1", f"{address}/evil.jpg"]]
        await run(await previewed(office, as_csv(lines)))
        assert await fetching.fetch_waiting() == 2
    async with open_reading(SYSTEM) as look:
        from sqlalchemy import select

        products = {each.handle: each for each in (await look.session.execute(select(Product))).scalars()}
        wishes = {each.product_id: each for each in (await look.session.execute(select(WantedPhoto))).scalars()}
    a, b = products["a"], products["b"]
    assert (a.cover_media_id, a.photo_problem) == (wishes[a.id].media_id, "")
    assert a.cover_media_id
    assert (b.cover_media_id, b.photo_problem, wishes[b.id].status) == (None, "not_a_photo", "failed")
