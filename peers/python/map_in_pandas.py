"""PySpark's mapInPandas as an expert would write it: only paths and boxes cross between Spark and Python.

Each Python worker keeps one network for all its tasks, with one thread: Spark runs a task per core.
"""

import pandas as pd

import network
from arguments import arguments
from spark_session import ROWS, session, videos

if __name__ == "__main__":
    options = arguments()

    def detect(batches):
        if not hasattr(network, "own"):
            network.own = network.Network(options, threads=1)
        for batch in batches:
            for video in batch["video"]:
                yield pd.DataFrame(network.own.rows(video), columns=network.COLUMNS)

    spark = session(options)
    videos(spark, options).mapInPandas(detect, ROWS).write.parquet(options.output)
    spark.stop()
