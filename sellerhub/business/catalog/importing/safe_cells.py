"""Cells that a spreadsheet would run as a formula are written with an apostrophe before them, and read without it."""

DANGEROUS = "=+-@\t\r\n|%"


def guarded(cell: str) -> str:
    """Safe to open in a spreadsheet. `unguarded` gives back exactly what went in."""
    if cell and (cell[0] in DANGEROUS or (cell[0] == "'" and len(cell) > 1 and cell[1] in DANGEROUS + "'")):
        return "'" + cell
    return cell


def unguarded(cell: str) -> str:
    if len(cell) > 1 and cell[0] == "'" and cell[1] in DANGEROUS + "'":
        return cell[1:]
    return cell
