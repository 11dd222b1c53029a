package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.FakePrograms;
import io.euge.testing.ShortJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs Spark's own Master and Workers as processes, with Spark's jars only, and runs jobs on them.
 */
final class StandaloneCluster implements AutoCloseable {
  /** JVM options for Spark's processes, which have no archive of verified classes. */
  static final String SHORT_SPARK =
      ShortJvm.OPTIONS + " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote";

  private static final Path HOME = Path.of(System.getProperty("euge.home"));
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions=";

  /** The exit code and the output of a command. */
  record Ended(int exit, String printed) {}

  /** A running command and its output file. */
  record Running(Process process, Path log) {
    String printed() throws IOException {
      return Files.readString(log);
    }

    /** Waits for its end, at most ten minutes. */
    Ended await() throws IOException, InterruptedException {
      boolean ended = process.waitFor(10, TimeUnit.MINUTES);
      String printed = printed();
      assertThat(ended).as("euge ended; it printed:\n%s", printed).isTrue();
      return new Ended(process.exitValue(), printed);
    }
  }

  /**
   * The resources of a Worker, and how its process is started.
   *
   * @param memory in Spark's format of sizes
   * @param options of its JVM, such as {@code -Dspark.worker.resource.gpu.amount=4}
   * @param environment added to the Worker's own; executors inherit it
   */
  record Offer(int cores, String memory, List<String> options, Map<String, String> environment) {
    Offer(int cores) {
      this(cores, "2g", List.of(), Map.of());
    }

    /**
     * Returns an offer with GPUs that {@code euge gpus discover} finds, each with slots.
     *
     * @param folder for the script
     * @param nvidiaSmi the program that reports the GPUs
     */
    Offer withGpus(Path folder, Path nvidiaSmi, int gpus, int slots) {
      Path script =
          FakePrograms.script(
              folder,
              "discover-gpus",
              "EUGE_JAVA_OPTIONS=-Deuge.program.nvidia-smi="
                  + nvidiaSmi
                  + " exec "
                  + HOME.resolve("euge")
                  + " gpus discover --slots "
                  + slots);
      List<String> more = new ArrayList<>(options);
      more.add("-Dspark.worker.resource.gpu.amount=" + gpus * slots);
      more.add("-Dspark.worker.resource.gpu.discoveryScript=" + script);
      return new Offer(cores, memory, more, environment);
    }
  }

  /**
   * The locations of Spark, Euge and Java.
   *
   * @param sparkJars the jars of Spark, without Euge's
   */
  record Installation(Path euge, Path jvmOptions, Path java, List<Path> sparkJars) {
    static final Installation PROJECT =
        new Installation(
            HOME.resolve("euge"),
            HOME.resolve("etc/jvm.options"),
            Path.of(System.getProperty("java.home"), "bin", "java"),
            SparkHome.jars());
  }

  private final Installation installation;
  private final Path folder;
  private final Offer offer;
  private final List<Process> started = new ArrayList<>();
  private final List<Process> workers = new ArrayList<>();
  private final List<ProcessHandle> orphans = new ArrayList<>();
  private final String master;

  /** Starts a cluster of one Worker with {@code cores} cores and its files in a directory. */
  StandaloneCluster(Path folder, int cores) throws IOException, InterruptedException {
    this(folder, new Offer(cores));
  }

  /** Starts a cluster of one Worker with its files in a directory. */
  StandaloneCluster(Path folder, Offer offer) throws IOException, InterruptedException {
    this(folder, offer, Installation.PROJECT);
  }

