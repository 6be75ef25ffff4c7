"""`yoga-assistant user` beside a running application on the same database."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from server.auth import revoked
from server.cli import main
from tests.api.conftest import ADA, Person, application, sign_up

LOGIN = {"email": ADA["email"], "password": "quite another one"}


def run(folder: Path, *arguments: str, said: str = "") -> Result:
    return CliRunner().invoke(main, ["user", *arguments], input=said, env={"YOGA_DATA_DIR": str(folder)})


def reset(folder: Path, password: str, email: str = ADA["email"]) -> Result:
    return run(folder, "reset-password", "--password-stdin", email, said=f"{password}\n")


def test_a_reset_password_is_the_new_one_and_ends_every_login(tmp_path: Path) -> None:
    with application(tmp_path) as client:
        ada: Person = sign_up(client)
        shown = reset(tmp_path, LOGIN["password"])
        assert shown.exit_code == 0, shown.output
        assert "1 logins have ended" in shown.output
        assert client.post("/auth/login", json=LOGIN).status_code == 200
        services = client.app.state.services  # type: ignore[attr-defined]
        assert client.portal is not None
        services.tokens.revoked.set(client.portal.call(services.logins.ended))
        assert client.get("/auth/me", headers=ada.headers).status_code == 401
    assert revoked.LOOK_S <= 4  # so that a practice is closed within five seconds


def test_a_password_that_is_none_and_an_account_that_is_none_are_told(tmp_path: Path) -> None:
    with application(tmp_path) as client:
        sign_up(client)
    short = reset(tmp_path, "short")
    assert (short.exit_code, "8 to 128" in short.output) == (1, True)
    nobody = reset(tmp_path, LOGIN["password"], "nobody@example.org")
    assert (nobody.exit_code, "no account" in nobody.output) == (1, True)


def test_an_operator_sees_the_metrics_until_the_role_is_taken(tmp_path: Path) -> None:
    with application(tmp_path) as client:
        ada = sign_up(client)
        for arguments, status in (((), 403), (("grant",), 200), (("grant", "--revoke"), 403)):
            if arguments:
                assert run(tmp_path, *arguments, ADA["email"]).exit_code == 0
            assert client.get("/metrics", headers=ada.headers).status_code == status
