package io.euge.cli;

import io.euge.EugeException;
import io.euge.OptionException;
import java.io.File;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Which Spark a command runs on, and how it is started. */
public final class SparkOptions {
  /** What executors need beside Spark's own jars. */
  private static final Pattern OURS =
      Pattern.compile(
          "(euge-|onnxruntime|jna-|javacpp-|ffmpeg-|tribuo-util-onnx|protobuf-java-).*\\.jar");

  @Option(
      names = "--master",
      paramLabel = "URL",
      defaultValue = "local[*]",
      description = "Spark master (default: ${DEFAULT-VALUE}).")
  private String master;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark; may be given several times.")
  private Map<String, String> conf = new LinkedHashMap<>();

  /** Spark in this process, with so many tasks at once: for commands that choose it themselves. */
  public static SparkOptions local(int tasks) {
    SparkOptions options = new SparkOptions();
    options.master = "local[" + tasks + "]";
    return options;
  }

  /**
   * Starts Spark, with defaults that suit a terminal; {@code --conf} wins over them.
   *
   * @throws OptionException when Spark cannot make sense of the master or a setting
   * @throws EugeException when it cannot start for another reason
   */
  public SparkSession start(String name) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName(name)
            .master(master)
            .config("spark.plugins", "io.euge.spark.EugePlugin")
            // Progress arrives with the heartbeat.
            .config("spark.executor.heartbeatInterval", "1s")
            .config("spark.ui.showConsoleProgress", false);
    if (master.startsWith("local")) {
      builder
          .config("spark.ui.enabled", false)
          .config("spark.driver.host", "localhost")
          .config("spark.driver.bindAddress", "127.0.0.1");
    }
    conf.forEach(builder::config);
    if (!master.startsWith("local")) {
      builder.config("spark.jars", jars(conf.get("spark.jars")));
    }
    try {
      return builder.getOrCreate();
    } catch (Exception e) { // Scala does not declare what it throws
      throw refused(e);
    }
  }

  private EugeException refused(Exception e) {
    EugeException known = ErrorLine.ours(e);
    if (known != null) {
      return known;
    }
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (reason.contains("Could not parse Master URL")) {
      return new OptionException(
          "--master is '"
              + master
              + "': give local[N], local[*], spark://HOST:PORT, yarn or k8s://HOST:PORT");
    }
    if (e instanceof IllegalArgumentException) {
      return new OptionException("Spark does not take a setting of --conf: " + reason);
    }
    return new EugeException("Spark cannot be started on " + master + ": " + reason, e);
  }

  /** Ours, those added to the launcher, and those the user asked for. */
  private static String jars(String others) {
    return Stream.of(
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> OURS.matcher(new File(entry).getName()).matches()),
            AddedJars.of(System.getenv("EUGE_CLASSPATH")).stream(),
            Stream.ofNullable(others))
        .flatMap(jars -> jars)
        .collect(Collectors.joining(","));
  }
}
