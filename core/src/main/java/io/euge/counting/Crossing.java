package io.euge.counting;

import java.io.Serializable;

/**
 * A vehicle crossed a line.
 *
 * @param line its name
 * @param direction the name of the direction
 * @param seconds interpolated between the positions before and after the line
 */
public record Crossing(String line, String direction, double seconds) implements Serializable {}
