package io.euge.counting.layout;

/** An area whose visitors are counted. */
public record Zone(String name, Polygon area) {}
