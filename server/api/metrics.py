"""What the server is doing, in Prometheus' words. No user, address or path is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from server.services import Services

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
SECONDS: Final = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)


class Metrics:
    """Made once for an application; counts while it runs."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "yoga_http_requests", "Requests answered.", ["method", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "yoga_http_request_seconds", "How long an answer took.", buckets=SECONDS, registry=self._registry
        )
        ProcessCollector(registry=self._registry)

    def count(self, method: str, status: int, seconds: float) -> None:
        self._requests.labels(method if method in METHODS else "OTHER", str(status)).inc()
        self._seconds.observe(seconds)

    def read(self, services: Services) -> bytes:
        """The page that Prometheus reads."""
        now = CollectorRegistry()
        now.register(_Now(services))
        return generate_latest(self._registry) + generate_latest(now)


METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
"""Others are anybody's invention, and each would be a series of its own."""


class _Now(Collector):
    """What is true just now."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterator[GaugeMetricFamily]:
        services = self._services
        for name, about, value in (
            ("yoga_sessions_live", "Practices that run or may be resumed.", len(services.roster)),
            ("yoga_sessions_limit", "Practices that may run at once.", services.settings.max_sessions),
            ("yoga_uploads", "Uploads being worked on.", len(services.stills) + len(services.films)),
            ("yoga_engine_busy_ratio", "Share of the workers' time in use.", services.engine.load().busy),
            ("yoga_loop_lag_seconds", "How late the event loop lately was.", services.admission.lag_s),
        ):
            yield GaugeMetricFamily(name, about, value)
