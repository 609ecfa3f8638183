"""What can go wrong in this application."""


class MapappError(Exception):
    """The root of the application's errors; its text may be shown to the person who caused it."""


class BadArticle(MapappError):
    """An article could not be taken in; the text says what came, what was expected and what to do."""


class BadSelection(MapappError):
    """A filter could not be read."""
