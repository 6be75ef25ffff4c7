"""Which language an answer is in: what `lang` says, else what `Accept-Language` prefers, else English."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request

from server.api.caller import Served


@dataclass(frozen=True, slots=True)
class Chosen:
    language: str
    by_header: bool
    """Whether another `Accept-Language` could have been answered otherwise."""

    @property
    def headers(self) -> Mapping[str, str]:
        told = {"Content-Language": self.language}
        return {**told, "Vary": "Accept-Language"} if self.by_header else told


def chosen(
    request: Request,
    services: Served,
    lang: Annotated[
        str | None,
        Query(
            min_length=2,
            max_length=35,
            description="Language of names and texts, such as `de` or `de-AT`, before `Accept-Language`; "
            "English where there is none of it.",
        ),
    ] = None,
) -> Chosen:
    spoken = services.library.messages
    if lang is not None:
        return Chosen(preferred(lang, spoken), by_header=False)
    return Chosen(preferred(request.headers.get("accept-language", ""), spoken), by_header=True)


Language = Annotated[Chosen, Depends(chosen)]


def preferred(accepted: str, spoken: Collection[str]) -> str:
    """The language that a list such as `de-AT, en;q=0.5` wants most (RFC 9110, 12.5.4), else English.

    Regions are passed over: `de-AT` is answered in `de`.
    """
    wanted = sorted(_weighed(accepted), key=lambda pair: -pair[1])
    return next((language for language, weight in wanted if weight > 0 and language in spoken), "en")


def _weighed(accepted: str) -> Iterator[tuple[str, float]]:
    for part in accepted.split(","):
        tag, _, weight = part.partition(";")
        yield tag.strip().partition("-")[0].lower(), _weight(weight)


def _weight(text: str) -> float:
    """Of `q=0.5`; 1 where there is none, 0 where it is no number."""
    name, _, value = text.replace(" ", "").partition("=")
    if name.lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
