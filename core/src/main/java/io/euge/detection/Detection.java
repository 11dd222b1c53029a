package io.euge.detection;

/**
 * One object found in one frame.
 *
 * @param label the class in words
 * @param classId the class as its index in the model's labels
 * @param confidence objectness times class probability, in (0, 1]
 * @param x left edge in pixels of the source frame; may lie outside the frame
 * @param y top edge in pixels of the source frame; may lie outside the frame
 * @param width in pixels of the source frame
 * @param height in pixels of the source frame
 */
public record Detection(
    String label, int classId, float confidence, float x, float y, float width, float height) {}
