package io.euge.spark.ui.page;

import org.apache.spark.ui.UIUtils;

/** A table that looks and sorts as those of Spark's pages. */
final class Table {
  private final StringBuilder markup = new StringBuilder();

  Table(String id, String... titles) {
    markup
        .append("<table id=\"")
        .append(id)
        .append("\" class=\"")
        .append(UIUtils.TABLE_CLASS_STRIPED_SORTABLE())
        .append("\"><thead><tr>");
    for (String title : titles) {
      markup.append("<th>").append(Markup.text(title)).append("</th>");
    }
    markup.append("</tr></thead><tbody>");
  }

  Table row() {
    markup.append("<tr>");
    return this;
  }

  Table end() {
    markup.append("</tr>");
    return this;
  }

  Table text(String value) {
    return markup("<td>", Markup.text(value));
  }

  /** A number that is sorted by its value. */
  Table number(double key, String shown) {
    return sorted(Double.toString(key), shown);
  }

  Table number(long key, String shown) {
    return sorted(Long.toString(key), shown);
  }

  private Table sorted(String key, String shown) {
    return markup(
        "<td class=\"text-end\" sorttable_customkey=\"" + key + "\">", Markup.text(shown));
  }

  Table number(long value) {
    return number(value, Markup.number(value));
  }

  Table markup(String cell, String content) {
    markup.append(cell).append(content.isEmpty() ? "&#160;" : content).append("</td>");
    return this;
  }

  String close() {
    return markup.append("</tbody></table>").toString();
  }
}
