package dev.lockstep.guide;

/**
 * A page before it is laid out.
 *
 * @param path within the edition of a language: {@code api/torch.optim.Adam.html}
 * @param title heading
 * @param kind what it is about, for the search
 * @param body HTML; links to other pages of the edition start with {@code /}
 */
record Page(String path, String title, String kind, String body) {}
