"""Labels and slips are read back as a scanner and a person would: from the rendered page."""

import unicodedata

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from sellerhub.business.fulfilment.ports import LabelSheet, Paper, SlipLine, SlipSheet
from sellerhub.core.address import Address
from sellerhub.outside.documents import text as texts
from sellerhub.outside.documents.codes import DOT, code128_width
from sellerhub.outside.documents.printing import PdfPrinting

WORDS = {
    "label_title": "Labels",
    "to": "TO",
    "from": "FROM",
    "order": "ORDER",
    "payment": "PAYMENT",
    "simulated": "Simulated carrier: no parcel travels",
    "slip_title": "Slip",
    "quantity": "Qty",
    "item": "Item",
    "sku": "SKU",
    "shelf": "Shelf",
    "price": "Price",
    "total": "Total",
}
SENDER = Address("Toprak Atölye", "", "Rasimpaşa Mah.", "", "Kadıköy", "", "34716", "TR")
PEOPLE = {
    "tr": Address("Işıl Çağrı Gümüşöz", "+90 532 ••• •• 17", "Caferağa Mah. Moda Cad. No 118/4", "", "Kadıköy", "İstanbul", "34710", "TR"),
    "ar": Address("ليلى بنت عبد الله", "+966 5• ••• ••17", "شارع الملك فهد 42، شقة 7", "", "الرياض", "", "11564", "SA"),
    "zh": Address("张伟", "+86 138 •••• ••17", "浦东新区世纪大道100号", "环球金融中心12楼", "上海市", "", "200120", "CN"),
    "ja": Address("髙橋 さくら", "+81 90 •••• ••17", "神宮前1丁目2-3", "コーポ青山405号室", "渋谷区", "東京都", "150-0001", "JP"),
}


def label(person: Address, number: int = 0, carrier: str = "Simulated carrier", tracking: str = "", shelf: str = "") -> LabelSheet:
    return LabelSheet(
        tracking_number=tracking or f"SC{7420118533060000 + number}",
        package_code=f"SH-{250087 + number}-1",
        carrier=carrier,
        service="Standard",
        routing="34",
        area="Kadıköy",
        depot="Moda",
        recipient=person,
        sender=SENDER,
        shop_name="Toprak Atölye",
        order_number=f"SH-{250087 + number}",
        part="1 / 1",
        weight="1.9 kg",
        payment="Sender paid",
        simulated=True,
        shelf=shelf,
    )


def slip(person: Address, lines: int = 2, price: str = "₺389.00", **changes) -> SlipSheet:
    rows = tuple(SlipLine(number + 1, f"Sis mug {number}", "Sand", f"MUG-SIS-{number}", "B4", price) for number in range(lines))
    values = {"subtitle": "Packing slip", "part": "Package 1 / 1", "words": WORDS, "total": price, **changes}
    return SlipSheet("SH-250087-1", "Toprak Atölye", "SH-250087", values.pop("subtitle"), values.pop("part"), rows, person, **values)


def pages(pdf: bytes):
    document = pypdfium2.PdfDocument(pdf)
    return [document[number] for number in range(len(document))]


def read(page) -> dict[str, str]:
    """What a scanner reads from the page printed at 203 dpi."""
    picture = page.render(scale=203 / 72).to_pil().convert("1").convert("L")
    return {str(code.format): code.text for code in zxingcpp.read_barcodes(picture)}


def words_of(page) -> str:
    return page.get_textpage().get_text_range()


@pytest.mark.parametrize("paper", [Paper.LABEL_4X6, Paper.A6])
def test_every_label_s_barcode_and_qr_are_read_back_at_203_dpi(paper):
    sheets = [label(person, number) for number, person in enumerate(PEOPLE.values())]
    found = pages(PdfPrinting().labels(sheets, paper, WORDS))
    assert [read(page) for page in found] == [{"Code 128": each.tracking_number, "QR Code": each.package_code} for each in sheets]
    assert [round(side) for side in found[0].get_size()] == {Paper.LABEL_4X6: [288, 432], Paper.A6: [298, 420]}[paper]


@pytest.mark.parametrize("language", ["tr", "zh", "ja"])
def test_the_name_and_street_stand_on_the_label(language):
    person = PEOPLE[language]
    (page,) = pages(PdfPrinting().labels([label(person)], Paper.LABEL_4X6, WORDS))
    printed = words_of(page)
    for wanted in (person.name, person.line1, person.city, person.phone):
        assert wanted in printed, wanted


