"""Navigation as data: where each face can go, in order, with its keys. A page not listed is reached from another page."""

from dataclasses import dataclass

from sellerhub.core.access import Permission


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    key: str  # in the catalogue
    icon: str
    href: str
    keys: str = ""  # "g o"
    needs: Permission | None = None
    under: str = ""  # shown only while this section is open
    badge: str = ""  # which count of the shell view stands beside it


SELLER = (
    Place("home", "shell.home", "house", "/seller", "g h", Permission.SEE_SHOP),
    Place("orders", "shell.orders", "package", "/seller/orders", "g o", Permission.SEE_ORDERS, badge="to_ship"),
    Place("all_orders", "shell.all_orders", "package", "/seller/orders", "", Permission.SEE_ORDERS, under="orders"),
    Place("pack", "shell.pack", "scan-barcode", "/seller/pack", "", Permission.SHIP, under="orders"),
    Place("products", "shell.products", "tag", "/seller/products", "g p", Permission.SEE_PRODUCTS),
    Place("catalogue", "shell.catalogue", "tag", "/seller/products", "", Permission.SEE_PRODUCTS, under="products"),
    Place("product_import", "shell.product_import", "upload", "/seller/products/import", "", Permission.EDIT_PRODUCTS, under="products"),
    Place("live", "shell.live", "radio", "/seller/live", "g l", Permission.RUN_LIVE, badge="on_air"),
    Place("videos", "shell.videos", "clapperboard", "/seller/videos", "g v", Permission.EDIT_VIDEOS),
)
BUYER = (
    Place("shop", "shell.home", "house", "/", "g h"),
    Place("cart", "shell.cart", "shopping-bag", "/cart", "g c", badge="cart"),
    Place("purchases", "shell.purchases", "package", "/purchases", "g o"),
    Place("account", "shell.account", "circle-user", "/account", "g a"),
)
CREATOR = (Place("creator", "shell.home", "house", "/creator", "g h", Permission.CREATE),)
OPERATOR = (Place("operator", "shell.home", "house", "/operator", "g h", Permission.OPERATE),)

PLACES = {"seller": SELLER, "shop": BUYER, "creator": CREATOR, "operator": OPERATOR}
