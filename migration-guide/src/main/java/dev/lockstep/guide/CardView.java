package dev.lockstep.guide;

import java.util.List;

/**
 * A card as a section of a page.
 *
 * @param id the card
 * @param source the source API
 * @param target the target API
 * @param targetLink the target with a link to its page, if it has one
 * @param verdict name of the verdict with the source's defaults
 * @param promise what the verdict promises
 * @param evidence what stands behind it
 * @param cost what a port costs beside the verdict, or empty
 * @param cases the verdicts with their conditions
 * @param rewrites what a port changes beside the call
 * @param generated the class that a port brings along, or empty
 * @param formulas of both sides; fewer than two if one has none
 * @param arguments option by option
 * @param always differences that show whatever the options are
 * @param witnesses the smallest numbers
 * @param notes what a user should know
 */
record CardView(
    String id,
    String source,
    String target,
    String targetLink,
    String verdict,
    String promise,
    String evidence,
    String cost,
    List<CaseView> cases,
    List<String> rewrites,
    String generated,
    List<Formulas.View> formulas,
    List<ArgumentView> arguments,
    List<DifferenceLink> always,
    List<WitnessView> witnesses,
    List<String> notes) {

  /** A verdict and when it holds. */
  record CaseView(String verdict, String when, List<DifferenceLink> differences) {}

  /** A difference with its sentence. */
  record DifferenceLink(String id, String text) {}

  /** Where an option goes; {@code differs} if both sides have a default and not the same. */
  record ArgumentView(
      String from,
      String fromDefault,
      String to,
      String toDefault,
      boolean differs,
      String conversion) {}

  /** Numbers to follow by hand. */
  record WitnessView(
      String left,
      String leftCall,
      String right,
      String rightCall,
      List<StepView> steps,
      List<Charts.Chart> charts) {}

  /** A step of a witness. */
  record StepView(String step, String gradient, String left, String right) {}
}
