package io.euge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildTest {
  private static final Child.Start PLAIN =
      new Child.Start(List.of("-Xmx64m"), Map.of("EUGE_TEST", "here"), false);

  @TempDir Path folder;

  /** Answers with its environment, or ends in one of several ways. */
  static final class Main {
    public static void main(String[] args) throws Exception {
      Parent parent = Parent.of(args);
      switch (parent.order(String.class)) {
        case "answer" -> parent.answer(System.getenv("EUGE_TEST"));
        case "fault" -> {
          parent.fault(new EugeException("The disk is full: free some"));
          System.exit(1);
        }
        case "throw" -> throw new IllegalStateException("no such thing");
        default -> {
          parent.endWithIt();
          Thread.sleep(60_000);
        }
      }
    }
  }

  @Test
  void anAnswerComesBack() throws Exception {
    assertThat(finish("answer")).isEqualTo("here");
  }

  @Test
  void aFaultIsSaidInItsOwnWords() {
    assertThatThrownBy(() -> finish("fault"))
        .isInstanceOf(EugeException.class)
        .hasMessage("The disk is full: free some");
  }

  @Test
  void afterAnExceptionItsCauseIsNamed() {
    assertThatThrownBy(() -> finish("throw"))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("ended with 1: Exception in thread")
        .hasMessageContaining("no such thing");
  }

  @Test
  void oneThatWasKilledIsKnown() throws Exception {
    try (Child child = start("wait")) {
      ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
      assertThatThrownBy(() -> child.finish(String.class))
          .isInstanceOf(EugeException.class)
          .hasMessageContaining("killed from outside");
    }
  }

  @Test
  void closingEndsIt() throws Exception {
    ProcessHandle process;
    try (Child child = start("wait")) {
      process = ProcessHandle.of(child.pid()).orElseThrow();
      assertThat(process.isAlive()).isTrue();
    }
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void allCanBeEndedAtOnce() throws Exception {
    try (Child one = start("wait");
        Child other = start("wait")) {
      Child.endAll();
      assertThat(ProcessHandle.of(one.pid())).isEmpty();
      assertThat(ProcessHandle.of(other.pid())).isEmpty();
    }
  }

  private String finish(String order) throws Exception {
    try (Child child = start(order)) {
      return child.finish(String.class);
    }
  }

  private Child start(String order) throws Exception {
    return Child.start(Main.class, order, folder, PLAIN);
  }
}
