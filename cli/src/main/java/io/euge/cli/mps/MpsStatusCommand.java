package io.euge.cli.mps;

import io.euge.cli.console.ErrorHandler;
import io.euge.cli.console.Table;
import io.euge.cli.console.Warnings;
import io.euge.cli.mps.MpsTargets.Target;
import io.euge.device.mps.MpsClient;
import io.euge.device.mps.MpsServer;
import io.euge.device.mps.MpsStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code euge mps status}: shows each daemon, its servers, clients and limits. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    footer = "  euge mps status",
    description = "Shows each daemon, its servers, clients and limits; fails if one does not run.")
final class MpsStatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MpsTargets targets;
  @Mixin private MpsOutput output;

  @Override
  public Integer call() {
    List<Map<String, Object>> fields = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    Table table =
        new Table(
            "GPU", "STATE", "DAEMON", "SERVERS", "CLIENTS", "THREADS", "MEMORY", "PIPE DIRECTORY");
    for (Target target : targets.find()) {
      MpsStatus status = target.daemon().status();
      fields.add(MpsStatusJson.of(target, status));
      row(table, target, status);
      status.reason().ifPresent(reasons::add);
    }
    output.print(table, fields);
    reasons.forEach(reason -> Warnings.say(reason, spec));
    return reasons.isEmpty() ? 0 : ErrorHandler.FAILED;
  }

  private static void row(Table table, Target target, MpsStatus status) {
    table.row(
        target.name(),
        status.state().name().toLowerCase(Locale.ROOT),
        status.daemonPid().isPresent() ? String.valueOf(status.daemonPid().getAsLong()) : "-",
        list(status.servers().stream().map(MpsStatusCommand::server).toList()),
        list(status.clients().stream().map(MpsStatusCommand::client).toList()),
        status.threadPercentage().isPresent()
            ? status.threadPercentage().getAsDouble() + " %"
            : "-",
        status.memoryLimit().orElse("-"),
        status.directory().pipe().toString());
  }

  private static String list(List<String> cells) {
    return cells.isEmpty() ? "-" : cells.stream().collect(Collectors.joining(","));
  }

  private static String server(MpsServer server) {
    return server.pid() + server.state().map(state -> ":" + state).orElse("");
  }

  private static String client(MpsClient client) {
    return client.pid() + client.state().map(state -> ":" + state).orElse("");
  }
}
