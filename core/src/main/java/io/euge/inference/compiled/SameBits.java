package io.euge.inference.compiled;

import io.euge.inference.InferenceException;
import io.euge.inference.Session;
import io.euge.inference.Workspace;
import io.euge.model.Model;
import java.nio.FloatBuffer;
import java.util.Random;

/** Compares a compiled model with the one it was compiled from. */
public final class SameBits {
  private SameBits() {}

  /**
   * Runs both on the same noise.
   *
   * @throws InferenceException if an output differs in a bit
   */
  public static void check(Model model, Session plain, Session compiled) {
    try (Workspace one = plain.workspace(1);
        Workspace other = compiled.workspace(1)) {
      byte[] noise = new byte[one.input().capacity()];
      new Random(1).nextBytes(noise);
      one.input().put(0, noise);
      other.input().put(0, noise);
      one.run(1);
      other.run(1);
      for (int output = 0; output < model.outputs().size(); output++) {
        FloatBuffer expected = one.output(output);
        FloatBuffer found = other.output(output);
        for (int i = 0; i < expected.limit(); i++) {
          if (Float.floatToRawIntBits(expected.get(i)) != Float.floatToRawIntBits(found.get(i))) {
            throw new InferenceException(
                "Compiled model %s differs from the plain one in output %d"
                    .formatted(model.name(), output));
          }
        }
      }
    }
  }
}
