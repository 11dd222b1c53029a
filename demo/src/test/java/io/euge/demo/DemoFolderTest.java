package io.euge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  private static final double SECONDS = 1;

  @TempDir Path above;

  @Test
  void oneThatIsNotThereIsMadeAndTakenAgain() throws Exception {
    Path folder = above.resolve("a/b");
    try (DemoFolder demo = DemoFolder.open(folder, SECONDS)) {
      Files.writeString(demo.videos().resolve("clip.mp4"), "");
      Files.writeString(demo.scratch().path().resolve("part"), "");
    }
    try (DemoFolder demo = DemoFolder.open(folder, SECONDS)) {
      assertThat(demo.videos().resolve("clip.mp4")).exists();
      assertThat(demo.scratch().path()).isEmptyDirectory();
    }
    assertThat(folder.resolve(".work")).doesNotExist();
  }

  @Test
  void whatAKilledDemoLeftForTheMomentIsRemoved() throws Exception {
    try (DemoFolder demo = DemoFolder.open(above, SECONDS)) {
      assertThat(demo.scratch().path()).exists();
    }
    Files.createDirectories(above.resolve(".work/child"));
    Files.writeString(above.resolve(".work/child/log.txt"), "");
    try (DemoFolder demo = DemoFolder.open(above, SECONDS)) {
      assertThat(demo.scratch().path()).isEmptyDirectory();
    }
  }

  @Test
  void aStrangersFolderIsLeftAsItIs() throws Exception {
    Files.createDirectory(above.resolve("videos"));
    assertThatThrownBy(() -> DemoFolder.open(above, SECONDS))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("holds videos and was not made by a demo")
        .hasMessageContaining("give another --output");
    assertThat(above.toFile().list()).containsExactly("videos");
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.writeString(above.resolve("file"), "mine");
    assertThatThrownBy(() -> DemoFolder.open(file, SECONDS))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("is a file: give a directory");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aPlaceWhereNothingCanBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(above.resolve("file"), "");
    assertThatThrownBy(() -> DemoFolder.open(file.resolve("demo"), SECONDS))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("Cannot write to the directory")
        .hasMessageContaining("give another --output");
  }

  @Test
  void twoDemosAtOnceDoNotMeet() throws Exception {
    try (DemoFolder demo = DemoFolder.open(above, SECONDS)) {
      assertThat(demo.path()).isDirectory();
      assertThatThrownBy(() -> DemoFolder.open(above, SECONDS))
          .isInstanceOf(EugeException.class)
          .hasMessageContaining("Another demo works in");
      assertThat(demo.scratch().path()).exists();
    }
  }

  @Test
  void longClipsNeedMoreRoom() {
    assertThatThrownBy(() -> DemoFolder.open(above, 1e9))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("a demo needs 10000000300 MB");
    assertThat(above.resolve(".work")).doesNotExist();
  }

  @Test
  void aTreeTakesThePlaceOfAnother() throws Exception {
    Path place = Files.createDirectories(above.resolve("table"));
    Files.writeString(place.resolve("old"), "");
    Path made = Files.createDirectories(above.resolve("made"));
    Files.writeString(made.resolve("new"), "");
    DemoFolder.replace(made, place);
    assertThat(place.toFile().list()).containsExactly("new");
    assertThat(made).doesNotExist();
  }
}
