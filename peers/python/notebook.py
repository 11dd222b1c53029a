"""The way of published notebooks: every frame becomes a PNG in a row of a DataFrame, then a pandas UDF detects.

One UDF returns the PNG files of a video as an array, which is exploded into rows; another one decodes
them and detects, with one network per task. This program writes no crops.
"""

from typing import Iterator

import cv2
import numpy as np
import pandas as pd
from pyspark.sql.functions import col, explode, pandas_udf, udf

import network
from arguments import arguments
from spark_session import session, videos

FRAMES = "array<struct<frame long, png binary>>"
FOUND = "array<struct<label string, confidence double, x double, y double, width double, height double>>"

if __name__ == "__main__":
    options = arguments()
    spark = session(options)
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 64)

    @udf(FRAMES)
    def extract(video):
        return [
            (frame, cv2.imencode(".png", picture)[1].tobytes())
            for frame, picture in network.frames(video, options.every)
        ]

    @pandas_udf(FOUND)
    def detect(batches: Iterator[pd.Series]) -> Iterator[pd.Series]:
        net = network.Network(options, threads=1)
        for pictures in batches:
            decoded = (cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR) for png in pictures)
            yield pd.Series([list(net.detect(picture)) for picture in decoded])

    (
        videos(spark, options)
        .select("video", explode(extract("video")).alias("f"))
        .select("video", "f.frame", explode(detect("f.png")).alias("d"))
        .select("video", "frame", "d.*")
        .write.parquet(options.output)
    )
    spark.stop()
