package io.euge.bench.gpu;

import io.euge.inference.SimulatedGpuType.Measurements;
import io.euge.model.Model;
import io.euge.model.onnx.ModelInspection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Derives the parameters of a GPU from the points of the experiment. The memory of a process with
 * one copy of a model grows with its tasks. The line of least squares through these points has the
 * buffers of one task's run as its slope, and what the process takes without a run as its value for
 * no task. Of several models, the largest value counts.
 *
 * @param results of the points that were measured
 * @param models those of the experiment
 * @param assumedContext bytes of a process before it loads a model, if that was not measured
 * @param timeScale measured seconds per second of the GPU; 1 for a real one
 */
record ParameterFit(
    List<GpuResult> results, List<ModelSize> models, long assumedContext, double timeScale) {
  private static final double MIB = 1 << 20;

  /**
   * What is known of a model without running it.
   *
   * @param bytes of its weights
   * @param input bytes of a frame's input
   * @param gflops billions of operations per frame; empty if unknown
   */
  record ModelSize(String name, long bytes, long input, OptionalDouble gflops) {
    static ModelSize of(Model model) {
      return new ModelSize(
          model.name(),
          model.bytes(),
          model.input().frameBytes(),
          ModelInspection.of(model.graph()).gflops());
    }

    /** Returns the operations of a frame; 0 if unknown. */
    double operations() {
      return gflops.orElse(0) * 1e9;
    }
  }

  /** Memory in MiB: of a task's run, and of a process without one. */
  private record Line(double slope, double atZero) {}

  /**
   * Returns what was measured.
   *
   * @param name of the GPU
   * @param source what was measured and when
   * @param memory bytes of the GPU
   */
  Measurements measurements(String name, String source, OptionalLong memory) {
    OptionalDouble flops = flops();
    return new Measurements(
        name,
        source,
        memory,
        context(),
        session(),
        max(models.stream().flatMapToDouble(this::activation)),
        flops,
        leastSeconds(flops));
  }

  private OptionalLong context() {
    return results.stream()
        .filter(one -> one.contextMiB() != null && one.contextMiB() > 0)
        .mapToLong(one -> (one.contextMiB() << 20) / one.point().processes())
        .max();
  }

  private OptionalLong session() {
    long context = context().orElse(assumedContext);
    return models.stream()
        .flatMap(
            model ->
                line(model)
                    .map(line -> Math.round(line.atZero * MIB) - context - model.bytes)
                    .stream())
        .mapToLong(bytes -> Math.max(0, bytes))
        .max();
  }

  private DoubleStream activation(ModelSize model) {
    return line(model).map(line -> Math.max(0, line.slope) * MIB / model.input).stream()
        .mapToDouble(Double::doubleValue);
  }

  /** Returns the line of a model; empty without points of different numbers of tasks. */
  private Optional<Line> line(ModelSize model) {
    List<GpuResult> points =
        plain(model)
            .filter(one -> one.point().shared() && one.processMiB() != null)
            .filter(one -> one.processMiB() > 0)
            .toList();
    if (points.stream().map(one -> one.point().tasks()).distinct().count() < 2) {
      return Optional.empty();
    }
    double meanTasks = points.stream().mapToInt(one -> one.point().tasks()).average().orElseThrow();
    double meanMiB = points.stream().mapToLong(GpuResult::processMiB).average().orElseThrow();
    double products = 0;
    double squares = 0;
    for (GpuResult one : points) {
      double tasks = one.point().tasks() - meanTasks;
      products += tasks * (one.processMiB() - meanMiB);
      squares += tasks * tasks;
    }
    double slope = products / squares;
    return Optional.of(new Line(slope, meanMiB - slope * meanTasks));
  }

  /** Returns the most operations per second of any point. */
  private OptionalDouble flops() {
    return max(
        models.stream()
            .flatMapToDouble(
                model ->
                    of(model)
                        .mapToDouble(
                            one -> one.framesPerSecond() * model.operations() * timeScale)));
  }

  /** Returns the mean duration of a task's runs of one frame, without their operations. */
  private OptionalDouble leastSeconds(OptionalDouble flops) {
    if (flops.isEmpty()) {
      return OptionalDouble.empty();
    }
    return models.stream()
        .filter(model -> model.gflops.isPresent())
        .flatMapToDouble(
            model ->
                plain(model)
                    .filter(one -> one.point().tasks() == 1)
                    .mapToDouble(
                        one ->
                            one.medianMillis() / 1e3 / timeScale
                                - model.operations() / flops.getAsDouble()))
        .map(seconds -> Math.max(0, seconds))
        .average();
  }

  private Stream<GpuResult> of(ModelSize model) {
    return results.stream()
        .filter(one -> one.point().model().equals(model.name) && !one.point().tensorRt());
  }

  private Stream<GpuResult> plain(ModelSize model) {
    return of(model).filter(one -> one.point().isPlainProcess());
  }

  /** Returns the largest number above 0. */
  private static OptionalDouble max(DoubleStream numbers) {
    return numbers.filter(number -> number > 0).max();
  }
}
