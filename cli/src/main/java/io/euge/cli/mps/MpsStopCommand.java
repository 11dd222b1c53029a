package io.euge.cli.mps;

import io.euge.OptionException;
import io.euge.cli.console.Json;
import io.euge.cli.mps.MpsTargets.Target;
import io.euge.device.mps.MpsDaemon.StopResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code euge mps stop}: stops the daemons that Euge started. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    footer = "  euge mps stop",
    description = "Stops the daemons that Euge started and that have no clients.")
final class MpsStopCommand implements Callable<Integer> {
  @Mixin private MpsTargets targets;
  @Mixin private MpsOutput output;

  @Option(
      names = "--force",
      description =
          "Also stop a daemon that Euge did not start, that has clients or that does "
              + "not answer.")
  private boolean force;

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Time to wait for clients to end (default: ${DEFAULT-VALUE}).")
  private int drain;

  @Override
  public Integer call() {
    if (drain < 0) {
      throw new OptionException("--drain is '" + drain + "': give seconds from 0");
    }
    for (Target target : targets.find()) {
      StopResult result = target.daemon().stop(Duration.ofSeconds(drain), force);
      String pipe = target.daemon().directory().pipe().toString();
      output.action(
          switch (result) {
            case STOPPED -> "stopped";
            case KILLED -> "killed";
            case ABSENT -> "none ran";
          },
          target,
          pipe,
          () -> fields(target, pipe, result));
    }
    output.end();
    return 0;
  }

  private static Map<String, Object> fields(Target target, String pipe, StopResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("gpu", Json.orNull(target.gpu().map(gpu -> gpu.index())));
    fields.put("pipeDirectory", pipe);
    fields.put("action", result.name());
    return fields;
  }
}
