package io.euge.spark.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard for Grafana has what an import needs. */
class DashboardTest {
  private static final int COLUMNS = 24;

  private JsonNode dashboard;

  @BeforeEach
  void read() throws IOException {
    Path home = Path.of(System.getProperty("euge.home", "..")).toAbsolutePath().normalize();
    dashboard = new ObjectMapper().readTree(home.resolve("docs/grafana/euge.json").toFile());
  }

  @Test
  void panelsLieInTheGridSideBySide() {
    List<Rectangle> places = new ArrayList<>();
    for (JsonNode panel : dashboard.get("panels")) {
      JsonNode at = panel.get("gridPos");
      Rectangle place =
          new Rectangle(
              at.get("x").asInt(), at.get("y").asInt(), at.get("w").asInt(), at.get("h").asInt());
      assertThat(place.x).isNotNegative();
      assertThat(place.getMaxX()).isLessThanOrEqualTo(COLUMNS);
      assertThat(places).noneMatch(place::intersects);
      places.add(place);
    }
    assertThat(places).hasSizeGreaterThan(10);
  }

  @Test
  void everyPanelHasItsFieldsAndItsOwnNumber() {
    assertThat(dashboard.get("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
    assertThat(dashboard.get("uid").asText()).isEqualTo("euge");
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      assertThat(panel.get("title").asText()).isNotBlank();
      assertThat(panel.get("type").asText()).isIn("timeseries", "stat");
      assertThat(panel.get("fieldConfig").get("defaults").get("unit").asText()).isNotBlank();
      Set<String> references = new HashSet<>();
      for (JsonNode target : panel.get("targets")) {
        assertThat(references.add(target.get("refId").asText())).isTrue();
        assertThat(target.get("datasource").get("uid").asText()).isEqualTo("${datasource}");
        long open = target.get("expr").asText().chars().filter(c -> c == '(').count();
        long closed = target.get("expr").asText().chars().filter(c -> c == ')').count();
        assertThat(open).isEqualTo(closed);
      }
    }
  }

  @Test
  void variablesAreTheDataSourceAndTheJob() {
    List<String> names = new ArrayList<>();
    dashboard.get("templating").get("list").forEach(one -> names.add(one.get("name").asText()));
    assertThat(names).containsExactly("datasource", "job");
  }
}
