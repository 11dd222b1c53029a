"""Runs detection, SQL, pictures, tracking and a stream with the one jar in the PySpark that is installed.

    python compatibility/try.py bundle/target/euge-spark-*.jar MODEL VIDEO

Used for versions of Spark that Maven Central does not have. What it prints is the same in all.
"""

import os
import shutil
import sys
import tempfile

from pyspark.sql import SparkSession

jar, model, video = sys.argv[1:]
spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.jars", jar)
    .config("spark.plugins", "io.euge.spark.EugePlugin")
    .config("spark.driver.host", "localhost")
    .config("spark.ui.enabled", "false")
    .config("spark.ui.showConsoleProgress", "false")
    .config("spark.sql.shuffle.partitions", "4")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
print("Spark", spark.version, file=sys.stderr)

detections = spark.read.format("detections").option("model", model).option("every", 10).load(video)
detections.createOrReplaceTempView("found")
spark.sql(
    "SELECT d.label, count(*) AS objects, round(avg(d.confidence), 3) AS confidence"
    " FROM found LATERAL VIEW explode(detections) AS d GROUP BY d.label ORDER BY d.label"
).show()

spark.sql(
    f"CREATE TEMPORARY VIEW v USING video OPTIONS (path '{video}', every '50')"
)
spark.sql("SELECT count(*) AS frames, min(seconds), max(seconds) FROM v WHERE frame >= 100").show()

tracks = spark.read.format("tracks").option("model", model).load(video)
tracks.selectExpr("count(*) AS rows", "count(DISTINCT track) AS tracks").show()

# A directory as a stream: the second run reads only the file that was added.
with tempfile.TemporaryDirectory() as folder:
    videos = os.path.join(folder, "videos")
    os.mkdir(videos)
    for name in ["first.mp4", "second.mp4"]:
        shutil.copy2(video, os.path.join(videos, name))
        stream = (
            spark.readStream.format("detections")
            .option("model", model)
            .option("every", 50)
            .load(videos)
            .writeStream.option("checkpointLocation", os.path.join(folder, "checkpoint"))
            .trigger(availableNow=True)
            .start(os.path.join(folder, "table"), "parquet")
        )
        stream.awaitTermination()
        table = spark.read.parquet(os.path.join(folder, "table"))
        table.selectExpr("count(*) AS frames", "count(DISTINCT video) AS videos").show()
spark.stop()
