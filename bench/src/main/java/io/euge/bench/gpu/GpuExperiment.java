package io.euge.bench.gpu;

import io.euge.EugeException;
import io.euge.bench.gpu.DetectionProcess.Found;
import io.euge.bench.gpu.GpuAnswers.Ready;
import io.euge.bench.gpu.GpuAnswers.Small;
import io.euge.bench.gpu.GpuAnswers.Started;
import io.euge.bench.gpu.GpuAnswers.Steady;
import io.euge.bench.measurement.Sampler;
import io.euge.device.gpu.Gpu;
import io.euge.device.mps.ClientEnvironment;
import io.euge.device.mps.MpsDaemon;
import io.euge.file.ScratchFolder;
import io.euge.inference.OutputDifference;
import io.euge.model.Model;
import io.euge.process.ChildJvm;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Measures the points of the experiment, each in new processes. */
final class GpuExperiment {
  private static final String CPU = "cpu";
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final Duration COMPILATION = Duration.ofMinutes(10);
  private static final List<Integer> READERS = List.of(1, 4, 16);

  private final GpuTarget target;
  private final Map<String, Model> models;
  private final ScratchFolder scratch;
  private final double seconds;
  private final List<Integer> small;
  private final Map<String, float[]> processor = new HashMap<>();

  /** The reason why MPS is unavailable; empty if it is available or was not tried. */
  private String noMps = "";

  private final Map<String, float[]> first = new HashMap<>();

  /**
   * Creates the experiment.
   *
   * @param models by name
   * @param scratch for files and processes; the caller closes it
   * @param seconds of each steady-state measurement
   * @param small frames per task of the jobs of small tasks
   */
  GpuExperiment(
      GpuTarget target,
      Map<String, Model> models,
      ScratchFolder scratch,
      double seconds,
      List<Integer> small) {
    this.target = target;
    this.models = models;
    this.scratch = scratch;
    this.seconds = seconds;
    this.small = small;
  }

  /** Measures a point; a failure, such as too little memory, is also a result. */
  GpuResult measure(GpuPoint point) throws IOException, InterruptedException {
    try {
      return point.mps() ? underMps(point) : run(point, Optional.empty());
    } catch (EugeException e) {
      return failed(point, String.valueOf(e.getMessage()));
    }
  }

  private GpuResult failed(GpuPoint point, String why) {
    return GpuResult.failed(target.description(), point, setting(point.model()), why);
  }

  private GpuSetting setting(String model) {
    return GpuSetting.of(seconds, small, target, models.get(model));
  }

  /** Returns whether a result is of this experiment: device, driver, model and settings. */
  boolean measures(GpuResult result) {
    return result.device().equals(target.description())
        && models.containsKey(result.point().model())
        && setting(result.point().model()).equals(result.setting());
  }

  private GpuResult underMps(GpuPoint point) throws IOException, InterruptedException {
    if (!noMps.isEmpty()) {
      return failed(point, noMps);
    }
    MpsDaemon daemon;
    try {
      daemon = target.daemon(scratch.path());
    } catch (EugeException e) {
      noMps = String.valueOf(e.getMessage());
      throw e;
    }
    try {
      return run(point, Optional.of(daemon));
    } finally {
      daemon.stopWhenUnused(DRAIN);
    }
  }

  private GpuResult run(GpuPoint point, Optional<MpsDaemon> daemon)
      throws IOException, InterruptedException {
    float[] expected = expected(point.model());
    GpuMemory before = memory();
    Duration timeout = point.tensorRt() ? COMPILATION : TIMEOUT;
    List<ChildJvm> children = new ArrayList<>();
    try {
      for (int i = 0; i < point.processes(); i++) {
        children.add(
            start(target.name(), GpuProcess.class, request(point), environment(daemon), timeout));
      }
      List<Started> started = receive(children, Started.class);
      List<Long> ids = children.stream().map(ChildJvm::pid).toList();
      OptionalLong context = memory().of(ids);
      List<Ready> ready = ask(children, Ready.class);
      List<Steady> steady;
      GpuMemory during;
      try (Sampler<GpuMemory> sampler = new Sampler<>(this::memory, pause())) {
        request(children);
        steady = receive(children, Steady.class);
        during = GpuMemory.peak(sampler.stop());
      }
      List<List<Small>> jobs = new ArrayList<>();
      request(children);
      for (ChildJvm child : children) {
        jobs.add(small(child));
      }
      float[] outputs = ready.get(0).outputs();
      first.putIfAbsent(point.kernels(), outputs);
      return new GpuResult(
          target.description(),
          point,
          started.stream().mapToDouble(Started::seconds).max().orElseThrow(),
          ready.stream().mapToDouble(Ready::seconds).max().orElseThrow(),
          orNull(context),
          orNull(during.of(ids)),
          orNull(during.above(before)),
          steady.stream().mapToDouble(Steady::framesPerSecond).sum(),
          steady.stream().mapToDouble(Steady::medianMillis).max().orElseThrow(),
          steady.stream().mapToDouble(Steady::slowMillis).max().orElseThrow(),
          steady.stream().mapToDouble(Steady::meanBatch).average().orElseThrow(),
          during.busy().isPresent() ? during.busy().getAsInt() : null,
          OutputDifference.of(outputs, expected),
          ready.stream().allMatch(one -> Arrays.equals(one.outputs(), first.get(point.kernels()))),
          sum(jobs),
          "",
          setting(point.model()));
    } finally {
      children.forEach(ChildJvm::terminate);
      for (ChildJvm child : children) {
        child.close();
      }
    }
  }

  private Duration pause() {
    return Duration.ofMillis(Math.max(10, (long) (seconds * 100)));
  }

