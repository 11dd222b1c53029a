package io.euge.peers;

import java.io.Serializable;
import java.util.List;


/**
 * What was found in one frame.
 *
 * @param number index in presentation order, from 0
 * @param found by falling confidence; a serializable list
 */
public record Frame(long number, List<Found> found) implements Serializable {}
