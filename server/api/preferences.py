"""What somebody chose for themselves."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from server.api.answer import Answer
from server.api.caller import Caller, Served
from server.api.problems import answers
from server.api.strict import Body, example, router
from server.api.zones import ZoneName
from server.store import preferences
from server.store.preferences import Units

routes = router("/api/preferences", "accounts")

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def _display_name(value: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", value).split())
    if len(name) < 2:
        raise ValueError("A display name has at least 2 characters")
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") for letter in name):
        raise ValueError("A display name has no invisible characters")
    return name


class PreferencesIn(Body):
    """What is left out stays as it is; null takes a choice back."""

    model_config = example(
        {"time_zone": "Europe/Paris", "units": "metric", "keep_landmarks": False, "display_name": "Ada"}
    )

    time_zone: Annotated[ZoneName, Field(max_length=64)] | None = None
    """IANA, such as Europe/Paris. Days, weeks and streaks are of this zone."""

    units: Units = "metric"
    language: Annotated[str, Field(max_length=35, pattern=LANGUAGE)] | None = None
    keep_landmarks: bool = False
    """Consent: the 33 points of each practice are kept for a while, ten times a second, to be played again.
    Never a picture. Taking it back deletes what was kept under it."""

    display_name: Annotated[str, Field(max_length=40), AfterValidator(_display_name)] | None = None
    """With a name one is on the leaderboard."""


class PreferencesOut(BaseModel):
    model_config = example(
        {
            "time_zone": "Europe/Paris",
            "units": "metric",
            "language": "en",
            "keep_landmarks": False,
            "display_name": "Ada",
        }
    )

    time_zone: str | None
    units: Units
    language: str | None
    keep_landmarks: bool
    display_name: str | None


@routes.get("", responses=answers(401))
async def read(user: Caller, services: Served) -> Answer[PreferencesOut]:
    """What you have chosen; null where you have not."""
    found = await preferences.read(services.database, user.id)
    return Answer(data=PreferencesOut(**asdict(found)), message="Your preferences.")


@routes.patch("", responses=answers(400, 401, 409, 413, 415, 422))
async def change(body: PreferencesIn, user: Caller, services: Served) -> Answer[PreferencesOut]:
    """Change some of what you have chosen."""
    found = await preferences.change(services.database, user.id, body.model_dump(exclude_unset=True))
    return Answer(data=PreferencesOut(**asdict(found)), message="Your preferences are kept.")
