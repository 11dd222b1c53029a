package io.euge.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.OneSentence;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Errors of Java and of Spark whose reason is the host, as a user sees them. */
class HostFailureTest {
  @Command(name = "fails")
  record Failing(Throwable failure) implements Runnable {
    @Override
    public void run() {
      if (failure instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(failure);
    }
  }

  private static String said(Throwable failure) {
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(new Failing(failure));
    command.setExecutionExceptionHandler(new ErrorHandler());
    command.setExecutionStrategy(ErrorHandler::execute);
    command.setErr(new PrintWriter(err));
    assertThat(command.execute()).isEqualTo(1);
    assertThat(err.toString()).startsWith("euge: ").hasLineCount(1);
    return err.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "Java heap space, Out of memory (Java heap space; the heap has at most",
    "GC overhead limit exceeded, EUGE_JAVA_OPTIONS=-Xmx4g",
    "unable to create native thread: possibly out of memory or process/resource limits reached, ulimit -u"
  })
  void memoryThatDoesNotSufficeIsAFailureWithItsRemedy(String reason, String part) {
    OutOfMemoryError error = new OutOfMemoryError(reason);
    OneSentence.of(HostFailure.of(error));
    assertThat(said(error)).contains(part);
    assertThat(said(new SparkException("Job aborted", error))).contains(part);
  }

  @Test
  void tooManyOpenFilesAreNamed() {
    assertThat(said(new FileSystemException("/a", null, "Too many open files")))
        .contains("Too many open files: raise the limit", "ulimit -n");
  }

  @Test
  void aFileThatMayNotGrowNamesTheLimit() {
    IOException grown = new IOException("File too large");
    OneSentence.of(HostFailure.of(grown));
    assertThat(said(new SparkException("Job aborted", grown)))
        .contains("File too large: files may have", "ulimit -f");
  }

  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Disk quota exceeded"})
  void aFullDiskIsNamed(String reason) {
    FileSystemException full = new FileSystemException("/data/x", null, reason);
    OneSentence.of(HostFailure.of(full));
    assertThat(said(new SparkException("Job aborted", full)))
        .contains("A disk is full (/data/x: " + reason + ")", "java.io.tmpdir");
  }

  @Test
  void anExecutorWithoutMemoryIsNamed() {
    assertThat(
            said(
                new SparkException(
                    "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most"
                        + " recent failure: Lost task 0.3 (TID 4): ExecutorLostFailure (executor 3"
                        + " exited caused by one of the running tasks) Reason: Command exited with"
                        + " code 52",
                    null)))
        .contains("An executor ran out of memory", "spark.executor.memory");
  }

  @Test
  void aFileThatWasRemovedBeforeExecutorsFetchedItIsNamed() {
    assertThat(
            said(
                new SparkException(
                    "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most"
                        + " recent failure: Lost task 0.3 (TID 4): java.lang.RuntimeException:"
                        + " Stream '/files/model.onnx' was not found.",
                    null)))
        .contains("The file model.onnx of the driver was removed", "restore it");
  }

  @Test
  void whatIsNotOfTheHostStaysAsItIs() {
    assertThat(HostFailure.of(new IllegalStateException("no such thing"))).isNull();
    assertThat(HostFailure.of(new UnsatisfiedLinkError("libx.so"))).isNull();
    assertThat(said(new IllegalStateException("no such thing"))).contains("no such thing");
  }
}
