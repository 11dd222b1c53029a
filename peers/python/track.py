"""Tracks detections in MOT text with the trackers of the package `trackers`.

Prints for each its name, frames per second of CPU time, and how many tracks and boxes it found.
"""

import sys
import time
from collections import defaultdict

import numpy
import supervision
import trackers


def main(path):
    frames = defaultdict(list)
    for line in open(path):
        number, _, x, y, width, height, confidence = map(float, line.split(",")[:7])
        frames[int(number)].append((x, y, x + width, y + height, confidence))
    detections = []
    for number in range(1, max(frames) + 1):
        rows = numpy.array(frames[number])
        detections.append(
            supervision.Detections(
                xyxy=rows[:, :4],
                confidence=rows[:, 4],
                class_id=numpy.zeros(len(rows), dtype=int),
            )
        )
    for name in ("SORTTracker", "ByteTrackTracker", "OCSORTTracker"):
        if not hasattr(trackers, name):
            continue
        tracker = getattr(trackers, name)()
        numbers, boxes = set(), 0
        start = time.process_time()
        for found in detections:
            ids = tracker.update(found).tracker_id
            ids = ids[ids >= 0]
            numbers.update(ids.tolist())
            boxes += len(ids)
        seconds = time.process_time() - start
        print(name, len(detections) / seconds, len(numbers), boxes, sep="\t")


main(sys.argv[1])
