"""How often somebody may do something."""

import time
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Buckets:
    """Token buckets by key; a full one is forgotten."""

    def __init__(self, a_second: float, burst: int, most: int = 50_000) -> None:
        self.a_second, self.burst, self.most = a_second, burst, most
        self._buckets: dict[str, _Bucket] = {}

    def take(self, key: str) -> bool:
        now = time.monotonic()
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= self.most:
                self._forget_full(now)
            bucket = self._buckets[key] = _Bucket(self.burst, now)
        bucket.left = min(self.burst, bucket.left + (now - bucket.at) * self.a_second)
        bucket.at = now
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True

    def _forget_full(self, now: float) -> None:
        full = [key for key, each in self._buckets.items() if each.left + (now - each.at) * self.a_second >= self.burst]
        for key in full or list(self._buckets)[: self.most // 10]:
            del self._buckets[key]
