package io.euge.spark.conf;

import io.euge.video.DecodeDevice;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to read and how, whatever becomes of the frames.
 *
 * @param paths files, directories or globs, as Hadoop paths
 * @param segmentSeconds how long a task's part of a video is about; 0 for whole videos
 * @param errors what is done about bad input
 */
public record ReadSettings(
    List<String> paths, double segmentSeconds, DecodeOptions decode, ErrorPolicy errors)
    implements Serializable {
  private static final List<Option> SAMPLING = List.of(Option.FPS, Option.EVERY, Option.KEYFRAMES);

  /** Takes its part of the options; what is wrong is kept there. */
  public static ReadSettings of(Options options) {
    ErrorPolicy errors = errors(options);
    return new ReadSettings(
        options.paths(),
        options.value(Option.SEGMENT_SECONDS, ReadSettings::seconds, 0.0),
        DecodeOptions.DEFAULT
            .withSampling(sampling(options))
            .withTolerance(errors.tolerant())
            .withDevice(options.value(Option.DECODE_ON, ReadSettings::device, DecodeDevice.CPU)),
        errors);
  }

  private static ErrorPolicy errors(Options options) {
    ErrorPolicy policy =
        new ErrorPolicy(
            options.value(Option.ON_ERROR, ErrorPolicy::onError, ErrorPolicy.FAIL.onError()),
            options.value(
                Option.MAX_BAD_FRACTION, ErrorPolicy::fraction, ErrorPolicy.FAIL.maxBadFraction()),
            options.text(Option.ERRORS).strip());
    if (policy.lacksTable()) {
      options.wrong("on-error is 'record': give errors, the directory for the table of them");
    }
    return policy;
  }

  private static Sampling sampling(Options options) {
    Set<Option> chosen = options.chosen(SAMPLING);
    if (chosen.size() > 1) {
      options.wrong(
          chosen.stream().map(Option::key).collect(Collectors.joining(" and "))
              + " exclude each other: give one of them");
    }
    return switch (chosen.stream().findFirst().orElse(Option.KEYFRAMES)) {
      case FPS ->
          options.value(
              Option.FPS, text -> Sampling.perSecond(Double.parseDouble(text)), Sampling.ALL);
      case EVERY ->
          options.value(Option.EVERY, text -> Sampling.every(Long.parseLong(text)), Sampling.ALL);
      default -> chosen.isEmpty() ? Sampling.ALL : Sampling.KEYFRAMES;
    };
  }

  private static DecodeDevice device(String text) {
    return switch (text) {
      case "cpu" -> DecodeDevice.CPU;
      case "cuda" -> DecodeDevice.CUDA;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static double seconds(String text) {
    double seconds = Double.parseDouble(text);
    if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(text);
    }
    return seconds;
  }

  /** For people: which frames of which parts. */
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
        + (segmentSeconds > 0
            ? ", in segments of about " + segmentSeconds + " s"
            : ", videos unsplit");
  }
}
