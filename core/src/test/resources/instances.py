"""Decodes poses and instance segmentations of Ultralytics' models with ONNX Runtime and NumPy.

    instances.py MODEL FRAMES CONFIDENCE IOU UNIT

FRAMES.txt has a line for each frame: its number, its width and height, and left, top, scale x and
scale y of its place in the network's input. FRAMES.rgb has the inputs: height x width x 3 bytes,
RGB. UNIT is 1 if the model's boxes and keypoints are in parts of its input and not in pixels.

Prints a line for each object that non-maximum suppression within each class leaves: the frame,
the class, the confidence, left, top, width and height in pixels of the frame; then "pose" with x,
y and confidence of each keypoint, or "mask" with the lengths of runs of pixels outside and inside
in turn, column by column.
"""
import ast
import sys

import numpy as np
import onnxruntime


def decode(tensor, classes, unit, size, place):
    """Boxes (left, top, right, bottom of the frame), scores, classes and what follows them."""
    rows = tensor.T.astype(np.float64)
    left, top, scale_x, scale_y = place
    factor = np.array(size if unit else (1, 1), np.float64)
    center = rows[:, 0:2] * factor
    half = rows[:, 2:4] * factor / 2
    offset, scale = np.array([left, top]), np.array([scale_x, scale_y])
    boxes = np.hstack([(center - half - offset) / scale, (center + half - offset) / scale])
    scores = tensor[4 : 4 + classes].T
    return boxes, scores.max(axis=1), scores.argmax(axis=1), tensor[4 + classes :].T


def suppress(boxes, scores, labels, limit):
    kept = []
    for i in np.argsort(-scores, kind="stable"):
        if all(labels[i] != labels[j] or iou(boxes[i], boxes[j]) <= limit for j in kept):
            kept.append(i)
    return kept


def iou(a, b):
    width, height = np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2])
    both = max(width, 0) * max(height, 0)
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])
    return both / (area(a) + area(b) - both) if both > 0 else 0


def mask(coefficients, prototypes, box, width, height, size, place):
    """The pixels of the box whose interpolated logit is above zero, as a frame of booleans."""
    left, top, scale_x, scale_y = place
    logits = np.tensordot(coefficients, prototypes, axes=1).astype(np.float64)
    rows, columns = logits.shape
    x = ((np.arange(width) + 0.5) * scale_x + left) * columns / size[0] - 0.5
    y = ((np.arange(height) + 0.5) * scale_y + top) * rows / size[1] - 0.5
    x, y = x.clip(0, columns - 1), y.clip(0, rows - 1)
    x0, y0 = x.astype(int), y.astype(int)
    x1, y1 = np.minimum(x0 + 1, columns - 1), np.minimum(y0 + 1, rows - 1)
    across, down = x - x0, (y - y0)[:, np.newaxis]
    upper = logits[np.ix_(y0, x0)] * (1 - across) + logits[np.ix_(y0, x1)] * across
    lower = logits[np.ix_(y1, x0)] * (1 - across) + logits[np.ix_(y1, x1)] * across
    inside_x = (np.arange(width) + 0.5 >= box[0]) & (np.arange(width) + 0.5 < box[2])
    inside_y = (np.arange(height) + 0.5 >= box[1]) & (np.arange(height) + 0.5 < box[3])
    return (upper * (1 - down) + lower * down > 0) & inside_x & inside_y[:, np.newaxis]


def runs(pixels):
    column = np.concatenate([[False], pixels.T.ravel()])
    changes = np.flatnonzero(column[1:] != column[:-1])
    return np.diff(np.concatenate([[0], changes, [pixels.size]]))


def main(model, frames, confidence, limit, unit):
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    feed = session.get_inputs()[0]
    size = (feed.shape[3], feed.shape[2])
    classes = len(ast.literal_eval(session.get_modelmeta().custom_metadata_map["names"]))
    inputs = np.fromfile(frames + ".rgb", np.uint8).reshape(-1, size[1], size[0], 3)
    for line, pixels in zip(open(frames + ".txt"), inputs):
        frame, width, height, *place = line.split()
        place = [float(number) for number in place]
        planes = pixels.transpose(2, 0, 1)[np.newaxis].astype(np.float32) / np.float32(255)
        outputs = session.run(None, {feed.name: planes})
        boxes, scores, labels, rest = decode(outputs[0][0], classes, unit == "1", size, place)
        above = np.flatnonzero(scores > float(confidence))
        boxes, scores, labels, rest = boxes[above], scores[above], labels[above], rest[above]
        for i in suppress(boxes, scores, labels, float(limit)):
            if len(outputs) > 1:
                pixels = mask(
                    rest[i], outputs[1][0], boxes[i], int(width), int(height), size, place
                )
                parts = ["mask", *runs(pixels)]
            else:
                points = rest[i].reshape(-1, 3).astype(np.float64)
                points[:, :2] *= size if unit == "1" else (1, 1)
                points[:, :2] = (points[:, :2] - place[:2]) / place[2:]
                parts = ["pose", *points.ravel()]
            box = [*boxes[i][:2], *(boxes[i][2:] - boxes[i][:2])]
            print(frame, labels[i], scores[i], *box, *parts)


main(*sys.argv[1:])
