package io.euge.cli.job;

import io.euge.cli.console.StatusLine;
import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Reports the state of a job's output when a signal ends the program: Ctrl-C, SIGTERM or a terminal
 * that was closed. The JVM then ends with 128 and the signal's number.
 */
public final class StopNotice implements AutoCloseable {
  /** The step by which an output appears, whole. */
  public interface Publication {
    void run() throws IOException;
  }

  /** The notices that are open, the latest first: that one alone is printed. */
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
   * Waits for signals until it is closed.
   *
   * @param output where the job writes, for people
   */
  public static StopNotice of(String output) {
    return open(
        "the job was stopped; nothing was written to " + output,
        "stopped; the job had ended, and all was written to " + output);
  }

  /**
   * Waits for signals until it is closed, for what publishes no output.
   *
   * @param consequence what a signal leaves, for people
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

  /** Sets what is done before the notice is printed, such as the end of a progress bar. */
  public synchronized void first(Runnable action) {
    first = action;
  }

  /**
   * Publishes the output, unless the program is ending already: what the notice says stays true. A
   * signal meanwhile waits.
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
      // The program is ending, and the hook runs.
    }
  }
}
