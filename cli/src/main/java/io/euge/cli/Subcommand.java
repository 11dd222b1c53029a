package io.euge.cli;

/**
 * A command that another module adds to {@code euge}, found by {@link java.util.ServiceLoader}: so
 * the command line need not know the module. Implementations carry picocli's annotations.
 */
public interface Subcommand {}
