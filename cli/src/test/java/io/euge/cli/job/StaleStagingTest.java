package io.euge.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.process.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a later job removes of jobs that were killed. */
@EnabledOnOs(OS.LINUX)
class StaleStagingTest {
  private static final ProcessIdentity SELF = ProcessIdentity.current();
  private static final ProcessIdentity ENDED =
      new ProcessIdentity(SELF.boot(), SELF.namespace(), 1L << 40, "1");
  private static final ProcessIdentity ELSEWHERE =
      new ProcessIdentity("another host", SELF.namespace(), 1L << 40, "1");

  @TempDir Path folder;

  @Test
  void aFolderStaysWhileItsProcessRunsAndGoesWhenItWasKilled() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Job.class.getName(),
                folder.resolve("table").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("ready");
      runJob("table");
      assertThat(entries()).hasSize(2).allMatch(name -> name.startsWith(".table."));
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(entries()).hasSize(2);
    runJob("other");
    assertThat(entries()).isEmpty();
  }

  /** A job that writes until it is killed. */
  static final class Job {
    public static void main(String[] args) throws Exception {
      StagingFolder staging = staging(args[0]);
      Files.createDirectories(Path.of(staging.path().toUri().getPath(), "_temporary/0"));
      System.out.println("ready");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  @Test
  void aFolderOfAnotherHostStaysForADay() throws Exception {
    String staging = stage("table", ELSEWHERE);
    runJob("table");
    assertThat(entries()).hasSize(2);
    age(staging + ".owner", Duration.ofHours(23));
    runJob("table");
    assertThat(entries()).hasSize(2);
    age(staging + ".owner", Duration.ofHours(25));
    runJob("table");
    assertThat(entries()).isEmpty();
  }

  @Test
  void aClaimThatWasNotWrittenToItsEndStaysForADay() throws Exception {
    String staging = stage("table", ENDED);
    Files.write(folder.resolve(staging + ".owner"), new byte[0]);
    runJob("table");
    assertThat(entries()).hasSize(2);
    age(staging + ".owner", Duration.ofHours(25));
    runJob("table");
    assertThat(entries()).isEmpty();
  }

  @Test
  void nothingWithoutAClaimOfEugeIsRemoved() throws Exception {
    String ours = "." + UUID.randomUUID() + ".part";
    write(".table" + ours + "/part-0", "no claim beside it");
    write(".foreign" + ours + "/part-0", "foreign claim");
    write(".foreign" + ours + ".owner", "bob");
    write(".json" + ours + "/part-0", "foreign claim");
    write(".json" + ours + ".owner", "{\"process\":{}}");
    String staging = stage("table", ENDED);
    Files.move(folder.resolve(staging + ".owner"), folder.resolve(".table.part.owner"));
    List<String> before = entries();
    for (String name : before) {
      age(name, Duration.ofDays(100));
    }
    runJob("table");
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  void aFormerTableThatAKilledJobHadMovedAwayComesBack() throws Exception {
    String staging = stage("table", ENDED);
    write(staging + ".old/table/part-0", "former");
    runJob("other");
    assertThat(entries()).containsExactly("table");
    assertThat(folder.resolve("table/part-0")).hasContent("former");
  }

  @Test
  void aFormerTableThatWasReplacedGoes() throws Exception {
    String staging = stage("table", ENDED);
    write(staging + ".old/table/part-0", "former");
    write("table/part-0", "new");
    runJob("other");
    assertThat(entries()).containsExactly("table");
    assertThat(folder.resolve("table/part-0")).hasContent("new");
  }

  /** Makes what a job of this process leaves if it is killed. */
  private String stage(String output, ProcessIdentity process) throws IOException {
    String name = "." + output + "." + UUID.randomUUID() + ".part";
    write(name + "/_temporary/0/part-0", "half");
    write(
        name + ".owner",
        new ObjectMapper().writeValueAsString(new ProcessClaim.Content("euge", process)));
    return name;
  }

  private void runJob(String output) throws IOException {
    staging(folder.resolve(output).toString()).close();
  }

  private static StagingFolder staging(String output) throws IOException {
    return StagingFolder.beside(new org.apache.hadoop.fs.Path(output), new Configuration());
  }

  private void age(String name, Duration age) throws IOException {
    Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.now().minus(age)));
  }

  private void write(String file, String content) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), content);
  }

  /** Without checksums, which belong to their files. */
  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }
}
