package io.euge.bench.tune;

import java.io.Serializable;
import java.util.List;

/**
 * A command line to run in a separate process.
 *
 * @param arguments after {@code euge}
 */
record ProgramRequest(List<String> arguments) implements Serializable {}
