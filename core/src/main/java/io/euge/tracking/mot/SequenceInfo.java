package io.euge.tracking.mot;

import io.euge.EugeException;
import io.euge.Printable;
import io.euge.file.IoReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The properties of a video in {@code seqinfo.ini} of the MOT Challenge.
 *
 * @param file that was read
 * @param frameRate frames per second
 * @param frames how many the video has
 * @param width of its frames in pixels
 * @param height of its frames in pixels
 */
public record SequenceInfo(
    Path file,
    OptionalDouble frameRate,
    OptionalInt frames,
    OptionalInt width,
    OptionalInt height) {
  private static final String NAME = "seqinfo.ini";

  /**
   * Reads the file of a video, if there is one in the directory of a file of tracks, or in the
   * directory above as for {@code gt/gt.txt}.
   *
   * @throws EugeException if a value is invalid
   */
  public static Optional<SequenceInfo> beside(Path tracks) {
    Path folder = tracks.toAbsolutePath().normalize().getParent();
    for (Path place = folder;
        place != null && place.getNameCount() >= folder.getNameCount() - 1;
        place = place.getParent()) {
      Path file = place.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return Optional.of(read(file));
      }
    }
    return Optional.empty();
  }

  private static SequenceInfo read(Path file) {
    SequenceInfo info =
        new SequenceInfo(
            file,
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());
    try {
      int number = 0;
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        number++;
        int equals = line.indexOf('=');
        if (equals > 0) {
          info = info.with(line.substring(0, equals).strip(), line.substring(equals + 1), number);
        }
      }
      return info;
    } catch (IOException e) {
      throw new EugeException(
          "Cannot read %s: %s; correct or remove it".formatted(file, IoReason.of(e)), e);
    }
  }

  private SequenceInfo with(String key, String value, int line) {
    return switch (key) {
      case "frameRate" ->
          new SequenceInfo(
              file, OptionalDouble.of(number(key, value, line)), frames, width, height);
      case "seqLength" -> new SequenceInfo(file, frameRate, whole(key, value, line), width, height);
      case "imWidth" -> new SequenceInfo(file, frameRate, frames, whole(key, value, line), height);
      case "imHeight" -> new SequenceInfo(file, frameRate, frames, width, whole(key, value, line));
      default -> this;
    };
  }

  private double number(String key, String value, int line) {
    try {
      double number = Double.parseDouble(value.strip());
      if (number > 0 && number <= Integer.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported with the numbers that are out of range.
    }
    throw new EugeException(
        "Cannot read %s line %d: %s is '%s'; give a number greater than 0, or remove the line"
            .formatted(file, line, key, Printable.of(value.strip())));
  }

  private OptionalInt whole(String key, String value, int line) {
    double number = number(key, value, line);
    if (number != Math.rint(number)) {
      throw new EugeException(
          "Cannot read %s line %d: %s is %s; give a whole number, or remove the line"
              .formatted(file, line, key, Printable.of(value.strip())));
    }
    return OptionalInt.of((int) number);
  }

  /**
   * Requires that boxes are of frames that the video has.
   *
   * @param tracks the file of the boxes, for messages
   * @throws EugeException if a box is of a later frame
   */
  public void requireFrames(Path tracks, Iterable<MotBox> boxes) {
    if (frames.isEmpty()) {
      return;
    }
    for (MotBox box : boxes) {
      if (box.frame() > frames.getAsInt()) {
        throw new EugeException(
            "Cannot use %s: it has a box in frame %d, and the video has %d frames (seqLength in %s); give the tracks of this video, or correct seqLength"
                .formatted(tracks, box.frame(), frames.getAsInt(), file));
      }
    }
  }
}
