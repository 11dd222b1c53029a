package io.euge.peers;

import io.euge.video.Canvas;
import io.euge.video.Letterbox;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nu.pattern.OpenCV;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;


/**
 * One frame extracted beforehand, decoded and letterboxed by OpenCV: the fastest way there is for
 * the peers, and the one their own image libraries take.
 *
 * @param number index of the frame
 * @param width of the source frame in pixels
 * @param height of the source frame in pixels
 * @param pixels the canvas, RGB rows without padding
 */
public record Jpeg(long number, int width, int height, byte[] pixels) {
  private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.jpg$");

  static {
    OpenCV.loadLocally();
    // Spark's tasks fill the cores already.
    Core.setNumThreads(1);
  }

  /**
   * @param path ends in the frame's number and {@code .jpg}
   * @param content the file
   */
  public static Jpeg letterboxed(String path, byte[] content, int canvasWidth, int canvasHeight) {
    Matcher number = NUMBER.matcher(path);
    if (!number.find()) {
      throw new IllegalArgumentException(path + " does not end in a frame's number and .jpg");
    }
    MatOfByte file = new MatOfByte(content);
    Mat image = Imgcodecs.imdecode(file, Imgcodecs.IMREAD_COLOR);
    Mat scaled = new Mat();
    Mat canvas = new Mat();
    try {
      Letterbox box = Letterbox.of(image.cols(), image.rows(), canvasWidth, canvasHeight);
      Imgproc.resize(
          image, scaled, new Size(box.width(), box.height()), 0, 0, Imgproc.INTER_LINEAR);
      Imgproc.cvtColor(scaled, scaled, Imgproc.COLOR_BGR2RGB);
      Core.copyMakeBorder(
          scaled,
          canvas,
          box.top(),
          canvasHeight - box.top() - box.height(),
          box.left(),
          canvasWidth - box.left() - box.width(),
          Core.BORDER_CONSTANT,
          Scalar.all(Canvas.GREY));
      byte[] pixels = new byte[box.bytes()];
      canvas.get(0, 0, pixels);
      return new Jpeg(Long.parseLong(number.group(1)), image.cols(), image.rows(), pixels);
    } finally {
      file.release();
      image.release();
      scaled.release();
      canvas.release();
    }
  }
}
