"""The list of LIVEs and the form of one."""
