package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The port command on bad input, and what it writes where. */
class PortCommandTest {
  private static final String SCRIPT =
      "import torch\n\noptimizer = torch.optim.SGD(model.parameters(), lr=0.1)\n";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          missing.py     | 2 | no such file
          image.py       | 2 | image.py:1:1: not a Python file
          binary.py      | 2 | not a Python file
          encoding.py    | 2 | unknown encoding "klingon"
          broken.py      | 2 | broken.py:2:
          notes.txt      | 2 | notes.txt:1:
          folder         | 2 | holds no Python file
          empty.py       | 1 | empty.py:1:1: no optimizer
          plain.py       | 1 | plain.py:1:1: no optimizer
          unknown.py     | 1 | unknown.py:2:13: unknown optimizer torch.optim.Adaam; did you mean Adam?
          """)
  void badInputIsOneLineWithItsPlaceAndWritesNothing(String name, int code, String message)
      throws IOException {
    prepare();
    Map<String, String> before = contents();
    for (String output : new String[] {"--diff", "--write", "--out=" + folder.resolve("out")}) {
      Run run = Run.of("port", folder.resolve(name).toString(), "--to", "mindspore", output);
      assertEquals(code, run.code(), run.err());
      assertTrue(run.err().contains(message), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
      assertTrue(run.isTidy(), run.err());
      assertEquals(before, contents());
    }
  }

  @Test
  void pyprojectSaysWhatToPortToAndWhatNot() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project/old"));
    Files.writeString(
        folder.resolve("project/pyproject.toml"),
        "[tool.lockstep.port]\nto = \"mindspore\"\nexclude = [\"old/**\"]\n");
    Files.writeString(folder.resolve("project/train.py"), SCRIPT);
    Files.writeString(project.resolve("train.py"), SCRIPT);
    Path out = folder.resolve("out");
    Run run = Run.of("port", folder.resolve("project").toString(), "--out=" + out);
    assertEquals(0, run.code(), run.err());
    assertTrue(Files.exists(out.resolve("train.py")));
    assertFalse(Files.exists(out.resolve("old/train.py")));
  }

  @Test
  void whatIsInstalledBesideAProjectIsNotPorted() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.writeString(project.resolve("train.py"), SCRIPT);
    Path environment = Files.createDirectories(project.resolve("env/lib"));
    Files.writeString(project.resolve("env/pyvenv.cfg"), "home = /usr/bin\n");
    Path installed = Files.writeString(environment.resolve("train.py"), SCRIPT);
    Path packages = Files.createDirectories(project.resolve("lib/site-packages/torch"));
    Path library = Files.writeString(packages.resolve("train.py"), SCRIPT);
    Run run = Run.of("port", project.toString(), "--to=mindspore", "--write");
    assertEquals(0, run.code(), run.err());
    assertTrue(Files.readString(project.resolve("train.py")).contains("mindspore"));
    assertEquals(SCRIPT, Files.readString(installed));
    assertEquals(SCRIPT, Files.readString(library));
  }

  @Test
  void anUnknownKeyOfPyprojectIsNamed() throws IOException {
    Files.writeString(folder.resolve("pyproject.toml"), "[tool.lockstep.port]\ntoo = \"torch\"\n");
    Files.writeString(folder.resolve("train.py"), SCRIPT);
    Run run = Run.of("port", folder.resolve("train.py").toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("has no key \"too\""), run.err());
  }

  @ParameterizedTest
  @CsvSource({"mindsport", "pytorch", "''"})
  void anotherDirectionIsRefused(String target) throws IOException {
    prepare();
    Run run = Run.of("port", folder.resolve("good.py").toString(), "--to", target);
    assertEquals(2, run.code());
    assertTrue(run.isTidy(), run.err());
  }

  @Test
  void oneGoodFileAmongBadOnesIsPorted() throws IOException {
    prepare();
    Path out = folder.resolve("out");
    Run run =
        Run.of(
            "port",
            folder.resolve("good.py").toString(),
            folder.resolve("broken.py").toString(),
            "--to=mindspore",
            "--out=" + out);
    assertEquals(1, run.code(), run.err());
    assertTrue(Files.readString(out.resolve("good.py")).contains("mindspore"));
    assertFalse(Files.exists(out.resolve("broken.py")));
  }

  @Test
  void aLinkIsNotWrittenThrough() throws IOException {
    prepare();
    Path link = Files.createSymbolicLink(folder.resolve("link.py"), folder.resolve("good.py"));
    Run run = Run.of("port", link.toString(), "--to=mindspore", "--write");
    assertEquals(2, run.code(), run.out());
    assertTrue(run.err().contains("symbolic link"), run.err());
    assertEquals(SCRIPT, Files.readString(folder.resolve("good.py")));
  }

  @Test
  void theOriginalIsNotAnOutputFolder() throws IOException {
    prepare();
    Run run =
        Run.of("port", folder.resolve("good.py").toString(), "--to=mindspore", "--out=" + folder);
    assertEquals(2, run.code(), run.out());
    assertEquals(SCRIPT, Files.readString(folder.resolve("good.py")));
  }

  @Test
  void noPortIsWrittenOverAnother() throws IOException {
    for (String name : new String[] {"one", "two"}) {
      Path script = Files.createDirectories(folder.resolve(name)).resolve("train.py");
      Files.writeString(script, SCRIPT);
    }
    String one = folder.resolve("one").toString();
    String two = folder.resolve("two/train.py").toString();
    Path out = folder.resolve("out");
    Run run = Run.of("port", one, two, "--to=mindspore", "--out=" + out);
    assertEquals(2, run.code(), run.out());
    assertTrue(run.isTidy(), run.err());
    assertTrue(run.err().contains("both be written to train.py"), run.err());
    assertFalse(Files.exists(out));
    Run twice = Run.of("port", one, one + "/../one/train.py", "--to=mindspore", "--diff");
    assertEquals(1, twice.out().lines().filter(line -> line.startsWith("+++ ")).count());
  }

  @Test
  void aFileInPlaceOfTheOutputFolderIsNotOverwritten() throws IOException {
    prepare();
    Path file = folder.resolve("plain.py");
    String before = Files.readString(file);
    Run run =
        Run.of("port", folder.resolve("good.py").toString(), "--to=mindspore", "--out=" + file);
    assertEquals(2, run.code(), run.out());
    assertTrue(run.isTidy(), run.err());
    assertTrue(run.err().contains("plain.py is a file, and a folder is needed there"), run.err());
    assertEquals(before, Files.readString(file));
  }

  @Test
  void aWrittenFileIsReadableAsAnyOther() throws IOException {
    prepare();
    Path out = folder.resolve("out");
    Run.of("port", folder.resolve("good.py").toString(), "--to=mindspore", "--out=" + out);
    Path other = Files.writeString(folder.resolve("other"), "");
    assertEquals(
        PosixFilePermissions.toString(Files.getPosixFilePermissions(other)),
        PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("good.py"))));
  }

  @Test
  void encodingAndByteOrderMarkStay() throws IOException {
    Charset chinese = Charset.forName("GBK");
    String head = "# -*- coding: gbk -*-\n# 学习率\n";
    Path gbk = Files.write(folder.resolve("gbk.py"), (head + SCRIPT).getBytes(chinese));
    Path bom = Files.writeString(folder.resolve("bom.py"), "\uFEFF" + SCRIPT);
    assertEquals(
        0, Run.of("port", gbk.toString(), bom.toString(), "--to=mindspore", "--write").code());
    byte[] expected = head.getBytes(chinese);
    byte[] start = Arrays.copyOf(Files.readAllBytes(gbk), expected.length);
    assertArrayEquals(expected, start);
    assertTrue(Files.readString(bom, StandardCharsets.UTF_8).startsWith("\uFEFFimport mindspore"));
  }

  private void prepare() throws IOException {
    Files.writeString(folder.resolve("good.py"), SCRIPT);
    Files.write(folder.resolve("image.py"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2});
    Files.write(folder.resolve("binary.py"), new byte[] {'x', '=', 0, 0, 1});
    Files.writeString(folder.resolve("encoding.py"), "# coding: klingon\n" + SCRIPT);
    Files.writeString(folder.resolve("broken.py"), "import torch\nx = (1,\n");
    Files.writeString(folder.resolve("notes.txt"), "Dear diary: today, SGD (again!\n");
    Files.createDirectories(folder.resolve("folder"));
    Files.writeString(folder.resolve("empty.py"), "");
    Files.writeString(folder.resolve("plain.py"), "print(1)\n");
    Files.writeString(
        folder.resolve("unknown.py"),
        "import torch\noptimizer = torch.optim.Adaam(model.parameters())\n");
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        boolean plain = Files.isRegularFile(file);
        String text = plain ? Files.readString(file, StandardCharsets.ISO_8859_1) : "a folder";
        contents.put(folder.relativize(file).toString(), text);
      }
    }
    return contents;
  }
}
