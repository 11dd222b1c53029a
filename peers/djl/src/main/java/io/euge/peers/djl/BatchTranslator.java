package io.euge.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.euge.peers.Frame;
import io.euge.peers.Heads;
import io.euge.peers.Jpeg;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;


/** Bytes in, detections out, a batch at a time; the outputs are decoded by Euge's own heads. */
final class BatchTranslator implements NoBatchifyTranslator<Jpeg[], List<Frame>> {
  private static final String FRAMES = "frames";

  private final Heads heads;

  BatchTranslator(Heads heads) {
    this.heads = heads;
  }

  @Override
  public NDList processInput(TranslatorContext context, Jpeg[] frames) {
    context.setAttachment(FRAMES, frames);
    int bytes = heads.inputWidth() * heads.inputHeight() * 3;
    ByteBuffer input =
        ByteBuffer.allocateDirect(frames.length * bytes).order(ByteOrder.nativeOrder());
    for (Jpeg frame : frames) {
      input.put(frame.pixels());
    }
    Shape shape = new Shape(frames.length, heads.inputHeight(), heads.inputWidth(), 3);
    return new NDList(context.getNDManager().create(input.flip(), shape, DataType.UINT8));
  }

  @Override
  public List<Frame> processOutput(TranslatorContext context, NDList outputs) {
    Jpeg[] frames = (Jpeg[]) context.getAttachment(FRAMES);
    List<FloatBuffer> raw = new ArrayList<>();
    // In the order of the graph's outputs, which is that of the heads.
    for (NDArray output : outputs) {
      raw.add(FloatBuffer.wrap(output.toFloatArray()));
    }
    List<Frame> found = new ArrayList<>();
    for (int slot = 0; slot < frames.length; slot++) {
      Jpeg frame = frames[slot];
      found.add(heads.decode(raw, slot, frame.number(), frame.width(), frame.height()));
    }
    return found;
  }
}
