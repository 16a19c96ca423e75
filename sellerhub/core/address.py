"""A postal address as people write it; kept as JSON beside whatever it belongs to."""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Address:
    name: str = ""
    phone: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""  # ISO 3166-1 alpha-2

    @classmethod
    def of(cls, facts: dict[str, Any] | None) -> "Address":
        """From JSON; what is missing is empty, what is unknown is dropped."""
        facts = facts or {}
        return cls(**{each.name: str(facts.get(each.name) or "") for each in fields(cls)})

    def facts(self) -> dict[str, str]:
        """As JSON."""
        return asdict(self)

    def lines(self) -> tuple[str, ...]:
        """Without name and phone, as an envelope shows it."""
        place = " ".join(part for part in (self.postcode, self.city) if part)
        last = ", ".join(part for part in (self.region, self.country) if part)
        return tuple(line for line in (self.line1, self.line2, place, last) if line)
