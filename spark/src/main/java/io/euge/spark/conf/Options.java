package io.euge.spark.conf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a reader was given, over the settings of the cluster, over the defaults. Everything wrong is
 * gathered and said at once, each with its key and value.
 */
public final class Options {
  /** Settings of the executors' processes, which no reader's option can change. */
  private static final List<Set<String>> EXECUTORS =
      List.of(
          ModelSettings.KEYS,
          GpuSettings.KEYS,
          MpsSettings.KEYS,
          CudaSettings.KEYS,
          SimSettings.KEYS);

  /** Keys that Spark itself puts among a reader's options. */
  private static final Set<String> SPARKS_OWN = Set.of("path", "paths");

  private final CaseInsensitiveStringMap given;
  private final Map<String, String> cluster;
  private final List<String> wrong = new ArrayList<>();

  /**
   * @param known the options of this kind of reader
   * @param given those of this one
   * @param cluster the settings of Spark, whatever they are about
   */
  public Options(Set<Option> known, CaseInsensitiveStringMap given, Map<String, String> cluster) {
    this.given = given;
    this.cluster = cluster;
    Set<String> keys = keys(known);
    for (String key : given.keySet()) {
      String lower = key.toLowerCase(Locale.ROOT);
      if (!keys.contains(lower) && !SPARKS_OWN.contains(lower)) {
        unknown("option", key, Option.nearest(key, known).key());
      }
    }
    // A setting of the cluster may be meant for the other kind of reader.
    Set<Option> all = EnumSet.allOf(Option.class);
    Set<String> settings = keys(all);
    for (String key : new TreeSet<>(cluster.keySet())) {
      if (key.startsWith(Option.PREFIX)
          && EXECUTORS.stream().noneMatch(theirs -> theirs.contains(key))
          && !settings.contains(key.substring(Option.PREFIX.length()))) {
        String nearest = Option.nearest(key.substring(Option.PREFIX.length()), all).setting();
        unknown("setting", key, nearest);
      }
    }
  }

  /** The settings of the active session. */
  public static Map<String, String> cluster() {
    return CollectionConverters.asJava(SparkSession.active().conf().getAll());
  }

  private static Set<String> keys(Set<Option> options) {
    return options.stream()
        .map(option -> option.key().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private void unknown(String kind, String key, String nearest) {
    wrong("there is no " + kind + " '" + Printable.of(key) + "'; did you mean '" + nearest + "'?");
  }

  /** Whether the settings of the cluster have a key. */
  boolean isSet(String key) {
    return cluster.containsKey(key);
  }

  void wrong(String what) {
    wrong.add(what);
  }

  /**
   * Fails if any option or setting is invalid.
   *
   * @throws OptionException if anything was wrong
   */
  public void check() {
    if (!wrong.isEmpty()) {
      throw new OptionException(String.join("; ", wrong));
    }
  }

  /** The files, directories or globs to read, as Hadoop paths. */
  List<String> paths() {
    String several = given.get("paths");
    if (several != null) {
      try {
        return List.of(new ObjectMapper().readValue(several, String[].class));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Spark gave paths that are not JSON: " + several, e);
      }
    }
    String one = given.get("path");
    if (one == null) {
      wrong("no path was given: name files, directories or globs in load(...)");
      return List.of();
    }
    return List.of(one);
  }

  String text(Option option) {
    String value = given.get(option.key());
    return value != null ? value : cluster.getOrDefault(option.setting(), option.fallback());
  }

  /**
   * The values of options that exclude each other: those of the reader if it has any of them, else
   * those of the cluster. A value that is empty or false is none.
   */
  Set<Option> chosen(Collection<Option> exclusive) {
    boolean here = exclusive.stream().anyMatch(option -> given.containsKey(option.key()));
    return exclusive.stream()
        .filter(option -> !here || given.containsKey(option.key()))
        .filter(option -> !text(option).isBlank() && (!option.isFlag() || flag(option)))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Option.class)));
  }

  boolean flag(Option option) {
    return value(option, Options::bool, false);
  }

  /** The value of an option; {@code otherwise}, and a complaint kept, where it cannot be. */
  <T> T value(Option option, Function<String, T> parser, T otherwise) {
    String text = text(option);
    try {
      return parser.apply(text.strip());
    } catch (IllegalArgumentException | EugeException e) {
      wrong(option.key() + " is '" + Printable.of(text) + "': give " + option.form());
      return otherwise;
    }
  }

  private static boolean bool(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(value);
    };
  }

  static int positive(String value) {
    int number = Integer.parseInt(value);
    if (number < 1) {
      throw new IllegalArgumentException(value);
    }
    return number;
  }
}
