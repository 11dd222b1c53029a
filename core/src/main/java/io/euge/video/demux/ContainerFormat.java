package io.euge.video.demux;

/** The container formats, by how a keyframe is found in them. */
public enum ContainerFormat {
  MOV,
  MATROSKA,
  AVI,
  MPEGTS,
  OTHER;

  /** Returns the format that a demuxer of FFmpeg reads. */
  static ContainerFormat of(String demuxer) {
    return switch (demuxer) {
      case "mov,mp4,m4a,3gp,3g2,mj2" -> MOV;
      case "matroska,webm" -> MATROSKA;
      case "avi" -> AVI;
      case "mpegts" -> MPEGTS;
      default -> OTHER;
    };
  }
}
