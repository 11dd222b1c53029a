"""The Spark session of the programs with PySpark."""

import os
import sys
import tempfile

from pyspark.sql import SparkSession

ROWS = "video string, frame long, label string, confidence double, x double, y double, width double, height double"


def session(options):
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (
        SparkSession.builder.master(f"local[{options.processes}]")
        .config("spark.driver.memory", "4g")
        .config("spark.driver.extraJavaOptions", f"-Djava.io.tmpdir={tempfile.gettempdir()}")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    folder = os.path.dirname(os.path.abspath(__file__))
    for module in ("network.py", "arguments.py"):
        spark.sparkContext.addPyFile(os.path.join(folder, module))
    return spark


def videos(spark, options):
    """Returns a table of the paths, in enough partitions that no core waits long for the last."""
    paths = spark.createDataFrame([(video,) for video in options.videos], "video string")
    return paths.repartition(min(len(options.videos), 8 * options.processes))
