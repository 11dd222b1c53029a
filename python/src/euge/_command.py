"""The command ``euge``."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pyspark

from euge._errors import EugeError
from euge._jars import command_jars, jars, jvm_options

_MAIN = "io.euge.cli.Euge"


def main() -> None:
    """Run Euge's command with the jars of this package and those of PySpark.

    ``euge --print-jars`` prints Euge's jars, joined by commas, for ``spark-submit --jars``.
    """
    try:
        arguments = sys.argv[1:]
        if arguments == ["--print-jars"]:
            print(",".join(jars()))
            return
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        command = _command(arguments)
        sys.stdout.flush()
        os.execv(command[0], command)
    except EugeError as e:
        print(f"euge: {e}", file=sys.stderr)
        sys.exit(1)


def _command(arguments: list[str]) -> list[str]:
    spark = Path(os.environ.get("SPARK_HOME") or Path(pyspark.__file__).parent) / "jars"
    files = jars() + command_jars()
    extra = os.environ.get("EUGE_CLASSPATH")
    path = os.pathsep.join([*files, f"{spark}/*", *([extra] if extra else [])])
    return [
        _java(),
        f"@{jvm_options()}",
        f"-Deuge.terminal={str(sys.stderr.isatty()).lower()}",
        *os.environ.get("EUGE_JAVA_OPTIONS", "").split(),
        "-cp",
        path,
        _MAIN,
        *arguments,
    ]


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin/java")) if home else shutil.which("java")
    if java is None or not os.access(java, os.X_OK):
        raise EugeError(
            f"There is no Java at '{java or 'java'}': install a JDK 17 or newer, or set JAVA_HOME"
        )
    return java
