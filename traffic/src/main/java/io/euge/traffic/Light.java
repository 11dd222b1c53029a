package io.euge.traffic;

import io.euge.traffic.Face.Material;
import java.awt.Color;

/**
 * The lighting of a scene.
 *
 * @param sun direction to the sun
 * @param ambient brightness of surfaces that the sun does not reach; 1 is full brightness
 * @param direct additional brightness of surfaces that face the sun
 * @param tint colour of the light
 * @param shadow darkness of shadows, in [0, 1]
 * @param lamps whether vehicles and posts have their lamps on
 * @param haze colour of the horizon
 * @param sight distance in metres at which haze replaces half of a surface's colour
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

  /** Returns the colour of a surface with a given normal at a distance in metres. */
  Color shade(Material material, Point normal, double distance) {
    if (material.kind() == Material.Kind.LAMP) {
      return lamps ? brighter(material.colour()) : lit(material.colour(), 0.8, distance);
    }
    double strength = ambient + direct * Math.max(0, normal.dot(sun));
    if (material.kind() == Material.Kind.LIT_GLASS && lamps) {
      return lit(SALOON, 1, distance);
    }
    if (material.kind() == Material.Kind.GLASS || material.kind() == Material.Kind.LIT_GLASS) {
      // Glass that faces upwards reflects the sky.
      Color mirrored = mixed(material.colour(), haze, 0.1 + 0.35 * Math.max(0, normal.y()));
      return lit(mirrored, Math.max(0.5, strength), distance);
    }
    if (material.kind() == Material.Kind.PAINT) {
      Color gloss = mixed(material.colour(), haze, 0.18 * Math.max(0, normal.y()));
      return lit(gloss, strength, distance);
    }
    return lit(material.colour(), strength, distance);
  }

  /** Returns a colour at a given strength of light, seen from a distance in metres. */
  Color lit(Color colour, double strength, double distance) {
    Color here =
        new Color(
            clip(colour.getRed() * strength * tint.getRed() / 255),
            clip(colour.getGreen() * strength * tint.getGreen() / 255),
            clip(colour.getBlue() * strength * tint.getBlue() / 255));
    return mixed(here, haze, 1 - Math.pow(0.5, distance / sight));
  }

  static Color mixed(Color a, Color b, double part) {
    return new Color(
        clip(a.getRed() + (b.getRed() - a.getRed()) * part),
        clip(a.getGreen() + (b.getGreen() - a.getGreen()) * part),
        clip(a.getBlue() + (b.getBlue() - a.getBlue()) * part));
  }

  private static Color brighter(Color colour) {
    return new Color(
        clip(colour.getRed() * 1.25), clip(colour.getGreen() * 1.2), clip(colour.getBlue() * 1.2));
  }

  private static int clip(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
