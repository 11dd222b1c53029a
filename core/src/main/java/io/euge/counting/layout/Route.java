package io.euge.counting.layout;

/**
 * A route through the picture.
 *
 * @param from the line or zone where it begins
 * @param to the line or zone where it ends
 */
public record Route(String name, String from, String to) {}
