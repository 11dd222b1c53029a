package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.FakePrograms;
import io.euge.testing.Shared;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the release on YARN: the files and the script of {@code plan}, Hadoop's own daemons,
 * Spark's own spark-submit, and a node whose GPU is a script that imitates nvidia-smi.
 */
@EnabledIfSystemProperty(named = Release.ARCHIVE, matches = ".+")
class YarnIT {
  private static final Pattern SLOT = Pattern.compile("addresses: (GPU-aaaa0000-1::\\d)");

  @TempDir Path folder;

  @Test
  void theTableIsThatOfOneProcessThoughAContainerIsKilled() throws Exception {
    Release release = Release.unpack(folder);
    Path smi =
        FakePrograms.saying(
            folder,
            "nvidia-smi",
            0,
            "0, GPU-aaaa0000-1, NVIDIA A10, 24576, 512, 0, Exclusive_Process, [N/A]");
    Path home = release.sparkHome(folder.resolve("spark"), "spark-yarn_.*\\.jar");
    Path archive = archive(home.resolve("jars"));

    List<String> plan = new ArrayList<>(List.of("plan", "--target", "yarn", "--output", "plan"));
    plan.addAll(
        List.of(
            ("--gpus-per-node 1 --gpu-memory 24g --slots 2 --cores-per-node 2"
                    + " --memory-per-node 16g --mps off")
                .split(" ")));
    for (String setting :
        List.of(
            "spark.yarn.archive=" + archive.toUri(),
            "spark.yarn.stagingDir=" + folder.resolve("staging").toUri(),
            "spark.driver.host=127.0.0.1",
            "spark.executorEnv.SPARK_LOCAL_IP=127.0.0.1",
            "spark.yarn.appMasterEnv.SPARK_LOCAL_IP=127.0.0.1",
            "spark.executor.extraJavaOptions=-Deuge.log.level=info "
                + StandaloneCluster.SHORT_SPARK,
            // The executor of each slot must get a task.
            "spark.scheduler.minRegisteredResourcesRatio=1.0",
            "spark.scheduler.maxRegisteredResourcesWaitingTime=4m",
            // The GPU is a script, so the CPU runs the model.
            "spark.euge.device=auto",
            "spark.euge.gpu.claims=" + folder.resolve("claims"),
            "spark.euge.gpu.nvidia-smi=" + smi)) {
      plan.addAll(List.of("--conf", setting));
    }
    plan.add("--");
    plan.addAll(detect("yarn"));

    Path conf = Files.createDirectory(folder.resolve("conf"));
    Map<String, String> environment =
        Map.of(
            "SPARK_HOME", home.toString(),
            "HADOOP_CONF_DIR", conf.toString(),
            "JAVA_HOME", release.java().toString());
    try (Commands commands = new Commands(folder, Release.ENVIRONMENT)) {
      commands.run("plan", command(release, plan), environment);
      for (String planned : List.of("resource-types.xml", "node-resources.xml")) {
        Files.copy(folder.resolve("plan").resolve(planned), conf.resolve(planned));
      }
      try (YarnCluster yarn = new YarnCluster(conf, release.java())) {
        StandaloneCluster.Running job =
            commands.start("yarn", List.of("sh", "plan/submit.sh"), environment);
        killOneThatWorks(yarn, job);
        StandaloneCluster.Ended ended = job.await();
        assertThat(ended.exit()).as("it printed:\n%s", ended.printed()).isZero();
        assertThat(ended.printed().lines().filter(line -> line.contains(" was lost")))
            .as("told of the killed one")
            .singleElement(InstanceOfAssertFactories.STRING)
            .contains(" was lost: Container ", " Exit status: 137.", "Spark runs its tasks again");
        assertThat(slots(yarn)).contains("GPU-aaaa0000-1::0", "GPU-aaaa0000-1::1");
      }
      commands.run("alone", command(release, detect("alone")), environment);
      assertThat(commands.rows("yarn-table"))
          .hasSizeGreaterThan(200)
          .isEqualTo(commands.rows("alone-table"));
    }
  }

  /** Ends one of two executors when both have started a task. */
  private void killOneThatWorks(YarnCluster yarn, StandaloneCluster.Running job) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(4));
    while (working(yarn) < 2) {
      assertThat(job.process().isAlive())
          .as("the job printed:\n%s\nand its containers:\n%s", job.printed(), yarn.logs())
          .isTrue();
      assertThat(Instant.now())
          .as("two executors work; printed:\n%s\n%s", job.printed(), yarn.logs())
          .isBefore(deadline);
      Thread.sleep(100);
    }
    yarn.executors().findFirst().orElseThrow().destroyForcibly();
  }

  private static long working(YarnCluster yarn) throws IOException {
    return yarn.logs().values().stream().filter(log -> log.contains("Running task ")).count();
  }

  private static List<String> slots(YarnCluster yarn) throws IOException {
    return yarn.logs().values().stream()
        .flatMap(log -> SLOT.matcher(log).results().limit(1))
        .map((MatchResult slot) -> slot.group(1))
        .toList();
  }

  /** Creates an uncompressed archive of Spark's jars for {@code spark.yarn.archive}. */
  private Path archive(Path jars) throws IOException {
    Path archive = folder.resolve("spark.zip");
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> all = Files.list(jars)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Path jar : all.toList()) {
        byte[] bytes = Files.readAllBytes(jar);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(jar.getFileName().toString());
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
      }
    }
    return archive;
  }

  private List<String> detect(String name) {
    return List.of(
        "detect",
        Shared.highway().toString(),
        Shared.carDetection().toString(),
        "--model",
        Shared.model("yolo-fastest-1.1-xl.cfg").toString(),
        "--format",
        "csv",
        "--output",
        folder.resolve(name + "-table").toString());
  }

  private static List<String> command(Release release, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(release.euge().toString()));
    command.addAll(arguments);
    return command;
  }
}
