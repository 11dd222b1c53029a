package io.euge.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.Shared;
import io.euge.tracking.mot.MotBox;
import io.euge.tracking.mot.MotSequence;
import io.euge.tracking.mot.MotText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trackers against the outputs of their authors' programs, with the authors' options. */
class ReferenceTracksTest {
  @ParameterizedTest
  @CsvSource({
    "mot15/TUD-Campus, SORT, 0.3, 0.3, SORT",
    "mot15/TUD-Stadtmitte, SORT, 0.3, 0.3, SORT",
    "mot15/ADL-Rundle-6, SORT, 0.3, 0.3, SORT",
    "mot15/PETS09-S2L1, SORT, 0.3, 0.3, SORT",
    "tfl/TFL-08926-20190628, SORT, 0.3, 0.3, SORT",
    "tfl/TFL-06514-20190628, BYTETRACK, 0.5, 0.2, ByteTrack",
    "tfl/TFL-03604-20190629, OCSORT, 0.4, 0.3, OCSORT-byte",
    "tfl/TFL-06514-20190628, OCSORT, 0.4, 0.3, OCSORT-byte",
  })
  void nearlyAllBoxesAreThoseOfTheReference(
      String sequence, TrackerType type, double confidence, double overlap, String reference)
      throws IOException {
    String folder = "data/mot/" + sequence + "/";
    List<MotBox> tracks = new ArrayList<>();
    new MotSequence(MotText.read(Shared.file(folder + "det/det.txt.gz")))
        .track(
            type.create(type.options().withConfidence(confidence).withOverlap(overlap)),
            25,
            tracks::add);
    List<MotBox> expected = MotText.read(Shared.file(folder + "res/" + reference + ".txt.gz"));

    Map<String, Integer> found = new HashMap<>();
    for (MotBox box : tracks) {
      found.put(key(box), box.id());
    }
    Map<Integer, Integer> numbers = new HashMap<>();
    int same = 0;
    for (MotBox box : expected) {
      Integer number = found.get(key(box));
      if (number != null && numbers.computeIfAbsent(box.id(), id -> number).equals(number)) {
        same++;
      }
    }
    assertThat(tracks.size())
        .isBetween((int) (0.98 * expected.size()), (int) (1.02 * expected.size()));
    assertThat(same).isGreaterThanOrEqualTo((int) (0.97 * expected.size()));
    assertThat(new HashSet<>(numbers.values())).hasSameSizeAs(numbers.keySet());
  }

  /** Rounded to a pixel: the reference's numbers have few decimals. */
  private static String key(MotBox box) {
    return "%d %d %d"
        .formatted(box.frame(), Math.round(box.x()), Math.round(box.y() + box.height()));
  }
}
