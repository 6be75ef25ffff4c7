"""The tables: the founding names and columns, and what a streamed session adds to them.

`migrations/` makes them; this file is how queries name them.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from server.store.types import Flows, Texts, Utc

metadata: Final = sa.MetaData()

BESTS: Final = ("pose_id", "side", "timestamp", "hold_s", "mean_score", "best")
"""Columns of a pose that personal bests are made of."""

users: Final = sa.Table(
    "users",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("fullname", sa.String, nullable=False),
    sa.Column("email", sa.String, nullable=False, unique=True),
    sa.Column("password_hash", sa.String, nullable=False),
    sa.Column("sex", sa.String, nullable=False),
    sa.Column("dob", sa.String, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    # The address folded for comparison. Null only for the later of two founding accounts whose addresses
    # differ in case alone: both keep logging in with the address exactly as they wrote it.
    sa.Column("email_key", sa.String, unique=True),
    sa.Column("role", sa.String(16)),  # `operator`, or null
    sqlite_autoincrement=True,  # no number is given twice, as in PostgreSQL
)

logins: Final = sa.Table(
    "logins",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),  # of the one refresh token that is good
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("renewed_at", Utc, nullable=False),
    sa.Column("expires_at", Utc, nullable=False),
    sa.Index("ix_logins_user", "user_id"),
)

# A login that was ended stands here until its last access token has run out; of whom is not kept.
ended_logins: Final = sa.Table(
    "ended_logins",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("until", Utc, nullable=False),
)

sessions: Final = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("date", Utc, nullable=False),
    sa.Column("duration", sa.Integer, nullable=False),  # whole minutes
    sa.Column("avg_accuracy", sa.Float, nullable=False),  # 0..100
    sa.Column("total_poses", sa.Integer, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    # What follows is null in a session that was not streamed.
    sa.Column("public_id", sa.String(36), unique=True),
    sa.Column("started_at", Utc),
    sa.Column("ended_at", Utc),  # null while the session runs, as is `ending`
    sa.Column("ending", sa.String(16)),
    sa.Column("duration_s", sa.Float),
    sa.Column("best_score", sa.Float),
    sa.Column("frames_seen", sa.Integer),
    sa.Column("frames_scored", sa.Integer),
    sa.Column("frames_dropped", sa.Integer),
    sa.Column("cues_given", sa.Integer),
    sa.Column("cues_fixed", sa.Integer),
    sa.Column("scores", sa.LargeBinary),  # one byte a second, 255 where none
    sa.Column("best_landmarks", sa.LargeBinary),  # 33 × 4 little-endian float32
    sa.Column("best_pose_id", sa.String(64)),
    sa.Column("aspect", sa.Float),  # the picture's width by its height
    sa.Column("last_seq", sa.BigInteger),
    sa.Column("level", sa.String(16)),
    sa.Column("expected_pose_id", sa.String(64)),  # the pose the practitioner asked for
    sa.Column("flows", Flows),  # how each went
    # Of a posted session whose client gave an Idempotency-Key: the key, and SHA-256 of what it said.
    sa.Column("request_key", sa.String(255)),
    sa.Column("request_digest", sa.String(64)),
    sa.Column("source", sa.String(16)),  # `jpeg`, `video` or `landmarks`: what was looked at, and where
    # Statistics read this index alone, and never the rows with their scores and landmarks.
    sa.Index("ix_sessions_totals", "user_id", "date", "duration_s", "duration", "avg_accuracy"),
    sa.Index("ux_sessions_request_key", "user_id", "request_key", unique=True),
)

# A founding or posted session knows whole minutes only.
length_s: Final = sa.func.coalesce(sessions.c.duration_s, sa.cast(sessions.c.duration, sa.Float) * 60.0)

session_poses: Final = sa.Table(
    "session_poses",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    sa.Column("pose_name", sa.String, nullable=False),
    sa.Column("accuracy", sa.Float, nullable=False),  # 0..100; 0 where `mean_score` is null
    sa.Column("feedback", Texts),
    sa.Column("improvements", Texts),
    sa.Column("timestamp", Utc, nullable=False),
    # One row is one hold where these are set.
    sa.Column("pose_id", sa.String(64)),
    sa.Column("side", sa.String(8)),
    sa.Column("start_s", sa.Float),
    sa.Column("hold_s", sa.Float),
    sa.Column("mean_score", sa.Float),  # null for a pose that is timed and not scored
    sa.Column("best", sa.Float),
    # That of the session: personal bests are read from one index alone, and in its order.
    sa.Column("user_id", sa.Integer),
    sa.Index("ix_session_poses_session", "session_id", "pose_id"),
    sa.Index("ix_session_poses_user", "user_id", *BESTS),
)

# What somebody chose; nobody has a row who has chosen nothing.
preferences: Final = sa.Table(
    "preferences",
    metadata,
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("time_zone", sa.String(64)),  # IANA; UTC where null
    sa.Column("units", sa.String(8), nullable=False),  # `metric` or `imperial`
    sa.Column("language", sa.String(35)),
    sa.Column("keep_landmarks", sa.Boolean, nullable=False),  # consent, until it is taken back
    sa.Column("display_name", sa.String(40)),  # on the leaderboard; whoever has none is not on it
    sa.Column("display_key", sa.String(120), unique=True),  # the name folded for comparison
)

goals: Final = sa.Table(
    "goals",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),  # `days`, `minutes` or `hold`
    sa.Column("pose_id", sa.String(64)),  # of a hold
    sa.Column("target", sa.Float, nullable=False),  # days or minutes a week, seconds of a hold
    sa.Column("created_at", Utc, nullable=False),
    sa.Index("ix_goals_user", "user_id"),
)

# How a body moved, kept only where its owner agreed, a piece for each checkpoint.
session_landmarks: Final = sa.Table(
    "session_landmarks",
    metadata,
    sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("start_ms", sa.Integer, primary_key=True, autoincrement=False),  # of the session's own time
    sa.Column("frames", sa.LargeBinary, nullable=False),  # see `store/landmarks.py`
    sa.Column("kept_until", Utc, nullable=False),
    sa.Index("ix_session_landmarks_kept_until", "kept_until"),
)
