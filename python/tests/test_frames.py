from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyspark.sql import SparkSession

import euge
import euge.images


def test_images_reach_a_function_of_ones_own(spark: SparkSession, video: Path) -> None:
    # Within the test, so that it reaches the workers by value.
    def means_of(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            means = [float(image.mean()) for image in euge.images.arrays(batch)]
            yield pa.RecordBatch.from_arrays([batch.column(0), pa.array(means)], ["frame", "mean"])

    frames = euge.frames(video, every=100).select("frame", "image")
    means = frames.mapInArrow(means_of, "frame long, mean double").orderBy("frame").collect()
    rows = frames.orderBy("frame").collect()
    assert [row["frame"] for row in means] == [row["frame"] for row in rows]
    assert [row["mean"] for row in means] == [
        float(euge.images.array(row["image"]).mean()) for row in rows
    ]
    assert euge.images.array(rows[0]["image"]).shape == (720, 1280, 3)


def test_arrays_are_views_of_the_batch() -> None:
    pixels = np.arange(2 * 3 * 3, dtype=np.uint8)
    image = pa.StructArray.from_arrays(
        [
            pa.array([9, 2]),
            pa.array([9, 3]),
            pa.array([9, 3]),
            pa.array([b"before", pixels.tobytes()], pa.binary()),
        ],
        ["height", "width", "nChannels", "data"],
    )
    batch = pa.RecordBatch.from_arrays([image], ["image"]).slice(1)
    (view,) = euge.images.arrays(batch)
    assert view.tolist() == pixels.reshape(2, 3, 3).tolist()
    assert not view.flags.owndata
    start = image.field("data").buffers()[2].address + len("before")
    assert view.__array_interface__["data"][0] == start
