"""Runs a Darknet network with OpenCV's own importer on a tensor of bytes.

    opencv_heads.py CFG WEIGHTS INPUT WIDTH HEIGHT FOLDER OUTPUT...

INPUT holds height x width x 3 bytes, RGB. Each OUTPUT (conv_81, ...) is written to
FOLDER/OUTPUT.f32 as 32-bit floats, channels first.
"""
import sys

import cv2
import numpy as np


def main(cfg, weights, tensor, width, height, folder, *outputs):
    pixels = np.fromfile(tensor, np.uint8).reshape(int(height), int(width), 3)
    planes = np.ascontiguousarray(pixels.transpose(2, 0, 1)[np.newaxis]).astype(np.float32) / 255
    net = cv2.dnn.readNetFromDarknet(cfg, weights)
    net.setInput(planes)
    for name, values in zip(outputs, net.forward(outputs)):
        values.astype("<f4").tofile(f"{folder}/{name}.f32")


main(*sys.argv[1:])
