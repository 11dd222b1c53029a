package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.LocalSpark;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the examples of the README and of the documents in this order, and the blocks marked {@code
 * sql} on the tables that they wrote.
 */
class DocumentsIT {
  private static final Path HOME =
      Path.of(System.getProperty("euge.home", "..")).toAbsolutePath().normalize();
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)\n```", Pattern.DOTALL);

  @TempDir static Path folder;

  private static TypedDocument typed;

  @BeforeAll
  static void typeAllOfIt() throws Exception {
    Path project = Files.createDirectory(folder.resolve("euge"));
    Files.createSymbolicLink(project.resolve("euge"), HOME.resolve("euge"));
    Path models = Shared.model("coco.names").getParent();
    Files.createSymbolicLink(folder.resolve("shared"), models.getParent().getParent());
    // DemoIT tests the demonstration as it is; here it is as short as it can be.
    String text =
        documents()
            .replace("./euge demo\n", "./euge demo --seconds 1\n")
            .replace("videos 6, frames 900,", "videos 6, frames 150,");
    typed = new TypedDocument(text, project, Map.of(), 1200);
  }

  private static String documents() throws IOException {
    return Files.readString(HOME.resolve("README.md"))
        + Files.readString(HOME.resolve("docs/videos.md"))
        + Files.readString(HOME.resolve("docs/output.md"))
        + Files.readString(HOME.resolve("docs/render.md"))
        + Files.readString(HOME.resolve("docs/track.md"))
        + Files.readString(HOME.resolve("docs/counting.md"))
        + Files.readString(HOME.resolve("docs/operations.md"));
  }

  @Test
  void eachCommandPrintsWhatIsShown() {
    typed.printedWhatIsShown(6);
  }

  @Test
  void theTablesAnswer() throws IOException {
    try (SparkSession spark = LocalSpark.start(1)) {
      Matcher query = SQL.matcher(documents());
      int queries = 0;
      while (query.find()) {
        String here =
            query.group(1).replaceAll("(parquet\\.`|json\\.`|path ')", "$1" + folder + "/euge/");
        List<Row> rows = List.of();
        for (String statement : here.split(";\n", -1)) {
          rows = spark.sql(statement).collectAsList();
        }
        assertThat(rows).as(query.group(1)).isNotEmpty();
        queries++;
      }
      assertThat(queries).isEqualTo(12);
      assertThat(folder.resolve("euge/never")).doesNotExist();
    }
  }
}
