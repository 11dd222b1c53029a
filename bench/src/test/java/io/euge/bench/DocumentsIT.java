package io.euge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of the README and of docs/videos.md, typed into one shell in this order: blocks
 * marked {@code sh} are run, a block right after one is what is seen ({@code …} stands for
 * anything), and blocks marked {@code sql} are asked of the tables that they wrote.
 */
class DocumentsIT {
  private static final Path HOME =
      Path.of(System.getProperty("euge.home", "..")).toAbsolutePath().normalize();
  private static final Pattern SHELL =
      Pattern.compile("```sh\n(.*?)```\n(?:\n```\n(.*?)```\n)?", Pattern.DOTALL);
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)\n```", Pattern.DOTALL);
  private static final String NEXT = "-- the next block --";

  @TempDir static Path folder;

  private static final List<MatchResult> SHOWN = new ArrayList<>();
  private static List<String> said;

  @BeforeAll
  static void typeAllOfIt() throws Exception {
    Path project = Files.createDirectory(folder.resolve("euge"));
    Files.createSymbolicLink(project.resolve("euge"), HOME.resolve("euge"));
    Path models = Shared.model("coco.names").getParent();
    Files.createSymbolicLink(folder.resolve("shared"), models.getParent().getParent());
    StringBuilder script = new StringBuilder();
    SHELL.matcher(documents()).results().forEach(SHOWN::add);
    for (MatchResult shown : SHOWN) {
      script.append(shown.group(1)).append("echo '").append(NEXT).append("'\n");
    }
    Path output = folder.resolve("output");
    Process shell =
        new ProcessBuilder("bash", "-c", script.toString())
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(shell.waitFor(420, TimeUnit.SECONDS)).isTrue();
    } finally {
      shell.destroyForcibly();
    }
    said = List.of(Files.readString(output).split(NEXT + "\n"));
  }

  private static String documents() throws IOException {
    return Files.readString(HOME.resolve("README.md"))
        + Files.readString(HOME.resolve("docs/videos.md"));
  }

  @Test
  void eachCommandPrintsWhatIsShown() {
    assertThat(said).hasSameSizeAs(SHOWN).hasSizeGreaterThan(3);
    for (int i = 0; i < said.size(); i++) {
      String shown = SHOWN.get(i).group(2);
      if (shown == null) {
        assertThat(said.get(i)).doesNotContain("euge: ", "Usage: ", "No such file");
      } else {
        String anything =
            Arrays.stream(shown.strip().split("…", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        assertThat(said.get(i).strip()).matches(Pattern.compile(anything, Pattern.DOTALL));
      }
    }
  }

  @Test
  void theTablesAnswer() throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      Matcher query = SQL.matcher(documents());
      int queries = 0;
      while (query.find()) {
        String here = query.group(1).replace("parquet.`", "parquet.`" + folder + "/euge/");
        assertThat(spark.sql(here).collectAsList()).as(query.group(1)).isNotEmpty();
        queries++;
      }
      assertThat(queries).isEqualTo(3);
      assertThat(folder.resolve("euge/never")).doesNotExist();
    }
  }
}
