package io.euge.video.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What asks to read another file, or to call a server, in each form that a library knows. */
public final class HostileVideos {
  private HostileVideos() {}

  /**
   * Lists and scripts, by the name that suits them; none is a video.
   *
   * @param file lies in the directory of the list
   */
  public static Map<String, byte[]> lists(Path file, int port) {
    String beside = file.getFileName().toString();
    String url = "http://127.0.0.1:" + port + "/a.ts";
    Map<String, String> texts = new LinkedHashMap<>();
    for (String target : new String[] {beside, file.toString(), "file:" + file, url}) {
      int i = texts.size();
      texts.put(i + ".m3u8", m3u8("", target));
      texts.put(
          i + "-key.m3u8", m3u8("#EXT-X-KEY:METHOD=AES-128,URI=\"" + target + "\"\n", beside));
      texts.put(i + "-map.m3u8", m3u8("#EXT-X-MAP:URI=\"" + target + "\"\n", beside));
      texts.put(i + "-variant.m3u8", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n" + target + "\n");
      texts.put(i + ".ffconcat", "ffconcat version 1.0\nfile '" + target + "'\n");
      texts.put(
          i + ".mpd",
          "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\""
              + " mediaPresentationDuration=\"PT9S\"><Period><AdaptationSet mimeType=\"video/mp4\">"
              + "<Representation id=\"1\" bandwidth=\"1\"><BaseURL>"
              + target
              + "</BaseURL></Representation></AdaptationSet></Period></MPD>");
      texts.put(i + ".asx", "[Reference]\nRef1=" + target + "\n");
      texts.put(i + ".edl", "# mpv EDL v0\n" + target + ",0,9\n");
    }
    texts.put(
        "call.sdp",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video "
            + port
            + " RTP/AVP/TCP 96\na=rtpmap:96 H264/90000\n");
    texts.put("script.avs", "DirectShowSource(\"" + file + "\")\n");
    texts.put("frames-%03d.png", "\u0089PNG");
    Map<String, byte[]> lists = new LinkedHashMap<>();
    texts.forEach((name, text) -> lists.put(name, text.getBytes(UTF_8)));
    return lists;
  }

  private static String m3u8(String before, String target) {
    return "#EXTM3U\n#EXT-X-TARGETDURATION:5\n"
        + before
        + "#EXTINF:5,\n"
        + target
        + "\n#EXT-X-ENDLIST\n";
  }

  /** An MP4 file whose packets are said to lie in another file, in a Macintosh's words. */
  public static byte[] alias(byte[] mp4, Path file) {
    ByteBuffer record = ByteBuffer.allocate(600);
    record.put(new byte[10 + 1 + 27 + 12]);
    byte[] name = file.getFileName().toString().getBytes(ISO_8859_1);
    record.put((byte) name.length).put(name).put(new byte[63 - name.length]).put(new byte[16]);
    record.putShort((short) 1).putShort((short) 1).put(new byte[16]);
    byte[] path = file.toString().getBytes(ISO_8859_1);
    record.putShort((short) 2).putShort((short) path.length).put(path);
    record.position(record.position() + path.length % 2);
    record.putShort((short) -1).putShort((short) 0);
    return reference(mp4, "alis", record.array());
  }

  /** The same by a name, as MP4 has it. */
  public static byte[] location(byte[] mp4, String url) {
    return reference(mp4, "url ", (url + "\0").getBytes(UTF_8));
  }

  /** Replaces the data reference of a file whose index is at its end. */
  private static byte[] reference(byte[] mp4, String type, byte[] content) {
    Patch patch = new Patch(mp4);
    int old = patch.find("dref") + 12;
    int oldLength = ByteBuffer.wrap(mp4).getInt(old);
    byte[] entry = Patch.box(type, new byte[4], content);
    int more = entry.length - oldLength;
    for (String box : new String[] {"moov", "trak", "mdia", "minf", "dinf", "dref"}) {
      patch.number(box, -4, ByteBuffer.wrap(mp4).getInt(patch.find(box) - 4) + more);
    }
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(patch.bytes(), 0, old);
    changed.writeBytes(entry);
    changed.write(patch.bytes(), old + oldLength, mp4.length - old - oldLength);
    return changed.toByteArray();
  }

  /** A Matroska file that says it goes on in another, and has one attached. */
  public static byte[] linked(byte[] mkv, Path file) {
    byte[] name = file.getFileName().toString().getBytes(UTF_8);
    byte[] info =
        element(
            "\u0015I\u00A9f",
            joined(element("<\u0083\u00AB", name), element(">\u0083\u00BB", name)));
    byte[] attached =
        element(
            "\u0019A\u00A4i",
            element(
                "a\u00A7",
                joined(
                    element("Fn", ("../" + file.getFileName()).getBytes(UTF_8)),
                    element("F`", "application/x-mpegurl".getBytes(UTF_8)),
                    element("F\u00AE", new byte[] {1}),
                    element("F\\", m3u8("", file.toString()).getBytes(UTF_8)))));
    Patch patch = new Patch(mkv);
    // Its size is then wrong, which is as good as not known.
    patch.large("\u0018S\u0080g", 4, 0x01FFFFFFFFFFFFFFL);
    return patch.insert(patch.find("\u0016T\u00AEk"), joined(info, attached)).bytes();
  }

  private static byte[] element(String id, byte[] content) {
    return joined(
        id.getBytes(ISO_8859_1),
        ByteBuffer.allocate(8).putLong(0x0100000000000000L | content.length).array(),
        content);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
