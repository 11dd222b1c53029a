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

/**
 * The models that can be named without having a file. Immutable.
 *
 * @param entries in the order in which they are shown, no two of one name
 */
public record Catalogue(List<CatalogueEntry> entries) {
  private static final String RESOURCE = "catalogue.properties";

  public Catalogue {
    entries = List.copyOf(entries);
    if (entries.stream().map(CatalogueEntry::name).distinct().count() < entries.size()) {
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
    List<CatalogueEntry> entries = new ArrayList<>();
    for (String name : list(lines, "models")) {
      entries.add(entry(lines, name));
    }
    return new Catalogue(entries);
  }

  /** The model of exactly this name. */
  public Optional<CatalogueEntry> find(String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /** All names, with commas between. */
  public String names() {
    return entries.stream().map(CatalogueEntry::name).collect(Collectors.joining(", "));
  }

  private static CatalogueEntry entry(Properties lines, String name) {
    String[] input = value(lines, name + ".input").split("x", 2);
    if (input.length != 2) {
      throw new IllegalArgumentException(name + ".input is not WIDTHxHEIGHT");
    }
    return new CatalogueEntry(
        name,
        value(lines, name + ".for"),
        value(lines, name + ".licence"),
        URI.create(value(lines, name + ".licence-address")),
        Integer.parseInt(value(lines, name + ".classes")),
        Integer.parseInt(input[0]),
        Integer.parseInt(input[1]),
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
