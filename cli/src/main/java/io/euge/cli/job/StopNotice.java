package io.euge.cli.job;

import io.euge.cli.console.StatusLine;
import java.io.IOException;

/**
 * Says what became of a job's output when a signal ends the program: Ctrl-C, SIGTERM or a terminal
 * that was closed. The JVM then ends with 128 and the signal's number.
 */
public final class StopNotice implements AutoCloseable {
  /** The step by which an output appears, whole. */
  interface Publication {
    void run() throws IOException;
  }

  private final String output;
  private final Thread hook = new Thread(this::print, "euge-stop");
  private Runnable first = () -> {};
  private boolean published;
  private boolean stopped;

  private StopNotice(String output) {
    this.output = output;
  }

  /**
   * Waits for signals until it is closed.
   *
   * @param output where the job writes, for people
   */
  public static StopNotice of(String output) {
    StopNotice notice = new StopNotice(output);
    Runtime.getRuntime().addShutdownHook(notice.hook);
    return notice;
  }

  /** Sets what is done before the notice is printed, such as the end of a progress bar. */
  public synchronized void first(Runnable action) {
    first = action;
  }

  /**
   * Publishes the output, unless the program is ending already: what the notice says stays true. A
   * signal meanwhile waits.
   */
  synchronized void publish(Publication publication) throws IOException {
    if (stopped) {
      throw new IOException("the job was stopped");
    }
    publication.run();
    published = true;
  }

  private synchronized void print() {
    stopped = true;
    first.run();
    StatusLine.print(
        published
            ? "stopped; the job had ended, and all was written to " + output
            : "the job was stopped; nothing was written to " + output);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending, and the hook runs.
    }
  }
}
