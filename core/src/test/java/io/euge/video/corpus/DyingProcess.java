package io.euge.video.corpus;

/** A process that reads no video: its second case kills it, and its third never ends. */
final class DyingProcess {
  private DyingProcess() {}

  public static void main(String[] args) throws InterruptedException {
    for (int i = Integer.parseInt(args[3]); i < 4; i++) {
      System.out.println("case " + i + " number-" + i);
      if (i == 1) {
        Runtime.getRuntime().halt(134);
      } else if (i == 2) {
        Thread.sleep(Long.MAX_VALUE);
      }
      System.out.println("done 1 2 3 frames, whole");
    }
    System.out.println("end 1 2");
  }
}
