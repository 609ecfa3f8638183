"""The tables. A change here is a new migration and a new HEAD; a test compares the two.

Days of events and reports are proleptic ordinals (date.toordinal), 0 where undated, so that one index orders
and bounds them on every engine. A text is kept as it was read.
"""

from typing import Final

import sqlalchemy as sa

HEAD: Final = "0002"
"""The newest migration: what a database must be at."""

KNOWN: Final = ("0001", "0002")
"""Every schema that this version can bring up to date, oldest first."""

SNAPSHOT_COLUMNS: Final = (
    *("first_day", "id", "last_day", "lat", "lon", "event_type", "place_precision", "radius_km"),
    *("background", "denied", "status"),
)

metadata = sa.MetaData()

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("supersedes", sa.Text, sa.ForeignKey("articles.id"), nullable=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("published_day", sa.Date, nullable=True),
    sa.Column("published_precision", sa.Text, nullable=False),
    sa.Column("published_evidence", sa.Text, nullable=False),
    sa.Column("published_given", sa.Boolean, nullable=False),
    sa.Column("notes", sa.JSON, nullable=False),
    sa.Column("created_at", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    # Deleted or corrected: kept for undo, and nowhere counted; `hash` then holds no hash.
    sa.Column("taken_out", sa.Boolean, nullable=False, server_default=sa.false()),
    sqlite_autoincrement=True,
)

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id"), nullable=False, index=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("event_type", sa.Text, nullable=False),
    sa.Column("sub_event_type", sa.Text, nullable=False),
    sa.Column("first_day", sa.Integer, nullable=False),
    sa.Column("last_day", sa.Integer, nullable=False),
    sa.Column("date_precision", sa.Text, nullable=False),
    sa.Column("date_words", sa.Text, nullable=False),
    sa.Column("places", sa.JSON, nullable=False),
    sa.Column("killed", sa.JSON, nullable=False),
    sa.Column("injured", sa.JSON, nullable=False),
    sa.Column("actors", sa.JSON, nullable=False),
    sa.Column("claimed_by", sa.Text, nullable=False),
    sa.Column("assertion", sa.Text, nullable=False),
    sa.Column("background", sa.Boolean, nullable=False),
    sa.Column("denied", sa.Boolean, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("trigger", sa.JSON, nullable=False),
    sa.Column("mentions", sa.JSON, nullable=False),
    sa.Column("extractor", sa.Text, nullable=False),
    sa.Column("more", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)

refused = sa.Table(
    "refused",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("event_type", sa.Text, nullable=False),
    sa.Column("sub_event_type", sa.Text, nullable=False),
    sa.Column("first_day", sa.Integer, nullable=False),
    sa.Column("last_day", sa.Integer, nullable=False),
    sa.Column("date_precision", sa.Text, nullable=False),
    sa.Column("date_words", sa.Text, nullable=False),
    # The pin: where it is on the map, and its Morton code; all null where the event is unplaced.
    sa.Column("lat", sa.Float, nullable=True),
    sa.Column("lon", sa.Float, nullable=True),
    sa.Column("qk", sa.BigInteger, nullable=True),
    sa.Column("radius_km", sa.Float, nullable=False),
    sa.Column("place_precision", sa.Text, nullable=False),
    sa.Column("background", sa.Boolean, nullable=False),
    sa.Column("denied", sa.Boolean, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("claimed_by", sa.Text, nullable=False),
    sa.Column("places", sa.JSON, nullable=False),
    sa.Column("killed", sa.JSON, nullable=False),
    sa.Column("injured", sa.JSON, nullable=False),
    sa.Column("actors", sa.JSON, nullable=False),
    sa.Column("merged_because", sa.Text, nullable=False),
    sa.Column("more", sa.JSON, nullable=False),
    # The data version that wrote the event last: what a snapshot has to read again.
    sa.Column("changed", sa.BigInteger, nullable=False, index=True),
    sa.Index("ix_events_qk_first_day", "qk", "first_day"),
    sa.Index("ix_events_first_day_qk", "first_day", "qk"),
    # All that a snapshot needs, in its order: it never reads the wide rows.
    sa.Index("ix_events_snapshot", *SNAPSHOT_COLUMNS),
)

event_reports = sa.Table(
    "event_reports",
    metadata,
    sa.Column("event_id", sa.Text, sa.ForeignKey("events.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("report_id", sa.Integer, sa.ForeignKey("reports.id"), nullable=False, unique=True),
)

removed_events = sa.Table(
    "removed_events",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    # The data version that removed the event: what a snapshot has to drop.
    sa.Column("changed", sa.BigInteger, nullable=False, index=True),
)

edits = sa.Table(
    "edits",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("target", sa.Text, nullable=False, index=True),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("before", sa.JSON, nullable=False),
    sa.Column("after", sa.JSON, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
