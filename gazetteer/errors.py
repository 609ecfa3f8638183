"""What can go wrong in this package."""


class GazetteerError(Exception):
    """The root of this package's errors; its text says what came and what was expected."""


class BadData(GazetteerError):
    """A data file or a row of one is not what it should be; the text names file, line and form."""
