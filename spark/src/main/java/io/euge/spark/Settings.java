package io.euge.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.detection.DetectionOptions;
import io.euge.device.Device;
import io.euge.inference.Batching;
import io.euge.inference.SharingMode;
import java.io.Serializable;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * What one scan was asked to do, as typed values. Everything wrong with the options is said at
 * once, each with its key and value.
 *
 * @param paths what to read: files, directories or globs, as Hadoop paths
 * @param model what the user typed for the model; null when none was given
 * @param device the device asked for; {@code auto} has become a device already
 * @param batch frames a task hands to the network at once
 * @param prefetch batches decoded ahead in a thread of their own
 * @param compiled whether the CPU's sessions map the host's compiled model
 * @param batching when frames of different tasks are run together
 */
record Settings(
    List<String> paths,
    String model,
    DetectionOptions detection,
    Device device,
    SharingMode sharing,
    int batch,
    int prefetch,
    boolean compiled,
    Batching batching)
    implements Serializable {

  /** Keys that Spark itself puts among a reader's options. */
  private static final Set<String> SPARKS_OWN = Set.of("path", "paths");

  /**
   * @param options those of the reader
   * @param cluster the settings of Spark, whatever they are about
   * @throws OptionException for an option or setting of ours that is none or has a value that
   *     cannot be
   */
  static Settings of(CaseInsensitiveStringMap options, Map<String, String> cluster) {
    return new Parser(options, cluster).settings();
  }

  private static final class Parser {
    private final Map<Option, String> given = new EnumMap<>(Option.class);
    private final List<String> wrong = new ArrayList<>();
    private final CaseInsensitiveStringMap options;

    Parser(CaseInsensitiveStringMap options, Map<String, String> cluster) {
      this.options = options;
      Set<String> known =
          Arrays.stream(Option.values())
              .map(option -> option.key().toLowerCase(Locale.ROOT))
              .collect(Collectors.toSet());
      for (String key : options.keySet()) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (!known.contains(lower) && !SPARKS_OWN.contains(lower)) {
          unknown("option", key, Option.nearest(key).key());
        }
      }
      for (String key : new TreeSet<>(cluster.keySet())) {
        if (key.startsWith(Option.PREFIX)
            && !ModelSettings.KEYS.contains(key)
            && !GpuSlotsDiscovery.KEYS.contains(key)
            && !known.contains(key.substring(Option.PREFIX.length()))) {
          unknown("setting", key, Option.nearest(key.substring(Option.PREFIX.length())).setting());
        }
      }
      for (Option option : Option.values()) {
        String value = options.get(option.key());
        given.put(
            option,
            value != null ? value : cluster.getOrDefault(option.setting(), option.fallback()));
      }
    }

    private void unknown(String kind, String key, String nearest) {
      wrong.add("there is no " + kind + " '" + key + "'; did you mean '" + nearest + "'?");
    }

    Settings settings() {
      Device device = parse(Option.DEVICE, Parser::device, Device.CPU);
      Settings settings =
          new Settings(
              paths(),
              given.get(Option.MODEL),
              detection(),
              device,
              parse(Option.SHARING, Parser::sharing, SharingMode.PROCESS),
              parse(Option.BATCH, Parser::positive, 1),
              parse(Option.PREFETCH, value -> prefetch(value, device), 0),
              parse(Option.COMPILED, Parser::bool, true),
              batching());
      if (!wrong.isEmpty()) {
        throw new OptionException(String.join("; ", wrong));
      }
      return settings;
    }

    private List<String> paths() {
      String several = options.get("paths");
      if (several != null) {
        try {
          return List.of(new ObjectMapper().readValue(several, String[].class));
        } catch (JsonProcessingException e) {
          throw new IllegalStateException("Spark gave paths that are not JSON: " + several, e);
        }
      }
      String one = options.get("path");
      if (one == null) {
        wrong.add("no path was given: name files, directories or globs in load(...)");
        return List.of();
      }
      return List.of(one);
    }

    private DetectionOptions detection() {
      List<String> classes =
          Arrays.stream(given.get(Option.CLASSES).split(","))
              .map(String::strip)
              .filter(name -> !name.isEmpty())
              .toList();
      float confidence =
          parse(Option.CONFIDENCE, Float::valueOf, DetectionOptions.DEFAULT.confidence());
      float iou = parse(Option.IOU, Float::valueOf, DetectionOptions.DEFAULT.iou());
      try {
        return new DetectionOptions(confidence, iou, classes);
      } catch (EugeException e) {
        wrong.add(e.getMessage());
        return DetectionOptions.DEFAULT;
      }
    }

    private Batching batching() {
      return new Batching(
          parse(Option.BATCHING, Parser::when, Batching.DEFAULT.when()),
          parse(Option.MAX_BATCH, Parser::positive, Batching.DEFAULT.maxBatch()),
          parse(Option.BATCH_DELAY, Parser::delay, Batching.DEFAULT.maxDelay()));
    }

    private <T> T parse(Option option, Function<String, T> parser, T otherwise) {
      try {
        return parser.apply(given.get(option).strip());
      } catch (IllegalArgumentException | EugeException e) {
        wrong.add(option.key() + " is '" + given.get(option) + "': give " + option.form());
        return otherwise;
      }
    }

    private static Device device(String value) {
      return switch (value) {
        case "auto" -> Device.CPU;
        case "cuda" -> new Device(Device.Kind.CUDA, 0);
        default -> Device.parse(value);
      };
    }

    private static SharingMode sharing(String value) {
      return SharingMode.valueOf(value.toUpperCase(Locale.ROOT));
    }

    private static int prefetch(String value, Device device) {
      return switch (value) {
        case "auto" -> device.accelerator() ? 2 : 0;
        case "0" -> 0;
        default -> positive(value);
      };
    }

    private static Batching.When when(String value) {
      return value.equals("auto")
          ? Batching.When.ACCELERATOR
          : Batching.When.valueOf(value.toUpperCase(Locale.ROOT));
    }

    private static Duration delay(String value) {
      long microseconds = JavaUtils.timeStringAs(value, TimeUnit.MICROSECONDS);
      return Duration.of(microseconds, ChronoUnit.MICROS);
    }

    private static boolean bool(String value) {
      return switch (value) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException(value);
      };
    }

    private static int positive(String value) {
      int number = Integer.parseInt(value);
      if (number < 1) {
        throw new IllegalArgumentException(value);
      }
      return number;
    }
  }
}
