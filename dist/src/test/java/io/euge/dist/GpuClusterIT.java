package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.simulation.GpuParameters;
import io.euge.simulation.GpuTotals;
import io.euge.simulation.HostGpu;
import io.euge.simulation.VirtualGpu;
import io.euge.spark.ui.EventLogPages;
import io.euge.spark.ui.TabPage;
import io.euge.testing.ClipWriter;
import io.euge.testing.FakePrograms;
import io.euge.testing.Shared;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a real cluster with simulated GPUs: Spark's Master and Worker, four executor processes with
 * two tasks each, and two GPUs with two slots each. A fake {@code nvidia-smi} reports the GPUs;
 * they are simulated as T4s whose time is slow enough for two busy cores.
 */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GpuClusterIT {
  private static final List<String> GPUS = List.of("GPU-aaaa0000-5170", "GPU-bbbb0000-5170");
  private static final int CLIPS = 16;
  private static final int FRAMES = 7;

  /**
   * A process with one copy of the model needs 280 + 202 MiB, and 30 MiB for the buffers of each
   * task. Two such processes fit; two processes with one copy per task do not.
   */
  private static final String ROOM = "memory.mib=1250\nsession.mib=200\n";

  private static final String SLOW = "timescale=500\n";

  @TempDir static Path folder;
  private Path clips;
  private Path smi;
  private Path mpsControl;
  private Path mpsFolder;
  private StandaloneCluster spark;
  private List<String> expected;

  @BeforeAll
  void clusterAndWhatTheProcessorFinds() throws Exception {
    clips = Files.createDirectory(folder.resolve("clips"));
    for (int i = 0; i < CLIPS; i++) {
      new ClipWriter()
          .size(160 + 16 * (i % 4), 120)
          .frames(FRAMES)
          .write(clips.resolve("clip-" + i + ".mp4"));
    }
    // Without memory sizes, nothing is rejected before the GPU itself runs out of memory.
    smi =
        FakePrograms.saying(
            folder,
            "nvidia-smi",
            0,
            String.join(
                "\n",
                "0, " + GPUS.get(0) + ", Tesla T4, [N/A], [N/A], 0, Default, [N/A]",
                "1, " + GPUS.get(1) + ", Tesla T4, [N/A], [N/A], 0, Default, [N/A]"));
    mpsControl = FakePrograms.mpsControl(folder);
    mpsFolder = Files.createTempDirectory(Path.of("/tmp"), "mps");
    StandaloneCluster.Offer offer =
        new StandaloneCluster.Offer(8, "4g", List.of(), Map.of("EUGE_FAKE_MPS_SECONDS", "300"));
    spark = new StandaloneCluster(folder, offer.withGpus(folder, smi, 2, 2));
    StandaloneCluster.Ended local = spark.start(detect("laptop"), Map.of()).await();
    assertThat(local.exit()).as("euge printed:\n%s", local.printed()).isZero();
    expected = spark.rows("laptop");
    assertThat(expected).hasSizeGreaterThan(CLIPS * FRAMES / 2);
  }

  @AfterAll
  void end() throws Exception {
    if (spark != null) {
      spark.close();
    }
    if (mpsFolder == null) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> all = Files.walk(mpsFolder)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      if (path.endsWith("nvidia-cuda-mps-control.pid")) {
        ProcessHandle.of(Long.parseLong(Files.readString(path).strip()))
            .filter(process -> process.info().commandLine().orElse("").contains(mpsControl + ""))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }

  @Test
  void twoProcessesShareEachGpuOneCopyEachAndMpsLetsThemOverlap() throws Exception {
    Watched turns = run("turns", job("turns", false));
    Watched mps = run("mps", job("mps", true));

    for (Watched job : List.of(turns, mps)) {
      assertThat(job.ended.exit()).as("euge printed:\n%s", job.ended.printed()).isZero();
      assertThat(spark.rows(job.name)).isEqualTo(expected);
      assertThat(job.ended.printed()).contains("4 model copies in memory");
      for (String gpu : GPUS) {
        assertThat(job.copies.get(gpu)).as("processes on %s", gpu).hasSize(2);
        assertThat(job.copies.get(gpu).values()).as("copies of each").containsOnly(1L);
      }
      assertThat(job.copies.get(GPUS.get(0)).keySet())
          .doesNotContainAnyElementsOf(job.copies.get(GPUS.get(1)).keySet());
    }
    checkTab("turns", "");
    checkTab("mps", "attached");
    double measured = mps.framesPerSecond() / turns.framesPerSecond();
    double predicted = predicted(true) / predicted(false);
    System.out.printf(
        Locale.ROOT,
        "simulation: %s on each of two T4s, 2 processes x 2 tasks: in turns %.0f frames/s, MPS %.0f"
            + " frames/s, x%.2f; in simulated time alone %.0f, %.0f, x%.2f%n",
        "yolo-fastest-1.1",
        turns.framesPerSecond(),
        mps.framesPerSecond(),
        measured,
        predicted(false),
        predicted(true),
        predicted);
    assertThat(measured).isGreaterThan(1.3);
    assertThat(measured).isBetween(0.55 * predicted, 1.4 * predicted);
  }

  /** The history server shows the copy of each process, its MPS state, and all frames. */
  private static void checkTab(String job, String mps) throws Exception {
    try (EventLogPages pages = new EventLogPages(events(job))) {
      TabPage tab = pages.tab();
      assertThat(tab.element("euge-videos")).contains(CLIPS + " done, 0 failed, 0 left");
      assertThat(tab.element("euge-rates")).contains("frames a second");
      assertThat(tab.rows("euge-models"))
          .as("executor, address, model, device, copies, leases, bytes, MPS")
          .hasSize(4)
          .allSatisfy(
              row -> {
                assertThat(row.get(3)).startsWith("sim:");
                assertThat(row.get(4)).isEqualTo("1");
                assertThat(row.get(7)).isEqualTo(mps);
              });
      assertThat(tab.rows("euge-executors").stream().map(row -> Integer.valueOf(row.get(2))))
          .as("frames of the executors")
          .hasSize(4)
          .allMatch(frames -> frames > 0)
          .satisfies(
              all ->
                  assertThat(all.stream().mapToInt(Integer::intValue).sum())
                      .isEqualTo(CLIPS * FRAMES));
    }
  }

  private static Path events(String job) {
    return folder.resolve("events-" + job);
  }

  @Test
  void privateCopiesRunOutOfMemoryWhereTheSharedOneDoesNot() throws Exception {
    List<String> job = job("private", false);
    job.addAll(List.of("--sharing", "task", "--conf", "spark.task.maxFailures=1"));
    Watched copies = run("private", job);
    assertThat(copies.ended.exit()).isEqualTo(1);
    assertThat(copies.ended.printed())
        // Either the copy of a task or the buffers of a task that loaded earlier do not fit.
        .containsPattern(
            "Cannot (load model M on sim:0, F: .* wants 202|run model M on sim:0, F: .* wants 30) MiB"
                .replace("M on", Pattern.quote(model()) + " on")
                .replace("F:", "a simulated GPU whose memory is full:"))
        .contains("of 1250 MiB are taken: ")
        .contains("2 x context 560 MiB + 3 x model " + model() + " 604 MiB")
        .contains("share the model (--sharing process)");
  }

  @Test
  void anExecutorKilledInMidJobCostsOnlyItsRetry() throws Exception {
    Path file = parameters("killed");
    GpuParameters parameters = GpuParameters.of(file.toString());
    StandaloneCluster.Running job = spark.start(spark.onCluster(job("killed", false)), Map.of());
    Instant deadline = Instant.now().plus(Duration.ofMinutes(2));
    VirtualGpu gpu = HostGpu.look(parameters, GPUS.get(1));
    while (gpu.totals().runs() < CLIPS * FRAMES / 8 || gpu.clients().size() < 2) {
      assertThat(job.process().isAlive()).as("still running: %s", job.printed()).isTrue();
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(50);
      gpu = HostGpu.look(parameters, GPUS.get(1));
    }
    long victim = gpu.clients().firstKey();
    assertThat(spark.executors().map(ProcessHandle::pid)).contains(victim);
    assertThat(ProcessHandle.of(victim).orElseThrow().destroyForcibly()).isTrue();
    StandaloneCluster.Ended ended = job.await();

    assertThat(ended.exit()).as("euge printed:\n%s", ended.printed()).isZero();
    assertThat(spark.rows("killed")).isEqualTo(expected);
    VirtualGpu after = HostGpu.look(parameters, GPUS.get(1));
    assertThat(after.clients()).doesNotContainKey(victim);
    assertThat(after.allocations(victim, "model " + model())).isZero();
  }

  /**
   * A job that ran, and the observed state of the GPUs.
   *
   * @param copies the maximum number of copies of the model in each process of each GPU
   */
  private record Watched(
      String name,
      StandaloneCluster.Ended ended,
      Map<String, Map<Long, Long>> copies,
      List<GpuTotals> totals,
      double workOfFrame) {
    /**
     * Returns the frames per second of a GPU while two processes had runs, as the mean of both
     * GPUs.
     */
    double framesPerSecond() {
      return totals.stream()
          .mapToDouble(gpu -> gpu.sharedWork() / gpu.sharedSeconds() / workOfFrame)
          .average()
          .orElseThrow();
    }
  }

  private Watched run(String name, List<String> arguments) throws Exception {
    GpuParameters parameters = GpuParameters.of(parameters(name).toString());
    StandaloneCluster.Running job = spark.start(spark.onCluster(arguments), Map.of());
    Map<String, Map<Long, Long>> copies = new HashMap<>();
    Instant deadline = Instant.now().plus(Duration.ofMinutes(5));
    while (!job.process().waitFor(100, TimeUnit.MILLISECONDS)) {
      if (Instant.now().isAfter(deadline)) {
        job.process().descendants().forEach(ProcessHandle::destroyForcibly);
        job.process().destroyForcibly();
        throw new AssertionError("no end in 5 minutes, euge printed:\n" + job.printed());
      }
      for (String uuid : GPUS) {
        VirtualGpu gpu = HostGpu.look(parameters, uuid);
        for (long process : gpu.clients().keySet()) {
          copies
              .computeIfAbsent(uuid, any -> new HashMap<>())
              .merge(process, gpu.allocations(process, "model " + model()), Math::max);
        }
      }
    }
    List<GpuTotals> totals = new ArrayList<>();
    for (String uuid : GPUS) {
      totals.add(HostGpu.look(parameters, uuid).totals());
    }
    SimulatedNetwork network = network();
    double work = parameters.run(1, network.gflops(), network.input(), network.output()).work();
    return new Watched(name, job.await(), copies, totals, work);
  }

  /**
   * Returns the frames per second of the same load in simulated time only; the host's work hardly
   * counts.
   */
  private double predicted(boolean mps) throws IOException {
    GpuParameters parameters = GpuParameters.of(parameters("predicted").toString());
    return new SimulatedRun(2, 2, true, mps)
        .run(new SimulatedRun.Setting(parameters, network(), 1, 1e-4, 2))
        .framesPerSecond();
  }

  private static SimulatedNetwork network() {
    return SimulatedNetwork.of(DetectionModels.standard().resolve(model()));
  }

  /** Writes the parameters of the built-in T4 with different memory and time. */
  private Path parameters(String name) throws IOException {
    Path file = folder.resolve(name + ".properties");
    if (!Files.exists(file)) {
      try (InputStream t4 = GpuParameters.class.getResourceAsStream("t4.properties")) {
        String text = new String(t4.readAllBytes(), StandardCharsets.UTF_8);
        String own = "directory=" + folder.resolve("gpus-" + name) + "\n";
        Files.writeString(file, text + "\n" + ROOM + SLOW + own);
      }
    }
    return file;
  }

  private List<String> detect(String output) {
    return new ArrayList<>(
        List.of(
            "detect",
            clips.toString(),
            "--model",
            model(),
            "--confidence",
            "0.001",
            "--format",
            "csv",
            "--output",
            output));
  }

  private List<String> job(String name, boolean mps) throws IOException {
    List<String> arguments = detect(name);
    arguments.addAll(
        List.of("--device", "sim", "--batch", "1", "--batching", "never", "--prefetch", "0"));
    for (String setting :
        List.of(
            "spark.executor.cores=2",
            "spark.executor.memory=700m",
            "spark.executor.resource.gpu.amount=1",
            "spark.task.resource.gpu.amount=0.5",
            // Waits for all four executors, because otherwise the first ones would run all tasks.
            "spark.scheduler.minRegisteredResourcesRatio=1.0",
            "spark.scheduler.maxRegisteredResourcesWaitingTime=90s",
            "spark.euge.gpu.slots=2",
            "spark.eventLog.enabled=true",
            "spark.eventLog.dir=" + Files.createDirectories(events(name)).toUri(),
            "spark.euge.gpu.nvidia-smi=" + smi,
            "spark.euge.sim.parameters=" + parameters(name),
            "spark.executor.extraJavaOptions="
                + StandaloneCluster.SHORT_SPARK
                + " -Deuge.program.nvidia-cuda-mps-control="
                + mpsControl)) {
      arguments.addAll(List.of("--conf", setting));
    }
    if (mps) {
      arguments.addAll(
          List.of(
              "--conf",
              "spark.euge.mps=required",
              "--conf",
              "spark.euge.mps.directory=" + mpsFolder));
    }
    return arguments;
  }

  private static String model() {
    return Shared.model("yolo-fastest-1.1.cfg").toString();
  }
}
