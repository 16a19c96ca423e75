"""What the catalogue refuses."""

from sellerhub.core.errors import BusinessError, Invalid, Kind


class DoesNotFit(Invalid):
    """A value that no product may have; `code` says which rule it breaks."""

    def __init__(self, code: str, field: str, sentence: str, **facts: str | int) -> None:
        super().__init__(field, sentence, **facts)
        self.code = code


class SkuTaken(Invalid):
    code = "sku_taken"

    def __init__(self, sku: str) -> None:
        super().__init__("sku", f"Another product of this shop already uses {sku}. Choose a different SKU.", sku=sku)


class HandleTaken(Invalid):
    code = "product_handle_taken"

    def __init__(self, handle: str) -> None:
        super().__init__("handle", f"Another product of this shop already uses the address {handle}.", handle=handle)


class NotReadyForSale(BusinessError):
    """`missing` holds the codes of rules.missing_for_sale, comma-separated."""

    code = "not_ready_for_sale"

    def __init__(self, title: str, missing: list[str]) -> None:
        super().__init__(f"{title} needs {', '.join(missing)} before it can be sold.", title=title, missing=",".join(missing))


class CompareAtNotAbove(Invalid):
    code = "compare_at_not_above"

    def __init__(self, sku: str) -> None:
        super().__init__("compare_at", f"The compare-at price of {sku} must be above its price.", sku=sku)


class PriceNeeded(Invalid):
    code = "price_needed"

    def __init__(self, sku: str) -> None:
        super().__init__("price", f"{sku} needs a price above zero.", sku=sku)


class TooManyPhotos(BusinessError):
    code = "too_many_photos"

    def __init__(self, most: int) -> None:
        super().__init__(f"A product shows up to {most} photos. Remove one first.", most=most)


class NotAPhoto(BusinessError):
    code = "not_a_photo"
    kind = Kind.INVALID

    def __init__(self) -> None:
        super().__init__("This file is no JPEG, PNG, WebP, GIF or AVIF photo that can be read.")


class PhotoTooLarge(BusinessError):
    code = "photo_too_large"
    kind = Kind.INVALID

    def __init__(self, megabytes: int, megapixels: int) -> None:
        super().__init__(f"Photos may have up to {megabytes} MB and {megapixels} megapixels.", megabytes=megabytes, megapixels=megapixels)
