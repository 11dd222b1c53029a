package io.euge.bench.gpusim;

import io.euge.OptionException;
import io.euge.bench.gpusim.GpuSimResult.Table;
import io.euge.bench.gpusim.SimulatedRun.Outcome;
import io.euge.bench.gpusim.SimulatedRun.Setting;
import io.euge.bench.measurement.Counts;
import io.euge.bench.report.ExperimentOutput;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.simulation.GpuParameters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code euge bench gpu-sim}: simulates the benefit of sharing and MPS on a GPU. */
@Command(
    name = "gpu-sim",
    mixinStandardHelpOptions = true,
    footer = "  euge bench gpu-sim --gpu t4 --processes 1,2,4",
    description = {
      "Simulates processes that share one GPU: throughput and memory over processes, tasks, the"
          + " sharing of models and MPS. Nothing is measured and no GPU is used.",
      "Without --model: three networks of very different size, by what their authors publish."
    })
public final class GpuSimCommand implements Callable<Integer> {
  @Mixin private ExperimentOutput output;

  @Option(
      names = "--gpu",
      paramLabel = "NAME|FILE",
      defaultValue = "t4",
      description =
          "A built-in type of GPU, t4, a10 or h100, or a file of parameters (default: ${DEFAULT-VALUE}).")
  private String gpu;

  @Option(
      names = "--model",
      paramLabel = "ID|FILE",
      description = "An .onnx file made by 'euge models import', or a Darknet .cfg file.")
  private String model;

  @Option(
      names = "--processes",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "N,...",
      defaultValue = "1,2,4",
      description = "Processes that share the GPU (default: ${DEFAULT-VALUE}).")
  private List<Integer> processes;

  @Option(
      names = "--tasks",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "N,...",
      defaultValue = "1,2,4,16",
      description = "Tasks of each process (default: ${DEFAULT-VALUE}).")
  private List<Integer> tasks;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1",
      description = "Frames of a run (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--host-milliseconds",
      paramLabel = "MS",
      defaultValue = "2",
      description =
          "A task's own work for a frame on its core, mostly decoding (default: ${DEFAULT-VALUE}).")
  private double hostMilliseconds;

  @Override
  public Integer call() throws Exception {
    Counts.check("--processes", processes);
    Counts.check("--tasks", tasks);
    Counts.check("--batch", batch);
    if (!(hostMilliseconds >= 0 && hostMilliseconds <= 1e6)) {
      throw new OptionException(
          "--host-milliseconds is " + hostMilliseconds + ": give a number from 0 to 1000000");
    }
    GpuSimResult result = simulate(GpuParameters.of(gpu));
    output.write(result, result.text(), folder -> GpuSimReport.write(result, folder));
    return 0;
  }

  private GpuSimResult simulate(GpuParameters parameters) {
    List<Network> networks =
        model == null
            ? Network.DEFAULTS
            : List.of(Network.of(DetectionModels.standard().resolve(model)));
    List<Table> tables = new ArrayList<>();
    for (Network network : networks) {
      tables.add(table(parameters, network));
    }
    return new GpuSimResult(
        true,
        parameters.name(),
        parameters.memory(),
        batch,
        hostMilliseconds,
        processes,
        tasks,
        tables);
  }

  private Table table(GpuParameters parameters, Network network) {
    // Long enough for some hundred runs of the slowest configuration.
    double run =
        parameters.exclusiveSeconds(
            parameters.run(batch, network.gflops(), network.input(), network.output()));
    double seconds = 200 * (run + hostMilliseconds / 1e3 * batch);
    Setting setting =
        new Setting(parameters, network, batch, hostMilliseconds / 1e3, Math.max(2, seconds));
    Set<Integer> counts = new LinkedHashSet<>(processes);
    counts.add(1);
    List<Outcome> outcomes = new ArrayList<>();
    for (int count : counts) {
      for (int each : new LinkedHashSet<>(tasks)) {
        for (boolean shared : new boolean[] {true, false}) {
          for (boolean mps : new boolean[] {false, true}) {
            outcomes.add(new SimulatedRun(count, each, shared, mps).run(setting));
          }
        }
      }
    }
    return new Table(network, outcomes);
  }
}
