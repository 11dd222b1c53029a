"""What all programs here share: a network with its pre- and postprocessing, and the frames of a video.

A graph is one of the YOLOv3 family that Euge imported, of YOLOX or of YOLOv8, as their exporters write
them. OpenCV decodes and resizes; ONNX Runtime or OpenVINO runs the graph.
"""

import ast
import os
import sys

import cv2
import numpy as np

CONFIDENCE, IOU = 0.25, 0.45
COLUMNS = ["video", "frame", "label", "confidence", "x", "y", "width", "height"]
COCO = (
    "person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,stop sign,"
    "parking meter,bench,bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe,backpack,umbrella,"
    "handbag,tie,suitcase,frisbee,skis,snowboard,sports ball,kite,baseball bat,baseball glove,"
    "skateboard,surfboard,tennis racket,bottle,wine glass,cup,fork,knife,spoon,bowl,banana,apple,"
    "sandwich,orange,broccoli,carrot,hot dog,pizza,donut,cake,chair,couch,potted plant,bed,"
    "dining table,toilet,tv,laptop,mouse,remote,keyboard,cell phone,microwave,oven,toaster,sink,"
    "refrigerator,book,clock,vase,scissors,teddy bear,hair drier,toothbrush"
).split(",")


def sure(scores, boxes):
    """Returns classes, confidences and boxes of the rows of scores [boxes, classes] that are high enough."""
    classes = scores.argmax(1)
    confidences = scores[np.arange(len(scores)), classes]
    keep = confidences > CONFIDENCE
    return classes[keep], confidences[keep], boxes[keep]


def corner(centre, extent):
    return np.hstack([centre - extent / 2, extent])


class Head:
    """One output of a graph of the YOLOv3 family, as its metadata describes it."""

    def __init__(self, description):
        values = dict(word.split("=", 1) for word in description.split()[1:])
        if not description.startswith("yolo ") or values["new_coords"] != "false":
            sys.exit(f"Only heads of YOLOv3 are supported, not '{description}'")
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
        return classes[keep], confidence[keep], corner(centre, extent)[keep]


class Yolov3:
    """A graph that Euge imported from Darknet: bytes [1, height, width, 3], one output for each head."""

    padding, centred = 128, True

    def __init__(self, metadata, shape):
        self.labels = metadata["euge.labels"].split("\n")
        self.heads = [Head(metadata[key]) for key in sorted(metadata) if key.startswith("euge.head.")]
        self.outputs = [head.output for head in self.heads]
        self.height, self.width, _ = shape

    def input(self, picture):
        return picture[None, :, :, ::-1]

    def boxes(self, outputs):
        found = [h.boxes(raw, (self.width, self.height)) for h, raw in zip(self.heads, outputs)]
        return [np.concatenate(part) for part in zip(*found)]


