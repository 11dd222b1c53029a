package io.euge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.file.ScratchFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildJvmTest {
  @TempDir Path folder;

  /** Answers with its environment, or ends in one of several ways. */
  static final class Main {
    public static void main(String[] args) throws Exception {
      ParentJvm parent = ParentJvm.connect(args);
      switch (parent.order(String.class)) {
        case "answer" -> parent.answer(System.getenv("EUGE_TEST"));
        case "environment" -> parent.answer(String.valueOf(System.getenv("PATH")));
        case "count" -> {
          for (int i = 0; ; i++) {
            parent.answer(i);
            parent.awaitRequest();
          }
        }
        case "fail" -> {
          parent.fail(new EugeException("The disk is full: free some"));
          System.exit(1);
        }
        case "throw" -> throw new IllegalStateException("no such thing");
        case "exit" -> {
          parent.answer("done");
          System.exit(3);
        }
        default -> Thread.sleep(60_000);
      }
    }
  }

  @Test
  void anAnswerComesBack() throws Exception {
    assertThat(finish("answer")).isEqualTo("here");
  }

  @Test
  void anEmptyValueRemovesAVariable() throws Exception {
    assertThat(finish("environment")).isEqualTo("null");
  }

  @Test
  void anOrderIsNotLeftOnTheDisk() throws Exception {
    try (ScratchFolder scratch = scratch();
        ChildJvm child = start("count", scratch, Duration.ofSeconds(50))) {
      child.receive(Integer.class);
      try (Stream<Path> files = Files.walk(scratch.path())) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .contains("answer.0")
            .doesNotContain("order");
      }
    }
  }

  @Test
  void eachRequestIsAnswered() throws Exception {
    try (ScratchFolder scratch = scratch();
        ChildJvm child = start("count", scratch, Duration.ofSeconds(50))) {
      assertThat(child.receive(Integer.class)).isZero();
      child.request();
      assertThat(child.receive(Integer.class)).isEqualTo(1);
      assertThat(child.poll(Integer.class, Duration.ofMillis(50))).isEmpty();
    }
  }

  @Test
  void anErrorKeepsItsMessage() {
    assertThatThrownBy(() -> finish("fail"))
        .isInstanceOf(EugeException.class)
        .hasMessage("The disk is full: free some");
  }

  @Test
  void afterAnExceptionItsCauseIsNamed() {
    assertThatThrownBy(() -> finish("throw"))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("Cannot test it: its process ended with exit code 1 (Exception in")
        .hasMessageContaining("no such thing");
  }

  @Test
  void aFailureAfterTheLastAnswerIsAFailure() {
    assertThatThrownBy(() -> finish("exit"))
        .isInstanceOfSatisfying(
            ChildJvmException.class,
            e -> {
              assertThat(e.exitCode()).hasValue(3);
              assertThat(e.crash()).isEmpty();
            });
  }

  @Test
  void aProcessThatWasKilledIsKnown() throws Exception {
    try (ScratchFolder scratch = scratch();
        ChildJvm child = start("wait", scratch, Duration.ofSeconds(50))) {
      ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
      assertThatThrownBy(() -> child.finish(String.class))
          .isInstanceOf(EugeException.class)
          .hasMessageContaining("killed from outside");
    }
  }

  @Test
  void aProcessThatDoesNotAnswerTimesOut() throws Exception {
    try (ScratchFolder scratch = scratch();
        ChildJvm child = start("wait", scratch, Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> child.receive(String.class))
          .isInstanceOf(ChildJvmException.class)
          .hasMessage("Cannot test it: its process gave no answer in 1 s");
    }
  }

  @Test
  void closingEndsIt() throws Exception {
    ProcessHandle process;
    try (ScratchFolder scratch = scratch();
        ChildJvm child = start("wait", scratch, Duration.ofSeconds(50))) {
      process = ProcessHandle.of(child.pid()).orElseThrow();
      assertThat(process.isAlive()).isTrue();
    }
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void closingTheFolderEndsAllProcesses() throws Exception {
    ChildJvm one;
    ChildJvm other;
    try (ScratchFolder scratch = scratch()) {
      one = start("wait", scratch, Duration.ofSeconds(50));
      other = start("wait", scratch, Duration.ofSeconds(50));
    }
    assertThat(ProcessHandle.of(one.pid())).isEmpty();
    assertThat(ProcessHandle.of(other.pid())).isEmpty();
  }

  private String finish(String order) throws Exception {
    try (ScratchFolder scratch = scratch();
        ChildJvm child = start(order, scratch, Duration.ofSeconds(50))) {
      return child.finish(String.class);
    }
  }

  private ScratchFolder scratch() throws Exception {
    return ScratchFolder.create(Files.createTempDirectory(folder, "scratch"));
  }

  private static ChildJvm start(String order, ScratchFolder scratch, Duration timeout)
      throws Exception {
    Map<String, String> environment = Map.of("EUGE_TEST", "here", "PATH", "");
    return ChildJvm.start(
        "test it",
        Main.class,
        order,
        scratch,
        new ChildJvm.Options(List.of("-Xmx64m"), environment, false, timeout));
  }
}
