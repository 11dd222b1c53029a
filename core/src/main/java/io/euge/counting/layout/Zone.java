package io.euge.counting.layout;

/** An area whose entries and exits are counted. */
public record Zone(String name, Polygon area) {}
