from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyspark.sql import DataFrame, SparkSession

import euge

LINES = {
    "type": "FeatureCollection",
    "units": "frame",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [[0, 0.6], [1, 0.6]]},
            "properties": {"kind": "line", "name": "bridge"},
        }
    ],
}


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("lines") / "lines.json"
    file.write_text(json.dumps(LINES))
    return file


def test_videos_a_table_and_a_data_frame_give_the_same_tracks(
    spark: SparkSession, found: DataFrame, video: Path, model: Path, tmp_path: Path
) -> None:
    table = str(tmp_path / "found")
    found.write.parquet(table)
    order = ["video", "frame", "track"]
    of_table = euge.track(table).orderBy(order).collect()
    assert len(of_table) > 50
    assert of_table == euge.track(found).orderBy(order).collect()
    assert of_table == euge.track(video, model=model, fps=5).orderBy(order).collect()
    assert of_table[0].provenance.model == str(model)
    assert of_table[0].provenance.tracker == "bytetrack"
    assert "provenance" not in euge.track(found, provenance=False).columns


def test_tracks_and_detections_give_the_same_counts(
    spark: SparkSession, found: DataFrame, lines: Path, tmp_path: Path
) -> None:
    tracks = str(tmp_path / "tracks")
    euge.track(found).write.parquet(tracks)

    def counts(source: str | DataFrame, by: str = "label,direction") -> list[str]:
        table = euge.count(source, lines=lines, interval="10s", by=by).where("count > 0")
        return sorted(map(str, table.select("begin", "direction", "label", "count").collect()))

    of_tracks = counts(tracks)
    assert of_tracks
    assert of_tracks == counts(found)
    assert of_tracks == counts(spark.read.parquet(tracks))
    assert "direction=None, label=None" in counts(tracks, by="none")[0]


def test_what_is_wrong_is_said(spark: SparkSession, found: DataFrame, lines: Path) -> None:
    with pytest.raises(euge.EugeError, match="no-lines.json"):
        euge.count(found, lines="no-lines.json")
    with pytest.raises(euge.OptionError, match="interval is 'often'"):
        euge.count(found, lines=lines, interval="often")
    with pytest.raises(euge.EugeError, match="Cannot track a table without"):
        euge.track(found.drop("seconds"))
    with pytest.raises(TypeError, match="'every' for videos only"):
        euge.track(found, every=2)
