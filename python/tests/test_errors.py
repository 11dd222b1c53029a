from __future__ import annotations

from pathlib import Path

import pytest
from pyspark.sql import SparkSession

import euge
from conftest import python


def test_a_missing_model_is_one_sentence(spark: SparkSession, video: Path) -> None:
    with pytest.raises(euge.EugeError) as error:
        euge.detect(video, model="no-such.onnx").count()
    assert "no-such.onnx" in str(error.value)
    assert "\n" not in str(error.value)
    assert "io.euge" not in str(error.value)


def test_a_value_that_is_none_is_an_option_error(
    spark: SparkSession, video: Path, model: Path
) -> None:
    with pytest.raises(euge.OptionError, match="confidence"):
        euge.detect(video, model=model, confidence=2)


def test_a_bad_video_fails_an_action_with_one_sentence(
    spark: SparkSession, model: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "note.mp4"
    bad.write_text("no video")
    with pytest.raises(euge.EugeError) as error:
        euge.detect(bad, model=model).collect()
    assert "note.mp4" in str(error.value)
    assert "\tat " not in str(error.value)


def test_errors_of_others_stay_as_they_are(spark: SparkSession) -> None:
    from pyspark.errors import AnalysisException

    with pytest.raises(AnalysisException):
        spark.sql("SELECT nothing FROM nowhere").collect()


def test_a_session_without_euge_is_refused() -> None:
    done = python(
        "-c",
        "from pyspark.sql import SparkSession; import euge;"
        "SparkSession.builder.master('local[1]').config('spark.ui.enabled', False).getOrCreate();"
        "euge.session()",
    )
    assert done.returncode == 1
    assert "euge._errors.EugeError: The Spark session of this process started without Euge" in (
        done.stderr
    )
