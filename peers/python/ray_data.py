"""Ray Data: an actor pool with a network in each actor decodes and detects, as its guide to custom reading has it.

read_videos needs decord, which has had no release since 2021, and would move each frame in its full
size between processes.
"""

import os
import tempfile

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
os.environ.setdefault("RAY_AUTH_MODE", "disabled")

import ray

from arguments import arguments
from network import COLUMNS, Network


class Detector:
    def __init__(self, options):
        self.network = Network(options, threads=1)

    def __call__(self, row):
        for found in self.network.rows(row["item"]):
            yield dict(zip(COLUMNS, found))


if __name__ == "__main__":
    options = arguments()
    # The paths of its sockets may have 107 bytes, of which Ray adds 64 to this directory.
    folder = tempfile.gettempdir()
    ray.init(
        num_cpus=options.processes,
        include_dashboard=False,
        _node_ip_address="127.0.0.1",
        _temp_dir=folder if len(folder) <= 40 else "/tmp/ray",
    )
    ray.data.DataContext.get_current().enable_progress_bars = False
    (
        ray.data.from_items(options.videos, override_num_blocks=min(len(options.videos), 8 * options.processes))
        .flat_map(
            Detector,
            fn_constructor_args=[options],
            compute=ray.data.ActorPoolStrategy(size=options.processes),
        )
        .write_parquet(options.output)
    )
    ray.shutdown()
