"""What one writes without Euge: a plain script with OpenCV and ONNX Runtime, in one process.

detect.py GRAPH VIDEO OUTPUT.csv     detects with a graph of the YOLOv3 family that Euge made
detect.py --compare ONE.csv OTHER.csv
    prints the part of the boxes of either table above 0.5 that the other has too (IoU 0.5 and more)
"""

import csv
import sys

import cv2
import numpy as np

CONFIDENCE, IOU = 0.25, 0.45


class Head:
    """One output of the graph, as its metadata describes it."""

    def __init__(self, description):
        values = dict(word.split("=", 1) for word in description.split()[1:])
        if not description.startswith("yolo ") or values["new_coords"] != "false":
            sys.exit(f"This script knows heads of YOLOv3 only, not '{description}'")
        self.output = values["output"]
        self.scale = float(values["scale_x_y"])
        self.anchors = np.array([[float(n) for n in a.split("x")] for a in values["anchors"].split(",")])

    def boxes(self, raw, size):
        """Returns classes, confidences and boxes (x, y, width, height) in pixels of the input."""
        anchors, (rows, columns) = len(self.anchors), raw.shape[-2:]
        raw = raw.reshape(anchors, -1, rows, columns)
        a, row, column = np.nonzero(raw[:, 4] > np.log(CONFIDENCE / (1 - CONFIDENCE)))
        cells = raw[a, :, row, column]
        classes = cells[:, 5:].argmax(1)
        sigmoid = 1 / (1 + np.exp(-cells))
        confidence = sigmoid[:, 4] * sigmoid[np.arange(len(cells)), 5 + classes]
        centre = sigmoid[:, :2] * self.scale - (self.scale - 1) / 2 + np.stack([column, row], 1)
        centre *= np.array(size) / [columns, rows]
        extent = np.exp(cells[:, 2:4]) * self.anchors[a]
        keep = confidence > CONFIDENCE
        return classes[keep], confidence[keep], np.hstack([centre - extent / 2, extent])[keep]


def detect(graph, video, output):
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    metadata = session.get_modelmeta().custom_metadata_map
    labels = metadata["euge.labels"].split("\n")
    heads = [Head(metadata[key]) for key in sorted(metadata) if key.startswith("euge.head.")]
    _, height, width, _ = session.get_inputs()[0].shape
    name = session.get_inputs()[0].name
    reader = cv2.VideoCapture(video)
    if not reader.isOpened():
        sys.exit(f"Cannot open {video}")
    with open(output, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["frame", "label", "confidence", "x", "y", "width", "height"])
        frame = 0
        while True:
            there, picture = reader.read()
            if not there:
                break
            scale = min(width / picture.shape[1], height / picture.shape[0])
            inside = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
            left, top = (width - inside[0]) // 2, (height - inside[1]) // 2
            padded = np.full((1, height, width, 3), 128, np.uint8)
            small = cv2.resize(picture, inside, interpolation=cv2.INTER_AREA)
            padded[0, top : top + inside[1], left : left + inside[0]] = small[:, :, ::-1]
            outputs = session.run([head.output for head in heads], {name: padded})
            found = [head.boxes(raw, (width, height)) for head, raw in zip(heads, outputs)]
            classes, confidences, boxes = (np.concatenate(part) for part in zip(*found))
            for label in np.unique(classes):
                own = np.nonzero(classes == label)[0]
                kept = cv2.dnn.NMSBoxes(
                    boxes[own].tolist(), confidences[own].tolist(), CONFIDENCE, IOU
                )
                for i in own[np.array(kept, int).reshape(-1)]:
                    box = (boxes[i] - [left, top, 0, 0]) / scale
                    rows.writerow([frame, labels[label], confidences[i], *box])
            frame += 1


def table(file):
    frames = {}
    with open(file, newline="") as lines:
        for row in csv.DictReader(lines):
            x, y, w, h = (float(row[key]) for key in ("x", "y", "width", "height"))
            frames.setdefault((int(row["frame"]), row["label"]), []).append(
                (float(row["confidence"]), x, y, x + w, y + h)
            )
    return frames


def overlap(a, b):
    width, height = min(a[3], b[3]) - max(a[1], b[1]), min(a[4], b[4]) - max(a[2], b[2])
    both = max(width, 0) * max(height, 0)
    area = lambda box: (box[3] - box[1]) * (box[4] - box[2])
    return both / (area(a) + area(b) - both)


def compare(one, other):
    """Boxes near the threshold may be on either side of it: those of 0.5 and more must be in both."""
    sure = matched = 0
    for first, second in ((one, other), (other, one)):
        for key, boxes in first.items():
            for box in boxes:
                if box[0] > 0.5:
                    sure += 1
                    matched += any(overlap(box, b) >= 0.5 for b in second.get(key, []))
    return matched / sure if sure else 1.0


if __name__ == "__main__":
    if sys.argv[1] == "--compare":
        print(compare(table(sys.argv[2]), table(sys.argv[3])))
    else:
        detect(*sys.argv[1:])
