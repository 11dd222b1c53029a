from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pyspark.sql import DataFrame, SparkSession

import euge
from euge import _options


def test_it_finds_what_the_reader_finds(
    spark: SparkSession, found: DataFrame, video: Path, model: Path
) -> None:
    reader = spark.read.format("detections").options(
        model=str(model), fps="5", confidence="0.1", iou="0.65", nms="vehicles"
    )
    assert found.collect() == reader.load(str(video)).collect()
    assert found.selectExpr("explode(detections.label)").count() > 50


def test_several_paths_are_one_table(spark: SparkSession, video: Path, model: Path) -> None:
    rows = euge.detect([video, str(video.parent / "car-detection.mp4")], model=model, every=200)
    assert rows.select("video").distinct().count() == 2


def test_options_are_written_as_the_reader_takes_them() -> None:
    known = _options.names(_options.DetectOptions)
    assert _options.checked(
        "detect",
        {
            "keyframes": True,
            "start": datetime(2026, 1, 31, 12),
            "batch_delay": timedelta(milliseconds=2),
            "classes": ["car", "truck"],
            "every": None,
            "errors": Path("out"),
        },
        known,
    ) == {
        "keyframes": "true",
        "start": "2026-01-31T12:00:00",
        "batch-delay": "2000us",
        "classes": "car,truck",
        "errors": "out",
    }


def test_every_option_of_the_reader_is_a_keyword() -> None:
    page = Path(__file__).parents[2] / "docs" / "configuration.md"
    options = page.read_text().split("## Options")[1].split("## Settings")[0]
    named = {line.split("`")[1] for line in options.splitlines() if line.startswith("| `")}
    known = {
        name.replace("_", "-")
        for kind in (_options.DetectOptions, _options.FrameOptions)
        for name in _options.names(kind)
    }
    assert named - {"model"} - STREAMS == known


# Options of readStream, which Spark names.
STREAMS = {
    "maxFilesPerTrigger",
    "max-seconds-per-trigger",
    "latestFirst",
    "maxFileAge",
    "settle",
    "cleanSource",
    "sourceArchiveDir",
}


def test_an_unknown_keyword_is_a_type_error(spark: SparkSession) -> None:
    with pytest.raises(TypeError, match=r"'confidense'; did you mean 'confidence'\?"):
        euge.detect("x", model="y", confidense=0.5)  # type: ignore[call-arg]
