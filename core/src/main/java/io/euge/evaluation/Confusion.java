package io.euge.evaluation;

/**
 * Objects that were found, but as something else. Each is also one of the missed truths of its own
 * label and one of the wrong detections of the other.
 */
public record Confusion(String truth, String found, int count) {}
