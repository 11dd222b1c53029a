package io.euge.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {
  @TempDir Path directory;

  @Test
  void aFolderGetsItsNameWhenItIsComplete() throws IOException {
    Path folder = directory.resolve("folder");
    AtomicFolder.write(
        folder,
        building -> {
          Files.writeString(building.resolve("file"), "content");
          assertThat(folder).doesNotExist();
          assertThat(AtomicFolder.target(building)).isEqualTo("folder");
        });
    assertThat(folder.resolve("file")).hasContent("content");
    assertThat(Listing.of(directory)).containsExactly(folder);
  }

  @Test
  void whatFailsLeavesNothing() {
    assertThatThrownBy(
            () ->
                AtomicFolder.write(
                    directory.resolve("folder"),
                    building -> {
                      Files.writeString(building.resolve("file"), "content");
                      throw new InterruptedException("stopped");
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void theFolderThatCameFirstStays() throws IOException {
    Path folder = directory.resolve("folder");
    AtomicFolder.write(folder, building -> Files.writeString(building.resolve("file"), "first"));
    assertThatThrownBy(
            () ->
                AtomicFolder.write(
                    folder, building -> Files.writeString(building.resolve("file"), "second")))
        .isInstanceOf(IOException.class);
    assertThat(folder.resolve("file")).hasContent("first");
    assertThat(Listing.of(directory)).containsExactly(folder);
  }

  @Test
  void aFolderIsDeletedWithAllFilesAndOnlyIfItExists() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("folder/inside"));
    Files.writeString(folder.resolve("file"), "content");
    AtomicFolder.delete(directory.resolve("folder"));
    AtomicFolder.delete(directory.resolve("folder"));
    AtomicFolder.deleteLeftover(directory.resolve("none"));
    assertThat(directory).isEmptyDirectory();
  }
}
