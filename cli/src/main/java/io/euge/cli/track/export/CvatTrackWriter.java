package io.euge.cli.track.export;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes "CVAT for video 1.1", an XML file (CVAT's documentation, XML annotation format). Each box
 * is a keyframe. If a track has no box in the next frame that was read, an {@code outside} box is
 * written there, so that CVAT does not continue to show the previous one. Predicted boxes are
 * {@code occluded}.
 */
final class CvatTrackWriter extends WholeTracks {
  private static final int DECIMALS = 3;

  private final OutputStream out;
  private final XMLStreamWriter xml;

  /** An action that writes XML. */
  private interface Part {
    void write() throws XMLStreamException;
  }

  CvatTrackWriter(OutputStream out, ExportedVideo video, List<String> labels) throws IOException {
    this.out = out;
    try {
      xml =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
    checked(() -> begin(video, labels));
  }

  private void begin(ExportedVideo video, List<String> labels) throws XMLStreamException {
    xml.writeStartDocument("utf-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("annotations");
    text("version", "1.1");
    xml.writeStartElement("meta");
    xml.writeStartElement("task");
    text("name", video.name());
    text("size", String.valueOf(video.frames()));
    text("mode", "interpolation");
    xml.writeStartElement("labels");
    for (String label : labels) {
      xml.writeStartElement("label");
      text("name", label);
      text("attributes", "");
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeStartElement("original_size");
    text("width", String.valueOf(video.width()));
    text("height", String.valueOf(video.height()));
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void text(String element, String text) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  @Override
  void write(String label, List<ExportedBox> track) throws IOException {
    checked(
        () -> {
          xml.writeCharacters("\n");
          xml.writeStartElement("track");
          xml.writeAttribute("id", String.valueOf(track.get(0).track()));
          xml.writeAttribute("label", label);
          xml.writeAttribute("source", "auto");
          for (int i = 0; i < track.size(); i++) {
            ExportedBox box = track.get(i);
            box(box, box.frame(), false);
            boolean goesOn = i + 1 < track.size() && track.get(i + 1).frame() == box.next();
            if (!goesOn && box.next() >= 0) {
              box(box, box.next(), true);
            }
          }
          xml.writeCharacters("\n");
          xml.writeEndElement();
        });
  }

  private void box(ExportedBox box, long frame, boolean outside) throws XMLStreamException {
    xml.writeCharacters("\n ");
    xml.writeEmptyElement("box");
    xml.writeAttribute("frame", String.valueOf(frame));
    xml.writeAttribute("outside", outside ? "1" : "0");
    xml.writeAttribute("occluded", box.observed() ? "0" : "1");
    xml.writeAttribute("keyframe", "1");
    number("xtl", box.x());
    number("ytl", box.y());
    number("xbr", box.x() + box.width());
    number("ybr", box.y() + box.height());
    xml.writeAttribute("z_order", "0");
  }

  private void number(String attribute, double value) throws XMLStreamException {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    xml.writeAttribute(attribute, rounded.toPlainString());
  }

  @Override
  void end() throws IOException {
    checked(
        () -> {
          xml.writeCharacters("\n");
          xml.writeEndDocument();
          xml.flush();
        });
    out.close();
  }

  private static void checked(Part part) throws IOException {
    try {
      part.write();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException io
          ? io
          : new IOException(e.getMessage(), e);
    }
  }
}
