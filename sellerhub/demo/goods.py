"""What the demo's shops sell: titles, prices in minor units, stock, and which photo shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Good:
    title: str
    kind: str
    photo: str  # a file of demo/photos without its ending
    body: str
    # (option value or "", price, compare-at or 0, stock, grams)
    variants: tuple[tuple[str, int, int, int, int], ...]
    option: str = ""
    tags: tuple[str, ...] = ()
    on_sale: bool = True
    more_photos: tuple[str, ...] = ()  # with the first, one for each variant


TOPRAK_GOODS = (
    Good(
        "Stoneware mug, 350 ml",
        "Mugs",
        "mug_cobalt",
        "<p>Thrown by hand in Kadıköy, glazed inside and out. Dishwasher safe.</p>",
        (("Cobalt", 44_900, 0, 64, 420), ("Sand", 44_900, 0, 48, 420), ("Celadon", 46_900, 0, 31, 420), ("Charcoal", 44_900, 0, 3, 420)),
        "Glaze",
        ("mug", "stoneware"),
        more_photos=("mug_sand", "mug_celadon", "mug_char"),
    ),
    Good(
        "Teapot, 1 L",
        "Teapots",
        "teapot",
        "<p>A pot for four glasses. The lid sits in a groove and stays put when you pour.</p>",
        (("", 149_000, 179_000, 22, 1_150),),
        tags=("teapot", "gift"),
    ),
    Good(
        "Pasta bowl, 24 cm",
        "Bowls",
        "bowl_pasta",
        "<p>Wide and shallow, with a rim that holds the sauce.</p>",
        (("", 51_900, 0, 40, 780),),
        tags=("bowl",),
    ),
    Good(
        "Dinner plate set, 6 pieces",
        "Plates",
        "plate_set",
        "<p>Six plates of 27 cm from one firing, so their colour agrees.</p>",
        (("", 239_000, 269_000, 12, 4_200),),
        tags=("plates", "gift"),
    ),
    Good("Round vase, white", "Vases", "vase_round", "<p>Matt white, watertight.</p>", (("", 89_000, 0, 18, 1_300),), tags=("vase",)),
    Good("Bud vase", "Vases", "vase_bud", "<p>For one branch.</p>", (("", 38_900, 0, 55, 380),), tags=("vase",)),
    Good(
        "Amphora vase, 38 cm",
        "Vases",
        "vase_amph",
        "<p>Our largest piece, fired twice.</p>",
        (("", 179_000, 0, 6, 3_100),),
        tags=("vase", "large"),
    ),
    Good("Sugar jar", "Jars", "sugar_jar", "<p>With a wooden lid.</p>", (("", 39_900, 0, 27, 520),), tags=("jar",)),
    Good("Planter, 18 cm", "Planters", "planter", "<p>With a saucer.</p>", (("", 64_900, 0, 20, 1_900),), tags=("planter",)),
    Good("Candle holder", "Light", "candle", "<p>Holds a candle of 22 mm.</p>", (("", 28_900, 0, 70, 300),), tags=("light", "gift")),
    Good("Table lamp, stoneware foot", "Light", "lamp", "<p>With a linen shade.</p>", (("", 219_000, 0, 5, 2_400),), tags=("light",)),
    Good(
        "Serving tray, oval",
        "Plates",
        "tray",
        "<p>Wears its first firing marks with pride.</p>",
        (("", 74_900, 0, 0, 1_400),),
        tags=("tray",),
    ),
    Good("Mug, sand, second choice", "Mugs", "mug_sand", "<p>Small glaze faults.</p>", (("", 24_900, 44_900, 9, 420),), on_sale=False),
)
ADA_GOODS = (
    Good(
        "Porcelain tea glass, 2 pieces",
        "Glasses",
        "tea_glass",
        "<p>Thin walled, warm to the hand.</p>",
        (("", 34_900, 0, 80, 260),),
        tags=("tea",),
    ),
    Good(
        "Espresso set",
        "Cups",
        "espresso_set",
        "<p>Two cups, two saucers.</p>",
        (("White", 69_900, 0, 25, 640), ("Ink", 72_900, 0, 14, 640)),
        "Colour",
        ("coffee", "gift"),
    ),
)
GOODS = {"toprak": TOPRAK_GOODS, "ada-porselen": ADA_GOODS}


@dataclass(frozen=True, slots=True)
class Clip:
    """A short video: slow pans over these photos, and what is tagged in it."""

    title: str
    photos: tuple[str, ...]
    tagged: tuple[str, ...]
    views: int = 0
    published: bool = True


CLIPS = (
    Clip("Four glazes, one mug", ("mug_cobalt", "mug_sand"), ("Stoneware mug, 350 ml", "Sugar jar"), 31),
    Clip("Tea for two", ("teapot", "sugar_jar"), ("Teapot, 1 L", "Sugar jar", "Stoneware mug, 350 ml"), 12),
    Clip("", ("vase_bud",), (), published=False),
)
BOUGHT_FROM_CLIP = (("Four glazes, one mug", "Stoneware mug, 350 ml"), ("Four glazes, one mug", "Sugar jar"))
LIVE_TITLE = "Kış Sofrası: winter table"
LIVE_LIST = (
    "Teapot, 1 L",
    "Stoneware mug, 350 ml",
    "Pasta bowl, 24 cm",
    "Dinner plate set, 6 pieces",
    "Round vase, white",
    "Candle holder",
    "Table lamp, stoneware foot",
)
PLANNED_TITLE = "Sunday studio sale"
PLANNED_LIST = ("Bud vase", "Amphora vase, 38 cm", "Planter, 18 cm", "Sugar jar")
SAID_LIVE = (
    "Merhaba! İzmir'den izliyorum",
    "Çaydanlık bulaşık makinesine girer mi?",
    "هل الكوب متوفر باللون الأزرق؟",
    "茶壶太美了",
    "このお皿、電子レンジで使えますか？",
    "La lampe est magnifique",
)
BOUGHT_LIVE = ("Teapot, 1 L", "", "Stoneware mug, 350 ml", "Teapot, 1 L", "Dinner plate set, 6 pieces", "Table lamp, stoneware foot")
