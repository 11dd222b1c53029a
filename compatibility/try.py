"""Runs detection, SQL, pictures and tracking with the one jar in the PySpark that is installed.

    python compatibility/try.py bundle/target/euge-spark-*.jar MODEL VIDEO

Used for versions of Spark that Maven Central does not have. What it prints is the same in all.
"""

import sys

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
spark.stop()
