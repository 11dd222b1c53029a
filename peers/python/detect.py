"""What one writes without Euge: a plain script with OpenCV and ONNX Runtime or OpenVINO.

detect.py [--engine E] [--precision P] [--processes N] [--every N] [--crops DIR] GRAPH OUTPUT VIDEO...
    detects in one process with all cores, or in several that share them, and writes a CSV or
    Parquet file
detect.py --compare ONE OTHER [VIDEO...]
    prints the part of the boxes of either table above 0.5 that the other has too (IoU 0.5 and more,
    one to one), how many videos have such boxes in ONE and how many of these have boxes in OTHER, and
    the numbers of crops of both; in these videos or in all
"""

import csv
import glob
import multiprocessing
import os
import sys

from arguments import PROCESSORS, arguments
from network import COLUMNS, Network


def prepare(options):
    global network
    network = Network(options, max(1, PROCESSORS // options.processes))


def rows_of(video):
    return list(network.rows(video))


def found(options):
    """Yields the rows of each video."""
    if options.processes == 1:
        network = Network(options)
        for video in options.videos:
            yield network.rows(video)
    else:
        starts = multiprocessing.get_context("spawn")
        with starts.Pool(options.processes, prepare, [options]) as pool:
            yield from pool.imap_unordered(rows_of, options.videos)


def write_csv(output, tables):
    with open(output, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for rows in tables:
            writer.writerows(rows)


def write_parquet(output, tables):
    import pyarrow
    import pyarrow.parquet

    types = [pyarrow.string(), pyarrow.int64(), pyarrow.string()] + [pyarrow.float64()] * 5
    schema = pyarrow.schema(list(zip(COLUMNS, types)))
    os.mkdir(output)
    with pyarrow.parquet.ParquetWriter(os.path.join(output, "found.parquet"), schema) as writer:
        for rows in tables:
            rows = [dict(zip(COLUMNS, row)) for row in rows]
            writer.write_table(pyarrow.Table.from_pylist(rows, schema))


def lines(name):
    """Yields the rows of a table as dictionaries: a CSV file, or a directory of CSV or Parquet files."""
    parquet = glob.glob(os.path.join(name, "**", "*.parquet"), recursive=True)
    if parquet:
        import pyarrow.parquet

        for file in parquet:
            for row in pyarrow.parquet.ParquetFile(file).read().to_pylist():
                # Euge's tables have a row for each frame, with a list of its detections.
                for found in row.pop("detections", [{}]):
                    yield {**row, **found.pop("box", {}), **found}
    for file in glob.glob(os.path.join(name, "*.csv")) if os.path.isdir(name) else [name]:
        with open(file, newline="") as text:
            yield from csv.DictReader(text)


def table(name, videos):
    """Returns the boxes by video, frame and label, and the number of crops in the table or beside it."""
    frames, crops = {}, len(glob.glob(glob.escape(name + "-crops") + "/*.png"))
    for row in lines(name):
        video = os.path.basename(row["video"])
        # Daft keeps a row without a box for a video without any.
        if row["label"] is not None and (not videos or video in videos):
            x, y, w, h = (float(row[key]) for key in ("x", "y", "width", "height"))
            key = (video, int(row["frame"]), row["label"])
            frames.setdefault(key, []).append((float(row["confidence"]), x, y, x + w, y + h))
            crops += row.get("crop") is not None
    return frames, crops


def overlap(a, b):
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    both = max(width, 0) * max(height, 0)
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])
    return both / (area(a) + area(b) - both)


def compare(one, other):
    """Boxes near the threshold may be on either side of it: those of 0.5 and more must be in both."""
    sure = matched = 0
    for first, second in ((one, other), (other, one)):
        for key, boxes in first.items():
            candidates = list(second.get(key, []))
            for box in sorted(boxes, reverse=True):
                if box[0] > 0.5:
                    sure += 1
                    best = max(candidates, key=lambda b: overlap(box[1:], b[1:]), default=None)
                    if best and overlap(box[1:], best[1:]) >= 0.5:
                        matched += 1
                        candidates.remove(best)
    return matched / sure if sure else 1.0


def videos_with_boxes(frames, confidence):
    return {key[0] for key, boxes in frames.items() if any(box[0] > confidence for box in boxes)}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--compare"]:
        videos = {os.path.basename(video) for video in sys.argv[4:]}
        (one, crops), (other, other_crops) = (table(name, videos) for name in sys.argv[2:4])
        expected = videos_with_boxes(one, 0.5)
        there = expected & videos_with_boxes(other, 0)
        print(compare(one, other), len(expected), len(there), crops, other_crops)
    else:
        options = arguments()
        (write_csv if options.output.endswith(".csv") else write_parquet)(options.output, found(options))
