package io.euge.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What one command line said, and how it ended. */
public record CommandRun(int exit, String out, String err) {
  public static CommandRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Euge.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new CommandRun(exit, out.toString(), err.toString());
  }

  public List<String> errors() {
    return err.lines().toList();
  }
}
