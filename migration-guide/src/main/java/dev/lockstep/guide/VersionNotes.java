package dev.lockstep.guide;

import dev.lockstep.mapping.PythonLiteral;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changed in an API from one recorded release to the next. */
final class VersionNotes {
  private final Words words;

  VersionNotes(Words words) {
    this.words = words;
  }

  /** The sentences, the oldest change first; none if nothing changed. */
  List<String> of(String api) {
    List<String> notes = new ArrayList<>();
    List<Signatures> releases = Facts.releases(api);
    for (int i = 1; i < releases.size(); i++) {
      Signatures before = releases.get(i - 1);
      Signatures after = releases.get(i);
      Optional<RecordedSignature> old = before.find(api);
      Optional<RecordedSignature> young = after.find(api);
      if (old.isPresent() && young.isPresent()) {
        changes(before.version(), old.get(), after.version(), young.get(), notes);
      } else if (old.isPresent() != young.isPresent()) {
        String key = young.isPresent() ? "version-api-added" : "version-api-gone";
        notes.add(words.of(key, before.version(), after.version()));
      }
    }
    return notes;
  }

  private void changes(
      String before,
      RecordedSignature old,
      String after,
      RecordedSignature young,
      List<String> notes) {
    for (RecordedOption option : young.options()) {
      Optional<RecordedOption> was = old.option(option.name());
      if (was.isEmpty()) {
        notes.add(words.of("version-added", before, after, option.name(), literal(option)));
      } else if (!literal(was.get()).equals(literal(option))) {
        notes.add(
            words.of(
                "version-default",
                before,
                after,
                option.name(),
                literal(was.get()),
                literal(option)));
      }
    }
    old.options().stream()
        .filter(option -> young.option(option.name()).isEmpty())
        .forEach(option -> notes.add(words.of("version-gone", before, after, option.name())));
  }

  private String literal(RecordedOption option) {
    return option.required() ? words.of("required") : PythonLiteral.of(option.defaultValue());
  }
}
