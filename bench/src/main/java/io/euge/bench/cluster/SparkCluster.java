package io.euge.bench.cluster;

import io.euge.EugeException;
import io.euge.cli.job.EugeJars;
import io.euge.file.ScratchFolder;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spark's own Master and a Worker as processes of this host, on the loopback interface and with
 * Spark's jars only, as on a cluster. Jobs bring Euge's jars along.
 */
final class SparkCluster implements Closeable {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final long POLL_MILLIS = 100;
  private static final long END_SECONDS = 10;
  private static final Pattern MASTER = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");

  private final Path home;
  private final List<Process> started = new ArrayList<>();
  private String master;

  /**
   * The resources of the Worker.
   *
   * @param addresses of GPUs; empty for none
   * @param environment added to the Worker's own, an empty value removes a variable; executors
   *     inherit it
   */
  record Offer(int cores, List<String> addresses, Map<String, String> environment) {}

  private SparkCluster(Path home) {
    this.home = home;
  }

  /**
   * Starts a cluster.
   *
   * @param scratch holds its files, and closes the cluster
   * @throws EugeException if the Master or the Worker does not start
   */
  static SparkCluster start(ScratchFolder scratch, Offer offer)
      throws IOException, InterruptedException {
    SparkCluster cluster = new SparkCluster(scratch.path().resolve("spark"));
    scratch.register(cluster);
    cluster.linkJars();
    cluster.startMaster();
    cluster.startWorker(offer);
    return cluster;
  }

  /** Returns the options of this JVM that open Java's packages to Spark. */
  static List<String> openPackages() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-"))
        .toList();
  }

  /** Returns the cluster's address for {@code --master}. */
  String master() {
    return master;
  }

  private void linkJars() throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    List<String> ofEuge = EugeJars.ofDriver();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry).toAbsolutePath();
      if (entry.endsWith(".jar") && !ofEuge.contains(entry)) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
  }

  private void startMaster() throws IOException, InterruptedException {
    String log =
        start(
            "master.Master",
            List.of("-Dspark.master.rest.enabled=false"),
            List.of("--port", "0"),
            Map.of(),
            "I have been elected leader");
    Matcher address = MASTER.matcher(log);
    if (!address.find()) {
      throw new EugeException("Cannot start Spark's Master: its log names no address");
    }
    master = address.group();
  }

  private void startWorker(Offer offer) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>();
    if (!offer.addresses.isEmpty()) {
      Path resources = home.resolve("resources.json");
      Files.writeString(
          resources,
          "[{\"id\":{\"componentName\":\"spark.worker\",\"resourceName\":\"gpu\"},\"addresses\":[\"%s\"]}]"
              .formatted(String.join("\",\"", offer.addresses)));
      options.add("-Dspark.worker.resource.gpu.amount=" + offer.addresses.size());
      options.add("-Dspark.worker.resourcesFile=" + resources);
    }
    // Spark subtracts the memory of executors from the Worker's, and reserves none.
    List<String> arguments =
        List.of("--cores", Integer.toString(offer.cores), "--memory", "1024g", master);
    start(
        "worker.Worker",
        options,
        arguments,
        offer.environment,
        "Successfully registered with master");
  }

  /** Starts a process, waits until its log contains a text, and returns the log. */
  private String start(
      String role,
      List<String> options,
      List<String> arguments,
      Map<String, String> environment,
      String ready)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"));
    List<String> command = new ArrayList<>(List.of(java.resolve("bin").resolve("java").toString()));
    command.addAll(openPackages());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", "jars/*", "org.apache.spark.deploy." + role));
    command.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("SPARK_"));
    variables.put("JAVA_HOME", java.toString());
    variables.put("SPARK_HOME", home.toString());
    variables.put("SPARK_SCALA_VERSION", "2.13");
    variables.put("SPARK_LOCAL_IP", "127.0.0.1");
    variables.putAll(environment);
    variables.values().removeIf(String::isEmpty);
    Path log = home.resolve(role + ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    started.add(process);
    return await(role, process, log, ready);
  }

  private static String await(String role, Process process, Path log, String ready)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      if (text.contains(ready)) {
        return text;
      }
      if (ended || System.nanoTime() > end) {
        throw new EugeException(
            "Cannot start Spark's %s: %s; its last line is '%s'"
                .formatted(
                    role,
                    ended
                        ? "it ended with code " + process.exitValue()
                        : "it was not ready within " + LIMIT.toSeconds() + " s",
                    text.strip().lines().reduce("", (first, second) -> second)));
      }
    }
  }

  /** Ends the Worker with its executors, then the Master. Closing twice is harmless. */
  @Override
  public void close() {
    for (int i = started.size() - 1; i >= 0; i--) {
      ProcessHandle process = started.get(i).toHandle();
      List<ProcessHandle> executors = process.descendants().toList();
      process.destroy();
      end(process);
      executors.forEach(SparkCluster::end);
    }
  }

  /** Waits for the end of a process that was asked to end; then kills it. */
  private static void end(ProcessHandle process) {
    try {
      process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    }
  }
}
