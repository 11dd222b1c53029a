package io.euge.cli.mps;

import io.euge.cli.console.Json;
import io.euge.cli.console.Warnings;
import io.euge.cli.mps.MpsTargets.Target;
import io.euge.device.gpu.ComputeMode;
import io.euge.device.gpu.Gpu;
import io.euge.device.mps.MemoryLimit;
import io.euge.device.mps.MpsDaemon.StartResult;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.MpsLimits;
import io.euge.device.mps.ThreadPercentage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge mps start}: a daemon for each GPU, with limits for its clients. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description =
        "Starts a daemon for each GPU, or adopts the one that runs, and says what clients must "
            + "have in their environment.")
final class MpsStartCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MpsTargets targets;

  @Option(
      names = "--thread-percentage",
      paramLabel = "P",
      description = "The most of the GPU's threads a client may use; a cap, not a reservation.")
  private String threads;

  @Option(
      names = "--memory",
      paramLabel = "LIMIT",
      description = "The most memory a client may take, such as 4G or 512M.")
  private String memory;

  @Option(names = "--json", description = "One line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    MpsLimits limits =
        new MpsLimits(
            Optional.ofNullable(threads).map(ThreadPercentage::parse),
            Optional.ofNullable(memory).map(MemoryLimit::parse));
    PrintWriter out = spec.commandLine().getOut();
    List<Target> all = targets.find();
    all.forEach(target -> target.gpu().ifPresent(limits::within));
    List<Map<String, Object>> started = new ArrayList<>();
    for (Target target : all) {
      StartResult beginning = target.daemon().start(limits);
      target.gpu().ifPresent(this::advise);
      Path pipe = target.daemon().directory().pipe();
      if (json) {
        Map<String, Object> fields = MpsStatusJson.of(target, target.daemon().status());
        fields.put("action", beginning.name());
        started.add(fields);
      } else {
        out.println(
            (beginning == StartResult.STARTED ? "started" : "adopted")
                + target.gpu().map(gpu -> " for GPU " + gpu.index()).orElse("")
                + ": "
                + MpsDirectory.PIPE
                + "="
                + pipe);
      }
    }
    if (json) {
      out.println(Json.line(started));
    }
    out.flush();
    return 0;
  }

  private void advise(Gpu gpu) {
    if (gpu.computeMode().filter(ComputeMode.DEFAULT::equals).isPresent()) {
      Warnings.say(
          "GPU "
              + gpu.index()
              + " also takes processes that go past MPS; as root, nvidia-smi -i "
              + gpu.index()
              + " -c EXCLUSIVE_PROCESS closes that way",
          spec);
    }
  }
}
