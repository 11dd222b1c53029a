package io.euge.cli.job;

import io.euge.ByteSize;
import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.console.FailureCauses;
import io.euge.cli.console.HelpSections;
import io.euge.file.TemporaryFolder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Which Spark a command runs on, and how it is started. */
public final class SparkOptions {
  private static final String LOCAL = "local[*]";

  /** Bytes of a heap without which Spark does not start: 1.5 times what it reserves for itself. */
  public static final long LEAST_HEAP = 450L << 20;

  private static final Pattern LOCAL_TASKS = Pattern.compile("local(?:\\[(\\d+|\\*)[],].*)?");
  private static final int MAX_TASKS = 1024;

  /** What spark-submit sets in a driver. */
  private static final String SUBMITTED = "spark.master";

  @Option(
      names = "--master",
      order = HelpSections.CLUSTER,
      paramLabel = "URL",
      description = "Spark master (default: local[*], or spark-submit's).")
  private String master;

  @Option(
      names = "--conf",
      order = HelpSections.CLUSTER,
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
    TemporaryFolder.check(TemporaryFolder.LAUNCHER);
    checkHeap();
    // Of spark-submit, if that has started this process: what it says is left as it is.
    boolean submitted = System.getProperty(SUBMITTED) != null;
    String chosen = master != null ? master : System.getProperty(SUBMITTED, LOCAL);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.plugins", "io.euge.spark.EugePlugin");
    // Progress arrives with the heartbeat.
    settings.put("spark.executor.heartbeatInterval", "1s");
    settings.put("spark.ui.showConsoleProgress", "false");
    if (chosen.startsWith("local")) {
      settings.put("spark.ui.enabled", "false");
      settings.put("spark.driver.host", "localhost");
      settings.put("spark.driver.bindAddress", "127.0.0.1");
    }
    if (LOCAL_TASKS.matcher(chosen).matches()) {
      // A task without memory fails the job with its reason; Spark would end this process silently.
      settings.put("spark.executor.killOnFatalError.depth", "0");
    } else {
      // Executors read names of files as their locale has them.
      settings.put("spark.executorEnv.LC_ALL", "C.UTF-8");
    }
    checkTasks(chosen);
    settings.keySet().removeIf(key -> submitted && System.getProperty(key) != null);
    settings.putAll(conf);
    if (!chosen.startsWith("local") && !submitted) {
      settings.put("spark.jars", jars(conf.get("spark.jars")));
    }
    SparkSession.Builder builder = SparkSession.builder().appName(name).master(chosen);
    settings.forEach(builder::config);
    try {
      return builder.getOrCreate();
    } catch (Exception e) { // Scala does not declare what it throws
      throw refused(chosen, e);
    }
  }

  /** Spark would name a setting that nobody gave. */
  private void checkHeap() {
    long heap = Runtime.getRuntime().maxMemory();
    if (heap < LEAST_HEAP && !conf.containsKey("spark.testing.memory")) {
      throw new EugeException(
          "The heap of %s is too small for Spark, which needs %s: give more, EUGE_JAVA_OPTIONS=-Xmx1g or --driver-memory of spark-submit"
              .formatted(ByteSize.wholeMib(heap), ByteSize.wholeMib(LEAST_HEAP)));
    }
  }

  private static void checkTasks(String master) {
    Matcher local = LOCAL_TASKS.matcher(master);
    if (local.matches()
        && local.group(1) != null
        && !local.group(1).equals("*")
        && (local.group(1).length() > 4 || Integer.parseInt(local.group(1)) > MAX_TASKS)) {
      throw new OptionException(
          "--master is '" + master + "': give local[N] with N from 1 to " + MAX_TASKS);
    }
  }

  private EugeException refused(String master, Exception e) {
    EugeException known = FailureCauses.ours(e);
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
    if (e instanceof IllegalArgumentException && !conf.isEmpty()) {
      return new OptionException("Spark does not take a setting of --conf: " + reason);
    }
    return new EugeException("Spark cannot be started on " + master + ": " + reason, e);
  }

  /** Ours, those added to the launcher, and those the user asked for. */
  private static String jars(String others) {
    return Stream.concat(EugeJars.ofExecutors().stream(), Stream.ofNullable(others))
        .collect(Collectors.joining(","));
  }
}
