package io.euge.counting.layout;

import io.euge.counting.layout.Feature.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads one feature and checks what can be seen of it alone. */
final class FeatureReader {
  private static final String KINDS = "give line, zone, route, region, ignore or road";
  private static final String TEXT = "give a text";
  private static final int ROAD_POINTS = 4;

  private final JsonValue feature;
  private final JsonValue properties;
  private final boolean partsOfFrame;

  private FeatureReader(JsonValue feature, boolean partsOfFrame) {
    this.feature = feature;
    this.properties = feature.get("properties");
    this.partsOfFrame = partsOfFrame;
  }

  static Feature read(JsonValue feature, boolean partsOfFrame) {
    return new FeatureReader(feature, partsOfFrame).read();
  }

  private Feature read() {
    if (!feature.node().isObject() || !properties.node().isObject()) {
      throw (feature.node().isObject() ? properties : feature)
          .wrong("give a feature with geometry and properties");
    }
    return switch (kind()) {
      case LINE -> line();
      case ZONE -> area(Kind.ZONE, name("a zone"), "name");
      case REGION -> area(Kind.REGION, optional("name", ""), "name");
      case IGNORE -> area(Kind.IGNORE, optional("name", ""), "name");
      case ROUTE -> route();
      case ROAD -> road();
    };
  }

  private Kind kind() {
    JsonValue kind = properties.get("kind");
    String text = kind.text(KINDS);
    try {
      return Kind.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw kind.wrong(KINDS);
    }
  }

  private void requireProperties(String... names) {
    properties.requireMembers(
        Stream.concat(Stream.of("kind", "camera"), Stream.of(names)).toList());
  }

  private String name(String what) {
    return properties.get("name").text("give %s a name".formatted(what));
  }

  private String optional(String name, String absent) {
    return properties.get(name).optionalText(TEXT).orElse(absent);
  }

  private Feature line() {
    requireProperties("name", "toRight", "toLeft");
    JsonValue coordinates = coordinates("LineString");
    List<Point> points = points(coordinates);
    if (points.size() < 2) {
      throw coordinates.wrong("give at least two points");
    }
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).equals(points.get(i - 1))) {
        throw coordinates.wrong("give points that differ from the one before");
      }
    }
    String right = optional("toRight", "right");
    String left = optional("toLeft", "left");
    if (right.equals(left)) {
      throw properties.get("toLeft").wrong("give the two directions different names");
    }
    return feature(Kind.LINE, name("a line"), points, right, left, List.of());
  }

  private Feature area(Kind kind, String name, String... others) {
    requireProperties(others);
    return feature(kind, name, ring(), "", "", List.of());
  }

  private List<Point> ring() {
    JsonValue coordinates = coordinates("Polygon");
    List<JsonValue> rings = coordinates.list("give a list with one ring of points");
    if (rings.size() != 1) {
      throw coordinates.wrong("give one ring of points, without holes");
    }
    List<Point> points = new ArrayList<>(points(rings.get(0)));
    if (points.size() > 1 && points.get(0).equals(points.get(points.size() - 1))) {
      points.remove(points.size() - 1);
    }
    if (points.stream().distinct().count() < 3 || isFlat(points)) {
      throw rings.get(0).wrong("give at least three points that are not on one line");
    }
    return points;
  }

  private static boolean isFlat(List<Point> points) {
    Point first = points.get(0);
    for (int i = 2; i < points.size(); i++) {
      if (first.turn(points.get(i - 1), points.get(i)) != 0) {
        return false;
      }
    }
    return true;
  }

  private Feature route() {
    requireProperties("name", "from", "to");
    if (!feature.get("geometry").isAbsent()) {
      throw feature.get("geometry").wrong("give null, for a route has no geometry of its own");
    }
    String from = properties.get("from").text("give the name of a line or zone");
    String to = properties.get("to").text("give the name of a line or zone");
    return feature(Kind.ROUTE, name("a route"), List.of(), from, to, List.of());
  }

  private Feature road() {
    requireProperties("metres", "name");
    List<Point> picture = ring();
    JsonValue places = properties.get("metres");
    List<Point> meters =
        places.list("give the places in meters of the four points").stream()
            .map(JsonValue::point)
            .toList();
    if (picture.size() != ROAD_POINTS) {
      throw feature.get("geometry").get("coordinates").wrong("give four points of the road");
    }
    if (meters.size() != ROAD_POINTS) {
      throw places.wrong("give the places in meters of the four points");
    }
    try {
      GroundPlane.of(picture, meters);
    } catch (IllegalArgumentException e) {
      throw places.wrong(e.getMessage() + "; give four corners");
    }
    return feature(Kind.ROAD, optional("name", ""), picture, "", "", meters);
  }

  private Feature feature(
      Kind kind, String name, List<Point> points, String first, String second, List<Point> meters) {
    return new Feature(kind, optional("camera", "*"), name, points, first, second, meters);
  }

  private JsonValue coordinates(String type) {
    JsonValue geometry = feature.get("geometry");
    if (!geometry.get("type").node().asText().equals(type)) {
      throw geometry.get("type").wrong("give \"%s\"".formatted(type));
    }
    return geometry.get("coordinates");
  }

  private List<Point> points(JsonValue coordinates) {
    List<Point> points = new ArrayList<>();
    for (JsonValue value : coordinates.list("give a list of points")) {
      Point point = value.point();
      boolean outside = point.x() < 0 || point.x() > 1 || point.y() < 0 || point.y() > 1;
      if (partsOfFrame && outside) {
        throw value.wrong("give parts of the frame from 0 to 1, or \"units\": \"pixels\"");
      }
      points.add(point);
    }
    return points;
  }
}
