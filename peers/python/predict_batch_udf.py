"""PySpark's predict_batch_udf: mapInPandas decodes and resizes, and the function gets batches of pictures.

Pictures are binary columns: arrays of numbers would cross between Spark and Python much more slowly.
"""

import numpy as np
import pandas as pd
from pyspark.ml.functions import predict_batch_udf
from pyspark.sql.functions import arrays_zip, explode
from pyspark.sql.types import ArrayType, DoubleType, StringType, StructField, StructType

import network
from arguments import arguments
from spark_session import session, videos

BATCH = 16
PICTURES = "video string, frame long, scale double, left double, top double, picture binary"
FIELDS = network.COLUMNS[2:]
# Its results are numbers, texts and arrays of them, not arrays of structures; a type in a text is refused.
TYPES = [StringType()] + [DoubleType()] * 5
FOUND = StructType([StructField(name, ArrayType(kind)) for name, kind in zip(FIELDS, TYPES)])

if __name__ == "__main__":
    options = arguments()

    def own():
        if not hasattr(network, "own"):
            network.own = network.Network(options, threads=1)
        return network.own

    def decode(batches):
        columns = ["video", "frame", "scale", "left", "top", "picture"]
        for batch in batches:
            for video in batch["video"]:
                rows = []
                for frame, picture in network.frames(video, options.every):
                    padded, *place = own().letterbox(picture)
                    rows.append((video, frame, *place, padded.tobytes()))
                    if len(rows) == BATCH:
                        yield pd.DataFrame(rows, columns=columns)
                        rows = []
                yield pd.DataFrame(rows, columns=columns)

    def make_predict():
        net = own()
        shape = net.family.height, net.family.width, 3

        def predict(pictures, scales, lefts, tops):
            results = []
            for picture, scale, left, top in zip(pictures, scales, lefts, tops):
                boxes = net.boxes(np.frombuffer(picture, np.uint8).reshape(shape))
                found = [
                    (label, confidence, *map(float, (box - [left, top, 0, 0]) / scale))
                    for label, confidence, box in boxes
                ]
                columns = zip(*found) if found else [[]] * len(FIELDS)
                results.append({name: np.array(column) for name, column in zip(FIELDS, columns)})
            return results

        return predict

    spark = session(options)
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 4 * BATCH)
    detect = predict_batch_udf(make_predict, return_type=FOUND, batch_size=BATCH)
    (
        videos(spark, options)
        .mapInPandas(decode, PICTURES)
        .withColumn("result", detect("picture", "scale", "left", "top"))
        .select("video", "frame", explode(arrays_zip(*(f"result.{name}" for name in FIELDS))).alias("d"))
        .select("video", "frame", "d.*")
        .write.parquet(options.output)
    )
    spark.stop()
