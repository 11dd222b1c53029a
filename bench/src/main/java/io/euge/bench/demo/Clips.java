package io.euge.bench.demo;

import io.euge.EugeException;
import io.euge.bench.Crew;
import io.euge.traffic.Clip;
import io.euge.traffic.Conditions;
import io.euge.traffic.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * The clips of a demo: one of each time of day and weather and one day more, with the seeds 800000
 * and on, which no training uses.
 */
record Clips(Path folder, List<Clip> all) {
  /** How many there are. */
  static final int CLIPS = 6;

  private static final long FIRST_SEED = 800_000;

  static Clips of(Path folder, double seconds) {
    List<Clip> clips = new ArrayList<>();
    for (Conditions conditions : Conditions.values()) {
      clips.add(Clip.of(FIRST_SEED + clips.size(), conditions, seconds));
    }
    clips.add(Clip.of(FIRST_SEED + clips.size(), Conditions.DAY, seconds));
    return new Clips(folder, List.copyOf(clips));
  }

  int frames() {
    return all.stream().mapToInt(Clip::frames).sum();
  }

  List<Path> videos() {
    return all.stream().map(this::video).toList();
  }

  /** Where a clip lies; it is named by its seed and conditions. */
  Path video(Clip clip) {
    return folder.resolve(name(clip) + ".mp4");
  }

  private Path truth(Clip clip) {
    return Truth.beside(video(clip));
  }

  static String name(Clip clip) {
    return clip.conditions().name().toLowerCase(Locale.ROOT) + "-" + clip.seed();
  }

  /** What a clip truly shows, from beside it. */
  Truth read(Clip clip) throws IOException {
    return Truth.read(truth(clip));
  }

  /** Clips that are not there whole, or are there with other values. */
  List<Clip> missing() {
    return all.stream().filter(clip -> !isThere(clip)).toList();
  }

  private boolean isThere(Clip clip) {
    if (!Files.isRegularFile(video(clip)) || !Files.isRegularFile(truth(clip))) {
      return false;
    }
    try {
      Truth truth = read(clip);
      return truth.seed() == clip.seed()
          && truth.conditions() == clip.conditions()
          && truth.width() == clip.width()
          && truth.height() == clip.height()
          && truth.rate() == clip.rate()
          && truth.frames().size() == clip.frames();
    } catch (IOException e) {
      // Not readable as a truth: it is made anew.
      return false;
    }
  }

  /**
   * Makes clips, several at once; each appears whole, its truth last.
   *
   * @param scratch where they are written, on the same disk
   * @param drawn called after each frame, by several threads
   */
  void make(List<Clip> missing, Path scratch, Runnable drawn) throws Exception {
    try (Crew crew = new Crew(Runtime.getRuntime().availableProcessors())) {
      List<Callable<Long>> work = new ArrayList<>();
      missing.forEach(clip -> work.add(() -> make(clip, scratch, drawn)));
      crew.sum(work);
    }
  }

  private long make(Clip clip, Path scratch, Runnable drawn) throws IOException {
    Files.deleteIfExists(truth(clip));
    Path part = scratch.resolve(video(clip).getFileName());
    try {
      clip.write(part, drawn);
      DemoFolder.replace(part, video(clip));
      DemoFolder.replace(scratch.resolve(truth(clip).getFileName()), truth(clip));
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write the clip %s (%s): free space there, or give another --output"
              .formatted(video(clip), e.getMessage()),
          e);
    }
    return clip.frames();
  }
}
