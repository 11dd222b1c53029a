package io.euge.bench.cluster;

import io.euge.EugeException;
import io.euge.cli.Euge;
import io.euge.process.ParentJvm;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.List;

/** The main program of a driver: runs one command line of Euge and sends its output. */
final class JobProcess {
  private JobProcess() {}

  /**
   * The request to the process.
   *
   * @param arguments after {@code euge}
   */
  record Order(List<String> arguments) implements Serializable {}

  public static void main(String[] args) throws Exception {
    ParentJvm parent = ParentJvm.connect(args);
    List<String> arguments = parent.order(Order.class).arguments();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Euge.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments.toArray(String[]::new));
    if (code == 0) {
      parent.answer(out.toString());
    } else {
      parent.fail(new EugeException("euge detect ended with code %d: %s".formatted(code, err)));
    }
    System.exit(code);
  }
}
