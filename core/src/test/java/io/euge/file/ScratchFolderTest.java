package io.euge.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
  @TempDir Path folder;

  @Test
  void whatAKilledRunLeftIsDeleted() throws IOException {
    Files.createDirectories(folder.resolve("work/left"));
    try (ScratchFolder scratch = ScratchFolder.create(folder.resolve("work"))) {
      assertThat(scratch.path()).isEmptyDirectory();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void closingClosesTheResourcesInReverseOrderAndDeletesTheFolder() throws IOException {
    StringBuilder closed = new StringBuilder();
    ScratchFolder scratch = ScratchFolder.temporary("euge-test");
    Files.createFile(scratch.path().resolve("file"));
    scratch.register(() -> closed.append("first"));
    scratch.register(
        () -> {
          throw new IOException("it cannot");
        });
    scratch.register(
        () -> {
          throw new IllegalStateException("it is not open");
        });
    scratch.register(
        () -> {
          throw new UnsatisfiedLinkError("no library");
        });
    scratch.register(() -> closed.append("last "));
    scratch.close();
    assertThat(closed.toString()).isEqualTo("last first");
    assertThat(scratch.path()).doesNotExist();
    assertThat(scratch.isClosed()).isTrue();
  }
}
