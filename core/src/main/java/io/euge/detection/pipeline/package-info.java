/** Reads frames, runs the model on batches of them, and returns detections frame by frame. */
package io.euge.detection.pipeline;
