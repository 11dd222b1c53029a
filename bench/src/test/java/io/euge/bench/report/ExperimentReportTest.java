package io.euge.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentReportTest {
  @TempDir Path folder;

  @Test
  void thePageHasTheTextEscapedAndThePlotsInIt() throws Exception {
    Path page =
        new ExperimentReport(
                "a <test>",
                "A heading",
                Optional.of("Simulated."),
                List.of("One & two."),
                Map.of("plot", "<svg></svg>"),
                "1 < 2")
            .write(folder.resolve("new"));
    assertThat(Files.readString(page))
        .contains("Euge: a &lt;test&gt;", "<h1>A heading</h1>", "<strong>Simulated.</strong>")
        .contains("<p>One &amp; two.</p>", "<figure><svg></svg></figure>", "<pre>1 &lt; 2</pre>");
    assertThat(page.resolveSibling("plot.svg")).hasContent("<svg></svg>");
  }
}
