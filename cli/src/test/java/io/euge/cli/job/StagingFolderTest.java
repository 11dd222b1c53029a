package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingFolderTest {
  @TempDir Path folder;

  @Test
  void ifOneResultCannotBeMovedAllIsAsBefore() throws IOException {
    Files.writeString(folder.resolve("table"), "old");
    Files.writeString(folder.resolve("errors"), "old errors");
    try (StagingFolder staging = StagingFolder.beside(path("table"), new Configuration())) {
      var errors = new org.apache.hadoop.fs.Path(staging.path(), "errors");
      Files.writeString(Path.of(errors.toUri().getPath()), "new errors");
      Map<org.apache.hadoop.fs.Path, org.apache.hadoop.fs.Path> places = new LinkedHashMap<>();
      places.put(errors, path("errors"));
      places.put(new org.apache.hadoop.fs.Path(staging.path(), "missing"), path("table"));
      assertThatThrownBy(() -> staging.publish(places, List.of(path("table"), path("errors"))))
          .isInstanceOf(IOException.class);
    }
    assertThat(folder.resolve("table")).hasContent("old");
    assertThat(folder.resolve("errors")).hasContent("old errors");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("table", "errors");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> StagingFolder.beside(path("file/table"), new Configuration()))
        .isInstanceOf(IOException.class)
        .hasMessage(folder.resolve("file") + " is not a directory");
    assertThatThrownBy(() -> StagingFolder.beside(path("file/deep/table"), new Configuration()))
        .hasMessage(folder.resolve("file") + " is not a directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/table", "/proc/deep/er/table"})
  @EnabledOnOs(OS.LINUX)
  void aFolderInWhichNothingCanBeWrittenIsNamedAndNoHiddenFile(String output) {
    assertThatThrownBy(
            () ->
                StagingFolder.beside(
                    new org.apache.hadoop.fs.Path("file:" + output), new Configuration()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("nothing can be written in /proc (")
        .hasMessageNotContaining(".part");
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }
}
