package io.euge.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
  @TempDir Path folder;
  private Path deep;
  private Path hidden;
  private Path text;

  @BeforeEach
  void files() throws IOException {
    deep = Files.createDirectories(folder.resolve("b/c"));
    hidden = Files.createFile(folder.resolve(".hidden"));
    text = Files.createFile(folder.resolve("a.txt"));
  }

  @Test
  void theEntriesOfADirectoryAreOrdered() throws IOException {
    assertThat(Listing.of(folder)).containsExactly(hidden, text, folder.resolve("b"));
    assertThat(Listing.of(folder, "*.txt")).containsExactly(text);
    assertThat(Listing.of(deep)).isEmpty();
  }

  @Test
  void aTreeIsWalkedToADepth() throws IOException {
    assertThat(Listing.walk(folder))
        .containsExactly(folder, hidden, text, folder.resolve("b"), deep);
    assertThat(Listing.walk(folder, 1)).containsExactly(folder, hidden, text, folder.resolve("b"));
    assertThat(Listing.walk(text)).containsExactly(text);
  }

  @Test
  void whatCannotBeReadIsAnIoException() {
    IOException cause = new IOException("Input/output error");
    assertThatThrownBy(
            () ->
                Listing.checked(
                    () -> {
                      throw new UncheckedIOException(cause);
                    }))
        .isSameAs(cause);
    assertThatThrownBy(
            () ->
                Listing.checked(
                    () -> {
                      throw new DirectoryIteratorException(cause);
                    }))
        .isSameAs(cause);
    assertThatThrownBy(() -> Listing.of(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
