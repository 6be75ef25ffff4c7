"""The login that a session runs under and ends with; another one of the same account may take its place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from server.errors import NotAllowed

if TYPE_CHECKING:
    from server.auth.tokens import Claims, Tokens


class Login:
    """One account's, whichever token it showed last."""

    def __init__(self, tokens: Tokens, claims: Claims) -> None:
        self._tokens = tokens
        self._claims = claims
        self._watching = ExitStack()
        self._ended: Callable[[], None] | None = None
        self._renewed = asyncio.Event()

    async def expired(self) -> None:
        """Wait until the token shown last has run out."""
        while (left_s := self._claims.expires_in()) > 0:  # noqa: ASYNC110 - it may be renewed meanwhile
            await asyncio.sleep(left_s)
        self._renewed.clear()

    async def renewed(self) -> None:
        """Wait until another token is shown than the one that has run out."""
        await self._renewed.wait()

    def renew(self, token: str) -> None:
        """Go on under this token. Raises NotAuthenticated for a bad one, NotAllowed for another account's."""
        claims = self._tokens.verify(token)
        if claims.user_id != self._claims.user_id:
            raise NotAllowed("That token is another account's.")
        self.become(claims)

    def become(self, claims: Claims) -> None:
        """Go on under these, of the same account: the login before may end without a consequence."""
        self._claims = claims
        self._renewed.set()
        self._watching.close()
        if self._ended is not None:
            self._watching.enter_context(self._tokens.revoked.watch(claims.login_id, self._ended))
            if claims.login_id in self._tokens.revoked:  # since its token was looked at
                self._ended()

    @contextmanager
    def watched(self, ended: Callable[[], None]) -> Iterator[None]:
        """Call `ended` when the login is ended meanwhile."""
        self._ended = ended
        self.become(self._claims)
        try:
            yield
        finally:
            self._ended = None
            self._watching.close()
