"""The jars of the package: one for Spark, and those of the command."""

from __future__ import annotations

from pathlib import Path

from euge._errors import EugeError

_FOLDER = Path(__file__).parent / "jars"


def jars() -> list[str]:
    """Return the files that Spark needs for Euge, for ``--jars`` or a class path.

    They are in the package; Spark's own jars are not among them.

    Raises:
        EugeError: If the package has none, as in a source tree that was not built.
    """
    found = sorted(str(jar) for jar in _FOLDER.glob("*.jar"))
    if not found:
        raise EugeError(
            f"There are no jars in {_FOLDER}: install the wheel, or build it by python/build"
        )
    return found


def command_jars() -> list[str]:
    """Return what the command needs besides."""
    return sorted(str(jar) for jar in (_FOLDER / "command").glob("*.jar"))


def jvm_options() -> str:
    """Return the file of options that the command's JVM is started with."""
    return str(_FOLDER / "command" / "jvm-options.txt")
