package io.euge.counting.layout;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A feature of the lines file.
 *
 * @param camera a pattern for its camera or video, with {@code *} and {@code ?}
 * @param name empty if it has none
 * @param points of its geometry; none for a route
 * @param first the direction to the right of a line, or the origin of a route
 * @param second the direction to the left of a line, or the destination of a route
 * @param meters the places of the points of a road; else none
 */
record Feature(
    Kind kind,
    String camera,
    String name,
    List<Point> points,
    String first,
    String second,
    List<Point> meters)
    implements Serializable {
  enum Kind {
    LINE,
    ZONE,
    ROUTE,
    REGION,
    IGNORE,
    ROAD
  }

  private static final Pattern WILDCARD = Pattern.compile("[*?]|[^*?]+");

  Feature {
    points = List.copyOf(points);
    meters = List.copyOf(meters);
  }

  boolean isOf(String cameraOrVideo) {
    String pattern =
        WILDCARD
            .matcher(camera)
            .replaceAll(
                part ->
                    switch (part.group()) {
                      case "*" -> ".*";
                      case "?" -> ".";
                      default -> Matcher.quoteReplacement(Pattern.quote(part.group()));
                    });
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(cameraOrVideo).matches();
  }

  boolean isSmall() {
    return points.stream().allMatch(point -> Math.abs(point.x()) <= 1 && Math.abs(point.y()) <= 1);
  }

  Feature scaled(double across, double down) {
    List<Point> scaled =
        points.stream().map(point -> new Point(point.x() * across, point.y() * down)).toList();
    return new Feature(kind, camera, name, scaled, first, second, meters);
  }
}
