package io.euge.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class BarChartTest {
  private static BarChart chart() {
    return new BarChart("Time <s>", "From the start.")
        .add("shared", "one", 1, "1 s")
        .add("private", "two", 4, "4 s");
  }

  @Test
  void theLongestBarIsWholeAndTheOthersAreInProportion() {
    assertThat(chart().bars()).extracting(BarChart.Bar::fraction).containsExactly(0.25, 1.0);
    assertThat(chart().bars()).extracting(BarChart.Bar::percent).containsExactly("25.00", "100.00");
  }

  @Test
  void whatIsNotKnownOrNegativeHasNoLength() {
    BarChart chart = new BarChart("a", "b").add("x", "1", Double.NaN, "–").add("x", "2", -3, "-3");
    assertThat(chart.bars()).extracting(BarChart.Bar::fraction).containsExactly(0.0, 0.0);
  }

  @Test
  void aPictureIsXmlWithEveryBarLabelAndValue() throws Exception {
    String svg =
        new BarPicture("all & more")
            .add("first", List.of(chart(), chart()))
            .add("second", List.of(chart()))
            .svg();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getDocumentElement().getTextContent())
        .contains("all & more", "first", "second", "Time <s>", "one", "4 s");
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 3 * 2 * 2);
  }
}
