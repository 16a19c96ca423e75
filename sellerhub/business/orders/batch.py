"""One transaction for many checkouts: each gets its own verdict, none can spoil another, and all become durable together."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from sellerhub.business.catalog.queries import sellables
from sellerhub.business.inventory import taking
from sellerhub.business.inventory.errors import SoldOut
from sellerhub.business.orders import counters, remembered, rules
from sellerhub.business.orders.checkout import Placed, PlacedOrder, PlaceOrder
from sellerhub.business.orders.errors import NotOnSale, OneCurrency, PriceChanged, TotalChanged
