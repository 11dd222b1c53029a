"""The arguments of all programs here."""

import argparse
import os

PROCESSORS = len(os.sched_getaffinity(0))


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", choices=["onnxruntime", "openvino"], default="onnxruntime")
    parser.add_argument("--precision", choices=["f32", "bf16"], default="f32")
    parser.add_argument("--processes", type=int, default=PROCESSORS, help="tasks at a time")
    parser.add_argument("--every", type=int, default=1, help="detect in every N-th frame")
    parser.add_argument("--crops", help="existing directory for a PNG of each object")
    parser.add_argument("graph")
    parser.add_argument("output", help="OUTPUT.csv or a directory for Parquet files")
    parser.add_argument("videos", nargs="+")
    return parser.parse_args()
