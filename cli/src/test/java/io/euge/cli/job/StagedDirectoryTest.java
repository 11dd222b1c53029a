package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedDirectoryTest {
  @TempDir Path folder;

  @Test
  void aTableAppearsWhenItIsPublished() throws IOException {
    try (StagedDirectory table = stage(false)) {
      fill(table, "new");
      assertThat(folder.resolve("table")).doesNotExist();
      table.publish(table.table());
    }
    assertThat(folder.resolve("table/part-0")).hasContent("new");
    assertThat(entries()).containsExactly("table");
  }

  @Test
  void whatWasNotPublishedLeavesNothing() throws IOException {
    try (StagedDirectory table = stage(false)) {
      fill(table, "new");
    }
    assertThat(entries()).isEmpty();
  }

  @Test
  void aTableThatSomebodyElseFinishedMeanwhileStays() throws IOException {
    try (StagedDirectory table = stage(false)) {
      fill(table, "new");
      write("table/part-0", "theirs");
      assertThatThrownBy(() -> table.publish(table.table()))
          .isInstanceOf(EugeException.class)
          .hasMessageContaining("already exists");
    }
    assertThat(folder.resolve("table/part-0")).hasContent("theirs");
    assertThat(entries()).containsExactly("table");
  }

  @Test
  void overwritingReplacesATableButNothingElse() throws IOException {
    write("table/part-0", "old");
    try (StagedDirectory table = stage(true)) {
      fill(table, "new");
      write("table/holiday.mp4", "dear");
      assertThatThrownBy(() -> table.publish(table.table())).hasMessageContaining("holiday.mp4");
    }
    Files.delete(folder.resolve("table/holiday.mp4"));
    try (StagedDirectory table = stage(true)) {
      fill(table, "new");
      table.publish(table.table());
    }
    assertThat(folder.resolve("table/part-0")).hasContent("new");
    assertThat(entries()).containsExactly("table");
  }

  private StagedDirectory stage(boolean overwrite) throws IOException {
    return StagedDirectory.of(
        new org.apache.hadoop.fs.Path(folder.resolve("table").toString()),
        overwrite,
        new Configuration());
  }

  private void fill(StagedDirectory table, String content) throws IOException {
    Path files = Files.createDirectories(Path.of(table.table().toUri().getPath()));
    Files.writeString(files.resolve("part-0"), content);
  }

  private void write(String file, String content) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), content);
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
