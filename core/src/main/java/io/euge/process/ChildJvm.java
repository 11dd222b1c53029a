package io.euge.process;

import io.euge.EugeException;
import io.euge.file.ScratchFolder;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that this process starts with its own class path. It receives one order and sends answers,
 * each a serialized object; on the other side is {@link ParentJvm}. It ends with this process.
 *
 * <p>Answers are files, for libraries may print to standard output at any time.
 */
public final class ChildJvm implements Closeable {
  private static final long POLL_MILLIS = 10;
  private static final long END_SECONDS = 5;

  private final String purpose;
  private final Process process;
  private final ChildFiles files;
  private final ScratchFolder scratch;
  private final Duration timeout;
  private int received;

  private ChildJvm(
      String purpose, Process process, ChildFiles files, ScratchFolder scratch, Duration timeout) {
    this.purpose = purpose;
    this.process = process;
    this.files = files;
    this.scratch = scratch;
    this.timeout = timeout;
  }

  /**
   * How a process is started.
   *
   * @param jvm options of the JVM
   * @param environment added to this process's own; an empty value removes a variable
   * @param errorsShown whether standard error is the user's, as for progress; otherwise it is kept
   *     for the message of a failure
   * @param timeout for each answer
   */
  public record Options(
      List<String> jvm, Map<String, String> environment, boolean errorsShown, Duration timeout) {}

  /**
   * Starts a process.
   *
   * @param purpose what it does, for messages such as "Cannot run the job: its process ended"
   * @param main the class of its main program
   * @param scratch holds its files, and closes the process if the caller does not
   */
  public static ChildJvm start(
      String purpose, Class<?> main, Serializable order, ScratchFolder scratch, Options options)
      throws IOException {
    ChildFiles files = ChildFiles.create(scratch.path());
    files.writeOrder(order);
    ProcessBuilder builder = new ProcessBuilder(JavaCommand.of(main, files, options.jvm()));
    options
        .environment()
        .forEach(
            (key, value) -> {
              if (value.isEmpty()) {
                builder.environment().remove(key);
              } else {
                builder.environment().put(key, value);
              }
            });
    Redirect log = Redirect.appendTo(files.log().toFile());
    builder.redirectOutput(log).redirectError(options.errorsShown() ? Redirect.INHERIT : log);
    ChildJvm child = new ChildJvm(purpose, builder.start(), files, scratch, options.timeout());
    scratch.register(child);
    return child;
  }

  /** Returns its id in the operating system. */
  public long pid() {
    return process.pid();
  }

  /** Asks for another answer; see {@link ParentJvm#awaitRequest}. */
  public void request() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /**
   * Waits for the next answer.
   *
   * @throws EugeException with the message that the process sent, if it sent one
   * @throws ChildJvmException if it ends without an answer, or exceeds the timeout
   */
  public <T> T receive(Class<T> type) throws IOException, InterruptedException {
    return poll(type, timeout).orElseThrow(this::timeout);
  }

  /**
   * Waits for the last answer and for the end of the process.
   *
   * @throws EugeException as {@link #receive} does, and if the process fails after its answer
   */
  public <T> T finish(Class<T> type) throws IOException, InterruptedException {
    T answer = receive(type);
    if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw timeout();
    }
    if (process.exitValue() != 0) {
      throw failure();
    }
    return answer;
  }

  /**
   * Waits for the next answer for some time.
   *
   * @return empty if it is not there yet
   * @throws EugeException as {@link #receive} does
   */
  public <T> Optional<T> poll(Class<T> type, Duration wait)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      // An answer may be the last thing before the end.
      boolean ended = !process.isAlive();
      Path answer = files.answer(received);
      if (Files.exists(answer)) {
        received++;
        return Optional.of(files.read(answer, type));
      }
      if (ended || Files.exists(files.failure())) {
        throw failure();
      }
      if (System.nanoTime() > end) {
        return Optional.empty();
      }
      process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private EugeException failure() throws IOException, InterruptedException {
    awaitShutdown();
    return Files.exists(files.failure())
        ? new EugeException(files.read(files.failure(), String.class))
        : ChildJvmException.ended(purpose, process.exitValue(), files.readLog());
  }

  private ChildJvmException timeout() {
    return ChildJvmException.timeout(purpose, timeout);
  }

  /** Ctrl-C ends both processes; then the end of the child is not an error to report. */
  private static void awaitShutdown() throws InterruptedException {
    Thread probe = new Thread(() -> {}, "euge-shutdown-probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException e) {
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  /** Asks the process to end, without waiting for it. */
  public void terminate() {
    process.destroy();
  }

  /** Ends the process, which has a moment to delete its own temporary files. */
  @Override
  public void close() throws IOException {
    process.destroy();
    if (!awaitEnd()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      awaitEnd();
    }
    process.getOutputStream().close();
    scratch.unregister(this);
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