  private static Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  /** Decodes a video on the GPU and on the CPU, and compares; a failure is also a result. */
  DecodingComparison decode(Path video, Duration timeout) throws IOException, InterruptedException {
    String name = video.getFileName().toString();
    DecodingProcess.Order order =
        new DecodingProcess.Order(video.toAbsolutePath().toString(), READERS);
    try (ChildJvm child =
        start(
            target.name(), DecodingProcess.class, order, environment(Optional.empty()), timeout)) {
      return new DecodingComparison(name, child.finish(DecodingProcess.Decoding.class), "");
    } catch (EugeException e) {
      return new DecodingComparison(name, null, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Detects in a video on the device and on the CPU, and compares; a failure is also a result.
   *
   * @param timeout of each of the two processes
   */
  DetectionComparison detect(Path video, String model, Duration timeout)
      throws IOException, InterruptedException {
    String name = video.getFileName().toString();
    String graph = models.get(model).graph().toString();
    String file = video.toAbsolutePath().toString();
    try {
      Found processor = detect(CPU, new DetectionProcess.Order(CPU, null, graph, file), timeout);
      Found device =
          detect(
              target.name(),
              new DetectionProcess.Order(
                  target.device().toString(), target.simulation(scratch.path()), graph, file),
              timeout);
      return DetectionComparison.of(name, model, processor, device);
    } catch (EugeException e) {
      return DetectionComparison.failed(name, model, String.valueOf(e.getMessage()));
    }
  }

  private Found detect(String device, DetectionProcess.Order order, Duration timeout)
      throws IOException, InterruptedException {
    try (ChildJvm child =
        start(device, DetectionProcess.class, order, environment(Optional.empty()), timeout)) {
      return child.finish(Found.class);
    }
  }

  private GpuRequest request(GpuPoint point) {
    return new GpuRequest(
        target.device().toString(),
        target.simulation(scratch.path()),
        models.get(point.model()).graph().toString(),
        point.tasks(),
        point.shared(),
        point.frames(),
        point.batch(),
        point.delay(),
        point.tensorRt() ? scratch.path().resolve("tensorrt").toString() : null,
        point.bytesOfCopy(),
        seconds,
        small);
  }

  /**
   * Tries CUDA, if the device needs it, in a process of its own.
   *
   * @return why TensorRT cannot be used; empty if it can, or is not needed
   * @throws EugeException if CUDA cannot be used
   */
  static String tryCuda(GpuTarget target, ScratchFolder scratch)
      throws IOException, InterruptedException {
    return target.gpu().isEmpty()
        ? ""
        : CudaProcess.run(scratch, environment(target, scratch, Optional.empty())).tensorRtFault();
  }

  private Map<String, String> environment(Optional<MpsDaemon> daemon) throws IOException {
    return environment(target, scratch, daemon);
  }

  private static Map<String, String> environment(
      GpuTarget target, ScratchFolder scratch, Optional<MpsDaemon> daemon) throws IOException {
    Map<String, String> environment = ClientEnvironment.of(daemon, scratch.path());
    target.gpu().map(Gpu::uuid).ifPresent(uuid -> environment.put("CUDA_VISIBLE_DEVICES", uuid));
    return environment;
  }

  private GpuMemory memory() {
    return target.memory(scratch.path());
  }

  /** Returns the outputs of a model on the CPU. */
  private float[] expected(String model) throws IOException, InterruptedException {
    float[] known = processor.get(model);
    if (known == null) {
      GpuRequest order =
          new GpuRequest(
              CPU,
              null,
              models.get(model).graph().toString(),
              1,
              true,
              1,
              1,
              0,
              null,
              0,
              0,
              List.of());
      try (ChildJvm child = start(CPU, GpuProcess.class, order, Map.of(), TIMEOUT)) {
        child.receive(Started.class);
        child.request();
        known = child.receive(Ready.class).outputs();
      }
      processor.put(model, known);
    }
    return known;
  }

  private static List<Small> sum(List<List<Small>> jobs) {
    return IntStream.range(0, jobs.get(0).size())
        .mapToObj(
            i ->
                new Small(
                    jobs.get(0).get(i).frames(),
                    jobs.stream().mapToInt(job -> job.get(i).tasks()).sum(),
                    jobs.stream().mapToDouble(job -> job.get(i).framesPerSecond()).sum()))
        .toList();
  }

  private ChildJvm start(
      String device,
      Class<?> main,
      Serializable order,
      Map<String, String> environment,
      Duration timeout)
      throws IOException {
    return ChildJvm.start(
        "measure " + device,
        main,
        order,
        scratch,
        new ChildJvm.Options(List.of("-Xmx512m", "-XX:+UseSerialGC"), environment, false, timeout));
  }

  private static void request(List<ChildJvm> children) throws IOException, InterruptedException {
    for (ChildJvm child : children) {
      try {
        child.request();
      } catch (IOException e) {
        // The process ended; this throws why.
        child.receive(Serializable.class);
        throw e;
      }
    }
  }

  private static <T> List<T> ask(List<ChildJvm> children, Class<T> type)
      throws IOException, InterruptedException {
    request(children);
    return receive(children, type);
  }

  private static <T> List<T> receive(List<ChildJvm> children, Class<T> type)
      throws IOException, InterruptedException {
    List<T> answers = new ArrayList<>();
    for (ChildJvm child : children) {
      answers.add(child.receive(type));
    }
    return answers;
  }

  @SuppressWarnings("unchecked")
  private static List<Small> small(ChildJvm child) throws IOException, InterruptedException {
    return child.receive(ArrayList.class);
  }
}
