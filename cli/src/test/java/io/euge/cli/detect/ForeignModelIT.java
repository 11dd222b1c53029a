package io.euge.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
import io.euge.testing.ChannelMeans;
import io.euge.testing.ClipWriter;
import io.euge.testing.Shared;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code euge detect} with files of other tools, from the command to its table. */
class ForeignModelIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void theTableHasWhatTheReferenceFinds() throws IOException {
    Map<Long, JsonNode> frames =
        detect("fastestdet_352.onnx", "--confidence", "0.2", "--iou", "0.5");
    int sure = 0;
    int partners = 0;
    for (String line : Files.readAllLines(Shared.file("data/onnx/golden_highway.csv"))) {
      String[] cells = line.split(",", -1);
      if (cells[0].equals("fastestdet_352.onnx") && Double.parseDouble(cells[4]) >= 0.38) {
        sure++;
        for (JsonNode box : frames.get(Long.parseLong(cells[1]))) {
          if (isPartner(box, cells)) {
            partners++;
            break;
          }
        }
      }
    }
    assertThat(frames).hasSize(27);
    assertThat(partners).isGreaterThanOrEqualTo(7).isGreaterThanOrEqualTo(85 * sure / 100);
  }

  private static boolean isPartner(JsonNode box, String[] cells) {
    double left = Double.parseDouble(cells[5]);
    double top = Double.parseDouble(cells[6]);
    double right = Double.parseDouble(cells[7]);
    double bottom = Double.parseDouble(cells[8]);
    double x = box.get("x").doubleValue();
    double y = box.get("y").doubleValue();
    double area = box.get("width").doubleValue() * box.get("height").doubleValue();
    double width = Math.min(x + box.get("width").doubleValue(), right) - Math.max(x, left);
    double height = Math.min(y + box.get("height").doubleValue(), bottom) - Math.max(y, top);
    double both = Math.max(0, width) * Math.max(0, height);
    return box.get("label").textValue().equals(cells[3])
        && Math.abs(box.get("confidence").doubleValue() - Double.parseDouble(cells[4])) <= 0.1
        && both / (area + (right - left) * (bottom - top) - both) >= 0.75;
  }

  @Test
  void allOptionsOfAModelReachTheTable() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      names.add(i == 2 ? "Pkw \u6c7d\u8f66" : "class " + i);
    }
    Path labels = Files.write(folder.resolve("labels.txt"), names);
    Map<Long, JsonNode> frames =
        detect(
            "nanodet_m_416.onnx",
            "--confidence",
            "0.2",
            "--labels",
            labels.toString(),
            "--classes",
            "2",
            "--nms",
            "none",
            "--max-detections",
            "3",
            "--crops",
            "png");
    int full = 0;
    int overlaps = 0;
    for (JsonNode boxes : frames.values()) {
      assertThat(boxes.size()).isLessThanOrEqualTo(3);
      full += boxes.size() == 3 ? 1 : 0;
      for (int i = 0; i < boxes.size(); i++) {
        JsonNode box = boxes.get(i);
        assertThat(box.get("label").textValue()).isEqualTo("Pkw \u6c7d\u8f66");
        assertThat(box.get("classId").intValue()).isEqualTo(2);
        BufferedImage crop = ImageIO.read(new ByteArrayInputStream(box.get("crop").binaryValue()));
        assertThat(crop.getWidth())
            .isBetween(1, (int) Math.ceil(box.get("width").doubleValue()) + 1);
        assertThat(crop.getHeight())
            .isBetween(1, (int) Math.ceil(box.get("height").doubleValue()) + 1);
        overlaps += i > 0 && isNear(box, boxes.get(0)) ? 1 : 0;
      }
    }
    assertThat(full).isGreaterThan(5);
    assertThat(overlaps).as("boxes that suppression would have left out").isGreaterThan(3);
  }

  private static boolean isNear(JsonNode a, JsonNode b) {
    double width = b.get("width").doubleValue();
    return Math.abs(a.get("x").doubleValue() - b.get("x").doubleValue()) < width / 5
        && Math.abs(a.get("y").doubleValue() - b.get("y").doubleValue()) < width / 5;
  }

  @Test
  void aGraphOfAnySizeRunsAtTheSizeThatIsGiven() throws IOException {
    Path model =
        ChannelMeans.writeDynamic(folder, "any", Map.of("names", "['red', 'green', 'blue']"));
    Path clip = new ClipWriter().size(320, 240).frames(3).write(folder.resolve("clip.mp4"));
    Map<Long, JsonNode> frames = run(clip, model, "--input-size", "32x32", "--confidence", "0.01");
    assertThat(frames).hasSize(3);
    // 16 of 32 pixels, each a tenth of the frame's.
    frames
        .values()
        .forEach(
            boxes -> {
              assertThat(boxes).hasSize(1);
              assertThat(boxes.get(0).get("x").doubleValue()).isEqualTo(80);
              assertThat(boxes.get(0).get("width").doubleValue()).isEqualTo(160);
            });
  }

  @Test
  void anInspectionSaysThatAQuantizedGraphIsForCpus() {
    CommandRun run =
        CommandRun.of(
            "models", "inspect", Shared.file("data/onnx/yolo11n_320_int8dyn.onnx").toString());
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("notice     it is quantized: CUDA has no kernels for most of its nodes")
        .contains("batching   one: its dynamic quantization depends on all frames of a run");
  }

  /** Of a label with a comma, the number is the only name in {@code --classes}. */
  @Test
  void oneOfTenThousandClassesIsSelectedByItsNumber() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      names.add("Teil %d, links".formatted(i));
    }
    Path labels = Files.write(folder.resolve("labels.txt"), names);
    Path model = ChannelMeans.writeClasses(folder, "many", Map.of(), names.size());
    Path clip = color("clip.mp4", frame -> 0x40C020);
    for (String classes : List.of("9998", "12,9997")) {
      Map<Long, JsonNode> frames =
          run(
              clip,
              model,
              "--labels",
              labels.toString(),
              "--classes",
              classes,
              "--confidence",
              "0.1");
      assertThat(frames).hasSize(3);
      for (JsonNode boxes : frames.values()) {
        assertThat(boxes.size()).isEqualTo(classes.equals("9998") ? 1 : 0);
        for (JsonNode box : boxes) {
          assertThat(box.get("classId").intValue()).isEqualTo(9_998);
          assertThat(box.get("label").textValue()).isEqualTo("Teil 9998, links");
          assertThat(box.get("confidence").doubleValue()).isCloseTo(0xC0 / 255.0, within(0.03));
        }
      }
    }
  }

  /** Of two videos, the one whose second frame is white is named, with the frame. */
  @Test
  void whatIsNoNumberIsNamedWithItsVideoAndFrame() throws IOException {
    Path model =
        ChannelMeans.writeUndefinedForWhite(folder, "roots", Map.of("names", "['r', 'g', 'b']"));
    Path videos = Files.createDirectory(folder.resolve("videos"));
    color("videos/dim.mp4", frame -> 0x808080);
    assertThat(run(videos, model, "--confidence", "0.1")).hasSize(3);
    color("videos/flash.mp4", frame -> frame == 1 ? 0xFFFFFF : 0x808080);
    CommandRun run =
        CommandRun.of(
            "detect",
            videos.toString(),
            "--model",
            model.toString(),
            "--output",
            folder.resolve("refused").toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("Cannot use what the model", "roots", "for frame 1 of ", "flash.mp4")
        .contains("output0 has the value NaN")
        .doesNotContain("dim.mp4");
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  /** Writes three frames of one color each, square as the graph's image. */
  private Path color(String name, IntUnaryOperator rgb) {
    return new ClipWriter()
        .size(96, 96)
        .frames(3)
        .gop(1, 0)
        .pattern((frame, x, y, width, height) -> rgb.applyAsInt(frame))
        .write(folder.resolve(name));
  }

  private Map<Long, JsonNode> detect(String model, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("--every", "10"));
    all.addAll(List.of(options));
    return run(Shared.highway(), Shared.file("data/onnx/" + model), all.toArray(String[]::new));
  }

  /** Returns the detections of each frame. */
  private Map<Long, JsonNode> run(Path video, Path model, String... options) throws IOException {
    Path table = folder.resolve("table");
    List<String> arguments =
        new ArrayList<>(List.of("detect", video.toString(), "--model", model.toString()));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--format", "json", "--overwrite", "--output", table.toString()));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
    Map<Long, JsonNode> frames = new TreeMap<>();
    try (Stream<Path> files = Files.list(table)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.getFileName().toString().startsWith("part-")) {
          for (String line : Files.readAllLines(file)) {
            JsonNode frame = JSON.readTree(line);
            frames.put(frame.get("frame").longValue(), frame.get("detections"));
          }
        }
      }
    }
    return frames;
  }
}
