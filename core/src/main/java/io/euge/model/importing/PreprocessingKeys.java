package io.euge.model.importing;

import io.euge.NearestNames;
import io.euge.OptionException;
import io.euge.Printable;
import io.euge.model.spec.FrameFit.Mode;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.ValueRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@link Preprocessing} from texts by their keys, as options and sidecars have them. */
public final class PreprocessingKeys {
  /** What can be given, in words that follow "give". */
  public static final String FORM = "KEY=VALUE,… with the keys " + keys();

  private static final Map<String, Mode> FITS =
      Map.of(
          "letterbox", Mode.LETTERBOX_CENTERED,
          "letterbox-centered", Mode.LETTERBOX_CENTERED,
          "top-left", Mode.LETTERBOX_TOP_LEFT,
          "letterbox-top-left", Mode.LETTERBOX_TOP_LEFT,
          "stretch", Mode.STRETCHED,
          "stretched", Mode.STRETCHED);

  private static final int WHITE = 255;

  private PreprocessingKeys() {}

  /** The keys, in the order of the documentation. */
  enum Key {
    FIT("letterbox, top-left or stretch"),
    FILL("a whole number from 0 to 255"),
    CHANNELS("RGB or BGR"),
    RANGE("LOW..HIGH such as 0..1"),
    SCALE("a number above 0 such as 0.0039"),
    MEAN("one number, or three with commas between"),
    STD("one number above 0, or three with commas between"),
    LAYOUT("NCHW or NHWC");

    private final String form;

    Key(String form) {
      this.form = form;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads {@code KEY=VALUE,…}. What follows a comma and has no {@code =} belongs to the value
   * before it.
   *
   * @throws OptionException if the text is something else
   */
  public static Preprocessing parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    String last = null;
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0 && last != null) {
        values.merge(last, part.strip(), (before, more) -> before + "," + more);
        continue;
      }
      last = equals < 0 ? "" : part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      if (last.isEmpty()) {
        throw new OptionException(
            "preprocessing has '%s': give %s".formatted(Printable.of(part), FORM));
      }
      if (values.put(last, part.substring(equals + 1).strip()) != null) {
        throw new OptionException(
            "preprocessing has %s twice: give it once".formatted(Printable.of(last)));
      }
    }
    return of(values);
  }

  /**
   * Reads values by their keys.
   *
   * @throws OptionException for an unknown key, a value that cannot be read or two that exclude
   *     each other
   */
  static Preprocessing of(Map<String, String> values) {
    values.keySet().forEach(PreprocessingKeys::requireKnown);
    if (values.containsKey(Key.SCALE.label()) && values.containsKey(Key.RANGE.label())) {
      throw new OptionException(
          "preprocessing has scale and range, which say the same: give one of them");
    }
    return new Preprocessing(
        read(values, Key.FIT, text -> FITS.get(text.toLowerCase(Locale.ROOT))),
        read(values, Key.FILL, PreprocessingKeys::fill),
        read(values, Key.CHANNELS, text -> ColorOrder.valueOf(text.toUpperCase(Locale.ROOT))),
        read(values, Key.RANGE, PreprocessingKeys::range)
            .or(() -> read(values, Key.SCALE, text -> ValueRange.ofScale(number(text)))),
        read(values, Key.MEAN, PreprocessingKeys::numbers),
        read(values, Key.STD, PreprocessingKeys::deviations),
        read(values, Key.LAYOUT, text -> Layout.valueOf(text.toUpperCase(Locale.ROOT))));
  }

  private static void requireKnown(String key) {
    List<String> known = Arrays.stream(Key.values()).map(Key::label).toList();
    if (!known.contains(key)) {
      throw new OptionException(
          "preprocessing has no key '%s'; %s"
              .formatted(
                  Printable.of(key),
                  NearestNames.nearest(key, known)
                      .map(near -> "did you mean '" + near + "'?")
                      .orElse("its keys are " + String.join(", ", known))));
    }
  }

  /** Reads a text, or fails with any {@link IllegalArgumentException}. */
  private interface Parser<T> {
    T parse(String text);
  }

  private static <T> Optional<T> read(Map<String, String> values, Key key, Parser<T> parser) {
    String text = values.get(key.label());
    if (text == null) {
      return Optional.empty();
    }
    try {
      T value = parser.parse(text.strip());
      if (value != null) {
        return Optional.of(value);
      }
    } catch (IllegalArgumentException e) {
      // Reported as a value that is none of the form.
    }
    throw new OptionException(
        "preprocessing has %s=%s: give %s".formatted(key.label(), Printable.of(text), key.form));
  }

  private static Integer fill(String text) {
    int fill = Integer.parseInt(text);
    return fill >= 0 && fill <= WHITE ? fill : null;
  }

  private static ValueRange range(String text) {
    String[] ends = text.split("\\.\\.", -1);
    return ends.length == 2 ? new ValueRange(number(ends[0]), number(ends[1])) : null;
  }

  private static double number(String text) {
    double number = Double.parseDouble(text);
    if (!Float.isFinite((float) number)) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  /** One number stands for all channels. */
  private static List<Float> numbers(String text) {
    List<Float> numbers = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      numbers.add((float) number(part.strip()));
    }
    return numbers.size() == 1
        ? Collections.nCopies(InputSpec.CHANNELS, numbers.get(0))
        : numbers.size() == InputSpec.CHANNELS ? numbers : null;
  }

  private static List<Float> deviations(String text) {
    List<Float> numbers = numbers(text);
    return numbers != null && numbers.stream().allMatch(number -> number > 0) ? numbers : null;
  }

  private static String keys() {
    return Arrays.stream(Key.values()).map(Key::label).collect(Collectors.joining(", "));
  }
}
