package io.euge.cli.job;

import io.euge.cli.console.StatusLine;
import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Reports the state of a job's output when a signal ends the program: Ctrl-C, SIGTERM or a closed
 * terminal. The JVM then exits with 128 plus the number of the signal.
 */
public final class StopNotice implements AutoCloseable {
  /** The atomic step that publishes an output. */
  public interface Publication {
    void run() throws IOException;
  }

  /** The open notices, latest first; only the first is printed. */
  private static final Deque<StopNotice> OPEN = new ConcurrentLinkedDeque<>();

  private final String stopped;
  private final String ended;
  private final Thread hook = new Thread(this::print, "euge-stop");
  private Runnable first = () -> {};
  private boolean published;
  private boolean stopping;

  private StopNotice(String stopped, String ended) {
    this.stopped = stopped;
    this.ended = ended;
  }

  /**
   * Registers a notice until it is closed.
   *
   * @param output path of the output, as shown to the user
   */
  public static StopNotice of(String output) {
    return open(
        "the job was stopped; nothing was written to " + output,
        "stopped; the job had ended, and all was written to " + output);
  }

  /**
   * Registers a notice until it is closed, for a command that publishes no output.
   *
   * @param consequence the effect of a signal, as shown to the user
   */
  public static StopNotice saying(String consequence) {
    return open("stopped; " + consequence, "stopped");
  }

  private static StopNotice open(String stopped, String ended) {
    StopNotice notice = new StopNotice(stopped, ended);
    OPEN.push(notice);
    Runtime.getRuntime().addShutdownHook(notice.hook);
    return notice;
  }

  /** Sets an action that runs before the notice is printed, such as ending a progress bar. */
  public synchronized void first(Runnable action) {
    first = action;
  }

  /**
   * Publishes the output unless the program is already ending, in which case the printed notice
   * must remain true. A signal during the publication is delayed.
   */
  public synchronized void publish(Publication publication) throws IOException {
    if (stopping) {
      throw new IOException("the job was stopped");
    }
    publication.run();
    published = true;
  }

  private void print() {
    if (OPEN.peek() == this) {
      printNow();
    }
  }

  private synchronized void printNow() {
    stopping = true;
    first.run();
    StatusLine.print(published ? ended : stopped);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      OPEN.remove(this);
    } catch (IllegalStateException e) {
      // The program is ending and the shutdown hook is running.
    }
  }
}
