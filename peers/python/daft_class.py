"""Daft: a class with a network in each of several processes decodes and detects."""

import os

os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
# Its processes find the modules here.
os.environ["PYTHONPATH"] = os.path.dirname(os.path.abspath(__file__))

import daft
from daft import DataType

from arguments import arguments
from network import COLUMNS, Network

TYPES = [DataType.int64(), DataType.string()] + [DataType.float64()] * 5
FOUND = DataType.list(DataType.struct(dict(zip(COLUMNS[1:], TYPES))))

if __name__ == "__main__":
    options = arguments()

    @daft.cls(max_concurrency=options.processes, use_process=True)
    class Detector:
        def __init__(self, options):
            self.network = Network(options, threads=1)

        @daft.method(return_dtype=FOUND)
        def detect(self, video: str):
            return [dict(zip(COLUMNS[1:], row[1:])) for row in self.network.rows(video)]

    (
        daft.from_pydict({"video": options.videos})
        .into_batches(1)
        .with_column("found", Detector(options).detect(daft.col("video")))
        .explode("found")
        .select("video", daft.col("found").unnest())
        .write_parquet(options.output)
    )