class Yolox:
    """YOLOX: floats [1, 3, height, width] of 0 to 255, output [1, boxes, 5 + classes] relative to cells."""

    padding, centred, outputs, labels = 114, False, ["output"], COCO

    def __init__(self, metadata, shape):
        _, self.height, self.width = shape
        cells = []
        for stride in (8, 16, 32):
            y, x = np.mgrid[: self.height // stride, : self.width // stride].reshape(2, -1)
            cells.append(np.stack([x, y, np.full_like(x, stride)], 1))
        self.cells = np.concatenate(cells).astype(np.float32)

    def input(self, picture):
        return np.ascontiguousarray(picture.transpose(2, 0, 1), np.float32)[None]

    def boxes(self, outputs):
        rows = outputs[0][0]
        keep = rows[:, 4] > CONFIDENCE
        rows, cells = rows[keep], self.cells[keep]
        stride = cells[:, 2:]
        centre, extent = (rows[:, :2] + cells[:, :2]) * stride, np.exp(rows[:, 2:4]) * stride
        return sure(rows[:, 5:] * rows[:, 4:5], corner(centre, extent))


class Yolov8:
    """YOLOv8: floats [1, 3, height, width] of 0 to 1, output [1, 4 + classes, boxes]."""

    padding, centred, outputs = 114, True, ["output0"]

    def __init__(self, metadata, shape):
        self.labels = ast.literal_eval(metadata["names"])
        _, self.height, self.width = shape

    def input(self, picture):
        planes = np.ascontiguousarray(picture[:, :, ::-1].transpose(2, 0, 1), np.float32)
        return (planes / np.float32(255))[None]

    def boxes(self, outputs):
        rows = outputs[0][0]
        rows = rows[:, rows[4:].max(0) > CONFIDENCE].T
        return sure(rows[:, 4:], corner(rows[:, :2], rows[:, 2:4]))


def family(metadata, output):
    if "euge.labels" in metadata:
        return Yolov3
    return Yolox if output == "output" else Yolov8


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
        self.output = self.session.get_outputs()[0].name

    def run(self, outputs, images):
        return self.session.run(outputs, {self.name: images})


class OpenVino:
    def __init__(self, graph, threads, precision):
        import openvino

        core = openvino.Core()
        model = core.read_model(graph)
        facts = model.get_rt_info()["framework"] if model.has_rt_info("framework") else {}
        self.metadata = {key: facts[key].value for key in facts}
        self.shape = [length.get_length() for length in list(model.inputs[0].partial_shape)[1:]]
        self.output = model.outputs[0].any_name
        model.reshape([1, *self.shape])
        settings = {"INFERENCE_PRECISION_HINT": precision}
        if threads:
            settings["INFERENCE_NUM_THREADS"] = threads
        self.request = core.compile_model(model, "CPU", settings).create_infer_request()

    def run(self, outputs, images):
        self.request.infer([images], share_inputs=True)
        return [self.request.get_tensor(output).data for output in outputs]


class Network:
    """A network in an engine. It detects in one picture at a time.

    threads: of the engine and of OpenCV; 0 for all cores.
    """

    def __init__(self, options, threads=0):
        if threads:
            cv2.setNumThreads(threads)
        self.engine = (
            OnnxRuntime(options.graph, threads)
            if options.engine == "onnxruntime"
            else OpenVino(options.graph, threads, options.precision)
        )
        metadata = self.engine.metadata
        self.family = family(metadata, self.engine.output)(metadata, self.engine.shape)
        self.every, self.crops = options.every, options.crops

    def letterbox(self, picture):
        """Returns the picture resized and padded to the network's input, and its scale, left and top."""
        height, width = self.family.height, self.family.width
        scale = min(width / picture.shape[1], height / picture.shape[0])
        inside = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
        left, top = (width - inside[0]) // 2, (height - inside[1]) // 2
        if not self.family.centred:
            left = top = 0
        padded = np.full((height, width, 3), self.family.padding, np.uint8)
        small = cv2.resize(picture, inside, interpolation=cv2.INTER_AREA)
        padded[top : top + inside[1], left : left + inside[0]] = small
        return padded, scale, left, top

    def boxes(self, padded):
        """Yields label, confidence and box of a letterboxed picture, in its pixels."""
        outputs = self.engine.run(self.family.outputs, self.family.input(padded))
        classes, confidences, boxes = self.family.boxes(outputs)
        for label in np.unique(classes):
            own = np.nonzero(classes == label)[0]
            kept = cv2.dnn.NMSBoxes(boxes[own].tolist(), confidences[own].tolist(), CONFIDENCE, IOU)
            for i in own[np.array(kept, int).reshape(-1)]:
                yield self.family.labels[int(label)], float(confidences[i]), boxes[i]

    def detect(self, picture):
        """Yields label, confidence, x, y, width and height in pixels of the picture."""
        padded, scale, left, top = self.letterbox(picture)
        for label, confidence, box in self.boxes(padded):
            yield label, confidence, *map(float, (box - [left, top, 0, 0]) / scale)

    def rows(self, video):
        """Yields the rows of COLUMNS of a video."""
        for frame, picture in frames(video, self.every):
            for i, found in enumerate(self.detect(picture)):
                if self.crops:
                    write_crop(self.crops, video, frame, i, picture, found[2:])
                yield video, frame, *found


def frames(video, every=1):
    """Yields the index and picture of every so many-th frame of a video."""
    reader = cv2.VideoCapture(video)
    if not reader.isOpened():
        raise OSError(f"Cannot open {video}")
    frame = 0
    while reader.grab():
        if frame % every == 0:
            there, picture = reader.retrieve()
            if not there:
                raise OSError(f"Cannot decode frame {frame} of {video}")
            yield frame, picture
        frame += 1


def write_crop(folder, video, frame, number, picture, box):
    x, y, width, height = box
    left, top = max(int(x), 0), max(int(y), 0)
    crop = picture[top : int(np.ceil(y + height)), left : int(np.ceil(x + width))]
    if crop.size:
        name = f"{os.path.basename(video)}-{frame}-{number}.png"
        cv2.imwrite(os.path.join(folder, name), crop)
