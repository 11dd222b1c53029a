package io.euge.cli.doctor;

import io.euge.EugeException;
import io.euge.Printable;
import io.euge.cli.doctor.CheckResult.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A check of this host.
 *
 * @param limit its timeout
 */
record Check(String name, Duration limit, Question question) {
  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(15);

  /** The code of a check, which returns one result for each item that it examines. */
  @FunctionalInterface
  interface Question {
    List<CheckResult> ask() throws Exception;
  }

  static Check of(String name, Question question) {
    return new Check(name, DEFAULT_LIMIT, question);
  }

  /** Runs the check. A check that throws or times out has failed; other checks are unaffected. */
  List<CheckResult> run() throws InterruptedException {
    CompletableFuture<List<CheckResult>> answer = new CompletableFuture<>();
    Thread thread = new Thread(() -> answer(answer), "euge-doctor-" + name);
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      // Wait until the check has cleaned up, before its temporary directory is deleted.
      thread.join(JOIN_LIMIT.toMillis());
      return broken("gave no answer within " + limit.toSeconds() + " s: find out what hangs");
    } catch (ExecutionException e) {
      return broken(reason(e.getCause()));
    }
  }

  private void answer(CompletableFuture<List<CheckResult>> answer) {
    try {
      answer.complete(question.ask());
    } catch (Exception | LinkageError e) {
      answer.completeExceptionally(e);
    }
  }

  private List<CheckResult> broken(String why) {
    return List.of(new CheckResult(name, Level.FAIL, why));
  }

  private static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return failure instanceof EugeException
        ? message
        : "the check failed: " + failure.getClass().getSimpleName() + ", " + Printable.of(message);
  }
}
