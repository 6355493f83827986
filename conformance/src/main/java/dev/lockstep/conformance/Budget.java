package dev.lockstep.conformance;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lockstep.config.Glob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bounds other than 0 ULP, each with its reason: {@code budget.yaml}.
 *
 * @param entries in the order of the file; the first that fits a slot counts
 */
public record Budget(List<Entry> entries) {

  public Budget {
    entries = List.copyOf(entries);
  }

  /**
   * One bound.
   *
   * @param api full names, {@code *} allowed
   * @param variant of the trace; empty for all
   * @param dtype {@code f32}, {@code f64}; empty for both
   * @param slot {@code param}, a key of the state, {@code lr}, {@code momentum}; {@code *} for all
   * @param mode how such a trace is replayed
   * @param bound the largest deviation allowed
   * @param unit of the bound
   * @param reason why it is not 0
   */
  public record Entry(
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> api,
      String variant,
      String dtype,
      String slot,
      Mode mode,
      double bound,
      Unit unit,
      String reason) {

    /** Absent conditions mean all. */
    public Entry(
        List<String> api,
        @Nullable String variant,
        @Nullable String dtype,
        @Nullable String slot,
        @Nullable Mode mode,
        double bound,
        Unit unit,
        String reason) {
      this.api = List.copyOf(api);
      this.variant = variant == null ? "" : variant;
      this.dtype = dtype == null ? "" : dtype;
      this.slot = slot == null ? "*" : slot;
      this.mode = mode == null ? Mode.FREE : mode;
      this.bound = bound;
      this.unit = unit;
      this.reason = reason;
    }

    boolean fits(String caseApi, String caseVariant, String caseDtype) {
      return api.stream().anyMatch(glob -> Glob.matches(glob, caseApi))
          && (variant.isEmpty() || variant.equals(caseVariant))
          && (dtype.isEmpty() || dtype.equals(caseDtype));
    }

    @Override
    public String toString() {
      String slots = slot.equals("*") ? "" : slot + " ";
      String number = bound == Math.rint(bound) ? "%.0f" : "%.3g";
      return slots + String.format(Locale.ROOT, "<= " + number + " %s", bound, unit);
    }
  }

  /** The project's budget. */
  public static Budget load() {
    return load("budget.yaml");
  }

  /**
   * What holds for torch's default kernels if they are replayed with the correctly rounded root
   * instead of the vendor's: every update restarts from what was recorded before it.
   */
  public static Budget ieeeRoot() {
    return load("ieee-root-budget.yaml");
  }

  private static Budget load(String resource) {
    try (InputStream yaml = Budget.class.getResourceAsStream(resource)) {
      return read(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  static Budget read(@Nullable InputStream yaml) throws IOException {
    YAMLMapper mapper =
        YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    List<Entry> entries = mapper.readValue(yaml, new TypeReference<List<Entry>>() {});
    return new Budget(entries == null ? List.of() : entries);
  }

  /** No bound but 0 ULP. */
  public static Budget none() {
    return new Budget(List.of());
  }

  /** What holds for a case. */
  Budget of(String api, String variant, String dtype) {
    return new Budget(entries.stream().filter(e -> e.fits(api, variant, dtype)).toList());
  }

  /** How a case with this budget is replayed. */
  Mode mode() {
    boolean restarted = entries.stream().anyMatch(e -> e.mode() == Mode.RESTARTED);
    return restarted ? Mode.RESTARTED : Mode.FREE;
  }

  /** The bound of a slot; empty means 0 ULP. */
  Optional<Entry> slot(String slot) {
    return entries.stream().filter(e -> Glob.matches(e.slot(), slot)).findFirst();
  }
}
