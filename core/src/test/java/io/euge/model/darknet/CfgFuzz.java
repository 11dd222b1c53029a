package io.euge.model.darknet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.euge.model.ModelException;
import io.euge.testing.OneSentence;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes of a cfg, they are a network or one sentence. */
class CfgFuzz {
  private static final String HEAD =
      """
      [yolo]
      mask=1,2
      anchors=1,2, 3,4, 5,6
      num=3
      classes=2
      scale_x_y=1.05
      new_coords=1
      """;

  static Stream<byte[]> cfgs() {
    return Stream.of(
            """
            [net]
            width=32
            height=16
            [convolutional]
            filters=14
            activation=linear
            """
                + HEAD,
            """
            [net]
            width=416
            height=416
            channels=3
            [conv]
            batch_normalize=1
            filters=16
            size=3
            stride=2
            pad=1
            activation=leaky
            [route]
            layers=-1
            groups=2
            group_id=1
            [maxpool]
            size=5
            stride=1
            padding=4
            [upsample]
            stride=2
            scale=1
            [dropout]
            [shortcut]
            from=-1
            activation=mish
            [convolutional]
            groups=2
            padding=1
            filters=14
            """
                + HEAD,
            "\uFEFF[network]\r\nwidth=1 # a\r\n;b\r\nheight=2147483648\r\n[avgpool]\r\n[")
        .map(cfg -> cfg.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("cfgs")
  @DictionaryEntries({
    "[convolutional]\\x0A",
    "[maxpool]\\x0A",
    "[upsample]\\x0A",
    "[route]\\x0A",
    "[shortcut]\\x0A",
    "[avgpool]\\x0A",
    "[yolo]\\x0A",
    "filters=",
    "groups=",
    "group_id=",
    "layers=",
    "from=",
    "mask=",
    "anchors=",
    "classes=",
    "stride=",
    "size=1024",
    "padding=",
    "2147483647",
    "-2147483648",
    "1e38",
    "1048576",
    "16384"
  })
  @FuzzTest(maxDuration = "5s")
  void aCfgIsANetworkOrASentence(byte @NotNull [] bytes) {
    try {
      assertThat(Network.of(Cfg.parse("any.cfg", bytes)).weights()).isNotNegative();
    } catch (ModelException e) {
      assertThat(OneSentence.of(e)).contains("any.cfg");
    }
  }
}
