"""Spark sessions with Euge's jars."""

from __future__ import annotations

import os
import sys
from typing import Any

from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession

from euge import _errors
from euge._errors import EugeError
from euge._jars import jars

_PLUGIN = "io.euge.spark.EugePlugin"


def configure(builder: SparkSession.Builder) -> SparkSession.Builder:
    """Add Euge's jars and its plugin to a builder, and return the builder.

    The jars come to the class path of the driver before its JVM starts, and to executors by
    ``spark.jars``. Jars, class paths and plugins that the builder has already are kept. With a
    local master, Spark's Python workers are this Python, unless ``PYSPARK_PYTHON`` names another.

    Raises:
        EugeError: If this process has a Spark session already that runs without Euge.
    """
    running = SparkSession.getActiveSession()
    if running is not None:
        _require_euge(running)
    _errors.install()
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    files = jars()
    given: dict[str, Any] = getattr(builder, "_options", {})
    if str(given.get("spark.master", "local")).startswith("local"):
        # Else Spark's workers are the first python3 on the path, which may lack libraries.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)

    def joined(key: str, separator: str, values: list[str]) -> str:
        former = [one for one in str(given.get(key) or "").split(separator) if one]
        return separator.join(former + [one for one in values if one not in former])

    return (
        builder.config("spark.jars", joined("spark.jars", ",", files))
        .config(
            "spark.driver.extraClassPath", joined("spark.driver.extraClassPath", ":", files)
        )
        .config("spark.plugins", joined("spark.plugins", ",", [_PLUGIN]))
    )


def session(
    app_name: str = "euge", master: str | None = None, conf: dict[str, Any] | None = None
) -> SparkSession:
    """Return a Spark session that has Euge: that of this process, or a new one.

    Args:
        app_name: The application's name in Spark's UI.
        master: As Spark takes it, such as ``local[4]`` or ``spark://head:7077``. By default what
            Spark's configuration says, else all cores of this machine.
        conf: More settings of Spark, such as ``{"spark.executor.memory": "4g"}``.

    Raises:
        EugeError: If this process has a Spark session already that runs without Euge.
    """
    builder = SparkSession.builder.appName(app_name)
    if master is not None:
        builder = builder.master(master)
    if (master or "local").startswith("local"):
        # As many as there are cores, not Spark's 200 for a cluster.
        builder = builder.config("spark.sql.shuffle.partitions", os.cpu_count() or 1)
    for key, value in (conf or {}).items():
        builder = builder.config(key, value)
    return configure(builder).getOrCreate()


def active(spark: SparkSession | None) -> SparkSession:
    """The session that was given, else that of this process, else a new one."""
    found = spark or SparkSession.getActiveSession()
    if found is None:
        return session()
    _require_euge(found)
    _errors.install()
    return found


def _require_euge(running: SparkSession) -> None:
    jvm = getattr(running, "_jvm", None)
    if jvm is None:  # Spark Connect: the server has the jars, or says what it lacks.
        return
    loader = jvm.java.lang.Thread.currentThread().getContextClassLoader()
    try:
        jvm.java.lang.Class.forName(_PLUGIN, False, loader)
    except Py4JJavaError:
        raise EugeError(
            "The Spark session of this process started without Euge: restart Python and call"
            " euge.session() first, or pass your builder through euge.configure()"
        ) from None
