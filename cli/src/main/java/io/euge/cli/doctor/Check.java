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
 * A question about this host.
 *
 * @param limit how long it may take
 */
record Check(String name, Duration limit, Question question) {
  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(15);

  /** Gives one finding for each thing it looked at. */
  @FunctionalInterface
  interface Question {
    List<CheckResult> ask() throws Exception;
  }

  static Check of(String name, Question question) {
    return new Check(name, DEFAULT_LIMIT, question);
  }

  /** What it found. One that breaks or takes too long has failed, and no other with it. */
  List<CheckResult> run() throws InterruptedException {
    CompletableFuture<List<CheckResult>> answer = new CompletableFuture<>();
    Thread thread = new Thread(() -> answer(answer), "euge-doctor-" + name);
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      // What it began it ends, before others take its folder away.
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
        : "the check broke: " + failure.getClass().getSimpleName() + ", " + Printable.of(message);
  }
}
