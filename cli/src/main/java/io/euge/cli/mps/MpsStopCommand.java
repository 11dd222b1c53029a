package io.euge.cli.mps;

import io.euge.OptionException;
import io.euge.cli.console.Json;
import io.euge.cli.mps.MpsTargets.Target;
import io.euge.device.mps.MpsDaemon.StopResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code euge mps stop}: ends the daemons that Euge started. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops the daemons that Euge started and that have no clients.")
final class MpsStopCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MpsTargets targets;

  @Option(
      names = "--force",
      description = "Also one that Euge did not start, has clients or does not answer.")
  private boolean force;

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Time that clients get to end; default: ${DEFAULT-VALUE}.")
  private int drain;

  @Option(names = "--json", description = "One line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (drain < 0) {
      throw new OptionException("--drain is '" + drain + "': give seconds from 0");
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Map<String, Object>> stopped = new ArrayList<>();
    for (Target target : targets.find()) {
      StopResult ending = target.daemon().stop(Duration.ofSeconds(drain), force);
      String pipe = target.daemon().directory().pipe().toString();
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("gpu", Json.orNull(target.gpu().map(gpu -> gpu.index())));
      fields.put("pipeDirectory", pipe);
      fields.put("action", ending.name());
      stopped.add(fields);
      if (!json) {
        out.println(
            switch (ending) {
                  case STOPPED -> "stopped";
                  case KILLED -> "killed";
                  case ABSENT -> "none ran";
                }
                + target.gpu().map(gpu -> " for GPU " + gpu.index()).orElse("")
                + ": "
                + pipe);
      }
    }
    if (json) {
      out.println(Json.line(stopped));
    }
    out.flush();
    return 0;
  }
}
