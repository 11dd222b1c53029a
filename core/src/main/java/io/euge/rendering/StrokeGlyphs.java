package io.euge.rendering;

import java.awt.geom.Path2D;

/** The strokes of the printable characters of ASCII. */
final class StrokeGlyphs {
  private static final char FIRST = '!';
  private static final int BASE = 36;

  /**
   * A line a character, in the order of their codes: strokes between slashes, of points {@code xy}
   * in base 36. A point after a parenthesis pulls the curve to the next one. Capitals reach from 0
   * to g (16), small letters from 6, tails to l (21).
   */
  private static final String STROKES =
      """
      00 0b / 0f 0g
      00 04 / 30 34
      30 1g / 80 6g / 05 95 / 0b 9b
      83 (82 42 (02 05 (08 48 (88 8b (8e 4e (0e 0c / 40 4g
      a0 1g / 20 (40 43 (46 26 (06 03 (00 20 / 9a (ba bd (bg 9g (7g 7d (7a 9a
      ag 24 (20 50 (80 83 (85 38 (09 0c (0g 4g (8g a9
      00 04
      40 (09 4i
      00 (49 0i
      42 4a / 04 88 / 84 08
      45 4d / 09 89
      1f 1g 0j
      0a 5a
      0f 0g
      60 0i
      40 (80 88 (8g 4g (0g 08 (00 40
      03 40 4g
      04 (00 40 (80 84 (87 5a 0g 8g
      03 (00 40 (80 84 (87 37 / 37 (87 8c (8g 4g (0g 0d
      6g 60 0b 8b
      70 10 07 (16 46 (86 8b (8g 4g (0g 0d
      70 (00 0b (0g 4g (8g 8b (86 46 (06 0b
      00 80 3g
      47 (17 14 (10 40 (70 74 (77 47 (87 8c (8g 4g (0g 0c (07 47
      1g (8g 85 (80 40 (00 05 (0a 4a (8a 85
      08 09 / 0f 0g
      18 19 / 1f 1g 0j
      74 09 7e
      07 87 / 0c 8c
      04 79 0e
      03 (00 40 (80 84 (87 48 4b / 4f 4g
      96 9a (9d bd (dd d8 (d0 70 (00 08 (0g 7g (ag bf / 98 (96 66 (36 39 (3c 6c (9c 9a
      0g 50 ag / 2b 8b
      00 50 (90 94 (97 57 07 / 57 (a7 ac (ag 5g 0g 00
      a3 (90 50 (00 08 (0g 5g (9g ad
      00 40 (a0 a8 (ag 4g 0g 00
      90 00 0g 9g / 08 78
      90 00 0g / 08 78
      a3 (90 50 (00 08 (0g 5g (ag a9 69
      00 0g / a0 ag / 08 a8
      00 0g
      70 7b (7g 3g (0g 0c
      00 0g / 90 09 / 36 9g
      00 0g 8g
      0g 00 69 c0 cg
      0g 00 ag a0
      50 (a0 a8 (ag 5g (0g 08 (00 50
      0g 00 50 (a0 a4 (a9 59 09
      50 (a0 a8 (ag 5g (0g 08 (00 50 / 7c bi
      0g 00 50 (a0 a4 (a8 58 08 / 58 ag
      93 (90 50 (00 04 (08 58 (a8 ac (ag 5g (0g 0d
      00 a0 / 50 5g
      00 0a (0g 5g (ag aa a0
      00 5g a0
      00 4g 76 ag e0
      00 ag / a0 0g
      00 58 a0 / 58 5g
      00 a0 0g ag
      30 00 0i 3i
      00 6i
      00 30 3i 0i
      04 40 84
      0i 8i
      00 33
      86 8g / 88 (86 46 (06 0b (0g 4g (8g 8d
      00 0g / 09 (06 46 (86 8b (8g 4g (0g 0d
      78 (76 46 (06 0b (0g 4g (7g 7e
      80 8g / 89 (86 46 (06 0b (0g 4g (8g 8d
      0b 8b (86 46 (06 0b (0g 4g (7g 7e
      50 (20 23 2g / 06 56
      86 8h (8l 4l (1l 1j / 88 (86 46 (06 0b (0g 4g (8g 8d
      00 0g / 0a (06 46 (86 8a 8g
      01 02 / 06 0g
      21 22 / 26 2i (2l 0l
      00 0g / 76 0c / 3a 7g
      00 0d (0g 3g
      06 0g / 0a (06 36 (66 6a 6g / 6a (66 96 (c6 ca cg
      06 0g / 0a (06 46 (86 8a 8g
      46 (86 8b (8g 4g (0g 0b (06 46
      06 0l / 09 (06 46 (86 8b (8g 4g (0g 0d
      86 8l / 89 (86 46 (06 0b (0g 4g (8g 8d
      06 0g / 0a (06 56
      78 (76 46 (06 08 (0b 4b (8b 8d (8g 4g (0g 0e
      21 2d (2g 5g / 06 56
      06 0c (0g 4g (8g 8c / 86 8g
      06 4g 86
      06 3g 69 9g c6
      06 8g / 86 0g
      06 4g / 86 3i (2l 0l
      06 86 0g 8g
      40 (20 23 26 (29 09 (29 2c 2f (2i 4i
      00 0j
      00 (20 23 26 (29 49 (29 2c 2f (2i 0i
      0b (27 49 (6b 87
      """;

  private static final Path2D[] GLYPHS =
      STROKES.lines().map(StrokeGlyphs::strokes).toArray(Path2D[]::new);
  private static final Path2D BOX = strokes("00 80 8g 0g 00");

  private StrokeGlyphs() {}

  /** Returns the strokes of a character other than a space, which must not be changed. */
  static Path2D of(char character) {
    int place = character - FIRST;
    return place >= 0 && place < GLYPHS.length ? GLYPHS[place] : BOX;
  }

  private static Path2D strokes(String line) {
    Path2D path = new Path2D.Float();
    String[] words = line.split(" ", -1);
    boolean begins = true;
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (word.equals("/")) {
        begins = true;
      } else if (word.charAt(0) == '(') {
        String end = words[++i];
        path.quadTo(at(word, 1), at(word, 2), at(end, 0), at(end, 1));
      } else if (begins) {
        path.moveTo(at(word, 0), at(word, 1));
        begins = false;
      } else {
        path.lineTo(at(word, 0), at(word, 1));
      }
    }
    return path;
  }

  private static int at(String word, int place) {
    return Character.digit(word.charAt(place), BASE);
  }
}
