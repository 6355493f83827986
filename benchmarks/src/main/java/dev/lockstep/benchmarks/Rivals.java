package dev.lockstep.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the contestants of this machine. */
final class Rivals {
  /** Where the C contestant is compiled to, and logs and figures are written. */
  static final Path BUILD = Path.of("build", "bench");

  /**
   * Each page of memory is 2 MB, as the C contestant has it; large arrays lie one behind the other,
   * not each at the start of a region; there is room for all small tensors before the first
   * collection, which would take apart what lies together. On AMD's processors vectors have 256
   * bits: with 512 what comes from memory takes longer there.
   */
  private static final String RECOMMENDED =
      "-XX:+UseTransparentHugePages -XX:+UseParallelGC -Xmn512m"
          + (Machine.isAmd() ? " -XX:MaxVectorSize=32" : "");

  private final Path scripts;
  private final Map<String, String> environment;

  /**
   * Looks in these places.
   *
   * @param scripts the folder with the contestants in C and Python
   */
  Rivals(Path scripts, Map<String, String> environment) {
    this.scripts = scripts;
    this.environment = environment;
  }

  List<Rival> all() throws IOException {
    List<Rival> rivals = new ArrayList<>();
    rivals.add(java("lockstep-native", "LockstepContestant", "native"));
    rivals.add(java("lockstep-common", "LockstepContestant", "common"));
    rivals.add(python("torch-fused", "LOCKSTEP_TORCH_PYTHON", "torch_contestant.py", "fused"));
    rivals.add(python("torch-foreach", "LOCKSTEP_TORCH_PYTHON", "torch_contestant.py", "foreach"));
    rivals.add(python("torch-default", "LOCKSTEP_TORCH_PYTHON", "torch_contestant.py", "default"));
    rivals.add(c());
    rivals.add(java("java", "BareLoopContestant"));
    rivals.add(java("lockstep-mindspore", "MindSporeStyleContestant"));
    rivals.add(python("mindspore", "LOCKSTEP_MINDSPORE_PYTHON", "mindspore_contestant.py"));
    rivals.add(peer("djl", "DjlContestant"));
    rivals.add(peer("nd4j", "Nd4jContestant"));
    return rivals;
  }

  /** Ours: the JVM that runs this, with the options that the documentation recommends. */
  private Rival java(String name, String main, String... args) {
    List<String> command = java(main, environment);
    command.addAll(List.of(args));
    return new Rival(name, command, "", main.equals("LockstepContestant"));
  }

  /** A program of this module in a process of its own. */
  static List<String> java(String main, Map<String, String> environment) {
    List<String> command = new ArrayList<>(List.of(javaProgram()));
    String options = environment.getOrDefault("LOCKSTEP_BENCH_JAVA_OPTS", RECOMMENDED);
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Rivals.class.getPackageName() + "." + main);
    return command;
  }

  private Rival peer(String name, String main) {
    String path = Rivals.class.getPackageName().replace('.', '/') + "/" + main + ".class";
    return Rivals.class.getClassLoader().getResource(path) == null
        ? Rival.missing(name, "not built: ./lockstep-dev bench --peers downloads it (250 MB)")
        : java(name, main);
  }

  private static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private Rival python(String name, String variable, String script, String... args) {
    String python = environment.getOrDefault(variable, "");
    if (python.isEmpty()) {
      return Rival.missing(name, variable + " does not name a Python that has it");
    }
    List<String> command = new ArrayList<>(List.of(python, scripts.resolve(script).toString()));
    command.addAll(List.of(args));
    return new Rival(name, command, "", name.equals("torch-fused"));
  }

  private Rival c() throws IOException {
    Files.createDirectories(BUILD);
    String program = BUILD.resolve("loop").toString();
    String source = scripts.resolve("loop.c").toString();
    List<String> compile =
        new ArrayList<>(
            List.of("gcc", "-O3", "-march=native", "-fno-math-errno", "-pthread", source));
    ProcessBuilder gcc = new ProcessBuilder(compile).inheritIO();
    gcc.command().addAll(List.of("-o", program, "-lm"));
    try {
      return gcc.start().waitFor() == 0
          ? new Rival("c", List.of(program), "", true)
          : Rival.missing("c", "gcc cannot compile " + source);
    } catch (IOException e) {
      return Rival.missing("c", "no gcc: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
