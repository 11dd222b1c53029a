package io.euge.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
  @TempDir Path folder;

  @Test
  void whatALinkInTheTreePointsToIsKept() throws IOException {
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Files.writeString(kept.resolve("file"), "precious");
    Path tree = Files.createDirectories(folder.resolve("tree/a/b"));
    Files.writeString(tree.resolve("file"), "x");
    Files.createSymbolicLink(tree.resolve("link"), kept);
    FileTree.delete(folder.resolve("tree"));
    assertThat(folder.resolve("tree")).doesNotExist();
    assertThat(kept.resolve("file")).hasContent("precious");
  }

  @Test
  void ofALinkOnlyTheLinkIsDeleted() throws IOException {
    Path kept = Files.createDirectories(folder.resolve("kept/inside"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("kept"));
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));
    FileTree.delete(link);
    FileTree.delete(dangling);
    assertThat(kept).isDirectory();
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(Files.exists(dangling, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void whatDoesNotExistIsDeletedWithoutAnError() throws IOException {
    FileTree.delete(folder.resolve("none"));
    assertThat(folder).isEmptyDirectory();
  }
}
