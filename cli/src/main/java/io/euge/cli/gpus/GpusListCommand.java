package io.euge.cli.gpus;

import io.euge.ByteSize;
import io.euge.cli.console.Json;
import io.euge.cli.console.Table;
import io.euge.cli.console.Warnings;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuInventory;
import io.euge.device.gpu.GpuQueryResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge gpus list}: shows the GPUs with their memory and modes. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    footer = "  euge gpus list",
    description = "Shows each GPU's index, UUID, memory, load and modes.")
final class GpusListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      description = "One line of JSON; memory in bytes, null if not reported.")
  private boolean json;

  @Override
  public Integer call() {
    GpuQueryResult inventory = new GpuInventory().query();
    List<Gpu> gpus = inventory.gpus();
    Warnings.of(inventory, spec);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(gpus.stream().map(GpusListCommand::fields).toList()));
    } else {
      Table table = new Table("GPU", "UUID", "NAME", "MEMORY", "LOAD", "COMPUTE MODE", "MIG");
      gpus.forEach(gpu -> row(table, gpu));
      table.print(out);
    }
    out.flush();
    return 0;
  }

  private static Map<String, Object> fields(Gpu gpu) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("index", gpu.index());
    fields.put("uuid", gpu.uuid());
    fields.put("name", gpu.name());
    fields.put("memoryTotal", Json.orNull(gpu.memoryTotal()));
    fields.put("memoryUsed", Json.orNull(gpu.memoryUsed()));
    fields.put("utilisation", Json.orNull(gpu.utilisation()));
    fields.put("computeMode", Json.orNull(gpu.computeMode().map(Enum::name)));
    fields.put("mig", Json.orNull(gpu.mig()));
    return fields;
  }

  private static void row(Table table, Gpu gpu) {
    table.row(
        String.valueOf(gpu.index()),
        gpu.uuid(),
        gpu.name(),
        memory(gpu.memoryUsed()) + " of " + memory(gpu.memoryTotal()),
        gpu.utilisation().isPresent() ? gpu.utilisation().getAsInt() + " %" : "-",
        gpu.computeMode().map(mode -> mode.name().toLowerCase(Locale.ROOT)).orElse("-"),
        gpu.mig().map(on -> on ? "on" : "off").orElse("-"));
  }

  private static String memory(OptionalLong bytes) {
    return bytes.isPresent() ? ByteSize.gib(bytes.getAsLong()) : "?";
  }
}
