/**
 * Trains the weights of the demo's detector: pictures of synthetic traffic with ground truth,
 * YOLOv3's loss, Adam, and a Darknet weights file at the end.
 */
package io.euge.training;
