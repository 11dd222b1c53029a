package io.euge.counting;

import java.io.Serializable;

/**
 * A vehicle followed a route.
 *
 * @param route its name
 * @param begin when it passed the origin
 * @param end when it reached the destination
 */
public record PassedRoute(String route, double begin, double end) implements Serializable {}
