package io.euge.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of Spark's UI or history server, such as the tab Euge. */
public record TabPage(String html) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  /** Returns the page that a server has at an address now. */
  public static TabPage get(URI address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    return new TabPage(CLIENT.send(request, BodyHandlers.ofString()).body());
  }

  /** Returns the page that a server has now, or an empty one if the server does not answer. */
  public static TabPage find(URI address) throws InterruptedException {
    try {
      return get(address);
    } catch (IOException e) {
      return new TabPage("");
    }
  }

  /** Returns the page once it is as expected, which takes three minutes at most. */
  public static TabPage await(URI address, Predicate<TabPage> expected)
      throws InterruptedException {
    long start = System.nanoTime();
    TabPage page = find(address);
    while (!expected.test(page) && System.nanoTime() - start < PATIENCE.toNanos()) {
      Thread.sleep(100);
      page = find(address);
    }
    assertThat(page).matches(expected);
    return page;
  }

  /** Returns whether the page has an element with an id. */
  public boolean has(String id) {
    return html.contains("id=\"" + id + "\"");
  }

  /** Returns the element with an id, up to the next end of one of its kind. */
  public String element(String id) {
    Matcher matcher =
        Pattern.compile("<(\\w+)[^>]*\\bid=\"" + id + "\".*?</\\1>", Pattern.DOTALL).matcher(html);
    assertThat(matcher.find()).as("%s in %s", id, html).isTrue();
    return matcher.group();
  }

  /** Returns the texts of the cells of a table, row by row; none if the page lacks the table. */
  public List<List<String>> rows(String table) {
    if (!has(table)) {
      return List.of();
    }
    String body = element(table).replaceFirst("(?s).*<tbody>", "").strip();
    return Arrays.stream(body.split("</tr>", -1))
        .filter(row -> row.contains("</td>"))
        .map(TabPage::cells)
        .toList();
  }

  private static List<String> cells(String row) {
    String text = row.replaceAll("</td>\\s*$", "").replace("</td>", "\n").replaceAll("<[^>]*>", "");
    // Spark writes a space into an empty cell that browsers do not leave out.
    return Arrays.stream(text.split("\n", -1))
        .map(cell -> cell.replaceFirst("^(&#160;|\u00a0)$", "").strip())
        .toList();
  }
}
