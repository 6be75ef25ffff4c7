"""What the founding contract wraps its answers in."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import BaseModel

T = TypeVar("T")


class Answer(BaseModel, Generic[T]):
    success: Literal[True] = True
    data: T
    message: str


class Done(BaseModel):
    success: Literal[True] = True
    message: str
