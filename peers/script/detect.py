"""What one writes without Euge: a plain script with OpenCV and ONNX Runtime or OpenVINO.

detect.py [--engine E] [--precision P] [--processes N] GRAPH OUTPUT.csv VIDEO...
    detects with a graph of the YOLOv3 family that Euge made, in one process with all processors,
    or in several that share them
detect.py --compare ONE OTHER
    prints the part of the boxes of either table above 0.5 that the other has too (IoU 0.5 and more)
"""

import argparse
import csv
import glob
import multiprocessing
import os
import sys

import cv2
import numpy as np

CONFIDENCE, IOU = 0.25, 0.45
COLUMNS = ["video", "frame", "label", "confidence", "x", "y", "width", "height"]


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


class OnnxRuntime:
    def __init__(self, graph, threads):
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"]
        )
        self.metadata = self.session.get_modelmeta().custom_metadata_map
        self.name = self.session.get_inputs()[0].name
        self.shape = self.session.get_inputs()[0].shape[1:]

    def run(self, outputs, images):
        return self.session.run(outputs, {self.name: images})


class OpenVino:
    def __init__(self, graph, threads, precision):
        import openvino

        core = openvino.Core()
        model = core.read_model(graph)
        facts = model.get_rt_info()["framework"]
        self.metadata = {key: facts[key].value for key in facts}
        self.shape = [length.get_length() for length in list(model.inputs[0].partial_shape)[1:]]
        model.reshape([1, *self.shape])
        settings = {"INFERENCE_PRECISION_HINT": precision}
        if threads:
            settings["INFERENCE_NUM_THREADS"] = threads
        self.request = core.compile_model(model, "CPU", settings).create_infer_request()

    def run(self, outputs, images):
        self.request.infer([images], share_inputs=True)
        return [self.request.get_tensor(output).data for output in outputs]


class Network:
    def __init__(self, options, threads):
        self.engine = (
            OnnxRuntime(options.graph, threads)
            if options.engine == "onnxruntime"
            else OpenVino(options.graph, threads, options.precision)
        )
        metadata = self.engine.metadata
        self.labels = metadata["euge.labels"].split("\n")
        self.heads = [Head(metadata[key]) for key in sorted(metadata) if key.startswith("euge.head.")]
        self.height, self.width, _ = self.engine.shape

    def rows(self, video):
        height, width = self.height, self.width
        reader = cv2.VideoCapture(video)
        if not reader.isOpened():
            sys.exit(f"Cannot open {video}")
        frame = 0
        while True:
            there, picture = reader.read()
            if not there:
                return
            scale = min(width / picture.shape[1], height / picture.shape[0])
            inside = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
            left, top = (width - inside[0]) // 2, (height - inside[1]) // 2
            padded = np.full((1, height, width, 3), 128, np.uint8)
            small = cv2.resize(picture, inside, interpolation=cv2.INTER_AREA)
            padded[0, top : top + inside[1], left : left + inside[0]] = small[:, :, ::-1]
            outputs = self.engine.run([head.output for head in self.heads], padded)
            found = [head.boxes(raw, (width, height)) for head, raw in zip(self.heads, outputs)]
            classes, confidences, boxes = (np.concatenate(part) for part in zip(*found))
            for label in np.unique(classes):
                own = np.nonzero(classes == label)[0]
                kept = cv2.dnn.NMSBoxes(
                    boxes[own].tolist(), confidences[own].tolist(), CONFIDENCE, IOU
                )
                for i in own[np.array(kept, int).reshape(-1)]:
                    box = (boxes[i] - [left, top, 0, 0]) / scale
                    yield [video, frame, self.labels[label], confidences[i], *box]
            frame += 1


def prepare(options):
    global network
    threads = max(1, len(os.sched_getaffinity(0)) // options.processes)
    cv2.setNumThreads(threads)
    network = Network(options, threads)


def rows_of(video):
    return list(network.rows(video))


def detect(options):
    with open(options.output, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        if options.processes == 1:
            network = Network(options, 0)
            for video in options.videos:
                rows.writerows(network.rows(video))
        else:
            starts = multiprocessing.get_context("spawn")
            with starts.Pool(options.processes, prepare, [options]) as pool:
                for found in pool.imap_unordered(rows_of, options.videos):
                    rows.writerows(found)


def table(name):
    frames = {}
    for file in glob.glob(os.path.join(name, "*.csv")) if os.path.isdir(name) else [name]:
        with open(file, newline="") as lines:
            for row in csv.DictReader(lines):
                x, y, w, h = (float(row[key]) for key in ("x", "y", "width", "height"))
                key = (os.path.basename(row["video"]), int(row["frame"]), row["label"])
                frames.setdefault(key, []).append((float(row["confidence"]), x, y, x + w, y + h))
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


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", choices=["onnxruntime", "openvino"], default="onnxruntime")
    parser.add_argument("--precision", choices=["f32", "bf16"], default="f32")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("graph")
    parser.add_argument("output")
    parser.add_argument("videos", nargs="+")
    return parser.parse_args()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--compare"]:
        print(compare(table(sys.argv[2]), table(sys.argv[3])))
    else:
        detect(arguments())
