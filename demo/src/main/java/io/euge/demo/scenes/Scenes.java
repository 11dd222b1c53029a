package io.euge.demo.scenes;

import io.euge.EugeException;
import io.euge.cli.job.WorkerThreads;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.file.IoReason;
import io.euge.traffic.Clip;
import io.euge.traffic.Conditions;
import io.euge.traffic.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * A set of synthetic clips in a directory, each with its ground truth in the same directory.
 *
 * @param all the clips in order
 */
public record Scenes(Path folder, List<Clip> all) {
  public Scenes {
    all = List.copyOf(all);
  }

  /**
   * Returns clips with consecutive seeds whose conditions alternate.
   *
   * @param seconds duration of each clip
   */
  public static Scenes of(Path folder, long firstSeed, int count, double seconds) {
    Conditions[] conditions = Conditions.values();
    return new Scenes(
        folder,
        IntStream.range(0, count)
            .mapToObj(i -> Clip.of(firstSeed + i, conditions[i % conditions.length], seconds))
            .toList());
  }

  /** Returns the number of frames of all clips. */
  public int frames() {
    return all.stream().mapToInt(Clip::frames).sum();
  }

  /** Returns the paths of the clips, in order. */
  public List<Path> videos() {
    return all.stream().map(this::video).toList();
  }

  /** Returns the path of a clip; its name contains the seed and the conditions. */
  public Path video(Clip clip) {
    return folder.resolve(name(clip) + ".mp4");
  }

  private Path truth(Clip clip) {
    return VideoGroundTruth.beside(video(clip));
  }

  /** Returns the file name of a clip without its extension. */
  public static String name(Clip clip) {
    return clip.conditions().name().toLowerCase(Locale.ROOT) + "-" + clip.seed();
  }

  /** Reads the ground truth of a clip. */
  public VideoGroundTruth read(Clip clip) throws IOException {
    return VideoGroundTruth.read(truth(clip));
  }

  /**
   * Returns the clips that are missing or incomplete, or were created with other values or by
   * another edition.
   */
  public List<Clip> missing() {
    return all.stream().filter(clip -> !isThere(clip)).toList();
  }

  private boolean isThere(Clip clip) {
    if (!Files.isRegularFile(video(clip)) || !Files.isRegularFile(truth(clip))) {
      return false;
    }
    try {
      VideoGroundTruth truth = read(clip);
      return truth.edition() == Scene.EDITION
          && truth.seed() == clip.seed()
          && truth.conditions().equals(clip.conditions().name())
          && truth.width() == clip.width()
          && truth.height() == clip.height()
          && truth.rate() == clip.rate()
          && truth.frames().size() == clip.frames();
    } catch (IOException e) {
      // An unreadable ground truth file is created again.
      return false;
    }
  }

  /**
   * Creates clips concurrently. A clip is moved to the directory when it is complete, its ground
   * truth last.
   *
   * @param scratch directory for temporary files, on the same disk
   * @param drawn called after each frame, from several threads
   * @throws EugeException if a clip cannot be written; no further clip is started then
   */
  public void make(List<Clip> missing, Path scratch, Runnable drawn) throws Exception {
    AtomicBoolean failed = new AtomicBoolean();
    try (WorkerThreads crew = new WorkerThreads(Runtime.getRuntime().availableProcessors())) {
      List<Callable<Long>> work = new ArrayList<>();
      missing.forEach(
          clip -> work.add(() -> failed.get() ? 0 : make(clip, scratch, drawn, failed)));
      crew.sum(work);
    }
  }

  private long make(Clip clip, Path scratch, Runnable drawn, AtomicBoolean failed) {
    Path part = scratch.resolve(video(clip).getFileName());
    try {
      Files.deleteIfExists(truth(clip));
      clip.write(part, drawn);
      move(part, video(clip));
      move(VideoGroundTruth.beside(part), truth(clip));
    } catch (IOException e) {
      failed.set(true);
      throw unwritten(clip, IoReason.of(e), e);
    } catch (EugeException e) {
      failed.set(true);
      throw unwritten(clip, e.getMessage(), e);
    }
    return clip.frames();
  }

  private EugeException unwritten(Clip clip, String why, Exception cause) {
    return new EugeException(
        "Cannot write the clip %s: %s; free space there, or give another --output"
            .formatted(video(clip), why),
        cause);
  }

  private static void move(Path made, Path place) throws IOException {
    Files.move(made, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
