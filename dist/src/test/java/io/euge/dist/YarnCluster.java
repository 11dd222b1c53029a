package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs YARN's own ResourceManager and NodeManager as processes, from Hadoop's jars. */
final class YarnCluster implements AutoCloseable {
  private static final String JARS =
      "(hadoop-client-(minicluster|api|runtime)|bc(prov|pkix|util)-|slf4j-api|log4j-|jcl-over-slf4j"
          + "|snappy-java|j[a-z]+\\.servlet-api).*\\.jar";

  private final Path folder;
  private final Path java;
  private final List<Process> started = new ArrayList<>();

  /**
   * Starts the processes.
   *
   * @param configuration a directory with the YARN files that Euge planned
   * @param java home of the Java for the containers
   */
  YarnCluster(Path configuration, Path java) throws IOException, InterruptedException {
    this.folder = configuration;
    this.java = java;
    Files.writeString(folder.resolve("yarn-site.xml"), xml(yarn()));
    Files.writeString(
        folder.resolve("core-site.xml"),
        xml(Map.of("hadoop.tmp.dir", folder.resolve("tmp").toString())));
    // As in the distribution, except for the calculator, without which YARN rejects custom
    // resources.
    Files.writeString(
        folder.resolve("capacity-scheduler.xml"),
        xml(
            Map.of(
                "yarn.scheduler.capacity.root.queues",
                "default",
                "yarn.scheduler.capacity.root.default.capacity",
                "100",
                "yarn.scheduler.capacity.maximum-am-resource-percent",
                "0.5",
                "yarn.scheduler.capacity.resource-calculator",
                "org.apache.hadoop.yarn.util.resource.DominantResourceCalculator")));
    Files.writeString(
        folder.resolve("log4j2.properties"),
        """
        rootLogger.level = info
        rootLogger.appenderRef.stderr.ref = stderr
        appender.stderr.type = Console
        appender.stderr.name = stderr
        appender.stderr.target = SYSTEM_ERR
        appender.stderr.layout.type = PatternLayout
        appender.stderr.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n
        """);
    try {
      await(daemon("resourcemanager.ResourceManager"), "Transitioned to active state");
      await(daemon("nodemanager.NodeManager"), "Registered with ResourceManager");
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  private Map<String, String> yarn() throws IOException {
    Map<String, String> yarn = new LinkedHashMap<>();
    for (String of : List.of("resourcemanager", "nodemanager")) {
      yarn.put("yarn." + of + ".hostname", "127.0.0.1");
      yarn.put("yarn." + of + ".bind-host", "127.0.0.1");
    }
    for (String address :
        List.of(
            "resourcemanager.address",
            "resourcemanager.scheduler.address",
            "resourcemanager.resource-tracker.address",
            "resourcemanager.admin.address",
            "resourcemanager.webapp.address",
            "nodemanager.address",
            "nodemanager.localizer.address",
            "nodemanager.webapp.address")) {
      yarn.put("yarn." + address, "127.0.0.1:" + StandaloneCluster.freePort());
    }
    yarn.put("yarn.nodemanager.resource.memory-mb", "8192");
    yarn.put("yarn.nodemanager.resource.cpu-vcores", "4");
    yarn.put("yarn.scheduler.minimum-allocation-mb", "128");
    yarn.put("yarn.nodemanager.local-dirs", folder.resolve("local").toString());
    yarn.put("yarn.nodemanager.log-dirs", folder.resolve("logs").toString());
    yarn.put("yarn.nodemanager.vmem-check-enabled", "false");
    // A full disk on the test machine must not fail the test.
    yarn.put("yarn.nodemanager.disk-health-checker.enable", "false");
    return yarn;
  }

  private Path daemon(String name) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "@" + Path.of(System.getProperty("euge.home"), "etc/jvm.options"),
                "-Xmx384m"));
    command.addAll(List.of(StandaloneCluster.SHORT_SPARK.split(" ")));
    String jars =
        Release.onClassPath(JARS).stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    command.addAll(
        List.of(
            "-cp", folder + File.pathSeparator + jars, "org.apache.hadoop.yarn.server." + name));
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", java.toString());
    started.add(builder.start());
    return log;
  }

  private void await(Path log, String line) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(3));
    while (!Files.exists(log) || !Files.readString(log).contains(line)) {
      String printed = Files.exists(log) ? Files.readString(log) : "";
      assertThat(started.get(started.size() - 1).isAlive()).as(printed).isTrue();
      assertThat(Instant.now()).as("%s; printed:\n%s", line, printed).isBefore(deadline);
      Thread.sleep(300);
    }
  }

  /** Returns the running Java processes of Spark's executors. */
  Stream<ProcessHandle> executors() {
    return started.get(1).descendants().filter(YarnCluster::isExecutor);
  }

  private static boolean isExecutor(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/java")
        && Stream.of(process.info().arguments().orElse(new String[0]))
            .anyMatch(argument -> argument.endsWith(".YarnCoarseGrainedExecutorBackend"));
  }

  /** Returns the standard error of the containers by name. */
  Map<String, String> logs() throws IOException {
    Map<String, String> logs = new LinkedHashMap<>();
    Path all = folder.resolve("logs");
    if (!Files.isDirectory(all)) {
      return logs;
    }
    try (Stream<Path> files = Files.walk(all)) {
      for (Path file : files.filter(one -> one.endsWith("stderr")).sorted().toList()) {
        logs.put(file.getParent().getFileName().toString(), Files.readString(file));
      }
    }
    return logs;
  }

  private static String xml(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(
            one ->
                "<property><name>%s</name><value>%s</value></property>\n"
                    .formatted(one.getKey(), one.getValue()))
        .collect(Collectors.joining("", "<configuration>\n", "</configuration>\n"));
  }

  @Override
  public void close() throws InterruptedException {
    for (int i = started.size() - 1; i >= 0; i--) {
      List<ProcessHandle> below = started.get(i).descendants().toList();
      started.get(i).destroyForcibly().waitFor(30, TimeUnit.SECONDS);
      below.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
