"""A throw-away account, whose history is read back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bench.figures import Hold
from server.client.address import Address
from server.client.rest import call


@dataclass(frozen=True, slots=True)
class Account:
    server: Address
    token: str

    @classmethod
    def sign_up(cls, server: Address) -> Account:
        """Raises TurnedAway, or Unreachable."""
        person = {
            "fullname": "Clip Evaluation",
            "email": f"clips-{secrets.token_hex(8)}@example.com",
            "password": secrets.token_urlsafe(18),
            "sex": "other",
            "dob": "1990-01-01",
        }
        return cls(server, call(server, "/auth/signup", person)["access_token"])

    def stored_holds(self, number: int | None, speed: float) -> list[Hold]:
        """The holds of a stored session, on the clip's clock; none where nothing was stored.

        Session time starts with the first frame, as the clip does; playing it faster shortens it.
        """
        if number is None:
            return []
        poses = call(self.server, f"/api/sessions/{number}", token=self.token)["data"]["poses"]
        return [
            Hold(pose["pose_id"], speed * pose["start_s"], speed * (pose["start_s"] + pose["hold_s"]))
            for pose in poses
        ]
