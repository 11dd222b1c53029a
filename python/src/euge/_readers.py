"""The functions that read videos and tables as DataFrames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyspark.sql import DataFrame, SparkSession

from euge import _options
from euge._errors import EugeError, translated
from euge._session import active

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from euge._options import (
        CountOptions,
        DetectOptions,
        FrameOptions,
        Path,
        Paths,
        TrackOptions,
    )


def detect(
    paths: Paths,
    *,
    model: Path,
    spark: SparkSession | None = None,
    **options: Unpack[DetectOptions],
) -> DataFrame:
    """Find objects in videos.

    Args:
        paths: Videos, directories of videos or globs; local or of any storage that Spark reads.
        model: A name in the catalogue, an ``.onnx`` file or a Darknet ``.cfg`` file.
        spark: The session; by default that of this process, or a new one by
            :func:`euge.session`.
        **options: As ``format("detections")`` has them, with ``_`` for ``-``; see
            :class:`euge._options.DetectOptions`.

    Returns:
        A row for each frame: ``video``, ``camera``, ``frame``, ``seconds``, ``time``, ``width``,
        ``height``, ``pixelAspectRatio`` and ``detections``, an array of ``label``, ``classId``,
        ``confidence``, ``x``, ``y``, ``width`` and ``height``, in pixels.

    Raises:
        EugeError: If the model or a video cannot be read; the latter by an action of the
            DataFrame, unless ``on_error`` says otherwise.
        OptionError: For a value that is none.
    """
    known = _options.names(_options.DetectOptions)
    texts = _options.checked("detect", options, known)
    texts["model"] = _options.text(model)
    return _load("detections", paths, texts, spark)


def frames(
    paths: Paths, *, spark: SparkSession | None = None, **options: Unpack[FrameOptions]
) -> DataFrame:
    """Read the frames of videos as images, for functions of your own.

    :func:`euge.images.arrays` gives NumPy arrays of a batch in ``mapInArrow``.

    Args:
        paths: As for :func:`detect`.
        spark: As for :func:`detect`.
        **options: As ``format("video")`` has them; see :class:`euge._options.FrameOptions`.

    Returns:
        A row for each frame: ``video``, ``camera``, ``frame``, ``seconds``, ``time``, ``key``,
        ``width``, ``height``, ``pixelAspectRatio`` and ``image``, Spark ML's image struct.

    Raises:
        EugeError: As for :func:`detect`.
    """
    known = _options.names(_options.FrameOptions)
    return _load("video", paths, _options.checked("frames", options, known), spark)


def track(
    source: Paths | DataFrame,
    *,
    spark: SparkSession | None = None,
    **options: Unpack[TrackOptions],
) -> DataFrame:
    """Follow the objects through the frames of each video.

    Args:
        source: Videos, with ``model``; a table of detections; or a DataFrame of them.
        spark: As for :func:`detect`.
        **options: As ``format("tracks")`` has them; see :class:`euge._options.TrackOptions`.

    Returns:
        A row for each track and frame: ``video``, ``camera``, ``time``, ``track`` (counting from
        1 in each video), ``frame``, ``seconds``, ``label``, ``confidence``, the box ``x``, ``y``,
        ``width`` and ``height`` in pixels, ``frameWidth``, ``frameHeight``, ``observed`` and
        ``provenance``.

    Raises:
        EugeError: As for :func:`detect`, or for a table that cannot be tracked.
    """
    known = _options.names(_options.TrackOptions)
    texts = _options.checked("track", options, known)
    if not isinstance(source, DataFrame):
        return _load("tracks", source, texts, spark)
    jvm = _jvm(source, "track")
    with translated():
        tracking = jvm.io.euge.spark.tracking.source.TrackReaderOptions.of(_map(jvm, texts))
        _require_none(tracking.others(), "track")
        rows = tracking.track(source._jdf)
    return DataFrame(rows, source.sparkSession)


def count(
    source: Paths | DataFrame,
    *,
    lines: Path,
    interval: str = "15min",
    spark: SparkSession | None = None,
    **options: Unpack[CountOptions],
) -> DataFrame:
    """Count the objects that cross lines, enter zones and follow routes.

    Args:
        source: Videos, with ``model``; a table of tracks or of detections; or a DataFrame of
            either.
        lines: A file of lines, zones and routes on the driver's machine, as ``euge lines``
            makes it.
        interval: The length of the intervals, as in ``30s``, ``15min`` or ``1h``.
        spark: As for :func:`detect`.
        **options: As ``format("counts")`` has them; see :class:`euge._options.CountOptions`.

    Returns:
        A row for each video, interval, line, zone or route, direction and label, with ``count``,
        also where it is 0: ``video``, ``camera``, ``time`` of the interval's beginning if known,
        ``begin`` and ``end`` in seconds, ``observed`` seconds of it, ``event``, ``name``,
        ``direction``, ``label``, ``count``, ``speed_kmh``, ``dwell`` in seconds, ``occupancy``
        and ``most``.

    Raises:
        EugeError: As for :func:`track`, or for a file of lines that is not valid.
    """
    known = _options.names(_options.CountOptions)
    texts = _options.checked("count", options, known)
    texts["lines"] = _options.text(lines)
    texts["interval"] = interval
    if not isinstance(source, DataFrame):
        return _load("counts", source, texts, spark)
    jvm = _jvm(source, "count")
    with translated():
        counting = jvm.io.euge.spark.counting.source.CountReaderOptions.of(_map(jvm, texts))
        tracking = jvm.io.euge.spark.tracking.source.TrackReaderOptions.of(counting.others())
        _require_none(tracking.others(), "count")
        rows = source._jdf
        if "track" not in source.columns:
            tracks = jvm.io.euge.spark.tracking.Tracks
            rows = tracks.withEmptyFrames(rows, tracking.settings())
        counts = jvm.io.euge.spark.counting.Counts
        rows = counts.of(rows, counting.lines(), counting.counting(), counting.zone())
    return DataFrame(rows, source.sparkSession)


def _load(
    source: str, paths: Paths, options: dict[str, str], spark: SparkSession | None
) -> DataFrame:
    reader = active(spark).read.format(source).options(**options)
    given = _options.paths(paths)
    with translated():
        return reader.load(given[0] if len(given) == 1 else given)


def _jvm(rows: DataFrame, function: str) -> Any:
    jvm = getattr(rows.sparkSession, "_jvm", None)
    if jvm is None:
        raise EugeError(
            f"euge.{function} cannot take a DataFrame of Spark Connect: write it as a table and"
            " give its path"
        )
    return jvm


def _map(jvm: Any, options: dict[str, str]) -> Any:
    java = jvm.java.util.HashMap()
    for name, value in options.items():
        java.put(name, value)
    return java


def _require_none(options: Any, function: str) -> None:
    for name in options:
        raise TypeError(
            f"{function}() takes '{name.replace('-', '_')}' for videos only, not for a DataFrame"
        )