  /** Starts a cluster of one Worker from an installation. */
  StandaloneCluster(Path folder, Offer offer, Installation installation)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.offer = offer;
    this.installation = installation;
    SparkHome.linkJars(folder, installation.sparkJars);
    int port = freePort();
    master = "spark://127.0.0.1:" + port;
    spark(
        "master.Master",
        List.of(),
        Map.of(),
        "--host",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--webui-port",
        "0");
    awaitPort(port);
    addWorker();
  }

  /** Starts another Worker with the offer of the first. */
  void addWorker() throws IOException {
    workers.add(
        spark(
            "worker.Worker",
            offer.options,
            offer.environment,
            "--host",
            "127.0.0.1",
            "--cores",
            Integer.toString(offer.cores),
            "--memory",
            offer.memory,
            "--webui-port",
            "0",
            master));
  }

  /**
   * Starts a history server with Spark's jars, and returns its address; it may not answer yet.
   *
   * @param logs the directory of the event logs
   * @param more the jars of {@code SPARK_DAEMON_CLASSPATH}
   */
  URI startHistoryServer(Path logs, String more) throws IOException {
    int port = freePort();
    spark(
        "history.HistoryServer",
        List.of(
            "-Dspark.history.ui.port=" + port, "-Dspark.history.fs.logDirectory=" + logs.toUri()),
        Map.of("SPARK_DAEMON_CLASSPATH", more));
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** Kills a Worker. Its executors end when they notice it. */
  void killWorker(int index) throws InterruptedException {
    Process worker = workers.remove(index);
    worker.descendants().forEach(orphans::add);
    worker.destroyForcibly().waitFor();
  }

  int workers() {
    return workers.size();
  }

  /** Returns the cluster's address for {@code --master}. */
  String master() {
    return master;
  }

  /** Runs {@code euge} with the cluster as its master. */
  Ended euge(List<String> arguments) throws IOException, InterruptedException {
    return start(onCluster(arguments), Map.of()).await();
  }

  /** Runs {@code euge} without the cluster. */
  Ended local(List<String> arguments) throws IOException, InterruptedException {
    return start(arguments, Map.of()).await();
  }

  /** Returns the arguments of a command with the cluster as its master. */
  List<String> onCluster(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--master", master, "--conf", "spark.driver.host=127.0.0.1"));
    if (all.stream().noneMatch(one -> one.startsWith(EXECUTOR_OPTIONS))) {
      all.addAll(List.of("--conf", EXECUTOR_OPTIONS + SHORT_SPARK));
    }
    return all;
  }

  /** Starts {@code euge} without waiting for it. */
  Running start(List<String> arguments, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>(List.of(installation.euge.toString()));
    command.addAll(arguments);
    return run(command, environment);
  }

  /** Returns the command that starts a program with a class path. */
  static List<String> java(
      List<String> options, String classPath, Class<?> program, List<String> arguments) {
    Installation project = Installation.PROJECT;
    List<String> command =
        new ArrayList<>(List.of(project.java.toString(), "@" + project.jvmOptions, "-Xmx1g"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, program.getName()));
    command.addAll(arguments);
    return command;
  }

  /** Starts a command without waiting for it. */
  Running run(List<String> command, Map<String, String> environment) throws IOException {
    Path out = folder.resolve("euge-" + started.size() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().putIfAbsent("EUGE_JAVA_OPTIONS", ShortJvm.OPTIONS);
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return new Running(process, out);
  }

  /** Returns the lines of a CSV table, sorted. */
  List<String> rows(String table) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> parts = Files.list(folder.resolve(table))) {
      for (Path part :
          (Iterable<Path>) parts.filter(p -> p.toString().endsWith(".csv"))::iterator) {
        rows.addAll(Files.readAllLines(part));
      }
    }
    return rows.stream().sorted().toList();
  }

  /** Returns the running executors and their descendants. */
  Stream<ProcessHandle> executors() {
    return workers.stream().flatMap(Process::descendants);
  }

  private Process spark(
      String role, List<String> options, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(installation.java.toString(), "@" + installation.jvmOptions, "-Xmx512m"));
    command.addAll(List.of(SHORT_SPARK.split(" ")));
    command.addAll(options);
    String more = environment.getOrDefault("SPARK_DAEMON_CLASSPATH", "");
    command.addAll(List.of("-cp", "jars/*" + (more.isEmpty() ? "" : ":" + more)));
    command.add("org.apache.spark.deploy." + role);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder
        .environment()
        .put("JAVA_HOME", installation.java.resolve("../..").normalize().toString());
    builder.environment().put("SPARK_HOME", folder.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Path log = folder.resolve("%s-%d.log".formatted(role, started.size()));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    started.add(process);
    return process;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitPort(int port) throws InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
    while (!answers(port)) {
      assertThat(Instant.now()).as("the master's port answers before").isBefore(deadline);
      Thread.sleep(200);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
    orphans.forEach(ProcessHandle::destroyForcibly);
  }
}
