package io.euge.detection.head;

/**
 * A prior box of a head.
 *
 * @param width in pixels of the network's input
 * @param height in pixels of the network's input
 */
public record Anchor(float width, float height) {}
