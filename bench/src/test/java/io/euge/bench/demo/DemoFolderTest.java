package io.euge.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  @TempDir Path above;

  @Test
  void oneThatIsNotThereIsMadeAndTakenAgain() throws Exception {
    Path folder = above.resolve("a/b");
    try (DemoFolder demo = DemoFolder.open(folder)) {
      Files.writeString(demo.videos().resolve("clip.mp4"), "");
      Files.writeString(demo.scratch().resolve("part"), "");
    }
    try (DemoFolder demo = DemoFolder.open(folder)) {
      assertThat(demo.videos().resolve("clip.mp4")).exists();
      assertThat(demo.scratch()).isEmptyDirectory();
    }
    assertThat(folder.resolve(".work")).doesNotExist();
  }

  @Test
  void whatAKilledDemoLeftForTheMomentIsRemoved() throws Exception {
    try (DemoFolder demo = DemoFolder.open(above)) {
      assertThat(demo.scratch()).exists();
    }
    Files.createDirectories(above.resolve(".work/child"));
    Files.writeString(above.resolve(".work/child/log.txt"), "");
    try (DemoFolder demo = DemoFolder.open(above)) {
      assertThat(demo.scratch()).isEmptyDirectory();
    }
  }

  @Test
  void aStrangersFolderIsLeftAsItIs() throws Exception {
    Files.createDirectory(above.resolve("videos"));
    assertThatThrownBy(() -> DemoFolder.open(above))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("holds videos and was not made by a demo")
        .hasMessageContaining("give another --output");
    assertThat(above.toFile().list()).containsExactly("videos");
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.writeString(above.resolve("file"), "mine");
    assertThatThrownBy(() -> DemoFolder.open(file))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("is a file: give a folder");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aPlaceWhereNothingCanBeMadeIsNamed() throws Exception {
    Path file = Files.writeString(above.resolve("file"), "");
    assertThatThrownBy(() -> DemoFolder.open(file.resolve("demo")))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("Cannot write to the folder")
        .hasMessageContaining("give another --output");
  }

  @Test
  void twoDemosAtOnceDoNotMeet() throws Exception {
    try (DemoFolder demo = DemoFolder.open(above)) {
      assertThat(demo.path()).isDirectory();
      assertThatThrownBy(() -> DemoFolder.open(above))
          .isInstanceOf(EugeException.class)
          .hasMessageContaining("Another demo works in");
      assertThat(demo.scratch()).exists();
    }
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
