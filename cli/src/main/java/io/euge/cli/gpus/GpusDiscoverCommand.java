package io.euge.cli.gpus;

import io.euge.cli.console.Json;
import io.euge.cli.console.Warnings;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuInventory;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuSlot;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge gpus discover}: implements Spark's resource discovery script. */
@Command(
    name = "discover",
    mixinStandardHelpOptions = true,
    footer = "  euge gpus discover --slots 2",
    description =
        "Prints the GPUs' slots as Spark's resource discovery wants them: a script of one line "
            + "that calls this can be Spark's discoveryScript.")
final class GpusDiscoverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "1",
      description = "Executors that share a GPU, from 1 to 60 (default: ${DEFAULT-VALUE}).")
  private int slots;

  @Override
  public Integer call() {
    GpuSlot.requireCount(slots);
    GpuQueryResult inventory = new GpuInventory().query();
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("name", "gpu");
    resource.put("addresses", addresses(inventory.gpus()));
    Warnings.of(inventory, spec);
    PrintWriter out = spec.commandLine().getOut();
    out.println(Json.line(resource));
    out.flush();
    return 0;
  }

  private List<String> addresses(List<Gpu> gpus) {
    return GpuSlot.of(gpus, slots).stream().map(GpuSlot::toString).toList();
  }
}
