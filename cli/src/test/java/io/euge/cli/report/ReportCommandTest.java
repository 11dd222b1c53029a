package io.euge.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.cli.CommandRun;
import io.euge.cli.render.StillFrames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said before Spark starts. */
class ReportCommandTest {
  @TempDir Path folder;

  @Test
  void invalidOptionsAreNamedTogether() {
    CommandRun run = CommandRun.of("report", "found", "--moments", "99", "--time-zone", "Mars");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("--moments is 99: give a number from 0 to 24", "--time-zone is 'Mars'");
  }

  @Test
  void onlyAReportIsReplacedAndOnlyOnRequest() throws Exception {
    Path page = Files.writeString(folder.resolve("report.html"), "<title>Report of x</title>");
    CommandRun run = CommandRun.of("report", "found", "--output", page.toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("already exists: give another --output or --overwrite");

    Path other = Files.writeString(folder.resolve("other.html"), "<title>My page</title>");
    run = CommandRun.of("report", "found", "--overwrite", "--output", other.toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("is a file that is not a page of euge report");
    assertThat(other).hasContent("<title>My page</title>");
  }

  @Test
  void aPageInTheTableIsRefused() throws Exception {
    Path found = Files.createDirectory(folder.resolve("found"));
    CommandRun run =
        CommandRun.of(
            "report", found.toString(), "--output", found.resolve("report.html").toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("is in the table " + found, "give another --output");
  }

  @Test
  void aClassToBlurThatTheTableDoesNotHaveIsAnError() {
    TreeMap<Integer, Set<String>> classes = new TreeMap<>(Map.of(2, Set.of("car")));
    assertThat(new StillFrames("found", List.of("car")).hidden(classes)).containsExactly("car");
    assertThatThrownBy(() -> new StillFrames("found", List.of("zebra")).hidden(classes))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("The table found has no class 'zebra'");
  }
}
