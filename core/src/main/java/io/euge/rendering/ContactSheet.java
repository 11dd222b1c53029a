package io.euge.rendering;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * One picture with several frames in a grid, each with a line of text below. Pixels are square, as
 * displayed. Not thread-safe.
 */
public final class ContactSheet {
  private static final int COLUMNS = 2;
  private static final int MAX_WIDTH = 960;
  private static final int MARGIN = 8;
  private static final int CAPTION = 30;
  private static final double TEXT = 12;
  private static final Color BACKGROUND = new Color(0x22, 0x22, 0x22);

  private final int width;
  private final int height;
  private final BufferedImage sheet;
  private final int most;
  private int count;

  /**
   * Creates an empty sheet.
   *
   * @param frames how many it can take, at least 1
   * @param width of a frame in pixels as displayed
   * @param height of a frame in pixels as displayed
   */
  public ContactSheet(int frames, double width, double height) {
    double scale = Math.min(1, MAX_WIDTH / Math.max(width, height));
    this.width = (int) Math.max(1, Math.round(width * scale));
    this.height = (int) Math.max(1, Math.round(height * scale));
    most = frames;
    sheet =
        new BufferedImage(
            right(Math.min(COLUMNS, frames)), bottom(frames), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(BACKGROUND);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.dispose();
  }

  private int right(int columns) {
    return MARGIN + columns * (width + MARGIN);
  }

  private int bottom(int frames) {
    return MARGIN + (frames + COLUMNS - 1) / COLUMNS * (height + CAPTION);
  }

  /**
   * Adds a frame.
   *
   * @throws IllegalStateException if the sheet is full
   */
  public void add(BufferedImage frame, String caption) {
    if (count == most) {
      throw new IllegalStateException("the sheet has all of its " + most + " frames");
    }
    int x = MARGIN + count % COLUMNS * (width + MARGIN);
    int y = bottom(count - count % COLUMNS);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.drawImage(frame, x, y, width, height, null);
    graphics.clipRect(x, y + height, width, CAPTION);
    graphics.setColor(Color.WHITE);
    StrokeFont.draw(graphics, caption, x, y + height + MARGIN + TEXT, TEXT);
    graphics.dispose();
    count++;
  }

  /** Returns how many frames were added. */
  public int count() {
    return count;
  }

  /** Returns the picture, without the rows that no frame was added to. */
  public BufferedImage picture() {
    return sheet.getSubimage(0, 0, sheet.getWidth(), Math.max(MARGIN, bottom(count)));
  }
}
