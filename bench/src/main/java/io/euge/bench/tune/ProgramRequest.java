package io.euge.bench.tune;

import java.io.Serializable;
import java.util.List;

/**
 * A command line for a process of its own.
 *
 * @param arguments after {@code euge}
 */
record ProgramRequest(List<String> arguments) implements Serializable {}
