"""The creator's home: which shops are on air."""
