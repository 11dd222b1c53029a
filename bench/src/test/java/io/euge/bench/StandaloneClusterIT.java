package io.euge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.Shared;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher against a real cluster: Spark's own Master and Worker from Spark's jars alone, and
 * two executor processes that get Euge's jars and the model from the driver.
 */
class StandaloneClusterIT {
  private static final Path HOME = Path.of(System.getProperty("euge.home"));
  private static final Pattern NOT_SPARKS =
      Pattern.compile(
          "(euge-|onnxruntime|javacpp|ffmpeg|tribuo|protobuf-java|picocli|progressbar).*");

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endEveryProcess() throws InterruptedException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void twoExecutorsGiveWhatTheLaptopGives() throws Exception {
    linkSparksJars();
    int port = freePort();
    String master = "spark://127.0.0.1:" + port;
    spark("master.Master", "--port", Integer.toString(port), "--webui-port", "0");
    awaitPort(port);
    spark("worker.Worker", "--cores", "2", "--memory", "2g", "--webui-port", "0", master);

    String model = Shared.model("yolo-fastest-1.1-xl.cfg").toString();
    String videos = Shared.highway().getParent().toString();
    String cluster =
        euge(
            "detect",
            videos,
            "--model",
            model,
            "--format",
            "csv",
            "--output",
            "cluster",
            "--master",
            master,
            "--conf",
            "spark.driver.host=127.0.0.1",
            "--conf",
            "spark.executor.cores=1",
            "--conf",
            "spark.executor.memory=800m");
    String laptop =
        euge("detect", videos, "--model", model, "--format", "csv", "--output", "laptop");

    assertThat(cluster).contains("2 model copies in memory");
    assertThat(laptop).contains("1 model copy in memory");
    assertThat(rows("cluster")).hasSizeGreaterThan(2000).isEqualTo(rows("laptop"));
  }

  private void linkSparksJars() throws IOException {
    Path jars = Files.createDirectory(folder.resolve("jars"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      String name = jar.getFileName().toString();
      if (name.endsWith(".jar") && !NOT_SPARKS.matcher(name).matches()) {
        Files.createSymbolicLink(jars.resolve(name), jar.toAbsolutePath());
      }
    }
  }

  private void spark(String role, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "@" + HOME.resolve("etc/jvm.options"),
                "-Xmx512m",
                "-cp",
                "jars/*",
                "org.apache.spark.deploy." + role,
                "--host",
                "127.0.0.1"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SPARK_HOME", folder.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve(role + ".log").toFile());
    started.add(builder.start());
  }

  private String euge(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("euge").toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("euge.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    started.add(process);
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    String printed = Files.readString(out);
    assertThat(ended).as("euge ended; it printed:\n%s", printed).isTrue();
    assertThat(process.exitValue()).as("euge printed:\n%s", printed).isZero();
    return printed;
  }

  private List<String> rows(String table) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> parts = Files.list(folder.resolve(table))) {
      for (Path part :
          (Iterable<Path>) parts.filter(p -> p.toString().endsWith(".csv"))::iterator) {
        rows.addAll(Files.readAllLines(part));
      }
    }
    return rows.stream().sorted().toList();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static int freePort() throws IOException {
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
}
