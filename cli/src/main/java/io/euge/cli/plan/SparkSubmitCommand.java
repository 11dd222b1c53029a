package io.euge.cli.plan;

import io.euge.cli.console.ShellQuoting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A call of {@code spark-submit}.
 *
 * @param files that Spark copies to the driver's directory
 * @param command of {@code euge} with its arguments
 */
record SparkSubmitCommand(
    String master,
    boolean clusterMode,
    Map<String, String> conf,
    List<String> jars,
    List<String> files,
    List<String> command) {
  /** The main class, by name because this package must not depend on it. */
  private static final String MAIN_CLASS = "io.euge.cli.Euge";

  private static final String PROGRAM = "spark-submit";

  /** Returns the arguments; an option and its value are two elements. */
  List<String> arguments() {
    List<String> words = new ArrayList<>();
    options().forEach(words::addAll);
    words.add(main());
    words.addAll(command);
    return words;
  }

  /** Returns the call in shell syntax, one option per line. */
  String shell() {
    return shell(PROGRAM);
  }

  /**
   * Returns a shell script that runs spark-submit from SPARK_HOME, or from PATH if that is not set.
   */
  String script() {
    return "#!/bin/sh\n"
        + "# Java reads names of files as the locale has them.\n"
        + "[ \"$(locale charmap 2>/dev/null)\" = UTF-8 ] || export LC_ALL=C.UTF-8\n"
        + shell("exec \"${SPARK_HOME:+$SPARK_HOME/bin/}" + PROGRAM + "\"")
        + "\n";
  }

  private String shell(String program) {
    StringBuilder line = new StringBuilder(program);
    for (List<String> option : options()) {
      line.append(" \\\n ");
      option.forEach(word -> line.append(' ').append(ShellQuoting.of(word)));
    }
    line.append(" \\\n  ").append(ShellQuoting.of(main())).append(" \\\n ");
    command.forEach(word -> line.append(' ').append(ShellQuoting.of(word)));
    return line.toString();
  }

  private List<List<String>> options() {
    List<List<String>> options = new ArrayList<>();
    options.add(List.of("--master", master));
    options.add(List.of("--deploy-mode", clusterMode ? "cluster" : "client"));
    options.add(List.of("--class", MAIN_CLASS));
    conf.forEach((key, value) -> options.add(List.of("--conf", key + "=" + value)));
    if (!jars.isEmpty()) {
      options.add(List.of("--conf", "spark.jars=" + String.join(",", jars)));
    }
    if (!files.isEmpty()) {
      options.add(List.of("--files", String.join(",", files)));
    }
    return options;
  }

  private String main() {
    return jars.stream()
        .filter(jar -> Path.of(jar).getFileName().toString().startsWith("euge-cli-"))
        .findFirst()
        .orElse("euge-cli.jar");
  }
}
