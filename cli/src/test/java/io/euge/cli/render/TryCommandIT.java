package io.euge.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.testing.ChannelMeans;
import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code euge models try} from its arguments to the picture. */
@ExtendWith(NoLeaks.class)
class TryCommandIT {
  @TempDir Path folder;
  private Path clip;
  private Path model;
  private Path picture;

  @BeforeEach
  void write() {
    clip = new ClipWriter().size(320, 240).frames(12).write(folder.resolve("clip.mp4"));
    model = ChannelMeans.write(folder, "means", Map.of());
    picture = folder.resolve("try.png");
  }

  @Test
  void framesOfTheWholeVideoAreInOnePicture() throws Exception {
    CommandRun run = run("--labels", "red,green,blue", "--confidence", "0.01");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .hasSize(5)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).matches("frame 0, 0\\.0 s: 1 (red|green|blue)");
              assertThat(lines.get(3)).startsWith("frame 9, ");
              assertThat(lines.get(4)).isEqualTo("written to " + picture);
            });
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isBetween(2 * 320, 2 * 320 + 40);
    assertThat(image.getHeight()).isBetween(2 * 240, 2 * 240 + 100);
  }

  /** The graph finds a box of 16 of 32 pixels, which are a tenth of the frame's. */
  @Test
  void theBoxIsDrawnWhereTheGraphPutsIt() throws Exception {
    assertThat(run("--labels", "red,green,blue", "--confidence", "0.01").exit()).isZero();
    BufferedImage with = ImageIO.read(picture.toFile());
    assertThat(run("--labels", "red,green,blue", "--confidence", "0.999", "--overwrite").exit())
        .isZero();
    BufferedImage without = ImageIO.read(picture.toFile());
    int frames = 0;
    for (int right = 0; right < 2; right++) {
      // Only the sides of a box are as high as it: neither its label nor the caption is.
      int half = with.getWidth() / 2;
      List<Integer> sides = new ArrayList<>();
      for (int x = right * half; x < (right + 1) * half; x++) {
        int changed = 0;
        for (int y = 0; y < with.getHeight() / 2; y++) {
          changed += with.getRGB(x, y) == without.getRGB(x, y) ? 0 : 1;
        }
        if (changed >= 150) {
          sides.add(x - right * half);
        }
      }
      assertThat(sides).isNotEmpty();
      int left = sides.get(0);
      int last = sides.get(sides.size() - 1);
      assertThat(left).isBetween(80 - 5, 80 + 25);
      assertThat(last - left).isBetween(160 - 4, 160 + 8);
      assertThat(sides).as("two thin lines").hasSizeLessThan(20);
      frames++;
    }
    assertThat(frames).isEqualTo(2);
  }

  @Test
  void anEmptyResultIsReported() {
    CommandRun run = run("--labels", "red,green,blue", "--confidence", "0.999", "--frames", "1");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("frame 0, 0.0 s: nothing\n");
    assertThat(run.err()).contains("nothing was found above a confidence of 0.999");
  }

  @Test
  void anExistingPictureIsReplacedOnlyOnRequest() throws Exception {
    Files.writeString(picture, "mine");
    CommandRun run = run("--labels", "red,green,blue");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors()).singleElement().asString().contains("already exists");
    assertThat(picture).hasContent("mine");
    assertThat(run("--labels", "red,green,blue", "--overwrite").exit()).isZero();
    assertThat(ImageIO.read(picture.toFile())).isNotNull();
  }

  @Test
  void whatIsMissingIsOneSentence() {
    CommandRun run = run();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors())
        .singleElement()
        .asString()
        .contains("it scores 3 classes and names none: give labels");
    assertThat(picture).doesNotExist();
  }

  private CommandRun run(String... more) {
    String[] arguments = {
      "models", "try", model.toString(), clip.toString(), "--output", picture.toString()
    };
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandRun.of(all);
  }
}
