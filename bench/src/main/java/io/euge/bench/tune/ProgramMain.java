package io.euge.bench.tune;

import io.euge.EugeException;
import io.euge.cli.Euge;
import io.euge.process.ParentJvm;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The main program of a child process: runs one command line and sends its output. */
final class ProgramMain {
  private ProgramMain() {}

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect(args);
    ProgramRequest request = parent.order(ProgramRequest.class);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    int code = Euge.run(request.arguments().toArray(String[]::new));
    if (code != 0) {
      throw new EugeException(
          "euge %s ended with code %d".formatted(String.join(" ", request.arguments()), code));
    }
    parent.answer(printed.toString(StandardCharsets.UTF_8));
    System.exit(0);
  }
}
