/**
 * Detections of frames, and the options that select them. The subpackages convert outputs to boxes,
 * and connect a source of frames to a shared model.
 */
package io.euge.detection;
