package io.euge.cli.job;

import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.cli.cluster.Cluster;
import io.euge.cli.cluster.ExecutorMonitor;
import io.euge.cli.cluster.StartNotice;
import io.euge.cli.console.FailureCauses;
import io.euge.cli.console.HelpSections;
import io.euge.file.TemporaryFolder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.Utils;
import picocli.CommandLine.Option;

/** Options for Spark's master and configuration. */
public final class SparkOptions {
  private static final String LOCAL = "local[*]";

  private static final Pattern LOCAL_TASKS = Pattern.compile("local(?:\\[(\\d+|\\*)[],].*)?");
  private static final int MAX_TASKS = 1024;

  /** The system property that the launcher sets for short commands. */
  private static final String SHORT_WORK = "euge.short";

  /** The system property that spark-submit sets in a driver. */
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

  private final Map<String, String> needed = new LinkedHashMap<>();

  /**
   * Returns options for Spark in this process with {@code tasks} concurrent tasks, for commands
   * without options for Spark.
   */
  public static SparkOptions local(int tasks) {
    SparkOptions options = new SparkOptions();
    options.master = "local[" + tasks + "]";
    return options;
  }

  /** Adds default settings of the job. */
  public void needs(Map<String, String> settings) {
    needed.putAll(settings);
  }

  /** Returns the settings of {@code --conf}. */
  public Map<String, String> settings() {
    return Map.copyOf(conf);
  }

  /** Returns the Hadoop settings of the job, for checks before it starts. */
  public Configuration hadoop() {
    return hadoop(conf);
  }

  /**
   * Returns the Hadoop settings among settings of Spark, as they are without a session.
   *
   * @throws OptionException if the value of a Spark core setting is invalid
   */
  public static Configuration hadoop(Map<String, String> settings) {
    return SparkHadoopUtil.get().newConfiguration(checked(settings));
  }

  /** Returns whether tasks run in this process. */
  public boolean isLocal() {
    return master().startsWith("local");
  }

  private String master() {
    return master != null ? master : System.getProperty(SUBMITTED, LOCAL);
  }

  /**
   * Starts Spark with defaults for command line use; {@code --conf} takes precedence over them.
   *
   * @throws OptionException if the master or a setting is invalid
   * @throws EugeException if the Master does not respond, or Spark cannot start for another reason
   */
  public SparkSession start(String name) {
    TemporaryFolder.check(TemporaryFolder.LAUNCHER);
    SparkHeap.check(conf);
    UnnamedUser.login();
    // The settings of spark-submit are kept if it has started this process.
    boolean submitted = System.getProperty(SUBMITTED) != null;
    String chosen = master();
    if (isLocal()) {
      nameHostWithoutLookUp();
    }
    checkTasks(chosen);
    Map<String, String> settings = settings(chosen);
    if (!chosen.startsWith("local") && !submitted) {
      settings.put("spark.jars", jars(conf.get("spark.jars")));
    }
    // The builder of the public SparkSession finds this class by Scala reflection, which is slow.
    org.apache.spark.sql.classic.SparkSession.Builder builder =
        org.apache.spark.sql.classic.SparkSession.builder().appName(name).master(chosen);
    settings.forEach(builder::config);
    try {
      SparkConf checked = checked(settings);
      if (chosen.startsWith("local")) {
        return builder.getOrCreate();
      }
      Cluster cluster = Cluster.connect(chosen, checked);
      try (StartNotice notice = StartNotice.of(chosen, checked)) {
        SparkSession spark = builder.getOrCreate();
        ExecutorMonitor.watch(spark.sparkContext(), cluster);
        return spark;
      }
    } catch (Exception e) { // Scala does not declare its exceptions
      throw refused(chosen, e);
    }
  }

  /** Returns the defaults for a master, with the settings that take precedence over them. */
  Map<String, String> settings(String master) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.plugins", "io.euge.spark.EugePlugin");
    // Heartbeats carry the progress.
    settings.put("spark.executor.heartbeatInterval", "1s");
    settings.put("spark.ui.showConsoleProgress", "false");
    settings.putAll(needed);
    if (master.startsWith("local")) {
      settings.put("spark.ui.enabled", "false");
      settings.put("spark.driver.host", "localhost");
      settings.put("spark.driver.bindAddress", "127.0.0.1");
    }
    Matcher local = LOCAL_TASKS.matcher(master);
    if (local.matches()) {
      // If a task runs out of memory, the job fails with an error message; by default, Spark would
      // end this process without one.
      settings.put("spark.executor.killOnFatalError.depth", "0");
      settings.put("spark.sql.shuffle.partitions", tasks(local.group(1)));
      if (Boolean.getBoolean(SHORT_WORK)) {
        // Generating code takes longer than a short query gains from it.
        settings.put("spark.sql.codegen.wholeStage", "false");
        settings.put("spark.sql.codegen.factoryMode", "NO_CODEGEN");
      }
    } else {
      // The locale determines how executors decode file names.
      settings.put("spark.executorEnv.LC_ALL", "C.UTF-8");
    }
    settings.keySet().removeIf(key -> System.getProperty(key) != null);
    settings.putAll(conf);
    return settings;
  }

  private static String tasks(String given) {
    return given == null
        ? "1"
        : given.equals("*") ? Integer.toString(Runtime.getRuntime().availableProcessors()) : given;
  }

  private static void checkTasks(String master) {
    Matcher local = LOCAL_TASKS.matcher(master);
    if (local.matches()
        && local.group(1) != null
        && !local.group(1).equals("*")
        && !canRun(local.group(1))) {
      throw new OptionException(
          "--master is '" + master + "': give local[N] with N from 1 to " + MAX_TASKS);
    }
  }

  private static boolean canRun(String tasks) {
    int number = tasks.length() > 4 ? 0 : Integer.parseInt(tasks);
    return number >= 1 && number <= MAX_TASKS;
  }

  /**
   * Prevents Spark from resolving this host's name, which is not needed if everything runs in one
   * process. Without a network, the lookup is slow, or Spark does not start.
   */
  private static void nameHostWithoutLookUp() {
    if (System.getenv("SPARK_LOCAL_HOSTNAME") == null) {
      Utils.setCustomHostname("localhost");
    }
  }

  /**
   * Returns settings as the configuration of an application.
   *
   * @throws OptionException if the value of a Spark core setting is invalid
   */
  public static SparkConf checked(Map<String, String> settings) {
    SparkConf conf = new SparkConf();
    settings.forEach(conf::set);
    try {
      settings.keySet().stream()
          .map(ConfigEntry::findEntry)
          .filter(Objects::nonNull)
          .forEach(conf::get);
    } catch (IllegalArgumentException e) {
      throw refusedSetting(String.valueOf(e.getMessage()));
    }
    return conf;
  }

  private static OptionException refusedSetting(String reason) {
    return new OptionException("Spark does not accept a setting of --conf: " + reason);
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
      return refusedSetting(reason);
    }
    return new EugeException("Spark cannot be started on " + master + ": " + reason, e);
  }

  /** Returns Euge's jars, those added to the launcher, and those that the user requested. */
  private static String jars(String others) {
    return Stream.concat(EugeJars.ofExecutors().stream(), Stream.ofNullable(others))
        .collect(Collectors.joining(","));
  }
}
