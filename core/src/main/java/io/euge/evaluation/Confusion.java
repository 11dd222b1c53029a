package io.euge.evaluation;

/**
 * Objects that were found with another label. Each is also one of the missed truths of its own
 * label and one of the wrong detections of the other.
 */
public record Confusion(String truth, String found, int count) {}
