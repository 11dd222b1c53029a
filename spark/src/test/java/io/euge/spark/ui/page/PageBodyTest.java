package io.euge.spark.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.activity.ModelReport;
import io.euge.spark.activity.ProcessReport;
import io.euge.spark.activity.TaskPicture;
import io.euge.spark.ui.ExecutorEntry;
import io.euge.spark.ui.RateSeries;
import io.euge.spark.ui.ScanEntry;
import io.euge.spark.ui.VideoSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scala.xml.XML;

class PageBodyTest {
  private static final String EVIL = "<img src=x onerror=\"alert('1')\">&\u0001\ud800";

  private static ScanEntry scan(long id, String text) {
    return new ScanEntry(
        id,
        text,
        text,
        1000,
        61_000,
        5,
        3,
        1,
        1234,
        0,
        10,
        Map.of(text, 1L),
        List.of(new VideoSummary(text, 600, 2_000_000_000, 1, 2, 0, null)),
        List.of(VideoSummary.unopened(text, text)),
        text,
        new RateSeries(List.of(10.0, 20.0, 5.0), 1000, 3500, 1000));
  }

  private static ExecutorEntry executor(String id, String text, int mps) {
    return new ExecutorEntry(
        id,
        text,
        0,
        42,
        id.equals("2"),
        new ProcessReport(
            List.of(
                new ModelReport(text, "cuda:0", 1, 4, 3 << 20),
                new ModelReport("other", "cpu", 1, 0, 1 << 20)),
            2,
            9,
            10,
            35,
            8,
            0.7,
            0.05,
            mps,
            50));
  }

  /** What Spark writes into its page. */
  private static String page(List<ScanEntry> scans, List<ExecutorEntry> executors, String number) {
    return XML.loadString(new PageBody("/SQL/?id=", 0).of(scans, executors, List.of(), number))
        .toString();
  }

  @Test
  void namesWithMarkupAreText() {
    String page =
        page(List.of(scan(2, EVIL), scan(1, EVIL)), List.of(executor("1", EVIL, 1)), null);
    assertThat(page)
        .doesNotContain("<img", "\u0001", "\ud800")
        .contains("&lt;img src=x onerror=&quot;alert('1')&quot;&gt;&amp;\ufffd\ufffd");
  }

  @Test
  void theDescriptionOfAStreamIsOneLine() {
    assertThat(page(List.of(scan(2, "id = 1<br/>batch = 2")), List.of(), null))
        .contains("2</a> id = 1 batch = 2");
  }

  @Test
  void thereIsSomethingToReadBeforeTheFirstQuery() {
    assertThat(page(List.of(), List.of(), null)).contains("No query of this application has read");
  }

  @Test
  void theScanIsTheOneAskedForOrTheLast() {
    List<ScanEntry> scans = List.of(scan(20, "second"), scan(3, "first"));
    assertThat(page(scans, List.of(), null)).contains("<a href=\"/SQL/?id=20\">20</a> second");
    assertThat(page(scans, List.of(), "3")).contains("<a href=\"/SQL/?id=3\">3</a> first");
    assertThat(page(scans, List.of(), EVIL)).contains("20</a> second").contains("?scan=3");
  }

  @Test
  void theNumbersAreThere() {
    assertThat(page(List.of(scan(1, "text")), List.of(executor("1", "host", 1)), null))
        .contains("3 done, 1 failed, 1 left of 5", "1,234, 123 a second while tasks read")
        .contains("width: 60.00%", "width: 20.00%")
        .contains("Text.</div>", "1 video with text", "1 of 2", ">300<")
        .contains("3.0 MiB", "attached, at most 50 %", "3.50", "20.0 ms", "50.0 ms")
        .doesNotContain("(ended)", "spinner");
    assertThat(page(List.of(), List.of(executor("2", "host", 0)), null))
        .contains("2 (ended)", "not attached");
  }

  @Test
  void aPictureIsInThePageAndItsNamesAreText() {
    TaskPicture picture = new TaskPicture(EVIL, 7, EVIL, 12, 0.48, new byte[] {-1, -40, 3});
    String page =
        XML.loadString(new PageBody("", 0).of(List.of(), List.of(), List.of(picture), null))
            .toString();
    assertThat(page)
        .contains("src=\"data:image/jpeg;base64,/9gD\"")
        .contains("Task 7, executor &lt;img src=x", "frame 12 at 0.5 s of &lt;img src=x");
    assertThat(page.split("<img", -1)).hasSize(2);
  }

  @Test
  void theChartIsDrawnToScale() {
    String chart = RateChart.of(new RateSeries(List.of(10.0, 20.0, 5.0), 1000, 3500, 1000));
    assertThat(chart)
        .contains("M60.0,102.0 L431.2,102.0 L431.2,12.0 L802.4,12.0 L802.4,102.0 L988.0,102.0")
        .contains("0:01 to 0:02: 20.0 frames a second")
        .doesNotContain("NaN", "script", "http");
    assertThat(RateChart.of(new RateSeries(List.of(), -1, -1, 1000))).isEmpty();
    assertThat(RateChart.of(new RateSeries(List.of(0.0), 5, 5, 1000))).doesNotContain("NaN");
  }
}
