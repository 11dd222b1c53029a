package io.euge.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisibleFilesTest {
  @TempDir Path folder;
  private final List<String> found = new ArrayList<>();
  private Path root;
  private VisibleFiles visitor;

  @BeforeEach
  void visitor() throws IOException {
    root = Files.createDirectory(folder.resolve("_root"));
    visitor = new VisibleFiles(root, (file, read) -> found.add(root.relativize(file).toString()));
  }

  @Test
  void hiddenFilesAndFoldersBelowTheRootAreLeftOut() throws IOException {
    for (String name : List.of("a/b.mp4", ".c.mp4", "_d.mp4", ".git/e.mp4", "a/_f/g/h.mp4")) {
      Files.createDirectories(root.resolve(name).getParent());
      Files.createFile(root.resolve(name));
    }
    Files.walkFileTree(root, visitor);
    assertThat(found).containsExactly("a/b.mp4");
  }

  @Test
  void aFileThatIsDeletedDuringTheListingIsLeftOut() throws IOException {
    Path deleted = root.resolve("a.mp4");
    assertThat(visitor.visitFileFailed(deleted, new NoSuchFileException(deleted.toString())))
        .isEqualTo(FileVisitResult.CONTINUE);
  }

  @Test
  void aRootThatDoesNotExistIsAnError() {
    assertThatThrownBy(
            () -> visitor.visitFileFailed(root, new NoSuchFileException(root.toString())))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aHiddenFolderThatCannotBeOpenedIsLeftOut() throws IOException {
    for (String name : List.of(".snapshot", "_locked", "a/.b")) {
      Path locked = root.resolve(name);
      assertThat(visitor.visitFileFailed(locked, new AccessDeniedException(locked.toString())))
          .isEqualTo(FileVisitResult.CONTINUE);
    }
  }

  @Test
  void aVisibleFolderThatCannotBeOpenedIsNamed() {
    Path locked = root.resolve("a/locked");
    assertThatThrownBy(
            () -> visitor.visitFileFailed(locked, new AccessDeniedException(locked.toString())))
        .isInstanceOf(EugeException.class)
        .hasMessageStartingWith(locked + " may not be read; check its permissions");
  }

  @Test
  void anyOtherFailureIsThrown() {
    FileSystemException failure = new FileSystemException("a", null, "Input/output error");
    assertThatThrownBy(() -> visitor.visitFileFailed(root.resolve("a"), failure)).isSameAs(failure);
  }
}
