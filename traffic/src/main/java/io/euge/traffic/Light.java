package io.euge.traffic;

import io.euge.traffic.Face.Material;
import java.awt.Color;

/**
 * The lighting of a scene.
 *
 * @param sun direction to the sun
 * @param ambient brightness of surfaces that the sun does not reach; 1 is full brightness
 * @param direct additional brightness of surfaces that face the sun
 * @param tint color of the light
 * @param shadow darkness of shadows, in [0, 1]
 * @param lamps whether vehicles and posts have their lamps on
 * @param haze color of the horizon
 * @param sight distance in meters at which haze replaces half of a surface's color
 */
record Light(
    Point sun,
    double ambient,
    double direct,
    Color tint,
    double shadow,
    boolean lamps,
    Color haze,
    double sight) {
  private static final Color SALOON = new Color(214, 196, 150);

  /** Returns the color of a surface with a given normal at a distance in meters. */
  Color shade(Material material, Point normal, double distance) {
    if (material.kind() == Material.Kind.LAMP) {
      return lamps ? brighter(material.color()) : lit(material.color(), 0.8, distance);
    }
    double strength = ambient + direct * Math.max(0, normal.dot(sun));
    if (material.kind() == Material.Kind.LIT_GLASS && lamps) {
      return lit(SALOON, 1, distance);
    }
    if (material.kind() == Material.Kind.GLASS || material.kind() == Material.Kind.LIT_GLASS) {
      // Glass that faces upwards reflects the sky.
      Color mirrored = mixed(material.color(), haze, 0.1 + 0.35 * Math.max(0, normal.y()));
      return lit(mirrored, Math.max(0.5, strength), distance);
    }
    if (material.kind() == Material.Kind.PAINT) {
      Color gloss = mixed(material.color(), haze, 0.18 * Math.max(0, normal.y()));
      return lit(gloss, strength, distance);
    }
    return lit(material.color(), strength, distance);
  }

  /** Returns a color at a given strength of light, seen from a distance in meters. */
  Color lit(Color color, double strength, double distance) {
    Color here =
        new Color(
            clip(color.getRed() * strength * tint.getRed() / 255),
            clip(color.getGreen() * strength * tint.getGreen() / 255),
            clip(color.getBlue() * strength * tint.getBlue() / 255));
    return mixed(here, haze, 1 - Math.pow(0.5, distance / sight));
  }

  static Color mixed(Color a, Color b, double part) {
    return new Color(
        clip(a.getRed() + (b.getRed() - a.getRed()) * part),
        clip(a.getGreen() + (b.getGreen() - a.getGreen()) * part),
        clip(a.getBlue() + (b.getBlue() - a.getBlue()) * part));
  }

  private static Color brighter(Color color) {
    return new Color(
        clip(color.getRed() * 1.25), clip(color.getGreen() * 1.2), clip(color.getBlue() * 1.2));
  }

  private static int clip(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