def test_an_arabic_name_is_joined_and_reads_from_right_to_left():
    name = PEOPLE["ar"].name
    shaped = "".join(run.text for run in texts.shaped(name, True))
    assert unicodedata.normalize("NFKC", shaped[::-1]) == name
    joined = [each for each in shaped if "ARABIC LETTER" in unicodedata.name(each)]
    assert joined
    assert all(unicodedata.name(each).endswith(("INITIAL FORM", "MEDIAL FORM", "FINAL FORM", "ISOLATED FORM")) for each in joined)
    assert any("MEDIAL" in unicodedata.name(each) for each in joined)
    (page,) = pages(PdfPrinting().labels([label(PEOPLE["ar"])], Paper.LABEL_4X6, WORDS))
    assert set(unicodedata.normalize("NFKC", shaped)) - {" "} <= set(unicodedata.normalize("NFKC", words_of(page)))


def test_digits_inside_arabic_keep_their_order():
    shaped = "".join(run.text for run in texts.shaped("شارع الملك فهد 42، شقة 17", False))
    assert "42" in shaped
    assert "17" in shaped
    assert shaped.index("17") < shaped.index("42")


def test_a_masked_phone_reads_from_left_to_right_in_an_arabic_label():
    (page,) = pages(PdfPrinting().labels([label(PEOPLE["ar"])], Paper.A6, WORDS, right_to_left=True))
    assert "+966 5• ••• ••17" in words_of(page)


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_no_character_falls_out_of_our_fonts(person):
    assert texts.missing(" ".join((person.name, person.phone, *person.lines()))) == ""


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ "
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئ张王李赵東京高橋さくらアヤ",
        max_size=60,
    ),
    st.floats(8, 40),
    st.floats(40, 300),
)
def test_any_text_fits_its_room_and_its_font(text, size, room):
    assert texts.missing(text) == ""
    fitted, smaller = texts.fitted(text, size, room)
    assert texts.width(fitted, smaller) <= room or len(fitted) <= 1
    assert all(texts.width(line, 8) <= room or len(line) <= 1 for line in texts.wrapped(text, 8, room))


def test_bars_are_whole_printer_dots_and_wide_enough():
    for number in ("SC7420118533061234", "1Z999AA10123456784", "RR123456785TR"):
        dots, wide = code128_width(number, 286)
        assert dots * DOT >= 0.33 / 25.4 * 72
        assert wide + 2 * 10 * dots * DOT <= 286


def test_a_batch_is_grouped_by_carrier_with_a_separator_and_by_shelf_inside():
    sheets = [
        label(PEOPLE["tr"], 1, "Beta", shelf="B2"),
        label(PEOPLE["tr"], 2, "Alfa", shelf="C1"),
        label(PEOPLE["tr"], 3, "Beta", shelf="A1"),
    ]
    found = pages(PdfPrinting().labels(sheets, Paper.LABEL_4X6, WORDS))
    assert [read(page).get("QR Code", words_of(page).split()[0]) for page in found] == [
        "Alfa",
        "SH-250089-1",
        "Beta",
        "SH-250090-1",
        "SH-250088-1",
    ]


@pytest.mark.parametrize("paper", [Paper.A5, Paper.A6, Paper.LABEL_4X6])
def test_a_slip_shows_quantity_shelf_and_price_and_its_barcode(paper):
    (page,) = pages(PdfPrinting().slips([slip(PEOPLE["tr"])], paper))
    printed = words_of(page)
    assert read(page)["Code 128"] == "SH-250087-1"
    for wanted in ("Sis mug 1", "MUG-SIS-1", "B4", "₺389.00", "Işıl Çağrı Gümüşöz"):
        assert wanted in printed


def test_a_gift_slip_has_no_price():
    (page,) = pages(PdfPrinting().slips([slip(PEOPLE["tr"], price="", note="Hediye paketi. Fişte fiyat yok.")], Paper.A5))
    printed = words_of(page)
    assert "Fişte fiyat yok" in printed
    assert "₺" not in printed
    assert WORDS["price"] not in printed


def test_a_long_slip_goes_on_over_pages_and_none_holds_two_orders():
    found = pages(PdfPrinting().slips([slip(PEOPLE["ja"], lines=40), slip(PEOPLE["zh"], lines=1)], Paper.A5))
    printed = [words_of(page) for page in found]
    assert sum(text.count("Sis mug") for text in printed) == 41
    assert ["髙橋" in text for text in printed] == [True] * (len(printed) - 1) + [False]


def test_the_same_label_is_drawn_the_same_in_a_mirrored_language():
    plain, mirrored = (pages(PdfPrinting().labels([label(PEOPLE["ar"])], Paper.A6, WORDS, right_to_left=way))[0] for way in (False, True))
    assert read(plain) == read(mirrored)
