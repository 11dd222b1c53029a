package io.euge.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFolderTest {
  private static final String PROPERTY = "euge.test.library.folder";

  @TempDir Path folder;

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void itIsInTheCache() {
    LibraryFolder.assign(PROPERTY, "parts", folder);
    assertThat(System.getProperty(PROPERTY)).isEqualTo(folder.resolve("parts").toString());
    assertThat(folder.resolve("parts")).isDirectory();
  }

  @Test
  void whereTheCacheCannotBeUsedItIsTemporary() throws Exception {
    Path cache = Files.writeString(folder.resolve("file"), "not a folder");
    LibraryFolder.assign(PROPERTY, "parts", cache);
    assertThat(Path.of(System.getProperty(PROPERTY)))
        .isEmptyDirectory()
        .hasParentRaw(Path.of(System.getProperty("java.io.tmpdir")));
  }

  @Test
  void aFolderThatTheUserNamedStays() {
    System.setProperty(PROPERTY, "mine");
    LibraryFolder.assign(PROPERTY, "parts", folder);
    assertThat(System.getProperty(PROPERTY)).isEqualTo("mine");
    assertThat(folder).isEmptyDirectory();
  }
}
