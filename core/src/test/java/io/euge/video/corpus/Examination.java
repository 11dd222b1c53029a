package io.euge.video.corpus;

import io.euge.LeakTracker;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoSource;
import io.euge.video.corpus.Reading.Shot;
import io.euge.video.split.SegmentPlan;
import java.util.ArrayList;
import java.util.List;

/** Reads one video in every way and says what must not be. */
final class Examination {
  private static final DecodeOptions STRICT = DecodeOptions.DEFAULT;
  private static final DecodeOptions TOLERANT = STRICT.withTolerance(true);

  private final List<String> wrong = new ArrayList<>();
  private final VideoSource source;
  private final Reading good;

  /**
   * @param good what the clip gives that the video was made of; null if of none
   */
  Examination(VideoSource source, Reading good) {
    this.source = source;
    this.good = good;
  }

  /** The strict reading; what is wrong is then in {@link #wrong()}. */
  Reading examine(BadVideo.Promise promise) {
    Reading strict = Reading.of(source, Segment.whole(), STRICT);
    Reading tolerant = Reading.of(source, Segment.whole(), TOLERANT);
    sentence(strict.failure());
    sentence(tolerant.failure());
    tolerant.damage().forEach(this::sentence);
    order(strict.shots(), true);
    order(tolerant.shots(), false);
    check(strict.damage().isEmpty(), "a strict reading keeps damage");
    check(
        isPrefix(strict.shots(), tolerant.shots()),
        "strict %s is not how tolerant %s begins",
        strict.summary(),
        tolerant.summary());
    check(
        strict.isWhole() == tolerant.isWhole(),
        "strict says %s and tolerant says %s",
        strict.summary(),
        tolerant.summary());
    plan(strict, promise);
    promised(strict, promise);
    gaps(tolerant);
    if (promise == BadVideo.Promise.PREFIX || promise == BadVideo.Promise.CUT) {
      promised(tolerant, promise);
    }
    check(
        LeakTracker.openResources().isEmpty(),
        "%d are left open",
        LeakTracker.openResources().size());
    return strict;
  }

  List<String> wrong() {
    return wrong;
  }

  /** The segments of a good video are the video; those of a bad one come to an end. */
  private void plan(Reading strict, BadVideo.Promise promise) {
    SegmentPlan plan;
    try {
      plan = SegmentPlan.of(source, 0.3);
    } catch (VideoException e) {
      sentence(e);
      check(!strict.isWhole(), "it can be read and not planned: %s", e.getMessage());
      return;
    }
    List<Shot> joined = new ArrayList<>();
    for (Segment segment : plan.segments()) {
      Reading part = Reading.of(source, segment, TOLERANT.withThreads(2));
      sentence(part.failure());
      order(part.shots(), false);
      joined.addAll(part.shots());
    }
    if (promise == BadVideo.Promise.WHOLE) {
      check(joined.equals(strict.shots()), "its %d segments differ", plan.segments().size());
    }
  }

  private void promised(Reading reading, BadVideo.Promise promise) {
    switch (promise) {
      case WHOLE ->
          check(
              reading.isWhole() && reading.shots().equals(good.shots()),
              "it gives %s, not all of the good clip: %s",
              reading.summary(),
              reading.failure());
      case PREFIX, CUT -> {
        check(
            promise == BadVideo.Promise.PREFIX
                || !reading.isWhole()
                || reading.shots().size() == good.shots().size(),
            "its %s are taken for all",
            reading.summary());
        int same = firstDifference(reading.shots(), good.shots());
        check(
            same >= reading.shots().size() - GoodClips.REORDERED,
            "its %s are not the first of the good clip, differing from frame %d on",
            reading.summary(),
            same);
        check(
            reading.shots().stream().allMatch(this::isGood),
            "its %s are not all frames of the good clip, at their time",
            reading.summary());
      }
      case ACCOUNTED ->
          check(
              !reading.isWhole() || reading.shots().size() == good.shots().size(),
              "its %s are taken for all",
              reading.summary());
      case REFUSED ->
          check(
              reading.failure() != null
                  && reading.shots().isEmpty()
                  && reading.failure().stage() != VideoException.Stage.DECODE,
              "it is not refused: %s",
              reading.summary());
      case ANYTHING -> {}
    }
  }

  /**
   * Damage cannot reach back: before it, a video gives what one gives that is cut there.
   *
   * @param cut the same video cut at its first corrupt byte
   */
  void agreesBefore(Reading cut, Reading corrupt) {
    int common = Math.min(cut.shots().size(), corrupt.shots().size());
    // The last ones of the cut video may be shown later in the other, which goes on.
    check(
        firstDifference(cut.shots(), corrupt.shots()) >= common - GoodClips.REORDERED,
        "frame %d before the damage is not that of the good clip",
        firstDifference(cut.shots(), corrupt.shots()));
    check(
        common == cut.shots().size() || !corrupt.isWhole(),
        "%d frames lie before the damage, it gives %s",
        cut.shots().size(),
        corrupt.summary());
  }

  private boolean isGood(Shot shot) {
    return good.shots().stream()
        .anyMatch(one -> one.hash() == shot.hash() && one.seconds() == shot.seconds());
  }

  private void sentence(VideoException e) {
    if (e != null) {
      String message = e.getMessage();
      check(
          message.contains(source.name()) && message.length() < 1000 && !message.contains("\n"),
          "no sentence: %s",
          message);
      check(e.video().equals(source.name()) && e.stage() != null && e.code() != null, "%s", e);
    }
  }

  private void order(List<Shot> shots, boolean gapless) {
    for (int i = 1; i < shots.size(); i++) {
      Shot before = shots.get(i - 1);
      Shot shot = shots.get(i);
      check(
          shot.seconds() >= before.seconds()
              && (gapless ? shot.frame() == before.frame() + 1 : shot.frame() > before.frame()),
          "%s follows %s",
          shot,
          before);
    }
  }

  /** No frame is left out without a word. */
  private void gaps(Reading reading) {
    long next = 0;
    for (Shot shot : reading.shots()) {
      check(
          shot.frame() == next || !reading.damage().isEmpty(),
          "frame %d is missing and nothing says so",
          next);
      next = shot.frame() + 1;
    }
  }

  private static boolean isPrefix(List<Shot> some, List<Shot> all) {
    return some.size() <= all.size() && some.equals(all.subList(0, some.size()));
  }

  private static int firstDifference(List<Shot> a, List<Shot> b) {
    int i = 0;
    while (i < a.size() && i < b.size() && a.get(i).equals(b.get(i))) {
      i++;
    }
    return i;
  }

  @SuppressWarnings("AnnotateFormatMethod") // Its annotation is in a library of its own.
  private void check(boolean holds, String words, Object... values) {
    if (!holds) {
      wrong.add(words.formatted(values));
    }
  }
}
