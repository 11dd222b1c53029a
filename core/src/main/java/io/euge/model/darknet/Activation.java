package io.euge.model.darknet;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The activation functions of a section. */
public enum Activation {
  /** x. */
  LINEAR("linear"),
  /** x, or 0.1 x below zero. */
  LEAKY("leaky"),
  /** max(0, x). */
  RELU("relu"),
  /** min(6, max(0, x)). */
  RELU6("relu6"),
  /** 1 / (1 + exp(-x)). */
  LOGISTIC("logistic"),
  /** x tanh(ln(1 + exp(x))). */
  MISH("mish"),
  /** x / (1 + exp(-x)). */
  SWISH("swish", "silu"),
  /** min(1, max(0, x / 6 + 1 / 2)), MobileNet v3's. */
  HARD_SIGMOID("hardsigmoid"),
  /** x times the hard sigmoid. */
  HARD_SWISH("hardswish", "hswish");

  private final String canonical;
  private final String alias;

  Activation(String canonical) {
    this(canonical, canonical);
  }

  Activation(String canonical, String alias) {
    this.canonical = canonical;
    this.alias = alias;
  }

  /** Names are taken with or without hyphens and underscores, as the forks of Darknet vary. */
  static Activation of(Section section, String otherwise) {
    String asked = section.text("activation", otherwise);
    String bare = asked.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    return Arrays.stream(values())
        .filter(activation -> activation.canonical.equals(bare) || activation.alias.equals(bare))
        .findFirst()
        .orElseThrow(
            () ->
                section.problem(
                    "activation",
                    "is not one of "
                        + Arrays.stream(values())
                            .map(a -> a.canonical)
                            .collect(Collectors.joining(", "))));
  }
}
