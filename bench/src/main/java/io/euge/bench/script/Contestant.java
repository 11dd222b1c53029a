package io.euge.bench.script;

import java.nio.file.Path;
import java.util.List;

/**
 * A detection program with an engine.
 *
 * @param program its name in the tables
 * @param output path that it writes
 */
record Contestant(ChosenEngine engine, String program, List<String> command, Path output) {}
