package io.euge.cli.mps;

import io.euge.cli.console.Warnings;
import io.euge.cli.mps.MpsTargets.Target;
import io.euge.device.gpu.ComputeMode;
import io.euge.device.gpu.Gpu;
import io.euge.device.mps.MemoryLimit;
import io.euge.device.mps.MpsDaemon.StartResult;
import io.euge.device.mps.MpsDirectory;
import io.euge.device.mps.MpsLimits;
import io.euge.device.mps.ThreadPercentage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge mps start}: starts a daemon for each GPU, with limits for its clients. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    footer = "  euge mps start --gpu 0 --thread-percentage 50",
    description =
        "Starts a daemon for each GPU, or uses one that already runs, and prints the environment "
            + "variables that clients need.")
final class MpsStartCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MpsTargets targets;
  @Mixin private MpsOutput output;

  @Option(
      names = "--thread-percentage",
      paramLabel = "P",
      description =
          "The maximum percentage of the GPU's threads that a client may use; a limit, "
              + "not a reservation.")
  private String threads;

  @Option(
      names = "--memory",
      paramLabel = "LIMIT",
      description = "The maximum memory of a client, such as 4G or 512M.")
  private String memory;

  @Override
  public Integer call() {
    MpsLimits limits =
        new MpsLimits(
            Optional.ofNullable(threads).map(ThreadPercentage::parse),
            Optional.ofNullable(memory).map(MemoryLimit::parse));
    List<Target> all = targets.find();
    all.forEach(target -> target.gpu().ifPresent(limits::within));
    for (Target target : all) {
      StartResult result = target.daemon().start(limits);
      target.gpu().ifPresent(this::advise);
      Path pipe = target.daemon().directory().pipe();
      output.action(
          result == StartResult.STARTED ? "started" : "adopted",
          target,
          MpsDirectory.PIPE + "=" + pipe,
          () -> fields(target, result));
    }
    output.end();
    return 0;
  }

  private static Map<String, Object> fields(Target target, StartResult result) {
    Map<String, Object> fields = MpsStatusJson.of(target, target.daemon().status());
    fields.put("action", result.name());
    return fields;
  }

  private void advise(Gpu gpu) {
    if (gpu.computeMode().filter(ComputeMode.DEFAULT::equals).isPresent()) {
      Warnings.say(
          "GPU "
              + gpu.index()
              + " also accepts processes that bypass MPS; as root, nvidia-smi -i "
              + gpu.index()
              + " -c EXCLUSIVE_PROCESS prevents this",
          spec);
    }
  }
}
