package io.euge.traffic;

/**
 * A vehicle in a picture, as it truly is.
 *
 * @param id the same in all pictures of a clip
 * @param x left edge in pixels of the box around what can be seen of it
 * @param y top edge
 * @param width of that box
 * @param height of that box
 * @param visible the part of its pixels, within the picture or not, that nothing hides: 0 to 1
 * @param lane number from the left
 * @param away whether it drives away from the camera
 */
public record Sighting(
    int id,
    Kind kind,
    double x,
    double y,
    double width,
    double height,
    double visible,
    int lane,
    boolean away) {}
