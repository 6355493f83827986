package dev.lockstep.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SiteTest {
  private static final Site SITE = site(Map.of("a.html", "one", "b.html", "two"));

  @Test
  void aSiteIsAsItsOwnManifestSays() {
    assertEquals(List.of(), SITE.staleSince(SITE.manifest()));
  }

  @Test
  void aChangedANewAndAMissingPageAreStale() {
    Site now = site(Map.of("a.html", "other", "c.html", "three"));
    assertEquals(
        List.of("changed a.html", "missing b.html", "new c.html"), now.staleSince(SITE.manifest()));
  }

  /** SHA-256 of "one", as sha256sum prints it. */
  @Test
  void theManifestIsThatOfSha256sum() {
    assertTrue(
        SITE.manifest()
            .startsWith(
                "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  a.html\n"));
  }

  private static Site site(Map<String, String> files) {
    return new Site(new TreeMap<>(files));
  }
}
