from __future__ import annotations


import numpy as np
import pytest
from pyspark.sql import DataFrame

from euge import boxes


def test_pandas_has_a_row_for_each_box(found: DataFrame) -> None:
    table = boxes.to_pandas(found)
    assert len(table) == found.selectExpr("explode(detections)").count()
    assert {"video", "frame", "frameWidth", "label", "x", "width"} <= set(table.columns)


def test_coco_has_all_boxes(found: DataFrame) -> None:
    rows = found.collect()
    coco = boxes.to_coco(rows)
    assert len(coco["images"]) == len(rows)
    assert len(coco["annotations"]) == sum(len(row["detections"]) for row in rows)
    car = next(one["id"] for one in coco["categories"] if one["name"] == "car")
    assert car == 3


def test_supervision_has_corners(found: DataFrame) -> None:
    supervision = pytest.importorskip("supervision")
    row = next(row for row in found.collect() if row["detections"])
    detections = boxes.to_supervision(row)
    first = row["detections"][0]
    assert isinstance(detections, supervision.Detections)
    assert detections.xyxy[0].tolist() == [
        np.float32(first["x"]),
        np.float32(first["y"]),
        np.float32(first["x"] + first["width"]),
        np.float32(first["y"] + first["height"]),
    ]
    assert detections.data["class_name"][0] == first["label"]
