"""The letters that the server writes. A secret stands behind the `#` of a link, which no browser sends on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    subject: str
    text: str


def reset(to: str, public_url: str, token: str) -> Letter:
    return Letter(
        to,
        "Choose a new password",
        "Somebody, we hope you, has asked for a new password for your account at Yoga Assistant.\n\n"
        "To choose one, open this link within 30 minutes; it works once:\n\n"
        f"{public_url}/reset#{token}\n\n"
        "If it was not you, do nothing: your password stays as it is.\n",
    )


def confirm_address(to: str, public_url: str, token: str) -> Letter:
    return Letter(
        to,
        "Confirm your new address",
        "This address is to be that of an account at Yoga Assistant.\n\n"
        "To confirm it, open this link within 30 minutes; it works once:\n\n"
        f"{public_url}/confirm-email#{token}\n\n"
        "If you have no such account, do nothing: the address will not be used.\n",
    )


def address_changed(to: str) -> Letter:
    return Letter(
        to,
        "Your address has changed",
        "Your account at Yoga Assistant has another e-mail address from now on, and this one is no longer in "
        "use there.\n\nIf it was not you who changed it, please write to whoever runs the server.\n",
    )


def password_changed(to: str) -> Letter:
    return Letter(
        to,
        "Your password has changed",
        "Your account at Yoga Assistant has a new password, and every device is logged out.\n\n"
        "If it was not you who changed it, ask for a new password at once.\n",
    )
