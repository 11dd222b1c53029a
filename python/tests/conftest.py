from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import DataFrame, SparkSession

import euge

PROJECT = Path(__file__).parents[2]
DATA = Path(os.environ.get("EUGE_SHARED", PROJECT.parent / "shared")) / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """The directory of real videos and models."""
    if not DATA.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"There is no {DATA}")
        pytest.skip(f"There is no {DATA}")
    return DATA


@pytest.fixture(scope="session")
def video(data: Path) -> Path:
    return data / "videos" / "highway.mp4"


@pytest.fixture(scope="session")
def model(data: Path) -> Path:
    return data / "models" / "yolo-fastest-1.1-xl.cfg"


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    session = euge.session(
        "tests", "local[2]", {"spark.ui.enabled": False, "spark.sql.shuffle.partitions": 2}
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def found(spark: SparkSession, video: Path, model: Path) -> DataFrame:
    """The detections in a video, computed once."""
    return euge.detect(video, model=model, fps=5, confidence=0.1, iou=0.65, nms="vehicles").cache()


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a Python of its own, whose Spark is its own too."""
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=300, check=False
    )
