package dev.chit.client.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names that others choose.
final class FileNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "note.txt|note.txt",
        "Übung 3.pdf|Übung 3.pdf",
        "../../etc/passwd|passwd",
        "/etc/shadow|shadow",
        "..\\..\\boot.ini|boot.ini",
        "C:\\autoexec.bat|autoexec.bat",
        "C:evil|C_evil",
        ".|file",
        "..|file",
        "...|file",
        "a/|file",
        ".bashrc|bashrc",
        "....bashrc|bashrc",
        "  spaced .txt  |spaced .txt",
        "trailing. . .|trailing",
        "con|_con",
        "NUL.tar.gz|_NUL.tar.gz",
        "com1 .txt|_com1 .txt",
        "stream.txt:evil.exe|stream.txt_evil.exe",
        "a*b?c<d>e|a_b_c_d_e",
      })
  void aNameIsMadeHarmless(String said, String safe) {
    assertEquals(safe, FileNames.safe(said));
  }

  @Test
  void nothingThatATerminalObeysOrThatTurnsTextAroundIsLeft() {
    assertEquals("a_b_c", FileNames.safe("a\u0000b\u001bc"));
    assertEquals("photo_gpj.exe", FileNames.safe("photo\u202egpj.exe"));
    assertEquals("a_b_c", FileNames.safe("a\nb\u2028c"));
    assertEquals("a_", FileNames.safe("a\ud800"));
    assertEquals("file", FileNames.safe(""));
  }

  @Test
  void aLongNameKeepsItsExtension() {
    String long1 = FileNames.safe("ä".repeat(300) + ".tar");
    assertEquals(FileNames.BYTES_MAX, long1.getBytes(UTF_8).length);
    assertTrue(long1.endsWith("ä.tar"), long1);
    String exact = "x".repeat(FileNames.BYTES_MAX);
    assertEquals(exact, FileNames.safe(exact));
    assertEquals(exact, FileNames.safe(exact + "x"));
    assertEquals(FileNames.BYTES_MAX, FileNames.safe("a." + "x".repeat(400)).length());
  }

  /// Whatever it is made of, it names something right inside the folder.
  @Test
  void noNameLeavesTheFolder() {
    var random = new Random(7);
    String alphabet = "./\\:~a\u0000\u202e \n%-";
    Path folder = Path.of("/tmp/folder");
    for (int i = 0; i < 20_000; i++) {
      var said = new StringBuilder();
      for (int j = random.nextInt(12); j > 0; j--) {
        said.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String safe = FileNames.safe(said.toString());
      assertEquals(folder, folder.resolve(safe).normalize().getParent(), safe);
      assertFalse(safe.startsWith("."), safe);
      assertEquals(safe, FileNames.safe(safe), "it is safe already");
    }
  }

  @Test
  void theNumberOfAnotherGoesBeforeTheExtension() {
    assertEquals("a.txt", FileNames.numbered("a.txt", 1));
    assertEquals("a (2).txt", FileNames.numbered("a.txt", 2));
    assertEquals("a (12)", FileNames.numbered("a", 12));
  }

  @Test
  void whatTheSystemCannotWriteIsEscapedAndWhatItCannotReadIsLeftOut() {
    assertEquals("r_e9sum_e9.pdf", FileNames.ascii("r\u00e9sum\u00e9.pdf"));
    String full = FileNames.ascii("\u6f22".repeat(60) + ".txt");
    assertTrue(full.length() <= FileNames.BYTES_MAX && full.endsWith(".txt"), full);
    // No system has NUL in its names.
    Path home = Path.of("home");
    assertEquals(home.resolve("a_0b (2).txt"), PartFile.place(home, "a\0b.txt", 2));
    assertEquals(home.resolve("ab.txt"), PartFile.place(home, "ab.txt", 1));
    assertEquals(Optional.empty(), FileRows.path("a\0b"));
    assertEquals(Optional.of(home), FileRows.path("home"));
  }
}
