package io.euge.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** COCO's files, against the figures of COCO's own program: pycocotools 2.0.11. */
class CocoEvaluationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * For the two files beside this class: 60 images whose ids are in another order than their names,
   * crowds, equal scores, a category without objects.
   */
  private static final Map<String, double[]> PYCOCOTOOLS =
      Map.of(
          "bus", new double[] {0.2525032987854909, 0.11162640579410668},
          "car", new double[] {0.44442153224611436, 0.18508095469633962},
          "truck", new double[] {0.3514088765394848, 0.1406602506912397});

  private static final double[] MEAN = {0.3494445691903634, 0.14578920372722867};

  @TempDir Path folder;

  @BeforeEach
  void copyFiles() throws IOException {
    for (String name : new String[] {"instances.json", "results.json"}) {
      try (InputStream file = CocoEvaluationTest.class.getResourceAsStream(name)) {
        Files.copy(file, folder.resolve(name));
      }
    }
  }

  @Test
  void resultsHaveTheFiguresOfCocosOwnProgram() throws IOException {
    CommandRun run = evaluate("results.json", "instances.json", "--json", path("figures.json"));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("images 60, objects to find ");
    assertFigures("figures.json");
  }

  @Test
  void resultsThatAreWrittenHaveTheSameFigures() throws IOException {
    done(evaluate("results.json", "instances.json", "--coco", path("written.json")));
    assertThat(JSON.readTree(folder.resolve("written.json").toFile()))
        .hasSameSizeAs(JSON.readTree(folder.resolve("results.json").toFile()));
    done(evaluate("written.json", "instances.json", "--json", path("figures.json")));
    assertFigures("figures.json");
  }

  @Test
  void aTableOfOneVideoIsComparedByTheNumbersInTheNames() throws IOException {
    table(resultsAsRows());
    done(
        evaluate(
            "table.json",
            "instances.json",
            "--json",
            path("figures.json"),
            "--coco",
            path("written.json")));
    assertFigures("figures.json");
    done(evaluate("written.json", "instances.json", "--json", path("again.json")));
    assertFigures("again.json");
  }

  @Test
  void framesThatWereNotSampledAreLeftOutAndReported() throws IOException {
    table(resultsAsRows().lines().limit(30).reduce("", (all, line) -> all + line + "\n"));
    CommandRun run = evaluate("table.json", "instances.json");
    done(run);
    assertThat(run.out()).startsWith("videos 1, frames 30,");
    assertThat(run.err())
        .contains("30 of 60 frames of road.mp4 are not in the detections and are left out");
  }

  @Test
  void aLabelWithoutACategoryIsNotWrittenAndReported() throws IOException {
    table(resultsAsRows().replace("\"bus\"", "\"coach\""));
    CommandRun run = evaluate("table.json", "instances.json", "--coco", path("written.json"));
    done(run);
    assertThat(run.err()).containsPattern("\\d+ detections have classes that the truth lacks");
    done(
        evaluate(
            "table.json",
            "instances.json",
            "--same",
            "bus=coach",
            "--coco",
            path("written.json"),
            "--json",
            path("figures.json")));
    assertFigures("figures.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--classes cra | The evaluation has no class 'cra'; did you mean 'car'?",
        "--classes lorry | The evaluation has no class 'lorry'; its classes are bus, car, person, truck",
        "--any-class --coco x.json | --any-class leaves no categories for --coco",
      })
  void anOptionThatCannotBeIsOneSentence(String options, String message) {
    CommandRun run = evaluate("results.json", "instances.json", options.split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err()).startsWith("euge: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"images\":[' | '\"images\":[{\"id\":1,\"file_name\":\"a_1.jpg\"},' | the image 1 (a_1.jpg) has no width and height",
        "'\"images\":[' | '\"images\":[{\"id\":100,\"file_name\":\"a_1.jpg\",\"width\":1,\"height\":1},' | two images have the id 100",
        "'\"annotations\":[' | '\"annotations\":[{\"id\":9,\"image_id\":9,\"category_id\":3,\"bbox\":[1,1,1,1]},' | the annotation 9 is of the image 9",
        "'\"annotations\":[' | '\"annotations\":[{\"id\":9,\"image_id\":100,\"category_id\":7,\"bbox\":[1,1,1,1]},' | the annotation 9 is of the category 7",
        "'\"annotations\":[' | '\"annotations\":[{\"id\":9,\"image_id\":100,\"category_id\":3,\"bbox\":[1,1,-1,1]},' | a negative size, -1.0 x 1.0",
        "'\"annotations\":[' | '\"annotations\":[{\"id\":9,\"image_id\":100,\"category_id\":3,\"bbox\":[1,1]},' | no bbox of four numbers",
        "'\"annotations\":[' | '\"annotations\":[{\"id\":9,\"image_id\":100,\"category_id\":3},' | no bbox of four numbers",
        "'\"annotations\":[' | '\"annotations\":[{\"id\":9,\"image_id\":\"x\"},' | line 1: Cannot deserialize",
        "'\"annotations\":[' | '\"annotations\":[,' | line 1: Unexpected character",
        "'\"annotations\":' | '\"notes\":' | it lacks images, annotations or categories",
      })
  void aDatasetWithAMistakeIsOneSentence(String text, String wrong, String message)
      throws IOException {
    change("instances.json", text, wrong);
    assertOneSentence(evaluate("results.json", "instances.json"), "instances.json", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"image_id\":9,\"category_id\":3,\"bbox\":[1,1,1,1],\"score\":1} | result 1 is of the image 9",
        "{\"image_id\":100,\"category_id\":9,\"bbox\":[1,1,1,1],\"score\":1} | result 1 is of the category 9",
        "{\"image_id\":100,\"category_id\":3,\"bbox\":[1,1,1,-2],\"score\":1} | a negative size",
        "{\"image_id\":100,\"category_id\":3,\"bbox\":[1,1,1,1]} | result 1 has the score null",
        "{\"image_id\":100,\"category_id\":3,\"bbox\":[1,1,1,1],\"score\":1.5} | result 1 has the score 1.5",
        "null | result 1 is null",
        "7 | line 1: ",
      })
  void resultsWithAMistakeAreOneSentence(String result, String message) throws IOException {
    Files.writeString(folder.resolve("results.json"), "[" + result + "]");
    assertOneSentence(evaluate("results.json", "instances.json"), "results.json", message);
  }

  @Test
  void resultsNeedTheAnnotationsThatTheyAreOf() {
    assertOneSentence(
        evaluate("results.json", "results.json"), "results.json", "need the annotations");
  }

  @Test
  void idsForResultsComeFromOneCocoFile() throws IOException {
    table(resultsAsRows());
    CommandRun run = evaluate("table.json", "table.json", "--coco", path("written.json"));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("euge: --coco needs the ids of images and categories");
    assertThat(folder.resolve("written.json")).doesNotExist();
  }

  private void assertFigures(String file) throws IOException {
    JsonNode figures = JSON.readTree(folder.resolve(file).toFile());
    assertThat(figures.get("map50").asDouble()).isEqualTo(MEAN[0], within(1e-12));
    assertThat(figures.get("map").asDouble()).isEqualTo(MEAN[1], within(1e-12));
    for (JsonNode label : figures.get("labels")) {
      double[] wanted = PYCOCOTOOLS.get(label.get("label").asText());
      if (wanted == null) {
        assertThat(label.get("ap").isNull()).isTrue();
      } else {
        assertThat(label.get("ap50").asDouble()).isEqualTo(wanted[0], within(1e-12));
        assertThat(label.get("ap").asDouble()).isEqualTo(wanted[1], within(1e-12));
      }
    }
  }

  private static void assertOneSentence(CommandRun run, String file, String message) {
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err()).startsWith("euge: ").contains(file, message).doesNotContain("Exception");
  }

  private void change(String file, String text, String other) throws IOException {
    Path path = folder.resolve(file);
    String before = Files.readString(path);
    assertThat(before).contains(text);
    Files.writeString(path, before.replace(text, other));
  }

  private void table(String rows) throws IOException {
    Files.writeString(folder.resolve("table.json"), rows);
  }

  /** The results as rows of euge detect, by the frames that the images' names say. */
  private String resultsAsRows() throws IOException {
    JsonNode dataset = JSON.readTree(folder.resolve("instances.json").toFile());
    JsonNode results = JSON.readTree(folder.resolve("results.json").toFile());
    StringBuilder rows = new StringBuilder();
    int frame = 0;
    for (JsonNode image : dataset.get("images")) {
      StringBuilder found = new StringBuilder();
      for (JsonNode one : results) {
        if (one.get("image_id").equals(image.get("id"))) {
          JsonNode box = one.get("bbox");
          found
              .append(found.isEmpty() ? "" : ",")
              .append("{\"label\":\"%s\",".formatted(label(dataset, one)))
              .append("\"classId\":0,\"confidence\":%s,".formatted(one.get("score")))
              .append("\"x\":%s,\"y\":%s,".formatted(box.get(0), box.get(1)))
              .append("\"width\":%s,\"height\":%s}".formatted(box.get(2), box.get(3)));
        }
      }
      rows.append(
          ("{\"video\":\"file:/cameras/road.mp4\",\"frame\":%d,\"seconds\":0.0,\"width\":640,"
                  + "\"height\":360,\"camera\":\"x\",\"detections\":[%s]}\n")
              .formatted(frame++, found));
    }
    return rows.toString();
  }

  private static String label(JsonNode dataset, JsonNode result) {
    for (JsonNode category : dataset.get("categories")) {
      if (category.get("id").equals(result.get("category_id"))) {
        return category.get("name").asText();
      }
    }
    throw new AssertionError("no category " + result);
  }

  private static void done(CommandRun run) {
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private CommandRun evaluate(String found, String truth, String... options) {
    String[] words = new String[4 + options.length];
    words[0] = "evaluate";
    words[1] = path(found);
    words[2] = "--truth";
    words[3] = path(truth);
    System.arraycopy(options, 0, words, 4, options.length);
    return CommandRun.of(words);
  }
}
