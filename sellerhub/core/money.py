"""Money is a whole number of minor units and a currency; never a float."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from babel.numbers import get_currency_precision


class MixedCurrencies(ArithmeticError):
    """Two currencies met in one sum."""


def exponent(currency: str) -> int:
    """Decimal places of a currency (ISO 4217 as kept by CLDR): 2 for TRY, 0 for JPY."""
    return get_currency_precision(currency)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    minor: int
    currency: str

    @classmethod
    def parse(cls, text: str, currency: str) -> "Money":
        """Read a machine-written amount such as ``1089.00``.

        Raises ValueError when the text is no amount or has more decimals than the currency.
        """
        try:
            amount = Decimal(text.strip())
        except InvalidOperation:
            raise ValueError(f"{text!r} is not an amount") from None
        scaled = amount.scaleb(exponent(currency)) if amount.is_finite() else None
        if scaled is None or scaled != scaled.to_integral_value():
            raise ValueError(f"{text!r} does not fit {currency}")
        return cls(int(scaled), currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(0, currency)

    @property
    def amount(self) -> Decimal:
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency}")
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.minor * quantity, self.currency)

    def percent(self, rate: Decimal) -> "Money":
        """A share in percent, rounded half up once (D0)."""
        exact = Decimal(self.minor) * rate / 100
        return Money(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), self.currency)

    def split(self, weights: Sequence[int]) -> list["Money"]:
        """Share out by weight without losing a unit; the remainder goes to the largest weight (D0)."""
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights must be positive")
        parts = [self.minor * weight // total for weight in weights]
        parts[max(range(len(weights)), key=weights.__getitem__)] += self.minor - sum(parts)
        return [Money(part, self.currency) for part in parts]
