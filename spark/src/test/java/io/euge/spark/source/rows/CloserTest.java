package io.euge.spark.source.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {
  private final List<String> closed = new ArrayList<>();
  private final Closer closer = new Closer();

  @Test
  void resourcesAreClosedInReverseOrderOnce() {
    closer.register(() -> closed.add("video"));
    closer.register(() -> closed.add("lease"));
    closer.close();
    closer.close();
    assertThat(closed).containsExactly("lease", "video");
  }

  @Test
  void afterAFailureTheOthersAreClosedAndEveryFailureIsKept() {
    IOException first = new IOException("lease");
    IllegalStateException second = new IllegalStateException("video");
    closer.register(() -> closed.add("file"));
    closer.register(
        () -> {
          throw second;
        });
    closer.register(
        () -> {
          throw first;
        });
    Throwable failure = catchThrowable(closer::close);
    assertThat(failure).hasCause(first).hasSuppressedException(second);
    assertThat(closed).containsExactly("file");
    closer.close();
    assertThat(closed).containsExactly("file");
  }

  @Test
  void anErrorIsAFailureToo() {
    UnsatisfiedLinkError error = new UnsatisfiedLinkError("no library");
    closer.register(() -> closed.add("file"));
    closer.register(
        () -> {
          throw error;
        });
    assertThat(catchThrowable(closer::close)).hasCause(error);
    assertThat(closed).containsExactly("file");
  }
}
