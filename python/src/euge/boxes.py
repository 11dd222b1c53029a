"""Boxes in the forms of other libraries. Each function needs the library only when it is called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pyspark.sql import DataFrame

if TYPE_CHECKING:
    import pandas as pd
    import supervision as sv
    from pyspark.sql import Row


def to_pandas(detections: DataFrame) -> pd.DataFrame:
    """Return a row for each box, with its frame's columns before its own.

    The frame's ``width`` and ``height`` are named ``frameWidth`` and ``frameHeight``. A frame
    without boxes has no row.
    """
    rows = detections.withColumnsRenamed({"width": "frameWidth", "height": "frameHeight"})
    return rows.selectExpr(
        *[f"`{name}`" for name in rows.columns if name != "detections"], "inline(detections)"
    ).toPandas()


def to_supervision(frame: Row) -> sv.Detections:
    """Return the boxes of one collected row as ``supervision.Detections``.

    ``xyxy`` is in pixels; the labels are in ``data["class_name"]``.
    """
    import numpy as np
    import supervision as sv

    boxes = frame["detections"]
    if not boxes:
        return sv.Detections.empty()
    return sv.Detections(
        xyxy=np.array(
            [[b["x"], b["y"], b["x"] + b["width"], b["y"] + b["height"]] for b in boxes],
            np.float32,
        ),
        confidence=np.array([b["confidence"] for b in boxes], np.float32),
        class_id=np.array([b["classId"] for b in boxes], int),
        data={"class_name": np.array([b["label"] for b in boxes])},
    )


def to_coco(frames: Iterable[Row]) -> dict[str, Any]:
    """Return collected rows of detections as a COCO dataset: images, annotations, categories.

    Images are named ``VIDEO#FRAME``; boxes are ``[x, y, width, height]`` in pixels, each with its
    ``score``. Identifiers count from 1, those of categories are the model's class numbers plus 1.
    """
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    categories: dict[int, str] = {}
    for frame in frames:
        image = len(images) + 1
        images.append(
            {
                "id": image,
                "file_name": f"{frame['video']}#{frame['frame']}",
                "width": frame["width"],
                "height": frame["height"],
            }
        )
        for box in frame["detections"]:
            categories[box["classId"] + 1] = box["label"]
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": image,
                    "category_id": box["classId"] + 1,
                    "bbox": [box["x"], box["y"], box["width"], box["height"]],
                    "area": box["width"] * box["height"],
                    "iscrowd": 0,
                    "score": box["confidence"],
                }
            )
    return {
        "images": images,
        "annotations": annotations,
        "categories": [{"id": id, "name": name} for id, name in sorted(categories.items())],
    }
