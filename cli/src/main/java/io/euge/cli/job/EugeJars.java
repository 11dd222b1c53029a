package io.euge.cli.job;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Euge's jars and their dependencies that Spark does not include, from the class path of this
 * process.
 */
public final class EugeJars {
  private static final Pattern EXECUTORS =
      Pattern.compile(
          "(euge-|onnxruntime|jna-|javacpp-|ffmpeg-|tribuo-util-onnx|protobuf-java-).*\\.jar");

  private static final Pattern PROMPT = Pattern.compile("(picocli|progressbar|jline).*\\.jar");

  private EugeJars() {}

  /** Returns the jars for executors, including those that the user added to the launcher. */
  public static List<String> ofExecutors() {
    return Stream.concat(of(EXECUTORS), ClassPathJars.of(System.getenv("EUGE_CLASSPATH")).stream())
        .toList();
  }

  /** Returns these jars and those of the command line, for a driver that Spark starts. */
  public static List<String> ofDriver() {
    return Stream.concat(ofExecutors().stream(), of(PROMPT)).toList();
  }

  private static Stream<String> of(Pattern names) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> names.matcher(new File(entry).getName()).matches());
  }
}
