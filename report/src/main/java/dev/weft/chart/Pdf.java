package dev.weft.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** A chart as a page of a PDF, with text that can be searched and the letters that it needs of the font. */
final class Pdf {
  private Pdf() {}

  static byte[] of(Chart chart) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument();
        PdfBoxGraphics2DFontTextDrawer text = new PdfBoxGraphics2DFontTextDrawer()) {
      document.setDocumentId(0L); // else the time
      document.getDocumentInformation().setTitle(chart.title());
      text.registerFont(Typeface.FAMILY, new ByteArrayInputStream(Typeface.file(false)));
      text.registerFont(Typeface.FAMILY + " Bold", new ByteArrayInputStream(Typeface.file(true)));
      PDPage page = new PDPage(new PDRectangle(chart.width(), chart.height()));
      document.addPage(page);
      PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, chart.width(), chart.height());
      graphics.setFontTextDrawer(text);
      chart.draw(graphics);
      graphics.dispose();
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(graphics.getXFormObject());
      }
      document.save(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
