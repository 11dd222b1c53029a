package io.euge.bench.script;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that detects, with an engine.
 *
 * @param program its name in the tables
 * @param output what it writes
 */
record Contestant(ChosenEngine engine, String program, List<String> command, Path output) {}
