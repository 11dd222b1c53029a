package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher writes a Delta table with the jars that the documentation names, and no others. */
class DeltaLauncherIT {
  private static final String HOME = System.getProperty("euge.home");
  private static final Path JARS = Path.of(HOME, "dist/target/delta");

  @TempDir Path folder;

  @Test
  void aJobWithACheckpointWritesADeltaTable() throws Exception {
    new ClipWriter().frames(3).write(folder.resolve("clip.mp4"));
    try (Commands commands = new Commands(folder)) {
      String said = commands.run("detect", detect(), Map.of("EUGE_CLASSPATH", JARS + "/*"));
      assertThat(said).contains("in 3 frames", "written to table as delta");
      assertThat(folder.resolve("table/_delta_log/00000000000000000000.json")).exists();
    }
  }

  @Test
  void aJarThatIsMissingIsNamedBeforeTheJob() throws Exception {
    new ClipWriter().frames(3).write(folder.resolve("clip.mp4"));
    try (Commands commands = new Commands(folder);
        Stream<Path> jars = Files.list(JARS)) {
      List<String> delta =
          jars.filter(jar -> jar.getFileName().toString().startsWith("delta"))
              .map(Path::toString)
              .toList();
      StandaloneCluster.Ended ended =
          commands
              .start("refused", detect(), Map.of("EUGE_CLASSPATH", String.join(":", delta)))
              .await();
      assertThat(ended.exit()).as(ended.printed()).isEqualTo(1);
      assertThat(ended.printed())
          .contains("euge: Cannot write a Delta table: Guava, which Delta Lake needs");
      assertThat(folder.resolve("table")).doesNotExist();
    }
  }

  private static List<String> detect() {
    List<String> command = new ArrayList<>(List.of(HOME + "/euge", "detect", "clip.mp4"));
    command.addAll(List.of("--model", Shared.model("yolo-fastest-1.1.cfg").toString()));
    command.addAll(List.of("--settle", "0s", "--checkpoint", "checkpoint"));
    command.addAll(List.of("--format", "delta", "--output", "table"));
    return command;
  }
}
