"""Every topic of `signals`, in one place."""


def shop_orders(shop_id: int) -> str:
    """An order or package of this shop appeared or changed."""
    return f"shop:{shop_id}:orders"


def shop_products(shop_id: int) -> str:
    """A product, price or stock of this shop changed."""
    return f"shop:{shop_id}:products"


def shop_lives(shop_id: int) -> str:
    """A LIVE of this shop was planned, started, ended."""
    return f"shop:{shop_id}:lives"


def order(order_id: int) -> str:
    return f"order:{order_id}"


def purchases(account_id: int) -> str:
    """An order of this buyer appeared or changed."""
    return f"buyer:{account_id}:orders"


def cart(account_id: int) -> str:
    return f"buyer:{account_id}:cart"


def live(live_id: int) -> str:
    """Anything that watchers or the console of one LIVE see."""
    return f"live:{live_id}"


def shop_videos(shop_id: int) -> str:
    """A short video of this shop appeared, changed or was watched."""
    return f"shop:{shop_id}:videos"


def video(video_id: int) -> str:
    """Anything that watchers of one short video see."""
    return f"video:{video_id}"


def job(job_id: int) -> str:
    """A background job moved on."""
    return f"job:{job_id}"


def account(account_id: int) -> str:
    """Sessions, roles or settings of a person changed."""
    return f"account:{account_id}"


REACTIONS = "reactions"
IMPORTS = "imports"
TO_SEARCH = "to_search"  # new orders wait to be findable
LINES_LOST = "lines_lost"  # a tab has told one worker that its line is dead, and another one holds it
RESTOCKED = "restocked"  # some variant can be bought again; checkout lanes forget what they knew to be sold out

LIVES_ON_AIR = "lives:on_air"
"""A LIVE that anyone may join started or ended."""

VIDEOS_ON_SHOW = "videos:on_show"
"""A short video that anyone may watch appeared or went."""
