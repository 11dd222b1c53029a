package io.euge.cli;

/**
 * A command that another module adds to {@code euge}. It is found by {@link
 * java.util.ServiceLoader}, so the command line does not depend on the module. Implementations have
 * picocli's annotations.
 */
public interface Subcommand {}
