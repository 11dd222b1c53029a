package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.cli.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StagedFileTest {
  private static final String TABLE = "video,frame,seconds,frameWidth,frameHeight,label\n";
  private static final String ERRORS = "video,firstFrame,stage,seconds,code,message\n";

  @TempDir Path folder;

  @Test
  void theTableAndItsErrorsAppearWhenTheyArePublished() throws IOException {
    try (StagedFile file = stage("found.csv", false)) {
      fill(file.table(), TABLE + "new");
      fill(file.errors(), ERRORS + "bad");
      assertThat(visible()).isEmpty();
      file.publish();
    }
    assertThat(folder.resolve("found.csv")).hasContent(TABLE + "new");
    assertThat(folder.resolve("found.errors.csv")).hasContent(ERRORS + "bad");
    assertThat(entries()).as("no checksum either").containsExactly("found.csv", "found.errors.csv");
  }

  @Test
  void whatWasNotPublishedLeavesNothing() throws IOException {
    try (StagedFile file = stage("found.csv", false)) {
      fill(file.table(), TABLE);
    }
    assertThat(entries()).isEmpty();
  }

  @Test
  void jsonWithoutRowsIsAnEmptyFile() throws IOException {
    try (StagedFile file = stage("found.json", false)) {
      Files.createDirectories(local(file.table()));
      file.publish();
    }
    assertThat(folder.resolve("found.json")).isEmptyFile();
    assertThat(entries()).containsExactly("found.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"found.csv", "found.errors.csv"})
  void anExistingOutputIsReplacedOnlyOnRequest(String there) throws IOException {
    write(there, "mine");
    assertThatThrownBy(() -> stage("found.csv", false))
        .isInstanceOf(EugeException.class)
        .hasMessageContainingAll("The output " + folder.resolve(there), "already exists");
    assertThat(folder.resolve(there)).hasContent("mine");
    assertThat(entries()).containsExactly(there);
  }

  @Test
  void errorsOfAnEarlierJobGoAwayWithItsTable() throws IOException {
    write("found.csv", TABLE + "old");
    write("found.errors.csv", ERRORS + "old");
    write(".found.csv.crc", "its checksum");
    write("found.other.csv", "mine");
    publish("found.csv", TABLE + "new");
    assertThat(folder.resolve("found.csv")).hasContent(TABLE + "new");
    assertThat(entries()).containsExactly("found.csv", "found.other.csv");
  }

  @Test
  void errorsAloneOfAnEarlierJobGoAway() throws IOException {
    write("found.errors.csv", ERRORS + "old");
    publish("found.csv", TABLE + "new");
    assertThat(entries()).containsExactly("found.csv");
  }

  @ParameterizedTest
  @CsvSource({
    "found.csv, 'name,price\napple,3\n'",
    "found.csv, '\"video\"'",
    "found.errors.csv, 'video,frame,seconds\n'",
    "found.json, '{\"video\":\"a.mp4\",\"seed\":1,\"frames\":[{\"frame\":0}]}'",
    "found.json, '[{\"video\":\"a\",\"frame\":0,\"seconds\":0}]'",
    "found.json, 'no json'",
    "found.parquet, 'no parquet'",
  })
  void aFileOfAnotherProgramIsNeverReplaced(String name, String content) throws IOException {
    write(name, content);
    assertThatThrownBy(() -> stage(name.replace(".errors", ""), true))
        .isInstanceOf(EugeException.class)
        .hasMessageContainingAll(
            "The output " + folder.resolve(name), "is not replaced", "--output");
    assertThat(folder.resolve(name)).hasContent(content);
    assertThat(entries()).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{\"video\":\"a\",\"frame\":0,\"seconds\":0.0,\"detections\":[]}\n{\"video"})
  void anEarlierTableIsReplacedOnRequest(String content) throws IOException {
    write("found.json", content);
    publish("found.json", "new");
    assertThat(folder.resolve("found.json")).hasContent("new");
    assertThat(entries()).containsExactly("found.json");
  }

  @Test
  void aDirectoryOfThatNameIsReplacedIfItIsATable() throws IOException {
    write("found.csv/part-0.csv", "old");
    write("found.csv/_errors/part-0.parquet", "old");
    write("found.csv/holiday.mp4", "dear");
    assertThatThrownBy(() -> stage("found.csv", false)).hasMessageContaining("already exists");
    assertThatThrownBy(() -> stage("found.csv", true)).hasMessageContaining("holiday.mp4");
    assertThat(folder.resolve("found.csv/holiday.mp4")).hasContent("dear");
    Files.delete(folder.resolve("found.csv/holiday.mp4"));
    publish("found.csv", TABLE + "new");
    assertThat(folder.resolve("found.csv")).hasContent(TABLE + "new");
    assertThat(entries()).containsExactly("found.csv");
  }

  @Test
  void aTableThatSomebodyElseFinishedMeanwhileStays() throws IOException {
    try (StagedFile file = stage("found.csv", false)) {
      fill(file.table(), TABLE + "new");
      fill(file.errors(), ERRORS + "new");
      write("found.csv", TABLE + "theirs");
      assertThatThrownBy(file::publish).hasMessageContaining("already exists");
    }
    assertThat(folder.resolve("found.csv")).hasContent(TABLE + "theirs");
    assertThat(entries()).containsExactly("found.csv");
  }

  @Test
  void theEndingOfTheNameIsKeptForTheErrors() throws IOException {
    try (StagedFile file = stage("Found.v2.CSV", false)) {
      fill(file.table(), TABLE);
      fill(file.errors(), ERRORS);
      file.publish();
    }
    assertThat(entries()).containsExactly("Found.v2.CSV", "Found.v2.errors.CSV");
  }

  private void publish(String name, String content) throws IOException {
    try (StagedFile file = stage(name, true)) {
      fill(file.table(), content);
      file.publish();
    }
  }

  private StagedFile stage(String name, boolean overwrite) throws IOException {
    return StagedFile.of(
        new org.apache.hadoop.fs.Path(folder.resolve(name).toString()),
        TableFormat.ofName(name).orElseThrow(),
        overwrite,
        new Configuration());
  }

  private static void fill(org.apache.hadoop.fs.Path directory, String content) throws IOException {
    Files.createDirectories(local(directory));
    Files.writeString(local(directory).resolve("_SUCCESS"), "");
    Files.writeString(local(directory).resolve("part-00000-x"), content);
    Files.writeString(local(directory).resolve(".part-00000-x.crc"), "its checksum");
  }

  private static Path local(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath());
  }

  private void write(String file, String content) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), content);
  }

  private List<String> visible() throws IOException {
    return entries().stream().filter(name -> !name.startsWith(".")).toList();
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
