package io.euge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.file.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostLockTest {
  @TempDir Path folder;
  private Path path;

  /** Answers whether it got the lock, and keeps it until it is killed. */
  static final class Main {
    private static HostLock lock;

    public static void main(String[] args) throws Exception {
      ParentJvm parent = ParentJvm.connect(args);
      lock = HostLock.tryAcquire(Path.of(parent.order(String.class)));
      parent.answer(lock != null);
      Thread.sleep(60_000);
    }
  }

  @BeforeEach
  void path() {
    path = folder.resolve("lock");
  }

  @Test
  void twoThreadsOfAProcessExcludeEachOther() throws Exception {
    HostLock lock = HostLock.acquire(path);
    assertThat(HostLock.tryAcquire(path)).isNull();
    CompletableFuture<HostLock> waiting = CompletableFuture.supplyAsync(() -> acquire(path));
    assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    lock.close();
    waiting.get().close();
  }

  @Test
  void twoNamesOfAPathAreOneLock() throws IOException {
    try (HostLock lock = HostLock.acquire(path)) {
      assertThat(HostLock.tryAcquire(folder.resolve("./lock"))).isNull();
    }
    assertThat(HostLock.tryAcquire(folder.resolve("./lock"))).satisfies(HostLock::close);
  }

  @Test
  void aFailedAttemptDoesNotReleaseTheLock() throws Exception {
    try (HostLock lock = HostLock.acquire(path)) {
      assertThat(HostLock.tryAcquire(path)).isNull();
      assertThat(otherProcessGetsIt()).isFalse();
    }
  }

  @Test
  void aProcessThatIsKilledReleasesItsLock() throws Exception {
    try (ScratchFolder scratch = ScratchFolder.create(folder.resolve("child"));
        ChildJvm child = start(scratch)) {
      assertThat(child.receive(Boolean.class)).isTrue();
      assertThat(HostLock.tryAcquire(path)).isNull();
      ProcessHandle process = ProcessHandle.of(child.pid()).orElseThrow();
      process.destroyForcibly();
      process.onExit().get();
    }
    assertThat(HostLock.tryAcquire(path)).isNotNull().satisfies(HostLock::close);
  }

  @Test
  void aLinkIsNotFollowedAndLeavesThePathFree() throws IOException {
    Path target = folder.resolve("target");
    Files.createSymbolicLink(path, target);
    assertThatThrownBy(() -> HostLock.tryAcquire(path)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> HostLock.acquire(path)).isInstanceOf(IOException.class);
    assertThat(target).doesNotExist();
    Files.delete(path);
    assertThat(HostLock.tryAcquire(path)).isNotNull().satisfies(HostLock::close);
  }

  private boolean otherProcessGetsIt() throws Exception {
    try (ScratchFolder scratch = ScratchFolder.create(folder.resolve("child"));
        ChildJvm child = start(scratch)) {
      return child.receive(Boolean.class);
    }
  }

  private ChildJvm start(ScratchFolder scratch) throws IOException {
    return ChildJvm.start(
        "take the lock",
        Main.class,
        path.toString(),
        scratch,
        new ChildJvm.Options(List.of("-Xmx64m"), Map.of(), false, Duration.ofSeconds(50)));
  }

  private static HostLock acquire(Path path) {
    try {
      return HostLock.acquire(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
