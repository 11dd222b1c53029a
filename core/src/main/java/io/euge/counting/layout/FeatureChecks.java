package io.euge.counting.layout;

import io.euge.counting.layout.Feature.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold among features: names are unique for a camera, and routes lead somewhere. */
final class FeatureChecks {
  private static final Set<Kind> PLACES = Set.of(Kind.LINE, Kind.ZONE);

  private FeatureChecks() {}

  static void check(JsonValue list, List<Feature> features) {
    List<JsonValue> values = list.list("");
    Set<String> names = new HashSet<>();
    Set<String> roads = new HashSet<>();
    for (int i = 0; i < features.size(); i++) {
      Feature one = features.get(i);
      JsonValue properties = values.get(i).get("properties");
      boolean named = PLACES.contains(one.kind()) || one.kind() == Kind.ROUTE;
      if (named && !names.add(one.camera() + '\n' + one.name())) {
        throw properties
            .get("name")
            .wrong("give each line, zone and route of a camera its own name");
      }
      if (one.kind() == Kind.ROAD && !roads.add(one.camera())) {
        throw properties.get("kind").wrong("give a camera one road");
      }
      if (one.kind() == Kind.ROUTE) {
        requirePlace(properties.get("from"), one.first(), features);
        requirePlace(properties.get("to"), one.second(), features);
      }
    }
  }

  private static void requirePlace(JsonValue value, String name, List<Feature> features) {
    if (features.stream()
        .noneMatch(one -> PLACES.contains(one.kind()) && one.name().equals(name))) {
      throw value.wrong("give the name of a line or zone in this file");
    }
  }
}
