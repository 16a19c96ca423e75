"""Photos and product files over HTTP: uploads by size and content, photos for everybody, downloads for the shop."""

from urllib.parse import unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from sellerhub.business.catalog import exporting, rules
from sellerhub.business.catalog.importing import checking, queries, stages
from sellerhub.business.catalog.importing.columns import SHOPIFY
from sellerhub.business.catalog.photos.adding import add_photo, file_name
from sellerhub.business.catalog.photos.encoding import MOST_BYTES
from sellerhub.business.catalog.ports import Files
from sellerhub.core.access import Permission
from sellerhub.core.ids import new_id, parse_id
from sellerhub.core.work import office, open_reading, open_work
from sellerhub.web.http import actor_from, route

FOREVER = "public, max-age=31536000, immutable"
EXAMPLE = {
    "handle": "sand-mug",
    "title": "Sand mug",
    "body": "<p>Stoneware, made by hand.</p>",
    "vendor": "Toprak",
    "kind": "Mugs",
    "tags": "mug, stoneware",
    "published": "true",
    "option1_name": "Size",
    "option1": "350 ml",
    "sku": "MUG-350-S",
    "grams": "410",
    "stock": "24",
    "price": "389.00",
    "compare_at": "449.00",
}


@route("/media/{name}")
async def media(request: Request) -> Response:
    """A photo never changes under its address. Anybody may look: products, LIVE covers and logos are public."""
    number, _, rest = request.path_params["name"].partition("-")
    size = rest.removesuffix(".webp")
    if not rest.endswith(".webp") or size not in map(str, rules.PHOTO_SIZES) or not parse_id(number):
        raise HTTPException(404)
    try:
        content = await office().outside(Files).read(file_name(parse_id(number), int(size)))
    except FileNotFoundError:
        raise HTTPException(404) from None
    return Response(content, media_type="image/webp", headers={"Cache-Control": FOREVER, "X-Content-Type-Options": "nosniff"})


@route("/seller/products/{product_id}/photos", ["POST"], Permission.EDIT_PRODUCTS, most_bytes=MOST_BYTES)
async def upload_photo(request: Request) -> Response:
    """The file is the body; its name is in `x-file-name`."""
    actor = await actor_from(request)
    media_id = await add_photo(actor, parse_id(request.path_params["product_id"]), _name(request), await request.body())
    return JSONResponse({"id": str(media_id), "photo": rules.photo_url(media_id, 480)})


@route("/seller/photos", ["POST"], Permission.EDIT_PRODUCTS, most_bytes=MOST_BYTES)
async def upload_shop_photo(request: Request) -> Response:
    """A photo of the shop itself: a LIVE cover, a logo."""
    media_id = await add_photo(await actor_from(request), None, _name(request), await request.body())
    return JSONResponse({"id": str(media_id), "photo": rules.photo_url(media_id, 480)})


@route("/seller/products/import/file", ["POST"], Permission.EDIT_PRODUCTS, most_bytes=stages.MOST_BYTES)
async def upload_import(request: Request) -> Response:
    """A product file; answers with the import that reads it in the background."""
    actor = await actor_from(request)
    content, file_key = await request.body(), f"imports/{new_id()}"
    files = office().outside(Files)
    await files.save(file_key, content)
    try:
        async with open_work(actor) as work:
            import_id = await checking.register_upload(work, _name(request), file_key, len(content))
    except BaseException:
        await files.remove(file_key)
        raise
    return JSONResponse({"id": str(import_id)})


@route("/seller/products/import/{import_id}/errors.csv", permission=Permission.EDIT_PRODUCTS)
async def import_errors(request: Request) -> Response:
    """Rows that could not be used, as they came, with the reason; mend them and import the file again."""
    async with open_reading(await actor_from(request)) as look:
        header, rows = await queries.unusable_rows(look, parse_id(request.path_params["import_id"]))
    return _download(exporting.unusable_as_csv(header, rows), "rows-to-mend.csv")


@route("/seller/products/template.csv", permission=Permission.EDIT_PRODUCTS)
async def template(request: Request) -> Response:
    lines = [list(SHOPIFY.values()), [EXAMPLE.get(key, "") for key in SHOPIFY]]
    return _download(b"\xef\xbb\xbf" + exporting.as_csv(lines), "products-template.csv")


@route("/seller/products.csv", permission=Permission.SEE_PRODUCTS)
async def products_csv(request: Request) -> Response:
    """All products, streamed, formula-safe."""
    actor = await actor_from(request)
    actor.require(Permission.SEE_PRODUCTS)

    async def parts():
        async with open_reading(actor) as look:
            async for part in exporting.export_products(look):
                yield part

    return StreamingResponse(parts(), media_type="text/csv; charset=utf-8", headers=_as_file("products.csv"))


def _download(content: bytes, name: str) -> Response:
    return Response(content, media_type="text/csv; charset=utf-8", headers=_as_file(name))


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}


def _name(request: Request) -> str:
    return unquote(request.headers.get("x-file-name", ""))[-120:] or "file"
