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
    """What is read of videos."""

    every: int
    """Take the frames whose index is a multiple of this."""
    fps: float
    """Sample so many frames per second: the first frame at or after each k/fps seconds."""
    keyframes: bool
    """Take keyframes only."""
    segment_seconds: float | Literal["auto"]
    """Split videos at keyframes into tasks of about this length; ``auto`` is 60, and less of a few
    videos, for all cores; 0 never splits."""
    camera_pattern: str
    """A regular expression with one group that finds the camera in a video's path."""
    start: str | datetime
    """When the first frame of each video was recorded."""
    time_pattern: str
    """Finds the time of the first frame in a video's name, such as ``yyyyMMdd_HHmmss``."""
    time_zone: str
    """The time zone of times that are written without an offset, such as ``Europe/Berlin``."""
    decode_on: Literal["cpu", "cuda"]
    """What decodes videos: the processor, or the decoder of an NVIDIA GPU."""
    on_error: Literal["fail", "skip", "record"]
    """What a video that cannot be read does: fail the job, lose its bad parts, or record them."""
    max_bad_fraction: float
    """Fail after all if more of the videos than this part are bad, from 0 to 1."""
    errors: Path
    """A directory where the table of errors is written, with ``on_error="record"``."""


class FrameOptions(ReadOptions, total=False):
    """Options of :func:`euge.frames`."""

    image_format: Literal["struct", "jpeg"]
    """Images as Spark ML's struct (rows from the top, BGR bytes) or as JPEG files."""
    jpeg_quality: int
    """Quality of JPEG images, from 1 to 100."""


class DetectOptions(ReadOptions, total=False):
    """Options of detection."""

    head: str
    """The family of the model, if its file does not show it."""
    labels: str | list[str]
    """The names of the classes, or a text file with one a line, if the model has none."""
    preprocessing: str
    """How frames become the model's input, as ``KEY=VALUE,...``, where it is unusual."""
    input_size: str | int
    """The size of the input, such as ``640x480``, if the model takes several."""
    confidence: float
    """Keep boxes above this confidence."""
    iou: float
    """Boxes that overlap by more than this are one, see ``nms``."""
    classes: str | int | list[str] | list[int]
    """Keep these classes only: labels or numbers."""
    nms: Literal["class", "vehicles", "all", "none"]
    """Which overlapping boxes are one."""
    max_detections: int
    """Keep at most so many boxes of a frame, those of the highest confidence."""
    crops: Literal["jpeg", "png"]
    """Add the pixels of each box to the detections, as the bytes of a file."""
    jpeg_quality: int
    """Quality of JPEG crops, from 1 to 100."""
    provenance: bool
    """Add a column that says what a row follows from."""
    device: str
    """Where to run: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``."""
    engine: Literal["onnxruntime", "openvino"]
    """What runs the network on the CPU."""
    precision: Literal["f32", "bf16"]
    """What OpenVINO computes in."""
    sharing: Literal["process", "task"]
    """One model for all tasks of a process, or one for each task."""
    batch: int | Literal["auto"]
    """Frames that a task hands to the network at once."""
    batching: Literal["auto", "always", "never"]
    """Run frames of different tasks together."""
    max_batch: int
    """Most frames of different tasks in one run."""
    batch_delay: str | timedelta
    """The longest wait for frames of other tasks, such as ``2ms``."""
    prefetch: int | Literal["auto"]
    """Batches decoded ahead."""
    compiled: bool
    """Map the compiled model of the host, on the CPU."""


class TrackerOptions(TypedDict, total=False):
    """Options of trackers."""

    tracker: Literal["sort", "bytetrack", "ocsort"]
    """The algorithm."""
    track_confidence: float
    """Boxes below this confidence start no track."""
    track_iou: float
    """The least overlap of a box with its track."""
    max_age: float
    """How long a track lives without a box: seconds, for SORT frames."""
    min_hits: int
    """Boxes that a track needs before it is one."""
    skip_empty_frames: bool
    """Whether frames without boxes let no time pass."""
    predicted: bool
    """Whether rows are written for frames in which a track has no box."""
    join_files: bool
    """Whether consecutive files of a camera are tracked as one video."""


class TrackOptions(DetectOptions, TrackerOptions, total=False):
    """Options of :func:`euge.track`."""

    model: Path
    """The network, for videos."""


class CountOptions(TrackOptions, total=False):
    """Options of :func:`euge.count`."""

    by: str | list[str]
    """What is counted apart: ``label``, ``direction``, both (the default) or ``none``."""


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
