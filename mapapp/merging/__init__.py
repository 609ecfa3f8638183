"""Reports, merged into events."""

from mapapp.merging.derive import merge_reports
from mapapp.merging.events import Group, Match, blocking_key, find_match, make_events, match, within

__all__ = ["Group", "Match", "blocking_key", "find_match", "make_events", "match", "merge_reports", "within"]
