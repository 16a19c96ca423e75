"""How a reader says no; the other side of the pipe makes a sentence of it."""


class Refused(Exception):
    """`code`: not_a_video, broken, too_large, too_long, too_wide or codec."""

    def __init__(self, code: str, codec: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.codec = codec
