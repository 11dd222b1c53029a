package io.euge.cli.mps;

import io.euge.cli.console.Json;
import io.euge.cli.console.Table;
import io.euge.cli.mps.MpsTargets.Target;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The output of a command about daemons: text, or one line of JSON with {@code --json}. */
final class MpsOutput {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--json", description = "One line of JSON.")
  private boolean json;

  private final List<Map<String, Object>> daemons = new ArrayList<>();

  /**
   * Reports an action on one daemon. Text is printed immediately, fields by {@link #end}.
   *
   * @param fields evaluated only if they are printed
   */
  void action(String action, Target target, String detail, Supplier<Map<String, Object>> fields) {
    if (json) {
      daemons.add(fields.get());
    } else {
      String gpu = target.gpu().map(one -> " for GPU " + one.index()).orElse("");
      spec.commandLine().getOut().println(action + gpu + ": " + detail);
    }
  }

  /** Ends the output after all actions. */
  void end() {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(daemons));
    }
    out.flush();
  }

  /** Prints the output of a command that shows all daemons at once. */
  void print(Table table, List<Map<String, Object>> fields) {
    if (json) {
      daemons.addAll(fields);
    } else {
      table.print(spec.commandLine().getOut());
    }
    end();
  }
}
