package io.euge.cli.job;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Expands a class path to a list of jars, because Spark does not support {@code *}. */
final class ClassPathJars {
  private ClassPathJars() {}

  /**
   * Returns the jars of a class path.
   *
   * @param classPath jars, and {@code DIRECTORY/*} for all jars of a directory, as in Java; other
   *     entries are ignored. May be null.
   */
  static List<String> of(String classPath) {
    List<String> jars = new ArrayList<>();
    if (classPath != null) {
      for (String entry : classPath.split(File.pathSeparator, -1)) {
        File file = new File(entry);
        if (file.getName().equals("*")) {
          File[] inside = file.getAbsoluteFile().getParentFile().listFiles(ClassPathJars::isJar);
          Arrays.stream(inside == null ? new File[0] : inside)
              .sorted()
              .forEach(jar -> jars.add(jar.getPath()));
        } else if (isJar(file)) {
          jars.add(file.getAbsolutePath());
        }
      }
    }
    return jars;
  }

  private static boolean isJar(File file) {
    return file.isFile() && file.getName().toLowerCase(Locale.ROOT).endsWith(".jar");
  }
}
