"""Turns Euge's errors in the JVM into Python's, without the trace of Java."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from py4j.protocol import Py4JJavaError

_BASE = "io.euge.EugeException"
_OPTION = "io.euge.OptionException"


class EugeError(Exception):
    """Something that Euge cannot do. The message says what, why and what helps."""


class OptionError(EugeError, ValueError):
    """An option that is unknown, or whose value is none it takes."""


def _of_euge(java: Any) -> EugeError | None:
    """The error for an exception of Java's, if Euge threw it or one of its causes."""
    seen = 0
    while java is not None and seen < 50:
        kind = java.getClass()
        names = []
        while kind is not None:
            names.append(kind.getName())
            kind = kind.getSuperclass()
        if _BASE in names:
            return (OptionError if _OPTION in names else EugeError)(java.getMessage())
        java = java.getCause()
        seen += 1
    return None


@contextmanager
def translated() -> Iterator[None]:
    """Raises Euge's own errors as :class:`EugeError`."""
    try:
        yield
    except Exception as e:
        java = e.java_exception if isinstance(e, Py4JJavaError) else getattr(e, "_origin", None)
        error = _of_euge(java) if java is not None else None
        if error is None:
            raise
        raise error from None


def install() -> None:
    """Has PySpark raise :class:`EugeError` from each action of a DataFrame.

    PySpark converts exceptions of Java's in one function. It is asked first, and what is none of
    Euge's is PySpark's as before.
    """
    from pyspark.errors.exceptions import captured

    convert = getattr(captured, "convert_exception", None)
    if convert is None or getattr(convert, "_euge", False):
        return

    def convert_exception(e: Any) -> Any:
        return _of_euge(e) or convert(e)

    convert_exception._euge = True  # type: ignore[attr-defined]
    captured.convert_exception = convert_exception
