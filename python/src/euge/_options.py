"""The options of the readers, as keyword arguments."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, TypedDict, Union

Path = Union[str, "os.PathLike[str]"]
Paths = Union[Path, Iterable[Path]]


class ReadOptions(TypedDict, total=False):
    """Options of reading videos."""

    every: int
    """Read only frames whose index is a multiple of this."""
    fps: float
    """Sample this many frames per second: the first frame at or after each k/fps seconds."""
    keyframes: bool
    """Read only keyframes."""
    segment_seconds: float | Literal["auto"]
    """Split videos at keyframes into tasks of about this length; ``auto`` is 60, or shorter
    if few videos would not use all cores; 0 never splits."""
    camera_pattern: str
    """A regular expression with one group that finds the camera in the path of a video."""
    start: str | datetime
    """The time at which the first frame of each video was recorded."""
    time_pattern: str
    """Find the time of the first frame in the name of a video, such as ``yyyyMMdd_HHmmss``."""
    time_zone: str
    """The time zone of times without an offset, such as ``Europe/Berlin``."""
    decode_on: Literal["cpu", "cuda"]
    """Decode videos on the CPU or with the decoder of an NVIDIA GPU."""
    on_error: Literal["fail", "skip", "record"]
    """What to do with corrupt videos: fail the job, skip what cannot be read, or record it too."""
    max_bad_fraction: float
    """Fail the job if more than this fraction of the videos is corrupt or cannot be read, from 0 to 1."""
    errors: Path
    """The directory of the error table, with ``on_error="record"``."""


class FrameOptions(ReadOptions, total=False):
    """Options of :func:`euge.frames`."""

    image_format: Literal["struct", "jpeg"]
    """Return images as Spark ML's image struct (rows from the top, BGR bytes) or as JPEG files."""
    jpeg_quality: int
    """The quality of JPEG images, from 1 to 100."""


class DetectOptions(ReadOptions, total=False):
    """Options of detection."""

    head: str
    """The model family, if the file does not show it."""
    labels: str | list[str]
    """The class names, or a text file with one per line, if the model has none."""
    preprocessing: str
    """Preprocessing of frames as ``KEY=VALUE,...``, where it differs from that of the family."""
    input_size: str | int
    """The input size, such as ``640x480``, if the model accepts several."""
    confidence: float
    """Keep only boxes above this confidence."""
    iou: float
    """Suppress boxes that overlap another one by more than this (``nms``)."""
    classes: str | int | list[str] | list[int]
    """Keep only these classes: labels or numbers."""
    nms: Literal["class", "vehicles", "all", "none"]
    """Which overlapping boxes are suppressed."""
    max_detections: int
    """Keep at most this many boxes per frame, those of the highest confidence."""
    crops: Literal["jpeg", "png"]
    """Add the pixels of each box to the detections, as an image file."""
    jpeg_quality: int
    """The quality of JPEG crops, from 1 to 100."""
    provenance: bool
    """Add a column with the model, options and file that a row results from."""
    content_hash: bool
    """Add the SHA-256 of the video's file to that column."""
    device: str
    """The device that runs the model: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``."""
    engine: Literal["onnxruntime", "openvino"]
    """The engine that runs the model on the CPU."""
    precision: Literal["f32", "bf16"]
    """The precision of OpenVINO."""
    sharing: Literal["process", "task"]
    """One copy of the model per process or per task."""
    batch: int | Literal["auto"]
    """Frames that a task submits at once."""
    batching: Literal["auto", "always", "never"]
    """Run frames of different tasks in one batch."""
    max_batch: int
    """The largest batch of frames of different tasks."""
    batch_delay: str | timedelta
    """The longest time to wait for frames of other tasks, such as ``2ms``."""
    prefetch: int | Literal["auto"]
    """Batches to decode ahead."""
    compiled: bool
    """Map a compiled model that all processes of the host share, on the CPU."""
    ui_frames: bool
    """Show frames of running tasks, with their boxes and not blurred, in Spark's UI."""


class TrackerOptions(TypedDict, total=False):
    """Options of trackers."""

    tracker: Literal["sort", "bytetrack", "ocsort"]
    """The algorithm."""
    track_confidence: float
    """Boxes below this confidence start no track."""
    track_iou: float
    """The least overlap of a box with its track."""
    max_age: float
    """How long a track is kept without a box: in seconds, for SORT in frames."""
    min_hits: int
    """Boxes that confirm a track."""
    skip_empty_frames: bool
    """Leave out frames without boxes, as if no time had passed."""
    predicted: bool
    """Also write rows for frames in which a track has no box."""
    join_files: bool
    """Track consecutive files of a camera as one video."""


class TrackOptions(DetectOptions, TrackerOptions, total=False):
    """Options of :func:`euge.track`."""

    model: Path
    """The model, for videos."""


class CountOptions(TrackOptions, total=False):
    """Options of :func:`euge.count`."""

    by: str | list[str]
    """What is counted separately: ``label``, ``direction``, both (the default) or ``none``."""


def names(options: type) -> set[str]:
    """The keys of a TypedDict and of those it is made of."""
    return set(options.__annotations__)


def checked(function: str, options: Mapping[str, Any], known: set[str]) -> dict[str, str]:
    """The options as the reader takes them.

    Raises:
        TypeError: For an option that the function does not have, as Python does.
    """
    for name in options:
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            raise TypeError(f"{function}() got an unexpected keyword argument '{name}'{hint}")
    return {
        name.replace("_", "-"): text(value)
        for name, value in options.items()
        if value is not None
    }


def text(value: object) -> str:
    """The value as the reader takes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{round(value / timedelta(microseconds=1))}us"
    if isinstance(value, os.PathLike):
        return str(os.fspath(value))
    if isinstance(value, (list, tuple)):
        return ",".join(text(one) for one in value)
    return str(value)


def paths(given: Paths) -> list[str]:
    """The paths as texts."""
    if isinstance(given, (str, os.PathLike)):
        return [os.fspath(given)]
    return [os.fspath(one) for one in given]
