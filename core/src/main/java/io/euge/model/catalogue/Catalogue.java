package io.euge.model.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models that can be named without having a file. No two have one name. Immutable.
 *
 * @param builtIn those that come with Euge, in the order in which they are shown
 * @param entries those that can be pulled, in the order in which they are shown after these
 */
public record Catalogue(List<BuiltInModel> builtIn, List<CatalogueEntry> entries) {
  private static final String RESOURCE = "catalogue.properties";
  private static final String BUILT_IN = "built-in";

  public Catalogue {
    builtIn = List.copyOf(builtIn);
    entries = List.copyOf(entries);
    if (names(builtIn, entries).distinct().count() < builtIn.size() + entries.size()) {
      throw new IllegalArgumentException("two models of one name");
    }
  }

  /** The one that comes with Euge. */
  public static Catalogue standard() {
    try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE);
        Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return read(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a catalogue in the form of the one that comes with Euge.
   *
   * @throws IllegalArgumentException if it lacks something or says what cannot be
   */
  static Catalogue read(Reader text) throws IOException {
    Properties lines = new Properties();
    lines.load(text);
    List<BuiltInModel> builtIn = new ArrayList<>();
    if (lines.containsKey(BUILT_IN)) {
      list(lines, BUILT_IN).forEach(name -> builtIn.add(builtIn(lines, name)));
    }
    List<CatalogueEntry> entries = new ArrayList<>();
    for (String name : list(lines, "models")) {
      entries.add(entry(lines, name));
    }
    return new Catalogue(builtIn, entries);
  }

  /** The model of exactly this name that comes with Euge. */
  public Optional<BuiltInModel> findBuiltIn(String name) {
    return builtIn.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** The model of exactly this name that can be pulled. */
  public Optional<CatalogueEntry> find(String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /** Whether one of the two has exactly this name. */
  public boolean has(String name) {
    return names(builtIn, entries).anyMatch(name::equals);
  }

  /** All names, with commas between. */
  public String names() {
    return names(builtIn, entries).collect(Collectors.joining(", "));
  }

  private static Stream<String> names(List<BuiltInModel> builtIn, List<CatalogueEntry> entries) {
    return Stream.concat(
        builtIn.stream().map(BuiltInModel::name), entries.stream().map(CatalogueEntry::name));
  }

  private static BuiltInModel builtIn(Properties lines, String name) {
    int[] input = input(lines, name);
    return new BuiltInModel(
        name,
        value(lines, name + ".for"),
        value(lines, name + ".licence"),
        Integer.parseInt(value(lines, name + ".classes")),
        input[0],
        input[1]);
  }

  /** Width and height. */
  private static int[] input(Properties lines, String name) {
    String[] sides = value(lines, name + ".input").split("x", 2);
    if (sides.length != 2) {
      throw new IllegalArgumentException(name + ".input is not WIDTHxHEIGHT");
    }
    return new int[] {Integer.parseInt(sides[0]), Integer.parseInt(sides[1])};
  }

  private static CatalogueEntry entry(Properties lines, String name) {
    int[] input = input(lines, name);
    return new CatalogueEntry(
        name,
        value(lines, name + ".for"),
        value(lines, name + ".licence"),
        URI.create(value(lines, name + ".licence-address")),
        Integer.parseInt(value(lines, name + ".classes")),
        input[0],
        input[1],
        list(lines, name + ".files").stream().map(file -> file(lines, file)).toList());
  }

  private static CatalogueFile file(Properties lines, String name) {
    String key = "file." + name;
    return new CatalogueFile(
        name,
        URI.create(value(lines, key + ".source")),
        Long.parseLong(value(lines, key + ".bytes")),
        value(lines, key + ".sha256"));
  }

  private static List<String> list(Properties lines, String key) {
    return List.of(value(lines, key).split("\\s*,\\s*"));
  }

  private static String value(Properties lines, String key) {
    String value = lines.getProperty(key, "").strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the catalogue lacks " + key);
    }
    return value;
  }
}
