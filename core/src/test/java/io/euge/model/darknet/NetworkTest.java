package io.euge.model.darknet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.euge.model.ModelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final String NET = "[net]\nwidth=64\nheight=32\n";
  private static final String HEAD =
      """
            [convolutional]
            filters=14
            activation=linear
            [yolo]
            mask=1,2
            anchors=1,2, 3,4, 5,6
            num=3
            classes=2
            """;

  @Test
  void shapesWeightsAndWorkFollowTheSections() {
    Network network =
        network(
            "[convolutional]\nfilters=8\nsize=3\nstride=2\npad=1\nbatch_normalize=1\n"
                + "activation=leaky\n"
                + HEAD);
    assertThat(network.steps().get(0).out()).isEqualTo(new Shape(8, 16, 32));
    assertThat(network.weights()).isEqualTo(8 * 3 * 9 + 4 * 8 + 14 * 8 + 14);
    assertThat(network.gflops()).isEqualTo(2 * (8 * 27 + 14 * 8) * 512 / 1e9, offset(1e-12));
    assertThat(network.outputs())
        .containsExactly(
            new YoloOutput(
                "conv_1",
                32,
                16,
                List.of(new Layer.Anchor(3, 4), new Layer.Anchor(5, 6)),
                2,
                1,
                false));
  }

  @Test
  void aSectionThatIsNotKnownIsNamedWithItsLine() {
    complaint("[lstm]\n" + HEAD)
        .hasMessageStartingWith("my.cfg line 4: [lstm] is not a supported section");
  }

  @Test
  void aNetworkWithoutAHeadIsNoDetector() {
    complaint("[avgpool]\n").hasMessageContaining("has no [yolo] section");
  }

  @Test
  void aRouteMayOnlyNameEarlierSections() {
    complaint("[dropout]\n[route]\nlayers=-3\n" + HEAD)
        .hasMessage(
            "my.cfg line 6: layers=-3 names section -2, and only sections from 0 to 0 come before"
                + " this one");
    complaint("[dropout]\n[route]\nlayers=1\n" + HEAD).hasMessageContaining("names section 1");
    complaint("[dropout]\n[route]\n" + HEAD).hasMessageContaining("has no layers");
  }

  @Test
  void shapesThatDoNotFitAreShown() {
    complaint("[dropout]\n[maxpool]\nsize=2\nstride=2\n[route]\nlayers=-1,0\n" + HEAD)
        .hasMessageContaining("cannot join 3x16x32 and 3x32x64");
    complaint("[dropout]\n[maxpool]\nsize=2\nstride=2\n[shortcut]\nfrom=0\n" + HEAD)
        .hasMessageContaining("cannot add 3x32x64 to 3x16x32");
    complaint("[convolutional]\nsize=99\nactivation=linear\n" + HEAD)
        .hasMessageContaining("would give 1x0x0");
    complaint("[convolutional]\ngroups=2\nactivation=linear\n" + HEAD)
        .hasMessageContaining("groups=2 must divide");
    complaint(HEAD.replace("filters=14", "filters=15"))
        .hasMessageContaining("needs 14 channels for 2 anchors and 2 classes");
  }

  @Test
  void sizesThatNoMachineHoldsAreRefusedBeforeAnythingIsAllocated() {
    complaint("[upsample]\nstride=1024\n[upsample]\nstride=1024\n" + HEAD)
        .hasMessageContaining("which cannot be computed");
    complaint("[convolutional]\nfilters=1048576\nsize=1\nactivation=linear\n" + HEAD)
        .hasMessageContaining("which cannot be computed");
    complaint(
            "[avgpool]\n[convolutional]\nfilters=100000\nactivation=linear\n"
                + "[convolutional]\nfilters=100000\nactivation=linear\n"
                + HEAD)
        .hasMessageContaining("more than the");
  }

  @Test
  void weightsBeyondCountingAreRefused() {
    String wide = "[avgpool]\n[convolutional]\nfilters=1048576\nactivation=linear\n";
    String joined = "[route]\nlayers=" + "-1,".repeat(400) + "\n";
    complaint(
            wide
                + joined
                + "[upsample]\nstride=1\n"
                + "[convolutional]\nfilters=1048576\nsize=1024\npadding=512\nactivation=linear\n"
                + HEAD)
        .hasMessageContaining("more than the");
  }

  @Test
  void headsMustBeWhole() {
    complaint(HEAD.replace("num=3", "num=2")).hasMessageContaining("must have 4 numbers");
    complaint(HEAD.replace("mask=1,2", "mask=1,3"))
        .hasMessageContaining("names anchor 3 of 3, counted from 0");
    complaint(HEAD.replace("[yolo]", "[dropout]\n[yolo]"))
        .hasMessageContaining("must follow a [convolutional]");
    complaint(HEAD + HEAD).hasMessageContaining("reads section 1, a [yolo]");
  }

  @Test
  void whatWouldBeComputedWronglyIsRefused() {
    complaint(HEAD.replace("filters=14", "filters=14\ndilation=2"))
        .hasMessageContaining("dilation=2 is not supported");
    complaint(HEAD.replace("activation=linear", "activation=stair"))
        .hasMessageContaining("activation=stair is not one of linear, leaky");
    assertThatThrownBy(() -> parse("[net]\nwidth=8\nheight=8\nchannels=1\n" + HEAD))
        .hasMessageContaining("channels=1 is not supported");
    assertThatThrownBy(() -> parse("[net]\nwidth=8\n" + HEAD))
        .hasMessageContaining("must give width and height");
  }

  private static AbstractThrowableAssert<?, ?> complaint(String sections) {
    return assertThatThrownBy(() -> network(sections)).isInstanceOf(ModelException.class);
  }

  private static Network network(String sections) {
    return parse(NET + sections);
  }

  private static Network parse(String cfg) {
    return Network.of(Cfg.parse("my.cfg", cfg.getBytes(StandardCharsets.UTF_8)));
  }
}
