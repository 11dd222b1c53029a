package io.euge.detection.head;

/**
 * The prototypes of masks, {@code [N, count, height, width]}. The coefficients of a box's mask, one
 * for each, follow its classes.
 *
 * @param output the tensor's name
 * @param count how many
 * @param height in cells
 * @param width in cells
 */
public record Prototypes(String output, int count, int height, int width) {}
