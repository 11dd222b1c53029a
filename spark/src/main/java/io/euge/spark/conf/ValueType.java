package io.euge.spark.conf;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.network.util.JavaUtils;

/**
 * The syntax of a value.
 *
 * @param form what can be given, in words that follow "give"
 * @param parser throws {@link IllegalArgumentException} or {@link io.euge.EugeException} for
 *     anything else
 */
public record ValueType<T>(String form, Function<String, T> parser) {
  private static final long MAX_SIZE = 1L << 50;

  /** Either {@code true} or {@code false}. */
  static final ValueType<Boolean> BOOLEAN =
      choice("true or false", Map.of("true", true, "false", false));

  /** Returns a type that also takes the word auto. */
  ValueType<T> orAuto(T auto) {
    return new ValueType<>(
        "auto or " + form, text -> text.equalsIgnoreCase("auto") ? auto : parser.apply(text));
  }

  /** Reads a value, with space around it ignored. */
  T parse(String text) {
    return parser.apply(text.strip());
  }

  /** Returns a type of the same values in another representation. */
  <U> ValueType<U> map(Function<T, U> mapping) {
    return new ValueType<>(form, parser.andThen(mapping));
  }

  /** Returns a type whose values are present, for an entry that may be unset. */
  ValueType<Optional<T>> optional() {
    return map(Optional::of);
  }

  /** Returns a type with fewer values. */
  ValueType<T> where(String newForm, Predicate<T> condition) {
    return new ValueType<>(newForm, text -> require(parser.apply(text), condition));
  }

  private static <T> T require(T value, Predicate<T> condition) {
    if (!condition.test(value)) {
      throw new IllegalArgumentException(String.valueOf(value));
    }
    return value;
  }

  /** Returns a type that takes any text. */
  static ValueType<String> text(String form) {
    return new ValueType<>(form, text -> text);
  }

  /** Returns lists of texts with commas between. */
  static ValueType<List<String>> list(String form) {
    return new ValueType<>(
        form,
        text ->
            Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
  }

  /** Returns the type of numbers from one to another, both included. */
  static ValueType<Double> between(String form, double least, double most) {
    return number(form, number -> number >= least && number <= most);
  }

  /** A number that a condition holds for. */
  static ValueType<Double> number(String form, Predicate<Double> condition) {
    return new ValueType<>(form, Double::valueOf).where(form, condition);
  }

  /** Returns whole numbers from 1 to a greatest one. */
  static ValueType<Integer> upTo(int most) {
    String form = "a whole number from 1 to " + most;
    return new ValueType<>(form, Integer::valueOf)
        .where(form, number -> number >= 1 && number <= most);
  }

  /** Returns the words that the map has, in lower case; upper case is accepted. */
  static <T> ValueType<T> choice(String form, Map<String, T> values) {
    return new ValueType<>(
        form,
        text ->
            Optional.ofNullable(values.get(text.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> new IllegalArgumentException(text)));
  }

  /** Returns the constants of an enum, in kebab case: {@code next-power-of-two}. */
  static <E extends Enum<E>> ValueType<E> choice(String form, Class<E> type) {
    return choice(
        form,
        Arrays.stream(type.getEnumConstants())
            .collect(
                Collectors.toMap(
                    constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    constant -> constant)));
  }

  /** Returns time zones: names of the IANA database in any case, and offsets from UTC. */
  static ValueType<ZoneId> timeZone() {
    return new ValueType<>("a time zone such as Europe/Berlin or +01:00", ValueType::zone);
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.getAvailableZoneIds().stream()
          .filter(text::equalsIgnoreCase)
          .findFirst()
          .map(ZoneId::of)
          .orElseGet(() -> ZoneId.of(text.toUpperCase(Locale.ROOT)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns paths of files or directories on the local disk. */
  static ValueType<Path> path(String form) {
    return new ValueType<>(
        form,
        text -> {
          if (text.isEmpty()) {
            throw new InvalidPathException(text, "empty");
          }
          return Path.of(text);
        });
  }

  /**
   * Returns sizes as Spark writes them, {@code 512m}, in bytes. None is above 1 PiB, so that a sum
   * of some does not overflow.
   */
  static ValueType<Long> size(String example, long least) {
    String form = example + ", at most 1p";
    return new ValueType<>(form, JavaUtils::byteStringAsBytes)
        .where(form, size -> size >= least && size <= MAX_SIZE);
  }

  /**
   * Returns times as Spark writes them, {@code 10min}.
   *
   * @param unit the unit of a number without one, and what a time is rounded down to
   * @param most the longest time, as it is written
   */
  static ValueType<Duration> time(String example, TimeUnit unit, String most) {
    String form = example + ", at most " + most;
    long limit = JavaUtils.timeStringAs(most, unit);
    return new ValueType<>(form, text -> JavaUtils.timeStringAs(text, unit))
        .where(form, number -> number >= 0 && number <= limit)
        .map(number -> Duration.of(number, unit.toChronoUnit()));
  }
}
