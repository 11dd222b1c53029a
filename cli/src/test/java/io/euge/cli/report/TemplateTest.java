package io.euge.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateTest {
  record Greeting(String name, String markup, List<String> lines, Optional<String> end) {}

  private final Template template = new Template(TemplateTest.class, "greeting");

  @Test
  void valuesAreEscapedAndMarkupIsNot() {
    assertThat(template.render(new Greeting("<b> & \"'", "<i>", List.of(), Optional.empty())))
        .isEqualTo("&lt;b&gt; &amp; &quot;&#39;<i>\n");
  }

  @Test
  void aListIsRepeatedAndAnOptionalIsAListOfOneOrNone() {
    assertThat(template.render(new Greeting("a", "b", List.of("1", "<"), Optional.of("x"))))
        .isEqualTo("ab\n- 1\n- &lt;\n[x]\n");
  }

  @Test
  void aNameThatTheViewLacksIsAnError() {
    record Other(String name) {}

    assertThatThrownBy(() -> template.render(new Other("a"))).hasMessageContaining("markup");
  }

  @Test
  void aTemplateThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> new Template(TemplateTest.class, "nothing"))
        .hasMessageContaining("no template nothing beside io.euge.cli.report.TemplateTest");
  }
}
