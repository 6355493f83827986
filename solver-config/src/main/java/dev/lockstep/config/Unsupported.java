package dev.lockstep.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** The optimizers that are known but have no class, each with its reason. */
public final class Unsupported {
  private static final Properties REASONS = load();

  private Unsupported() {}

  private static Properties load() {
    Properties reasons = new Properties();
    try (InputStream in = Unsupported.class.getResourceAsStream("unsupported.properties")) {
      if (in == null) {
        throw new IllegalStateException("unsupported.properties is missing");
      }
      reasons.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("unsupported.properties", e);
    }
    return reasons;
  }

  /** Why there is no class of that full name; empty if nothing is known of it. */
  public static Optional<String> reason(String fullName) {
    return Optional.ofNullable(REASONS.getProperty(fullName));
  }

  /** The full names. */
  public static Set<String> names() {
    return REASONS.stringPropertyNames();
  }
}
