package io.euge.model.darknet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.model.ModelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CfgTest {
  @Test
  void spacesCommentsAndLineEndsOfWindowsMeanNothing() {
    Cfg cfg =
        parse(
            "# mine\r\n\r\n [ net ] \r\nwidth = 3 2 # wide\r\n;height=1\r\n[yolo]\r\nmask = 0, 1,");
    assertThat(cfg.net().integer("width", 0, 1, 100)).isEqualTo(32);
    assertThat(cfg.net().has("height")).isFalse();
    assertThat(cfg.sections().get(0).kind()).isEqualTo("yolo");
    assertThat(cfg.sections().get(0).integers("mask")).containsExactly(0, 1);
  }

  @Test
  void whereAKeyIsGivenTwiceTheFirstCounts() {
    assertThat(parse("[net]\nwidth=1\nwidth=2").net().integer("width", 0, 1, 9)).isEqualTo(1);
  }

  @Test
  void aValueThatIsNoNumberIsNamedWithLineAndKey() {
    Section net = parse("[net]\n\nwidth=wide\nscale=1e99\nlist=1,x").net();
    assertThatThrownBy(() -> net.integer("width", 0, 1, 9))
        .isInstanceOf(ModelException.class)
        .hasMessage("my.cfg line 3: width=wide must be a whole number");
    assertThatThrownBy(() -> net.number("scale", 0))
        .hasMessage("my.cfg line 4: scale=1e99 must be a number");
    assertThatThrownBy(() -> net.numbers("list"))
        .hasMessage("my.cfg line 5: list=1,x must be a number, and 'x' is none");
  }

  @Test
  void aValueOutOfItsRangeIsNamedWithTheRange() {
    Section net = parse("[net]\nwidth=0\nheight=99999999999").net();
    assertThatThrownBy(() -> net.integer("width", 1, 1, 9))
        .hasMessage("my.cfg line 2: width=0 must be from 1 to 9");
    assertThatThrownBy(() -> net.integer("height", 1, 1, 9))
        .hasMessageContaining("line 3: height=99999999999 must be a whole number");
  }

  @Test
  void aFileThatIsNotACfgIsReportedInOneSentence() {
    assertThatThrownBy(() -> parse("")).hasMessageContaining("does not begin with a [net] section");
    assertThatThrownBy(() -> parse("[yolo]\n")).hasMessageContaining("[net]");
    assertThatThrownBy(() -> parse("a=1\n[net]")).hasMessageContaining("line 1: a value before");
    assertThatThrownBy(() -> parse("[net]\nhello"))
        .hasMessageContaining("line 2")
        .hasMessageContaining("hello");
    assertThatThrownBy(() -> parse("[net]\n[yolo")).hasMessageContaining("line 2");
  }

  @Property(tries = 300)
  void noBytesGiveAnythingButACfgOrAModelException(@ForAll byte[] bytes) {
    understand(bytes);
  }

  @Property(tries = 500)
  void noSectionsGiveAnythingButANetworkOrAModelException(@ForAll("cfgs") String cfg) {
    understand(cfg.getBytes(StandardCharsets.UTF_8));
  }

  private static void understand(byte[] bytes) {
    try {
      assertThat(Network.of(Cfg.parse("any.cfg", bytes)).weights()).isNotNegative();
    } catch (ModelException e) {
      assertThat(e.getMessage()).contains("any.cfg");
    }
  }

  @Provide
  Arbitrary<String> cfgs() {
    Arbitrary<String> number =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-4, 9).map(String::valueOf),
            Arbitraries.integers().map(String::valueOf),
            Arbitraries.of("", "1,2", "-1,0", "10,20,30,40", "x", "1e9", "2147483647", "6"));
    Arbitrary<String> key =
        Arbitraries.of(
            "filters",
            "size",
            "stride",
            "pad",
            "padding",
            "groups",
            "group_id",
            "layers",
            "from",
            "mask",
            "anchors",
            "num",
            "classes",
            "batch_normalize",
            "scale",
            "new_coords");
    Arbitrary<String> kind =
        Arbitraries.of(
            "convolutional",
            "maxpool",
            "upsample",
            "route",
            "shortcut",
            "dropout",
            "avgpool",
            "yolo",
            "lstm");
    Arbitrary<String> value = Combinators.combine(key, number).as((k, v) -> k + "=" + v + "\n");
    Arbitrary<String> section =
        Combinators.combine(kind, value.list().ofMaxSize(5))
            .as((name, values) -> "[" + name + "]\nactivation=linear\n" + String.join("", values));
    Arbitrary<List<String>> sections = section.list().ofMaxSize(8);
    return Combinators.combine(Arbitraries.of("1", "16", "416", "16384"), sections)
        .as(
            (size, all) ->
                "[net]\nwidth=" + size + "\nheight=" + size + "\n" + String.join("", all));
  }

  private static Cfg parse(String text) {
    return Cfg.parse("my.cfg", text.getBytes(StandardCharsets.UTF_8));
  }
}
