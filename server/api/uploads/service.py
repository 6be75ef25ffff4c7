"""Uploads as this server takes them: how long their bodies may be, and what they are looked at with."""

from __future__ import annotations

from server.api.uploads.analysing import Analyst
from server.api.uploads.reading import ReadLimits
from server.services import Services
from server.settings import Settings


def limits(settings: Settings) -> dict[str, int]:
    """Paths by their beginning whose bodies come in as they are read, and how long they may be."""
    return {
        "/api/analyze-pose": settings.max_still_bytes,
        "/api/analyze/": settings.max_upload_bytes,
        "/api/batch-analyze": settings.max_upload_bytes,
        "/api/analyses": settings.max_upload_bytes,
    }


def analyst(services: Services, timeout_s: float) -> Analyst:
    """Looks at files for so long at most, behind whoever practises live."""
    settings = services.settings
    limits = ReadLimits(settings.max_upload_pixels, settings.max_film_pixels, settings.max_film_s, timeout_s)
    return Analyst(services.library, services.engine, limits, crowded=lambda: len(services.roster) > 0)
