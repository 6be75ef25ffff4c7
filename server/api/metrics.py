"""What the server is doing, in Prometheus' words. No user, address or path of anybody's is in it.

Every label has few values, all of our own making: they are listed in `docs/operations.md`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.types import Scope

from server.api.description import endpoint_of
from server.api.problems import CODE
from server.services import Services
from server.stream.counts import BOUNDS_S, Counts, Durations
from server.stream.whip.guard import GuardedProtocol

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
SECONDS: Final = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Others are anybody's invention, and each would be a series of its own."""


class Metrics:
    """Made once for an application; counts requests while it runs."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "yoga_http_requests",
            "Requests answered.",
            # The route is an endpoint's path; all pages, files and unknown addresses are one.
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._refused = Counter(
            "yoga_http_problems", "Requests answered with a problem.", ["code"], registry=self._registry
        )
        self._seconds = Histogram(
            "yoga_http_request_seconds", "How long an answer took.", buckets=SECONDS, registry=self._registry
        )
        ProcessCollector(registry=self._registry)

    def count(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        self._requests.labels(method, endpoint_of(scope) or "other", str(status)).inc()
        if (code := scope.get(CODE)) is not None:
            self._refused.labels(code).inc()
        self._seconds.observe(seconds)

    def read(self, services: Services) -> bytes:
        """The page that Prometheus reads."""
        now = CollectorRegistry()
        now.register(_Now(services))
        return generate_latest(self._registry) + generate_latest(now)


class _Now(Collector):
    """What is true just now, and what has been counted without the library."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterator[Metric]:
        yield from self._gauges()
        counts = self._services.roster.counts
        yield _labelled("yoga_sessions_begun", "Practices begun.", "source", counts.begun)
        yield _labelled("yoga_sessions_ended", "Practices ended.", "ending", counts.ended)
        yield from _frames(counts)
        yield _labelled("yoga_stream_errors", "Errors told over the stream.", "code", counts.told)
        yield _stages(counts)
        load = self._services.engine.load()
        about = "Workers that were lost or worn, and replaced."
        yield CounterMetricFamily("yoga_engine_workers_replaced", about, load.replaced)
        about = "Datagrams at WebRTC ports that were not let in."
        yield CounterMetricFamily("yoga_webrtc_datagrams_refused", about, GuardedProtocol.refused)
        about = "Times that the database did not answer."
        yield CounterMetricFamily("yoga_store_errors", about, self._services.database.failures)

    def _gauges(self) -> Iterator[GaugeMetricFamily]:
        services = self._services
        for name, about, value in (
            ("yoga_sessions_live", "Practices that run or may be resumed.", len(services.roster)),
            ("yoga_sessions_limit", "Practices that may run at once.", services.settings.max_sessions),
            ("yoga_sessions_owed", "Sessions kept until the database takes them.", services.sessions.owed),
            ("yoga_webrtc_connections", "WebRTC connections, those being made too.", len(services.whip)),
            ("yoga_tasks", "Tasks of the event loop.", len(asyncio.all_tasks())),
            ("yoga_uploads", "Uploads being worked on.", len(services.stills) + len(services.films)),
            ("yoga_upload_jobs", "Uploads in the background and their results.", len(services.jobs)),
            ("yoga_engine_busy_ratio", "Share of the workers' time in use.", services.engine.load().busy),
            ("yoga_loop_lag_seconds", "How late the event loop lately was.", services.admission.lag_s),
        ):
            yield GaugeMetricFamily(name, about, value)


def _labelled(name: str, about: str, label: str, values: Mapping[str, int]) -> CounterMetricFamily:
    family = CounterMetricFamily(name, about, labels=[label])
    for value, count in values.items():
        family.add_metric([value], count)
    return family


def _frames(counts: Counts) -> Iterator[CounterMetricFamily]:
    for name, about, value in (
        ("yoga_frames_received", "Frames that the transport could read.", counts.came),
        ("yoga_frames_answered", "Frames with feedback.", counts.answered),
        ("yoga_frames_carried", "Of the answered, those whose earlier result was kept.", counts.carried),
    ):
        yield CounterMetricFamily(name, about, value)
    dropped = {"skipped": counts.skipped, "lost": counts.lost}
    yield _labelled("yoga_frames_dropped", "Frames without feedback.", "reason", dropped)
    unreadable = "Messages and frames that the transport refused."
    yield _labelled("yoga_stream_unusable", unreadable, "code", counts.unusable)


def _stages(counts: Counts) -> HistogramMetricFamily:
    family = HistogramMetricFamily("yoga_stage_seconds", "How long each step took.", labels=["stage"])
    for stage, durations in counts.stages.items():
        family.add_metric([stage], _buckets(durations), durations.sum_s)
    return family


def _buckets(durations: Durations) -> list[tuple[str, float]]:
    bounds = [*map(str, BOUNDS_S), "+Inf"]
    return list(zip(bounds, map(float, accumulate(durations.counts)), strict=True))
