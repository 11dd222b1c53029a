package io.euge.spark.conf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.Printable;
import io.euge.spark.recording.RecordingRules;
import io.euge.video.DecodeOptions;
import io.euge.video.RecordingTime;
import io.euge.video.Sampling;
import io.euge.video.split.SegmentLength;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Settings of reading videos, common to all formats.
 *
 * @param paths files, directories or globs, as Hadoop paths
 * @param segments how long a task's part of a video is about
 * @param recordings how cameras and times follow from the paths
 * @param errors what is done about bad input
 * @param stream how a stream takes videos
 */
public record ReadSettings(
    List<String> paths,
    SegmentLength segments,
    DecodeOptions decode,
    RecordingRules recordings,
    ErrorPolicy errors,
    StreamSettings stream)
    implements Serializable {
  /** Reads a reader's settings; the parser keeps what is wrong. */
  public static ReadSettings of(ConfParser parser) {
    ErrorPolicy errors = errors(parser);
    return new ReadSettings(
        paths(parser),
        parser.value(ReaderOptions.SEGMENT_SECONDS),
        DecodeOptions.DEFAULT
            .withSampling(sampling(parser))
            .withTolerance(errors.tolerant())
            .withDevice(parser.value(ReaderOptions.DECODE_ON)),
        recordings(parser),
        errors,
        StreamSettings.of(parser));
  }

  private static List<String> paths(ConfParser parser) {
    Optional<String> several = parser.option("paths");
    if (several.isPresent()) {
      return several(several.get(), parser);
    }
    Optional<String> one = parser.option("path");
    if (one.isEmpty()) {
      parser.error(
          "no path was given: name files, directories or globs in load(...), or for a table in"
              + " OPTIONS (path ...) or LOCATION");
    }
    return one.stream().toList();
  }

  /** Spark gives the paths of {@code load(a, b)} as one option. */
  private static List<String> several(String json, ConfParser parser) {
    try {
      String[] paths = new ObjectMapper().readValue(json, String[].class);
      if (paths != null && !Arrays.asList(paths).contains(null)) {
        return List.of(paths);
      }
    } catch (JsonProcessingException e) {
      // As a value that is JSON but no array.
    }
    parser.error(
        "paths is '%s': give a JSON array of paths, such as [\"a.mp4\", \"b\"]"
            .formatted(Printable.of(json)));
    return List.of();
  }

  private static RecordingRules recordings(ConfParser parser) {
    RecordingRules rules =
        new RecordingRules(
            parser.value(ReaderOptions.CAMERA_PATTERN).orElse(null),
            parser.value(ReaderOptions.START).orElse(null),
            parser.value(ReaderOptions.TIME_PATTERN).orElse(null),
            parser.value(ReaderOptions.TIME_ZONE));
    RecordingTime start = rules.start();
    if (start != null && start.in(rules.zone()).isEmpty()) {
      parser.error(
          "start is '%s', which clocks in the time zone %s show twice or never, as they are set back or forward: give start with its offset, such as %s+01:00"
              .formatted(start.local(), rules.zone(), start.local()));
    }
    return rules;
  }

  private static ErrorPolicy errors(ConfParser parser) {
    ErrorPolicy policy =
        new ErrorPolicy(
            parser.value(ReaderOptions.ON_ERROR),
            parser.value(ReaderOptions.MAX_BAD_FRACTION),
            parser.value(ReaderOptions.ERRORS));
    if (policy.lacksTable()) {
      parser.error("on-error is 'record': give errors, the directory for the table of them");
    }
    return policy;
  }

  private static Sampling sampling(ConfParser parser) {
    List<ConfigEntry<?>> selected = parser.selected(ReaderOptions.SAMPLING);
    if (selected.size() > 1) {
      parser.error(
          selected.stream().map(ConfigEntry::name).collect(Collectors.joining(" and "))
              + " exclude each other: give one of them");
    }
    if (selected.contains(ReaderOptions.FPS)) {
      return parser.value(ReaderOptions.FPS);
    }
    if (selected.contains(ReaderOptions.EVERY)) {
      return parser.value(ReaderOptions.EVERY);
    }
    return selected.isEmpty() ? Sampling.ALL : Sampling.KEYFRAMES;
  }

  /** Describes for people which frames of which parts are read. */
  public String description() {
    Sampling sampling = decode.sampling();
    String frames =
        switch (sampling.rule()) {
          case ALL -> "every frame";
          case EVERY -> "one frame of " + (long) sampling.number();
          case PER_SECOND -> sampling.number() + " frames a second";
          case KEYFRAMES -> "keyframes only";
        };
    return frames
        + (segments.seconds() > 0
            ? ", in segments of about "
                + segments.seconds()
                + (segments.equals(SegmentLength.AUTO) ? " s or less" : " s")
            : ", videos unsplit");
  }
}
